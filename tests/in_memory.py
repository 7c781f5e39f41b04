"""A volume of nights that stand in no database: what is looked at is the paper."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from journal.access.records import Document, Journal, Unreadable
from journal.doing import period
from journal.pure.vault import Key

Nights = dict[date, dict[str, Any]]


class InMemory(Journal):
    """A journal of nights alone."""

    nights: Nights

    def sizes(self, kind: str, keys: Iterable[str]) -> dict[str, int]:
        """As large as a usual night."""
        return {key: 2000 for key in keys if kind == "night" and date.fromisoformat(key) in self.nights}

    def get_many(self, kind: str, keys: Iterable[str]) -> dict[str, Document | Unreadable]:
        """The nights of these keys."""
        days = {key: date.fromisoformat(key) for key in keys if kind == "night"}
        return {key: Document(kind, key, self.nights[day]) for key, day in days.items() if day in self.nights}


def volume_of(
    kept: Nights, *, large: bool = False, parts: Iterable[str] = ("words", "facts", "reached", "small")
) -> str:
    """The HTML of one volume of all these nights."""
    journal = InMemory(uuid.uuid4(), Key.new())
    object.__setattr__(journal, "nights", kept)  # a journal is frozen
    chosen = period.Chosen(min(kept), max(kept), frozenset(parts), large)
    (volume,) = period.all_volumes(journal, chosen)
    return period.html(period.book(journal, chosen, volume, 1, 1))
