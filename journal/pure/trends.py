"""What the nights' facts say over some days: how each day stands, and what can be said of all of them together.

Only what the reader did, as they tapped it. There is no average, no score, no direction and no comparison here, and how
hard the days were is said as its lowest and highest and never drawn: a curve of it is read again and again at night
(risk K16). The facts of looking after oneself are those of ideas T2.5 to T2.8.
A day that was not written is not a day of nothing: it is counted nowhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from journal.pure import contact, night

# A night's body by its day; None for one that does not open. Days that were not written are not in it.
Nights = Mapping[date, Mapping[str, Any] | None]

# How much each answer fills of its box. 0 only where the answer is none at all: an empty box is an answer too.
LEVELS: dict[str, dict[str, int]] = {
    "sleep": {"under3": 1, "3to5": 2, "5to7": 3, "7up": 4},
    "food": {"hardly": 1, "some": 2, "enough": 3},
    "alcohol": {"none": 0, "1to2": 1, "3up": 2},
    "moved": {"no": 0, "little": 1, "20up": 2},
    "people": {"nobody": 0, "one": 1, "more": 2},
    "reached": {value: level for level, value in enumerate(night.TIMES)},
    "peace": {"notquite": 1, "yes": 2},
    "waited": {value: level for level, value in enumerate(night.TIMES)},
}
COUNTED = frozenset({"reached", "waited"})
# "Most" is said of three days or more.
LEAST_FOR_MOST = 3


@dataclass(frozen=True)
class Mark:
    """How one day stands. how: "said", and then `value` is the answer; "silent", where the night leaves the question
    out; "closed", where the night does not open; "unwritten"; or "ahead", where the day has not come.
    """

    day: date
    how: str
    value: str = ""


@dataclass(frozen=True)
class Run:
    """Days after each other that stand alike: `mark` is the first of them, `last` the last day."""

    mark: Mark
    last: date


@dataclass(frozen=True)
class Said:
    """An answer and on how many days it was given; most: on more than half of the days that have an answer."""

    value: str
    days: int
    most: bool = False


@dataclass(frozen=True)
class Times:
    """On how many days something happened, and how many times in all; at_least: one answer was "4 or more"."""

    days: int
    times: int
    at_least: bool


def week_of(day: date) -> list[date]:
    """The seven days of this day's ISO week, from Monday."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(7)]


def week_key(day: date) -> str:
    """The ISO week of this day, such as "2026-W01", which also holds the last days of 2025."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def monday_of(key: str) -> date:
    """The Monday of a week that is written as in `week_key`. Raises ValueError where there is no such week."""
    year, _, week = key.partition("-W")
    return date.fromisocalendar(int(year), int(week), 1)


def month_of(day: date) -> list[date]:
    """The days of this day's month."""
    first = day.replace(day=1)
    days = (first + timedelta(days=number) for number in range(31))
    return [each for each in days if each.month == first.month]


def shown(state: str | None, *, alcohol: bool) -> tuple[str, ...]:
    """The facts that may be shown in this contact state, in the order of the page, which ends on having waited.

    Of reaching out only what the night page asks in this state (mends S5, S6): nothing with a court or with fear.
    alcohol: whether the reader has the night page ask about it.
    """
    closed = {"reached", "peace"} - {contact.reached_out(state)}
    return tuple(name for name in LEVELS if name not in closed and (alcohol or name != "alcohol"))


def marks(fact: str, days: Iterable[date], nights: Nights, today: date) -> list[Mark]:
    """How each of these days stands with this fact. A night of a day that has not come is shown as it is: its writer
    has travelled since.
    """
    return [_mark(fact, day, nights, today) for day in days]


def answered(kept: Iterable[Mark]) -> bool:
    """Whether at least one of these days has an answer."""
    return any(mark.how == "said" for mark in kept)


def tally(fact: str, kept: Iterable[Mark]) -> list[Said]:
    """Every answer that was given, with its days: the one of most days first, then from the least to the most."""
    values = [mark.value for mark in kept if mark.how == "said"]
    counts = {value: values.count(value) for value in sorted(LEVELS[fact], key=LEVELS[fact].__getitem__)}
    said = [
        Said(value, count, LEAST_FOR_MOST <= count < len(values) < 2 * count)
        for value, count in counts.items()
        if count
    ]
    return sorted(said, key=lambda each: not each.most)


def times(kept: Iterable[Mark]) -> Times:
    """How often, of a fact that is counted."""
    values = [mark.value for mark in kept if mark.how == "said"]
    each = [4 if value == "4up" else int(value) for value in values]
    return Times(sum(one > 0 for one in each), sum(each), "4up" in values)


def hardest(nights: Nights) -> tuple[int, int] | None:
    """The lowest and the highest of how hard these days were; None if none of them says."""
    said = sorted(int(body["hard"]) for body in nights.values() if body and "hard" in body)
    return (said[0], said[-1]) if said else None


def runs(kept: Sequence[Mark]) -> list[Run]:
    """The days that have come, for a table. Those that were not written stand together in one row."""
    come = [mark for mark in kept if mark.how != "ahead"]
    rows = []
    for unwritten, group in groupby(come, key=lambda mark: mark.how == "unwritten"):
        some = list(group)
        rows += [Run(some[0], some[-1].day)] if unwritten else [Run(mark, mark.day) for mark in some]
    return rows


def _mark(fact: str, day: date, nights: Nights, today: date) -> Mark:
    if day not in nights:
        return Mark(day, "ahead" if day > today else "unwritten")
    body = nights[day]
    if body is None:
        return Mark(day, "closed")
    value = body.get(fact)
    return Mark(day, "said", value) if value in LEVELS[fact] else Mark(day, "silent")
