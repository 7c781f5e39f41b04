"""One look back at one's own part, kept with the time at which it was over (words.md A5; idea J1.5)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from journal.access.records import Document, Journal
from journal.doing import tools
from journal.pure import inventory

TOOL = "my-part"
# The days of the hours with a counselor, a page for each; the latest few are looked at.
_HOUR, _HOURS = "after-the-hour", 3


def until(sheet: tools.Sheet) -> datetime | None:
    """When it is over or was over; None if it was never begun."""
    kept = sheet.document.body.get("until") if sheet.document else None
    return datetime.fromisoformat(kept) if kept else None


def is_open(journal: Journal, sheet: tools.Sheet, now: datetime) -> bool:
    """Whether it can be written in, by the rules of journal.pure.inventory."""
    over = until(sheet)
    if inventory.is_open(over, now, ()):
        return True
    days = [row.day for row in tools.latest(journal, _HOUR, _HOURS) if row.day]
    return inventory.is_open(over, now, days)


def save(
    journal: Journal, sheet: tools.Sheet, answers: Mapping[str, Any], over: datetime, *, base: int, hand: str
) -> tuple[Document, bool]:
    """Keep the answers and when it is over; like tools.save. Raises VisitOver, CannotOpen."""
    more = {"until": over.astimezone(UTC).isoformat()}
    return tools.save(journal, sheet, answers, base=base, hand=hand, more=more)
