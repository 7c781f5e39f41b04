"""The log of measured contact: what the reader started, what waits for an answer, what they let pass. Kept sealed.

One record per week holds the lines; nothing of what the partner did stands in them. That a line waits for an answer
stands in a record of its own (journal.doing.state), and goes from there when they have written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.access.records import Document, Journal, Unreadable
from journal.doing import state
from journal.pure import contact, measure, night

TOOL = "my-limit"
WEEKS = 5  # this week and the four before it: the longest stretch, of 28 days, lies in them
Line = Mapping[str, Any]
_NOTHING: dict[str, list[dict[str, str]]] = {"reached": [], "waited": []}


@dataclass(frozen=True)
class Log:
    """The log as the reader finds it on `today`, which is the day that a night written now belongs to.

    standing: how it is with contact. answers: those of the tool, empty where it was never filled in. lines: what was
    started in the last WEEKS weeks, in order. waited: the same of what was let pass. whole: False where one of these
    records does not open.
    """

    today: date
    standing: state.Standing
    answers: Mapping[str, Any]
    lines: list[Line]
    waited: list[Line]
    whole: bool = True

    @property
    def state(self) -> str | None:
        """The contact state that counts now."""
        return self.standing.now

    @property
    def written(self) -> bool:
        """Whether the reader said today that they have written: it can be taken back."""
        return self.standing.written == self.today.isoformat()

    @property
    def last(self) -> Line | None:
        """The line kept last, if that was today or yesterday: it can be taken back."""
        yesterday = (self.today - timedelta(days=1)).isoformat()
        return self.lines[-1] if self.lines and self.lines[-1]["day"] >= yesterday else None

    @property
    def fresh(self) -> bool:
        """Whether something was started today that has no answer yet, or that was a slip: then there is a next step."""
        if self.last is None or self.last["day"] != self.today.isoformat():
            return False
        return self.slip or self.last["id"] in self.standing.waiting

    @property
    def slip(self) -> bool:
        """Whether the line kept last was more than the limit, or came while nothing was to go."""
        here = self.standing
        return self.last is not None and measure.is_slip(
            self.last, self.lines, waiting=here.waiting, answers=self.answers, said=here.said
        )

    @property
    def chosen(self) -> bool:
        """Whether a limit was ever chosen."""
        return any(self.answers.get(f"limit_{channel}") for channel in measure.CHANNELS)


def look(journal: Journal, today: date) -> Log:
    """The log in three queries, whatever the size of the journal: at most WEEKS + 3 records are opened."""
    keys, here = measure.weeks_back(today, WEEKS), state.standing(journal)
    weeks = journal.get_many("week", keys)
    opened = [each.body for key in keys if isinstance(each := weeks.get(key), Document)]
    tool = journal.get_many("tool", [TOOL]).get(TOOL)
    return Log(
        today=today,
        standing=here,
        answers=tool.body["answers"] if isinstance(tool, Document) else {},
        lines=[line for body in opened for line in body["reached"]],
        waited=[line for body in opened for line in body["waited"]],
        whole=here.opens and not any(isinstance(each, Unreadable) for each in (tool, *weeks.values())),
    )


def unanswered(journal: Journal) -> bool:
    """Whether the last thing the reader started has no answer yet, however long ago it was."""
    return state.standing(journal).waits


def reached_out(journal: Journal, by: str, now: datetime, hand: str) -> None:
    """Keep that the reader started something: `by` is a channel or ANY. From now on it waits for an answer.

    hand: the mark of the page it was tapped on; a second tap there is the same line. Raises VisitOver, CannotOpen.
    """
    with transaction.atomic():
        journal.hold()
        if _append(journal, "reached", {"id": hand, "by": by}, now):
            journal.overwrite("contact", "open", {"lines": [*_open(journal)["lines"], hand]})


def waited(journal: Journal, now: datetime, hand: str) -> None:
    """Keep that the wish came and the reader waited. Raises VisitOver, CannotOpen."""
    with transaction.atomic():
        journal.hold()
        _append(journal, "waited", {"id": hand}, now)


def take_back(journal: Journal, line: str, today: date) -> None:
    """Take a line out of the log, as if it had not been tapped; nothing where it is not there.

    Raises VisitOver, CannotOpen.
    """
    with transaction.atomic():
        journal.hold()
        for key, found in journal.get_many("week", measure.weeks_back(today, 2)).items():
            if isinstance(found, Document):
                others = {name: [each for each in found.body[name] if each["id"] != line] for name in _NOTHING}
                if others != found.body:
                    journal.overwrite("week", key, others)
        body = _open(journal)
        less = {**body, "lines": [each for each in body["lines"] if each != line]}
        if written := body.get("written"):
            less["written"] = {**written, "lines": [each for each in written["lines"] if each != line]}
        if less != body:
            journal.overwrite("contact", "open", less)


def they_wrote(journal: Journal, seen: str, today: date) -> None:
    """Nothing waits any more, up to the line `seen`, the last one on the page that says so.

    What was tapped on another page since then still waits. The reader's own line "they have not answered" goes with
    it; where that was the only one, whether contact is welcome is asked anew. Raises VisitOver, CannotOpen.
    """
    with transaction.atomic():
        journal.hold()
        waiting, said = _open(journal)["lines"], state.lines(journal)
        place, ticked = waiting.index(seen) + 1 if seen in waiting else 0, "waiting" in said
        if not place and (waiting or not ticked):
            return
        if ticked:
            state.say(journal, [line for line in said if line != "waiting"])
        written = {"day": today.isoformat(), "lines": waiting[:place], "ticked": ticked}
        journal.overwrite("contact", "open", {"lines": waiting[place:], "written": written})


def they_did_not(journal: Journal) -> None:
    """Take back that they have written: what waited then waits again. Raises VisitOver, CannotOpen."""
    with transaction.atomic():
        journal.hold()
        body = _open(journal)
        written = body.get("written")
        if written is None:
            return
        if written["ticked"]:
            state.say(journal, [*state.lines(journal), "waiting"])
        journal.overwrite("contact", "open", {"lines": [*written["lines"], *body["lines"]]})


def waited_on(journal: Journal, day: date) -> str:
    """How often the reader waited on this day, as a tap of the night page; "" for none, or where it does not open."""
    key = measure.week_of(day)
    found = journal.get_many("week", [key]).get(key)
    lines = found.body["waited"] if isinstance(found, Document) else []
    return measure.as_tap(len(measure.stretch(lines, day, days=1)))


def limit_in_words(log: Log) -> str:
    """The limit that holds now, in the reader's words, short enough for a row of the plan; "" where none was chosen.

    Only channels for which one was chosen are named. How often a present may be is not in it: that never stands
    without "only if the last one was welcome" (S2).
    """
    if log.state not in ("welcome", "space"):
        return _none(log.state)
    if not log.chosen:
        return ""
    # Only what the reader chose: to name a channel that they did not would read as leave to use it.
    chosen = [each for each in measure.CHANNELS if log.state == "space" or log.answers.get(f"limit_{each}")]
    kept = {each: measure.limit(each, log.answers, log.state) for each in chosen}
    some = [words for each, most in kept.items() if (words := _some(each, most))]
    if log.state == "space":
        return _("I do not start. At most one small sign, once in 4 weeks.") if some else _("I do not start.")
    no = {"call": _("no calls"), "message": _("no messages"), "gift": _("no gifts")}
    none = ", ".join(no[each] for each, most in kept.items() if most == "none")
    if not some:
        return _("I do not start: %(none)s.") % {"none": none} if none else ""
    most = _("At most %(some)s.") % {"some": ", ".join(some)}
    return f"{most} {none[:1].upper()}{none[1:]}." if none else most


def offers(journal: Journal, today: date) -> dict[str, str]:
    """What the log offers for the plan and the sheet: the limit in words, and how often in these seven days and the
    seven before. Where contact is none, nothing is counted (the sheet's rule 4).
    """
    log = look(journal, today)
    offered = {"plan.slow_do": limit_in_words(log)}
    if log.whole and not contact.none_at_all(log.state):
        for when, last in (("now", today), ("before", today - timedelta(days=measure.STRETCH))):
            offered[f"sheet.counts_{when}"] = _counts(log, last)
    return {name: words for name, words in offered.items() if words}


def is_closed(here: str | None) -> bool:
    """Whether nothing of the log is to be seen or kept: with an order or fear it could be read in court (S5)."""
    return here == contact.STATES[-1]


def _append(journal: Journal, name: str, line: dict[str, str], now: datetime) -> bool:
    """Put a line into its week's record; False where that page's line is there already, or in the week before."""
    day = night.date_of(now)
    document = journal.get("week", measure.week_of(day))
    body = document.body if document else _NOTHING
    before = journal.get_many("week", measure.weeks_back(day, 2)).values()
    bodies = [each.body for each in before if isinstance(each, Document)]
    if any(each["id"] == line["id"] for kept in bodies for lines in kept.values() for each in lines):
        return False
    dated = {**line, "day": day.isoformat(), "at": f"{now:%H:%M}"}
    journal.overwrite("week", measure.week_of(day), {**body, name: [*body[name], dated]})
    return True


def _open(journal: Journal) -> dict[str, Any]:
    document = journal.get("contact", "open")
    return document.body if document else {"lines": []}


def _none(here: str | None) -> str:
    """None as a sentence of its own, and never as a limit of nothing (S5); "" where the state was never said."""
    return {
        "waiting": _("Nothing until they write."),
        "asked": _("I do not start. If they write: one answer, short."),
        "court": _("None at all: no calls, no messages, no word through others."),
    }.get(here or "", "")


def _some(channel: str, most: str) -> str:
    return {
        "call week": _("one call a week"),
        "call four": _("one call in 4 weeks"),
        "message week": _("one message a week"),
        "message four": _("one message in 4 weeks"),
    }.get(f"{channel} {most}", "")


def _counts(log: Log, last: date) -> str:
    """How often the reader reached out, and how often they waited instead, in the seven days up to `last`."""
    counted = [len(measure.stretch(lines, last)) for lines in (log.lines, log.waited)]
    return "; ".join(ngettext("%(n)s time", "%(n)s times", n) % {"n": n} for n in counted) if any(counted) else ""
