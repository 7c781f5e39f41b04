"""When I look again: the day that is set, what was found on it, and setting the waiting down."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from journal.access.records import Document, Journal
from journal.pure import review

CURRENT = "current"
LOOKS_SHOWN = 12


def document(journal: Journal) -> Document | None:
    """What stands now; None if nothing was ever written. Raises CannotOpen."""
    return journal.get("review", CURRENT)


def due(journal: Journal, now: datetime) -> date | None:
    """The day to look again, if it has come and it is daylight by the reader's clock. None where it does not open."""
    on = review.day(_body(journal), "on")
    return on if on and on <= now.date() and not review.can_wait(now) else None


def set_down(journal: Journal) -> date | None:
    """The day on which the reader set the waiting down; None if they did not, took it up again, or it does not open."""
    return review.day(_body(journal), "down")


def keep(journal: Journal, body: Mapping[str, Any], *, base: int, hand: str) -> tuple[Document, bool]:
    """Keep the body; what now stands there, and whether it is this one (False: it was kept beside another).

    Raises VisitOver, CannotOpen.
    """
    kept = journal.put("review", CURRENT, dict(body), base=base, hand=hand)
    return kept, kept.body == body


def conclude(journal: Journal, word: str, answers: Mapping[str, Any], today: date, *, base: int) -> bool:
    """End a day of looking with one of review.WORDS: keep what it held under its date, and go on from it.

    False, and nothing changed, where the text is not the one the page was made from, or two texts wait to be settled.
    Raises VisitOver, CannotOpen.
    """
    with transaction.atomic():
        journal.hold()
        stored = document(journal)
        if stored is None or stored.base != base or stored.others or not review.is_due(stored.body, today):
            return False
        look, then = review.concluded(stored.body, word, answers, today)
        journal.overwrite("review", CURRENT, then)
        kept = journal.get("review", today.isoformat())
        journal.overwrite("review", today.isoformat(), {"looks": [*(kept.body["looks"] if kept else ()), look]})
        return True


def cross_out(journal: Journal) -> None:
    """Take the day away, at any hour, and leave what was written. Raises VisitOver, CannotOpen."""
    _change(journal, review.crossed_out)


def take_up(journal: Journal) -> None:
    """Take up again what was set down. Raises VisitOver, CannotOpen."""
    _change(journal, review.taken_up)


def looks(journal: Journal, body: Mapping[str, Any]) -> list[tuple[date, list[dict[str, Any]] | None]]:
    """What was found on earlier days, the latest first, at most LOOKS_SHOWN days; None for a day that does not open."""
    keys = sorted(body.get("days", ()), reverse=True)[:LOOKS_SHOWN]
    found = journal.get_many("review", keys)
    return [
        (date.fromisoformat(key), each.body["looks"] if isinstance(each, Document) else None)
        for key in keys
        if (each := found.get(key))
    ]


def _body(journal: Journal) -> Mapping[str, Any]:
    found = journal.get_many("review", [CURRENT]).get(CURRENT)
    return found.body if isinstance(found, Document) else {}


def _change(journal: Journal, how: Callable[[Mapping[str, Any]], dict[str, Any]]) -> None:
    with transaction.atomic():
        journal.hold()
        stored = document(journal)
        if stored is not None:
            # From its own base, so that it meets no conflict; a second text that waits beside it stays there.
            journal.put("review", CURRENT, how(stored.body), base=stored.base)
