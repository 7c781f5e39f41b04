"""A period on paper: choose the days, see the volumes, ask for one, get it.

The page that answers a button goes to the file by itself (a refresh at once, no script): it stays on the screen until
the file is there, and whoever goes elsewhere stops it. What was made is known by marks in the visit that only the
reader's key can make; no text and no date is kept for it.
"""

import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal.doing import period, press
from journal.doing.export import COURT
from journal.doing.papers import Paper
from journal.doing.state import state
from journal.pure import contact, night
from journal.pure.volumes import Volume
from journal.web.forms_pages import PagesForm
from journal.web.saving import see_other
from journal.web.visit import JournalRequest

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
MADE = "made"  # in the visit: the marks of what was made while it is open
MOST_MARKS = 100


@dataclass(frozen=True)
class Picked:
    """What of each night, how large, on which paper; as it stands in an address."""

    parts: frozenset[str]
    large: bool
    paper: Paper

    @classmethod
    def of(cls, text: str) -> "Picked":
        """What `str` wrote. Raises ValueError for anything else."""
        *names, paper = text.split("-")
        found = cls(frozenset(names) - {"large"}, "large" in names, "letter" if paper == "letter" else "a4")
        if str(found) != text or not found.parts:
            raise ValueError(text)
        return found

    def __str__(self) -> str:
        parts = [part for part in period.PARTS if part in self.parts]
        return "-".join([*parts, *(["large"] if self.large else []), self.paper])


@dataclass(frozen=True)
class Row:
    """One volume in the list: its number, its days, whether it was made in this visit, and its mark."""

    number: int
    volume: Volume
    made: bool
    mark: str


@read_or_send
def pages(
    request: JournalRequest, begin: date | None = None, end: date | None = None, what: Picked | None = None
) -> HttpResponse:
    """Which days, and what of them; or, with an address of that, the same page to change it."""
    today = night.date_of(request.now)
    if request.method == "POST":
        form = PagesForm(request.POST, today=today)
        if form.is_valid():
            done = form.cleaned_data
            picked = Picked(frozenset(done["parts"]), done["large"], "letter" if done["paper"] == "letter" else "a4")
            last = min(done["last"], today + period.FLOWN)
            return see_other(reverse("volumes", args=[done["first"], last, picked]))
    else:
        usual = (begin, end) if begin and end else period.usual(request.journal, today)
        parts = what.parts if what else set(period.PARTS) - period.BY_CHOICE
        paper = what.paper if what else request.mine.paper
        initial = {"first": usual[0], "last": usual[1], "parts": list(parts), "paper": paper}
        form = PagesForm(today=today, initial=initial | {"large": bool(what and what.large)})
    context = {
        "form": form,
        "court": COURT,
        "lawyer": contact.none_at_all(state(request.journal)),
        "dark": night.is_dark(request.now),
        "error_title": form.is_bound,
    }
    return render(request, "journal/pages.html", context)


@read_or_send
def volumes(request: JournalRequest, begin: date, end: date, what: Picked) -> HttpResponse:
    """The volumes of the chosen days; the button of one answers with the page that brings it."""
    chosen = _chosen(request, begin, end, what)
    rows = _rows(request, chosen)
    asked = next((row for row in rows if request.method == "POST" and str(row.number) == request.POST.get("go")), None)
    if asked is None:
        return _list(request, what, chosen, rows)
    context = {
        "row": asked,
        "of": len(rows),
        "next": next((row for row in rows if row.number > asked.number and not row.made), None),
        "here": reverse("volumes", args=[begin, end, what]),
        "file": f"{reverse('volume', args=[begin, end, what, asked.number])}?once={asked.mark}",
    }
    return render(request, "journal/pages_wait.html", context)


@require_safe
def volume(request: JournalRequest, begin: date, end: date, what: Picked, number: int) -> HttpResponse:
    """One volume as a file, for whoever pressed its button: the address carries a mark that only the list gives."""
    chosen = _chosen(request, begin, end, what)
    rows = _rows(request, chosen)
    row = _row(rows, number)
    if not hmac.compare_digest(request.GET.get("once", "").encode(), row.mark.encode()):
        return see_other(reverse("volumes", args=[begin, end, what]))
    problem, missing = "", ""
    try:
        made = period.pdf(period.book(request.journal, chosen, row.volume, number, len(rows)), chosen.paper)
    except press.PressMissing as error:
        problem, missing = _("This copy cannot make the file yet: a part is missing."), str(error)
    except press.PressBusy:
        problem = _("Another page is being made just now.")
    except (press.PressTooSlow, press.PressFailed):
        problem = _("This volume could not be made. Nothing was changed.")
    if problem:
        return _list(request, what, chosen, rows, problem=problem, missing=missing, failed=row)
    request.session[MADE] = [*(each for each in _made(request) if each != row.mark), row.mark][-MOST_MARKS:]
    named = {"Content-Disposition": 'attachment; filename="notes.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=named)


@require_safe
def look(request: JournalRequest, begin: date, end: date, what: Picked, number: int) -> HttpResponse:
    """One volume on the screen, the same page, to be printed from the browser."""
    chosen = _chosen(request, begin, end, what)
    rows = _rows(request, chosen)
    book = period.book(request.journal, chosen, _row(rows, number).volume, number, len(rows))
    here = reverse("volumes", args=[begin, end, what])
    return render(request, "journal/pages_look.html", {"book": book, "here": here})


def _chosen(request: JournalRequest, begin: date, end: date, what: Picked) -> period.Chosen:
    """What an address names. Raises Http404 for days that no form of ours lets through."""
    if begin.year < period.FIRST_YEAR or not begin <= end <= night.date_of(request.now) + period.FLOWN:
        raise Http404
    return period.Chosen(begin, end, what.parts, what.large, what.paper, alcohol=request.mine.alcohol)


def _rows(request: JournalRequest, chosen: period.Chosen) -> list[Row]:
    every, made = period.all_volumes(request.journal, chosen), _made(request)
    marks = [period.mark(request.journal, chosen, each) for each in every]
    return [Row(n, each, mark in made, mark) for n, (each, mark) in enumerate(zip(every, marks, strict=True), 1)]


def _row(rows: list[Row], number: int) -> Row:
    if number > len(rows):
        raise Http404
    return rows[number - 1]


def _made(request: JournalRequest) -> list[str]:
    return list(request.session.get(MADE, []))


def _list(
    request: JournalRequest,
    what: Picked,
    chosen: period.Chosen,
    rows: list[Row],
    *,
    failed: Row | None = None,
    **said: Any,
) -> HttpResponse:
    """The list of volumes; and where one failed, why, and what can be done."""
    context = {
        "rows": rows,
        "made": sum(row.made for row in rows),
        "chosen": chosen,
        "what": what,
        "here": reverse("volumes", args=[chosen.first, chosen.last, what]),
        "failed": failed,
        "halves": _halves(failed.volume, what) if failed else [],
        "error_title": failed is not None,
        **said,
    }
    return render(request, "journal/pages_list.html", context, status=503 if failed else 200)


def _halves(volume: Volume, what: Picked) -> list[tuple[date, date, str]]:
    """The days of a volume in two, each with its address; none for a single day."""
    if volume.first == volume.last:
        return []
    middle = volume.first + (volume.last - volume.first) // 2
    parts = [(volume.first, middle), (middle + timedelta(days=1), volume.last)]
    return [(begin, end, reverse("volumes", args=[begin, end, what])) for begin, end in parts]
