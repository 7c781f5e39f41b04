"""My days, the second page of a counselor sheet: two facts of four weeks, each in words, drawn, and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from journal.access.records import Document, Journal
from journal.doing.facts import Fact, facts, in_days
from journal.doing.state import state
from journal.pure import night, trends

WEEKS = 4


@dataclass(frozen=True)
class Week:
    """One row of a chart's table: its first day, and what stands under each of its days."""

    monday: date
    cells: list[str]


@dataclass(frozen=True)
class Chart:
    """One fact over the weeks: its sentences and its drawing, what its numbers count, and its table."""

    fact: Fact
    unit: str
    weeks: list[Week]


@dataclass(frozen=True)
class FourWeeks:
    """The weeks up to and with the one of `last`, with what is drawn of them; nothing where no night says anything."""

    first: date
    last: date
    charts: Sequence[Chart] = ()

    @property
    def stretch(self) -> str:
        """Its days in words."""
        return in_days(self.first, self.last)

    @property
    def closed(self) -> bool:
        """Whether one of the nights does not open."""
        return any(chart.fact.strip and chart.fact.strip.crosses for chart in self.charts)

    @property
    def names(self) -> list[date]:
        """Seven days after each other, for the heads of a table."""
        return [self.first + timedelta(days=number) for number in range(7)]


def four_weeks(journal: Journal, today: date, *, counts: bool) -> FourWeeks:
    """Sleep and company over four weeks up to today; where counts go on the sheet too, how often the reader reached
    out, instead of company. How hard the days were is never drawn (risk K16).
    """
    days = _days(today)
    found = journal.get_many("night", [night.key(day) for day in days])
    nights = {
        day: each.body if isinstance(each, Document) else None
        for day in days
        if (each := found.get(night.key(day))) is not None
    }
    open_to = trends.shown(state(journal), alcohol=False)
    return of_nights(nights, today, ("sleep", "reached" if counts and "reached" in open_to else "people"))


def of_nights(nights: trends.Nights, today: date, shown: Sequence[str]) -> FourWeeks:
    """These facts of those nights that lie in the four weeks; a night that does not open is None."""
    days = _days(today)
    nights = {day: body for day, body in nights.items() if day in days}
    charts = [
        Chart(fact, _unit(fact.name), _rows(fact.name, days, nights, today))
        for fact in facts(days, nights, today, shown)
        if fact.strip
    ]
    return FourWeeks(days[0], today, charts)


def _days(today: date) -> list[date]:
    monday = trends.week_of(today)[0] - timedelta(weeks=WEEKS - 1)
    return [monday + timedelta(days=number) for number in range(7 * WEEKS)]


def _rows(name: str, days: Sequence[date], bodies: trends.Nights, today: date) -> list[Week]:
    short = _short(name)
    signs = {"silent": "–", "unwritten": "–", "closed": "×", "ahead": ""}
    cells = [signs.get(mark.how) or short.get(mark.value, "") for mark in trends.marks(name, days, bodies, today)]
    return [Week(days[at], cells[at : at + 7]) for at in range(0, len(days), 7)]


def _unit(name: str) -> str:
    return {
        "sleep": _("Hours of sleep, the night before"),
        "people": _("How many people, day by day"),
        "reached": _("How many times, day by day"),
    }[name]


def _short(name: str) -> dict[str, str]:
    """What the stored answers are called where there is room for a word or two."""
    return {
        "sleep": {"under3": _("under 3"), "3to5": _("3 to 5"), "5to7": _("5 to 7"), "7up": _("7+")},
        "people": {"nobody": _("nobody"), "one": _("one"), "more": _("more")},
        "reached": {"0": "0", "1": "1", "2": "2", "3": "3", "4up": _("4+")},
    }[name]
