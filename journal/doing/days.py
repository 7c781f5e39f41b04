"""A week or a month of nights: which were written, and what their facts say together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from journal.access.records import Document, Journal, Unreadable
from journal.doing.facts import Fact, facts
from journal.doing.state import state
from journal.pure import night, trends


@dataclass(frozen=True)
class Row:
    """One night in a list: its day, a word or two, or that it does not open."""

    day: date
    words: str
    opens: bool

    @property
    def week(self) -> str:
        """The key of its week."""
        return trends.week_key(self.day)

    @property
    def monday(self) -> date:
        """The day on which its week begins."""
        return trends.week_of(self.day)[0]


@dataclass(frozen=True)
class Days:
    """Some days after each other: the nights that were written on them, in order, and what their facts say."""

    first: date
    last: date
    rows: list[Row]
    facts: list[Fact]

    @property
    def drawn(self) -> bool:
        """Whether any of the facts is drawn."""
        return any(fact.strip for fact in self.facts)

    @property
    def closed(self) -> bool:
        """Whether one of the nights does not open."""
        return not all(row.opens for row in self.rows)


def look(journal: Journal, days: Sequence[date], today: date, *, alcohol: bool) -> Days:
    """These days, at most a month of them, in one query. alcohol: whether the reader wants to see that."""
    keys = {night.key(day): day for day in days}
    found = journal.get_many("night", keys)
    nights = {day: found[key] for key, day in keys.items() if key in found}
    bodies = {day: each.body if isinstance(each, Document) else None for day, each in nights.items()}
    shown = trends.shown(state(journal), alcohol=alcohol)
    rows = [_row(day, each) for day, each in nights.items()]
    return Days(days[0], days[-1], rows, facts(days, bodies, today, shown))


def _row(day: date, found: Document | Unreadable) -> Row:
    if isinstance(found, Unreadable):
        return Row(day, "", opens=False)
    return Row(day, night.a_word_or_two(found.body), opens=True)
