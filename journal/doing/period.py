"""The journal of some days as a paper: chosen days, chosen parts, in volumes of at most a year.

Nothing is queued and nothing finished is kept: each volume is made when it is asked for, and forgotten when it is sent.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from journal.access.records import Document, Journal, Unreadable
from journal.doing import facts, press, texts
from journal.doing.papers import Paper
from journal.pure import night, small, trends, volumes
from journal.pure.printing import BREAK, paragraphs, printable

# What can be printed of a night, in the order of the page. How often they reached out is ticked by nobody but the
# reader, as on the counselor sheet (rule 4 of the sheet, words.md).
PARTS = ("words", "facts", "reached", "small", "months")
BY_CHOICE = frozenset({"reached", "months"})
FIRST_YEAR = 2000
# Two places on earth are at most two dates apart, and a reader may have flown west since the last night.
FLOWN = timedelta(days=2)
_A_YEAR = 365
# What a page holds about, in letters: a month begins on a new one where those before it filled the last.
_A_PAGE, _GAP = 2200, 40

_REACHED = ("reached", "peace", "waited")


@dataclass(frozen=True)
class Chosen:
    """What the reader wants printed: these days, these of PARTS, in large print or not, on which paper.

    alcohol: whether the night page asks about it; what is not asked any more is not printed.
    """

    first: date
    last: date
    parts: frozenset[str]
    large: bool = False
    paper: Paper = "a4"
    alcohol: bool = False

    @property
    def facts(self) -> list[str]:
        """The facts that are printed, in the order of the page."""
        names = [name for name in trends.LEVELS if name not in _REACHED and (self.alcohol or name != "alcohol")]
        taps = [*names, "hard"] if "facts" in self.parts else []
        return [*taps, *(_REACHED if "reached" in self.parts else ())]


@dataclass(frozen=True)
class Text:
    """One text of a night, ready for paper. facts: its taps in one line. lines: each with what stands before it. more:
    paragraphs, in pieces between which an endless word may break.
    """

    facts: str
    lines: list[tuple[str, str]]
    more: list[list[str]]


@dataclass(frozen=True)
class Night:
    """One day of the paper. texts: one, or each of those that stand in a conflict, the newest first; none where no
    night was written. steps: the small things that were chosen at a step. opens: False where the night does not open.
    """

    day: date
    texts: list[Text]
    steps: list[str]
    opens: bool = True


@dataclass(frozen=True)
class Month:
    """A chapter. facts: what its nights say together. alone: it begins on a page of its own. whole: False where its
    small things do not open.
    """

    day: date
    facts: list[facts.Fact]
    nights: list[Night]
    alone: bool = True
    whole: bool = True

    @property
    def letters(self) -> int:
        """About how many letters it takes, each gap between two lines counted as some."""
        texts = [text for each in self.nights for text in each.texts]
        lines = [text.facts for text in texts] + [words for text in texts for _, words in text.lines]
        lines += ["".join(pieces) for text in texts for pieces in text.more]
        return sum(len(line) + _GAP for line in lines) + _GAP * 2 * len(self.nights)


@dataclass(frozen=True)
class Book:
    """One volume as it is printed; which of how many it is."""

    volume: volumes.Volume
    number: int
    of: int
    large: bool
    months: list[Month]


def usual(journal: Journal, today: date) -> tuple[date, date]:
    """The days that are offered first: from the first night of the last year to today."""
    days = [today - timedelta(days=back) for back in range(_A_YEAR)]
    there = journal.there(("night", night.key(day)) for day in days)
    return (date.fromisoformat(min(key for _, key in there)) if there else today), today


def all_volumes(journal: Journal, chosen: Chosen) -> list[volumes.Volume]:
    """The volumes that these days come in, those left out that have nothing. No record is opened."""
    days = _days(chosen.first, chosen.last)
    sizes = {date.fromisoformat(key): size for key, size in journal.sizes("night", map(night.key, days)).items()}
    if "small" in chosen.parts:
        for key, size in journal.sizes("small", {small.key(day) for day in days}).items():
            begin = max(chosen.first, date.fromisoformat(f"{key}-01"))
            sizes[begin] = sizes.get(begin, 0) + size
    return volumes.volumes(chosen.first, chosen.last, sizes)


def mark(journal: Journal, chosen: Chosen, volume: volumes.Volume) -> str:
    """A short mark of this volume that only this journal's key can make, and that says nothing of what it is."""
    parts = "-".join(sorted(chosen.parts))
    return journal.key.slot("paper", f"{volume.first}|{volume.last}|{parts}|{chosen.large}").hex()[:16]


def book(journal: Journal, chosen: Chosen, volume: volumes.Volume, number: int, of: int) -> Book:
    """This volume, the `number`th of `of`, opened and ready for paper. A night that does not open says so in its
    place.
    """
    days = _days(volume.first, volume.last)
    found = journal.get_many("night", map(night.key, days))
    steps = journal.get_many("small", {small.key(day) for day in days}) if "small" in chosen.parts else {}
    by_month = groupby(days, small.key)
    months = (_month(list(some), found, steps.get(key), chosen) for key, some in by_month)
    kept = [month for month in months if month.nights or not month.whole]
    return Book(volume, number, of, chosen.large, list(_with_pages(kept)))


def html(made: Book) -> str:
    """The whole document, as the press takes it."""
    return render_to_string("papers/document.html", {"book": made, "content": "papers/book.html"})


def pdf(made: Book, paper: Paper) -> bytes:
    """The volume as a file. Raises what journal.doing.press.render raises."""
    return press.render(html(made), paper=paper)


def _month(
    days: list[date],
    found: Mapping[str, Document | Unreadable],
    steps: Document | Unreadable | None,
    chosen: Chosen,
) -> Month:
    """One chapter, out of the nights that were found."""
    lines: list[small.Line] = steps.body["lines"] if isinstance(steps, Document) else []
    nights = {day: each for day in days if (each := found.get(night.key(day)))}
    printed = [_night(day, nights.get(day), lines, chosen) for day in days]
    bodies = {day: each.body if isinstance(each, Document) else None for day, each in nights.items()}
    shown = [name for name in chosen.facts if name != "hard"]
    together = facts.facts(days, bodies, days[-1], shown) if "months" in chosen.parts else []
    if "facts" not in chosen.parts:  # how hard the days were is one of them
        together = [fact for fact in together if fact.name != "hard"]
    kept = [each for each in printed if each.texts or each.steps or not each.opens]
    return Month(days[0], together, kept, whole=not isinstance(steps, Unreadable))


def _night(day: date, found: Document | Unreadable | None, lines: Iterable[small.Line], chosen: Chosen) -> Night:
    steps = [printable(line["text"]) for line in lines if line["day"] == day.isoformat()]
    if isinstance(found, Unreadable):
        return Night(day, [], steps, opens=False)
    every = texts.of(found) if found else []
    return Night(day, [_text(body, chosen) for body in every], steps)


def _text(body: Mapping[str, Any], chosen: Chosen) -> Text:
    """What is printed of one text: its taps, the small thing that was asked back, and what was written."""
    asked = [*_asked(body)] if "small" in chosen.parts else []
    if "words" not in chosen.parts:
        return Text(facts.in_line(body, chosen.facts), asked, [])
    more = [each.split(BREAK) for each in paragraphs(body.get("more", ""))]
    return Text(facts.in_line(body, chosen.facts), [*asked, *_written(body)], more)


def _asked(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    answers = {"did": _("did it"), "part": _("did a part of it"), "not": _("not that day")}
    if body.get("asked") and body.get("yesterday") in answers:
        thing = {"thing": printable(body["asked"]), "answer": answers[body["yesterday"]]}
        yield _("A small thing"), _("%(thing)s (%(answer)s)") % thing


def _written(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    names = {"stand_by": _("I can stand by"), "tomorrow": _("For tomorrow"), "counselor": _("For my counselor")}
    return ((label, printable(body[name])) for name, label in names.items() if body.get(name))


def _with_pages(months: Iterable[Month]) -> Iterator[Month]:
    """The months; those begin on a page of their own before which at least a page was filled."""
    filled = _A_PAGE
    for month in months:
        alone = filled >= _A_PAGE
        filled = month.letters + (0 if alone else filled)
        yield replace(month, alone=alone)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
