"""A month and a week of one's own days: the nights to open, and their facts in words, drawn, and as tables."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal.doing import days, nights
from journal.pure import night, trends
from journal.web.visit import JournalRequest

Stretch: TypeAlias = "Callable[[date], list[date]]"
FIRST_YEAR = 2000
ONE = timedelta(days=1)
# Two places on earth are at most two dates apart, and a reader may have flown west since the last night.
FLOWN = timedelta(days=2)


@require_safe
def month(request: JournalRequest, key: str = "") -> HttpResponse:
    """The nights of a month as a table, and what they say together; of this month, if none is named."""
    named = _day_in(f"{key}-01") if key else night.date_of(request.now)
    return _page(request, "journal/month.html", trends.month_of, named)


@require_safe
def week(request: JournalRequest, week: str = "") -> HttpResponse:
    """A week, from Monday, by what its nights say together; this week, if none is named."""
    named = _day_in(week) if week else night.date_of(request.now)
    return _page(request, "journal/week.html", trends.week_of, named)


def _page(request: JournalRequest, template: str, stretch: Stretch, named: date) -> HttpResponse:
    """The page of the days around one of them. Raises Http404 where they lie too far back, or have not come."""
    today = night.date_of(request.now)
    if named.year < FIRST_YEAR or named > today + FLOWN:
        raise Http404
    which = stretch(named)
    here = days.look(request.journal, which, today, alcohol=request.mine.alcohol)
    # From empty days the way back leads past other empty ones.
    last = None if here.rows else nights.last_before(request.journal, here.first)
    before = stretch(last or here.first - ONE)[0]
    after = here.last + ONE
    context = {
        "here": here,
        "rows": here.rows,
        "before": before if before.year >= FIRST_YEAR else None,
        "before_week": trends.week_key(before),
        "after": after if after <= today else None,
        "after_week": trends.week_key(after),
        "is_current": today in which,
        "months": sorted({day.replace(day=1) for day in which if day <= today or day == here.first}),
        "dark": night.is_dark(request.now),
        "binned": nights.binned(request.journal, request.now),
    }
    return render(request, template, context)


def _day_in(key: str) -> date:
    """A day of the week, or the day, that an address names. Raises Http404 where there is none."""
    try:
        return trends.monday_of(key) if "W" in key else date.fromisoformat(key)
    except ValueError as error:
        raise Http404 from error
