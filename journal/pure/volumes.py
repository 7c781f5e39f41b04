"""A stretch of days in volumes: each is one paper, at most a year, and no longer than the press can set.

Cut where a calendar cuts: at the ends of years; of months only where a year is too much for one paper, and between two
days only where a month is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TypeAlias

MOST_BYTES = 1_400_000  # of sealed text: the press sets it in half its time; a year of 150 words a night has 750,000

Stretch: TypeAlias = tuple[date, date]
Sizes: TypeAlias = Mapping[date, int]


@dataclass(frozen=True)
class Volume:
    """The days of one paper, and on how many of them something was written."""

    first: date
    last: date
    days: int


def volumes(first: date, last: date, sizes: Sizes, most: int = MOST_BYTES) -> list[Volume]:
    """The days from `first` to `last` in volumes, in order. Those with nothing in them are left out.

    sizes: how many bytes were written on each day that has any. most: what one volume holds, unless one day has more.
    """
    whole = [(first, last)] if last < _a_year_on(first) else _cut(first, last, "year")
    cut = [piece for stretch in whole for piece in _fitting(stretch, sizes, most)]
    found = [Volume(*stretch, len(_within(stretch, sizes))) for stretch in cut]
    return [volume for volume in found if volume.days]


def _fitting(stretch: Stretch, sizes: Sizes, most: int) -> list[Stretch]:
    """The stretch, or the longest pieces of it that fit."""
    first, last = stretch
    if first == last or _bytes(stretch, sizes) <= most:
        return [stretch]
    one_month = (first.year, first.month) == (last.year, last.month)
    joined: list[Stretch] = []
    for piece in _cut(first, last, "day" if one_month else "month"):
        longer = (joined[-1][0], piece[1]) if joined else piece
        if joined and _bytes(longer, sizes) <= most:
            joined[-1] = longer
        else:
            joined.append(piece)
    return [fit for piece in joined for fit in _fitting(piece, sizes, most)]


def _cut(first: date, last: date, at: str) -> list[Stretch]:
    """The days from `first` to `last` by calendar years, months or days."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    names = {"year": 4, "month": 7, "day": 10}  # so many letters of "2026-03-11"
    pieces: Iterable[list[date]] = (list(some) for _, some in groupby(days, lambda day: day.isoformat()[: names[at]]))
    return [(piece[0], piece[-1]) for piece in pieces]


def _within(stretch: Stretch, sizes: Sizes) -> list[date]:
    return [day for day in sizes if stretch[0] <= day <= stretch[1]]


def _bytes(stretch: Stretch, sizes: Sizes) -> int:
    return sum(sizes[day] for day in _within(stretch, sizes))


def _a_year_on(day: date) -> date:
    """The same day of the next year; for 29 February it is 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
