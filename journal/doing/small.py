"""The small thing a step ends in: kept, asked back the next night, offered for the plan. Sealed, a record a month."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from guides import shelf
from journal.access.records import Document, Journal, Unreadable
from journal.doing.state import state
from journal.pure import contact, night, plan, small

DAYS = 21  # nights that the plan's rows are made of
_NIGHT = "night"  # the plan's row of what a night's own page named


@dataclass(frozen=True)
class Kept:
    """What steps ended in, the earliest first. whole: False where one of these records does not open."""

    lines: list[small.Line]
    whole: bool = True

    def of_day(self, day: date) -> list[small.Line]:
        """Those that were chosen on this day."""
        return [line for line in self.lines if line["day"] == day.isoformat()]

    def of_step(self, guide: str, step: str) -> list[small.Line]:
        """Those of this step."""
        return [line for line in self.lines if (line["guide"], line["step"]) == (guide, step)]

    def closed(self, here: str | None) -> set[str]:
        """The texts that are not for now: their step reaches the partner, and nothing is to be started."""
        shut = contact.closes(here, small.CLOSED_IN)
        return {line["text"] for line in self.lines if shut and _reaches(line)}


def kept(journal: Journal, day: date, months: int = 2) -> Kept:
    """What steps ended in, in this day's month and the ones before it, in one query."""
    keys = small.keys_back(day, months)
    found = journal.get_many("small", keys)
    opened = [each.body["lines"] for key in reversed(keys) if isinstance(each := found.get(key), Document)]
    whole = not any(isinstance(each, Unreadable) for each in found.values())
    return Kept([line for lines in opened for line in lines], whole)


def keep(journal: Journal, text: str, day: date, *, guide: str, step: str) -> bool:
    """Keep a small thing that this step ended in on this day; False where the day is full. What other pages kept stays.

    Raises VisitOver, CannotOpen.
    """
    with transaction.atomic():
        journal.hold()
        document = journal.get("small", small.key(day))
        before = document.body["lines"] if document else []
        line = {"id": secrets.token_urlsafe(9), "day": day.isoformat(), "guide": guide, "step": step, "text": text}
        lines = small.with_line(before, line)
        if lines is not None and lines != before:
            journal.overwrite("small", small.key(day), {"lines": lines})
        return lines is not None


def take_back(journal: Journal, line_id: str, day: date) -> str:
    """Take a small thing of this day out again, and give its text; "" where it is not there.

    Raises VisitOver, CannotOpen.
    """
    with transaction.atomic():
        journal.hold()
        document = journal.get("small", small.key(day))
        before = document.body["lines"] if document else []
        mine = [line for line in before if line["id"] == line_id and line["day"] == day.isoformat()]
        if mine:
            journal.overwrite("small", small.key(day), {"lines": [line for line in before if line not in mine]})
        return mine[0]["text"] if mine else ""


def asked_back(journal: Journal, day: date, nights: Mapping[str, Document | Unreadable], here: str | None) -> str:
    """The small thing to ask back on this day, or "". nights: those of the days before, by key. here: the contact
    state.
    """
    found = kept(journal, day)
    days = []
    for back in range(1, night.ASKED_BACK_DAYS + 1):
        before = day - timedelta(days=back)
        its_night = nights.get(night.key(before))
        body = its_night.body if isinstance(its_night, Document) else None
        days.append((body, [line["text"] for line in found.of_day(before)]))
    return small.asked_back(days, found.closed(here))


def chosen_on(journal: Journal, day: date) -> str:
    """The latest small thing that a step ended in on this day, or "". It opens the night's line for tomorrow."""
    found = kept(journal, day, months=1)
    closed = found.closed(state(journal))
    return next((line["text"] for line in reversed(found.of_day(day)) if line["text"] not in closed), "")


def offers(journal: Journal, today: date) -> dict[str, str]:
    """What the small things of the last DAYS days offer for the plan's rows: for each the one that was done, and in
    words how often.

    The row of a bad night is made of the nights' own, and only of what was done. Where contact is none it is not
    offered, because nobody can know whether it reaches the partner.
    """
    here, found = state(journal), kept(journal, today)
    closed, rows = found.closed(here), _rows()
    first = (today - timedelta(days=DAYS)).isoformat()
    by_text = {line["text"]: rows.get(line["guide"], "") for line in found.lines}
    answers: dict[str, dict[str, list[str]]] = {row: {} for row in plan.ROWS}
    for line in found.lines:
        if line["day"] >= first and (row := by_text[line["text"]]) and line["text"] not in closed:
            answers[row].pop(line["text"], None)
            answers[row][line["text"]] = []
    for body in _bodies(journal, today):
        asked, mark = body.get("asked", ""), body.get("yesterday", "")
        row = by_text.get(asked, "" if contact.none_at_all(here) else _NIGHT)
        if asked and mark and row and asked not in closed:
            answers[row].setdefault(asked, []).append(mark)
    offered: dict[str, str] = {}
    for row, things in answers.items():
        offered[f"plan.{row}_do"] = small.for_row(things, plan.DO_LETTERS)
        offered[f"plan.{row}_going"] = _in_words([mark for marks in things.values() for mark in marks])
    return {name: text for name, text in offered.items() if text}


def _bodies(journal: Journal, today: date) -> Iterable[Mapping[str, str]]:
    keys = [night.key(today - timedelta(days=back)) for back in reversed(range(DAYS))]
    found = journal.get_many("night", keys)
    return [each.body for key in keys if isinstance(each := found.get(key), Document)]


def _rows() -> dict[str, str]:
    """The plan's row of each of the four rules, by the name of its guide."""
    return dict(zip((guide.slug for guide in shelf.guides() if guide.rule), plan.ROWS, strict=False))


def _reaches(line: small.Line) -> bool:
    """Whether its step reaches the partner; one that is not on the shelf any more counts as if it did."""
    spot = shelf.step(line["guide"], line["step"])
    return spot is None or spot.step.reaches_partner


def _in_words(marks: list[str]) -> str:
    """How it is going, of one's own acts only; "" where nothing was done, which is not said again."""
    did, part = marks.count("did"), marks.count("part")
    if did and part:
        return _("Small things: did %(did)s of %(all)s, and a part of %(part)s.") % {
            "did": did,
            "all": len(marks),
            "part": part,
        }
    if did:
        return _("Small things: did %(did)s of %(all)s.") % {"did": did, "all": len(marks)}
    return _("Small things: did a part of %(part)s of %(all)s.") % {"part": part, "all": len(marks)} if part else ""
