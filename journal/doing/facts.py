"""The facts of some days in words, as a drawing, and as rows of a table; the three say the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.pure import charts, trends

# From ten on a number is written in digits.
_DIGITS_FROM = 10


@dataclass(frozen=True)
class Line:
    """One row of a fact's table: a day, or the first and the last of several, and what stands there, in words."""

    first: date
    last: date
    words: str


@dataclass(frozen=True)
class Fact:
    """One fact over some days. sentences: what can be said of all of them. strip: the drawing, None where words are all
    there is; full: what a full box in it means. lines: the table.
    """

    name: str
    label: str
    sentences: list[str]
    strip: charts.Strip | None = None
    full: str = ""
    lines: Sequence[Line] = ()


def facts(days: Sequence[date], nights: trends.Nights, today: date, shown: Sequence[str]) -> list[Fact]:
    """The facts among `shown` that at least one of these days answers, in the order of `shown`; how hard the days were
    comes before the facts about reaching out, so that the last word is having waited.
    """
    found = {name: trends.marks(name, days, nights, today) for name in shown}
    drawn = [_fact(name, marks) for name, marks in found.items() if trends.answered(marks)]
    hard = trends.hardest(nights)
    at = next((place for place, fact in enumerate(drawn) if fact.name in _ABOUT_REACHING_OUT), len(drawn))
    return [*drawn[:at], *([_hard(*hard)] if hard else []), *drawn[at:]]


def in_line(body: Mapping[str, Any], shown: Iterable[str]) -> str:
    """What one night's taps say about the facts in `shown`, in one line; "" where none of them was answered."""
    return " · ".join(_in_short(name, body[name]) for name in shown if name in body)


def _in_short(name: str, value: str) -> str:
    if name == "hard":
        return _("How hard, 0 to 10: %(value)s") % {"value": value}
    answer = _answers(name)[value]
    if name in _SAY_ALL:
        return capfirst(answer)
    return _("%(fact)s: %(answer)s") % {"fact": _label(name), "answer": answer}


_SAY_ALL = {"food", "alcohol"}  # "some food" needs no name before it
_ABOUT_REACHING_OUT = {"reached", "peace", "waited"}


def _fact(name: str, marks: Sequence[trends.Mark]) -> Fact:
    answers = _answers(name)
    best = max(trends.LEVELS[name], key=trends.LEVELS[name].__getitem__)
    return Fact(
        name=name,
        label=_label(name),
        sentences=_often(marks) if name in trends.COUNTED else _each(name, marks),
        strip=charts.strip(marks, trends.LEVELS[name]),
        full=answers[best],
        lines=[Line(run.mark.day, run.last, capfirst(_standing(run.mark, answers))) for run in trends.runs(marks)],
    )


def _hard(low: int, high: int) -> Fact:
    span = _("%(low)s to %(high)s.") % {"low": low, "high": high} if low < high else f"{low}."
    return Fact("hard", _("How hard the days were"), [span, _("0 is fine, 10 is the worst yet.")])


def _each(name: str, marks: Sequence[trends.Mark]) -> list[str]:
    """A sentence for each answer that was given."""
    answers = _answers(name)
    return [capfirst(_days(name, answers[said.value], said)) for said in trends.tally(name, marks)]


def _days(name: str, answer: str, said: trends.Said) -> str:
    known = {"answer": answer, "number": in_letters(said.days)}
    if name == "sleep":
        if said.most:
            return _("%(answer)s most nights.") % known
        return ngettext("%(answer)s on one night.", "%(answer)s on %(number)s nights.", said.days) % known
    if said.most:
        return _("%(answer)s most days.") % known
    return ngettext("%(answer)s on one day.", "%(answer)s on %(number)s days.", said.days) % known


def _often(marks: Sequence[trends.Mark]) -> list[str]:
    """On how many days, and how many times in all."""
    often = trends.times(marks)
    if not often.times:
        return [_("Not once on the days I wrote down.")]
    on = ngettext("On one day.", "On %(number)s days.", often.days) % {"number": in_letters(often.days)}
    known = {"number": in_letters(often.times)}
    if often.at_least:
        return [on, _("At least %(number)s times in all.") % known]
    return [on, capfirst(ngettext("Once in all.", "%(number)s times in all.", often.times) % known)]


def _standing(mark: trends.Mark, answers: dict[str, str]) -> str:
    kinds = {"silent": _("not said"), "closed": _("does not open"), "unwritten": _("not written")}
    return answers[mark.value] if mark.how == "said" else kinds[mark.how]


def in_letters(number: int) -> str:
    """A number as it stands in a sentence: "two" to "nine" in letters."""
    letters = ("0", _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"))
    return letters[number] if number < _DIGITS_FROM else str(number)


def in_days(first: date, last: date) -> str:
    """A stretch of days in words: "2 to 6 March"."""
    if first == last:
        return date_format(last, "j F")
    begin = date_format(first, "j" if first.month == last.month else "j M")
    return _("%(first)s to %(last)s") % {
        "first": begin,
        "last": date_format(last, "j F" if first.month == last.month else "j M"),
    }


def _label(name: str) -> str:
    return {
        "sleep": _("Sleep"),
        "food": _("Food"),
        "alcohol": _("Alcohol"),
        "moved": _("Moved my body"),
        "people": _("People I talked to"),
        "reached": _("Times I reached out"),
        "peace": _("Left them in peace"),
        "waited": _("Times I wanted to, and waited"),
    }[name]


def _answers(name: str) -> dict[str, str]:
    """What the stored answers of a fact are called inside a sentence."""
    times = {"0": "0", "1": "1", "2": "2", "3": "3", "4up": _("4 or more")}
    return {
        "sleep": {
            "under3": _("under 3 hours"),
            "3to5": _("3 to 5 hours"),
            "5to7": _("5 to 7 hours"),
            "7up": _("7 hours or more"),
        },
        "food": {"hardly": _("hardly any food"), "some": _("some food"), "enough": _("enough food")},
        "alcohol": {"none": _("no drink"), "1to2": _("1 or 2 drinks"), "3up": _("3 drinks or more")},
        "moved": {"no": _("not at all"), "little": _("a little"), "20up": _("20 minutes or more")},
        "people": {"nobody": _("nobody"), "one": _("one person"), "more": _("more than one person")},
        "reached": times,
        "peace": {"yes": _("yes"), "notquite": _("not quite")},
        "waited": times,
    }[name]
