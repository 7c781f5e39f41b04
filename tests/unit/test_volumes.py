"""How a stretch of days is cut into volumes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.pure.volumes import Volume, volumes


def written(first: str, last: str, size: int = 1) -> dict[date, int]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return {begin + timedelta(days=number): size for number in range((end - begin).days + 1)}


def cut(first: str, last: str, sizes: dict[date, int], most: int = 1000) -> list[tuple[str, str, int]]:
    found = volumes(date.fromisoformat(first), date.fromisoformat(last), sizes, most)
    return [(str(volume.first), str(volume.last), volume.days) for volume in found]


def test_a_year_from_any_day_is_one_volume():
    assert cut("2025-03-12", "2026-03-11", written("2025-06-01", "2025-06-30")) == [("2025-03-12", "2026-03-11", 30)]
    assert cut("2024-02-29", "2025-02-28", written("2024-02-29", "2025-02-28")) == [("2024-02-29", "2025-02-28", 366)]


def test_what_is_longer_is_cut_at_the_ends_of_years():
    assert cut("2025-03-12", "2026-03-12", written("2025-01-01", "2026-12-31")) == [
        ("2025-03-12", "2025-12-31", 295),
        ("2026-01-01", "2026-03-12", 71),
    ]


def test_years_with_nothing_in_them_are_left_out():
    sizes = written("2020-05-01", "2020-05-01") | written("2026-01-01", "2026-01-01")
    assert cut("2000-01-01", "2026-03-11", sizes) == [("2020-01-01", "2020-12-31", 1), ("2026-01-01", "2026-03-11", 1)]
    assert cut("2000-01-01", "2026-03-11", {}) == []
    assert cut("2021-01-01", "2021-12-31", sizes) == []


def test_a_year_too_long_for_one_paper_is_cut_at_the_ends_of_months():
    sizes = written("2026-01-01", "2026-12-31", 10)
    assert [each[:2] for each in cut("2026-01-01", "2026-12-31", sizes, 1000)] == [
        ("2026-01-01", "2026-03-31"),
        ("2026-04-01", "2026-06-30"),
        ("2026-07-01", "2026-09-30"),
        ("2026-10-01", "2026-12-31"),
    ]


def test_a_month_too_long_for_one_paper_is_cut_between_two_days():
    sizes = written("2026-03-01", "2026-03-05", 600)
    assert cut("2026-03-01", "2026-03-31", sizes, 1300) == [
        ("2026-03-01", "2026-03-02", 2),
        ("2026-03-03", "2026-03-04", 2),
        ("2026-03-05", "2026-03-31", 1),
    ]


def test_one_day_is_never_cut():
    sizes = written("2026-03-01", "2026-03-02", 9999)
    assert cut("2026-03-01", "2026-03-02", sizes) == [("2026-03-01", "2026-03-01", 1), ("2026-03-02", "2026-03-02", 1)]


days = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@given(first=days, last=days, sizes=st.dictionaries(days, st.integers(1, 400), max_size=60), most=st.integers(1, 900))
@pytest.mark.slow
def test_every_day_is_in_exactly_one_volume_of_at_most_a_year(first, last, sizes, most):
    found = volumes(first, last, sizes, most)
    inside = [day for day in sizes if first <= day <= last]
    held = [[day for day in inside if volume.first <= day <= volume.last] for volume in found]
    assert sorted(day for some in held for day in some) == sorted(inside)
    assert [volume.days for volume in found] == [len(some) for some in held]
    for volume, some in zip(found, held, strict=True):
        assert first <= volume.first <= volume.last <= last
        assert (volume.last - volume.first).days < 366
        assert len(some) == 1 or sum(sizes[day] for day in some) <= most
    assert all(isinstance(volume, Volume) for volume in found)
