"""The night page, and one night: read, changed, deleted, put back, settled."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.doing import measure, nights, texts
from journal.doing import settings as own
from journal.pure import night
from journal.web import leave
from journal.web.forms_nights import OPENINGS, NightForm, in_words
from journal.web.saving import answer, new_marks, refused, saved_at, see_other
from journal.web.views_days import FIRST_YEAR
from journal.web.visit import JournalRequest

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
MINUTES = (5, 10, 15)


@read_or_send
def today(request: JournalRequest) -> HttpResponse:
    """Tonight's page. A page that was opened before 4 a.m. and saved after it stays with its own day."""
    now = night.date_of(request.now)
    day = _posted_day(request) or now
    here = reverse("today") if day == now else reverse("day-edit", args=[night.key(day)])
    return _write(request, day, here)


@read_or_send
def day_edit(request: JournalRequest, key: str) -> HttpResponse:
    """The same page for a night that was written before."""
    day = _day(request, key)
    return _write(request, day, reverse("day-edit", args=[key]), must_exist=request.method != "POST")


@require_safe
def day(request: JournalRequest, key: str) -> HttpResponse:
    """One night to read. In the dark an old one opens after one line that says how old nights read then."""
    which = _day(request, key)
    binned = nights.binned(request.journal, request.now)
    context = {"day": which, "key": key, "binned": binned}
    page = nights.page(request.journal, which)
    if page.document is None:
        if not any(item.day == which for item in binned):
            raise Http404
        return render(request, "journal/day.html", context)
    tonight = which == night.date_of(request.now)
    if night.is_dark(request.now) and not tonight and "open" not in request.GET:
        return render(request, "journal/dark.html", context)
    if page.document.others:
        return see_other(reverse("day-edit", args=[key]))
    return render(request, "journal/day.html", context | {"said": in_words(page.body), "written": True})


@require_POST
def day_delete(request: JournalRequest, key: str) -> HttpResponse:
    """Delete a night, with ten minutes to undo."""
    if not nights.delete(request.journal, _day(request, key), request.now):
        raise Http404
    return see_other(reverse("month", args=[key[:7]]))


@require_POST
def day_undo(request: JournalRequest, key: str) -> HttpResponse:
    """Put a deleted night back; after ten minutes it is gone, and the month says nothing about it."""
    which = _day(request, key)
    back = nights.put_back(request.journal, which, request.now)
    return see_other(reverse("day-edit", args=[key]) if back else reverse("month", args=[key[:7]]))


@require_POST
def day_both(request: JournalRequest, key: str) -> HttpResponse:
    """Settle two texts of one night, as the reader chose. If they changed meanwhile, the page shows them anew."""
    which = _day(request, key)
    keep, seen = request.POST.get("keep", ""), request.POST.get("seen", "")
    texts.settle(request.journal, "night", night.key(which), keep=keep, seen=seen, join=night.in_one_text)
    return see_other(_own_address(request, which))


def _write(request: JournalRequest, day: date, here: str, *, must_exist: bool = False) -> HttpResponse:
    page = nights.page(request.journal, day)
    if must_exist and page.document is None:
        raise Http404
    if request.method == "POST":
        form = NightForm(request.POST, page=page, alcohol=request.mine.alcohol)
        if form.is_valid():
            return _save(request, page, form, here)
        if answer_now := refused(request, form):
            return answer_now
    elif page.document and page.document.others:
        return _both(request, page, here)
    else:
        # What was tapped today in the ten minutes; only where the night is new, so that no answer taken back returns.
        first = page.body if page.document else {"waited": measure.waited_on(request.journal, day)}
        form = NightForm(initial=first | new_marks(page.document), page=page, alcohol=request.mine.alcohol)
    context = {
        "form": form,
        "day": day,
        "here": here,
        "asked": page.asked,
        "tonight": day == night.date_of(request.now),
        "small_hours": day == request.now.date() - timedelta(days=1) and day == night.date_of(request.now),
        "clock": request.now.time(),
        "ends": [(minutes, (request.now + timedelta(minutes=minutes)).time()) for minutes in MINUTES],
        "openings": [(name, words, name in request.mine.hidden) for name, words in OPENINGS.items()],
        "writing": "more" in request.GET or bool(form["more"].value()),
        "saved_at": saved_at(request, page.document),
        "error_title": form.is_bound,
    }
    return render(request, "journal/today.html", context)


def _save(request: JournalRequest, page: nights.Page, form: NightForm, here: str) -> HttpResponse:
    answers, go = dict(form.cleaned_data), request.POST.get("go", "")
    if go == "list":
        answers["counselor"] = nights.with_why(answers["counselor"])
    document, kept = nights.save(request.journal, page, answers, base=answers["base"], hand=answers["hand"])
    if go == "help":
        return see_other(reverse("help"))
    if go == "leave":
        return leave.after_form(request)
    hidden, clock = _hidden(request.mine, go), f"{request.now:%H:%M}"
    if hidden is not None:
        own.change(request.journal, hidden=hidden)
        return see_other(f"{here}?at={clock}&more=1#more")
    return answer(request, document, kept=kept, here=here, clock=clock, rest=True)


def _hidden(mine: own.Mine, go: str) -> tuple[str, ...] | None:
    """Which openings are hidden after this button; None where it is another button."""
    do, _, name = go.partition("-")
    others = tuple(each for each in mine.hidden if each != name)
    return {"hide": (*others, name), "show": others}.get(do) if name in OPENINGS else None


def _both(request: JournalRequest, page: nights.Page, here: str) -> HttpResponse:
    if page.document is None:
        raise Http404
    context = {
        "day": page.day,
        "action": reverse("day-both", args=[night.key(page.day)]),
        "texts": [in_words(body) for body in texts.of(page.document)],
        "seen": texts.mark(page.document),
        "all": texts.ALL,
    }
    return render(request, "journal/both.html", context)


def _own_address(request: JournalRequest, day: date) -> str:
    tonight = day == night.date_of(request.now)
    return reverse("today") if tonight else reverse("day-edit", args=[night.key(day)])


def _posted_day(request: JournalRequest) -> date | None:
    """The day that the page was made for, if it is today or was yesterday."""
    now = night.date_of(request.now)
    known = {night.key(day): day for day in (now, now - timedelta(days=1))}
    return known.get(request.POST.get("night", ""))


def _day(request: JournalRequest, key: str) -> date:
    """The day of an address. Raises Http404 for one that does not exist or has not come yet; who flew west has nights
    of days that have not come where they are now.
    """
    try:
        day = date.fromisoformat(key)
    except ValueError as error:
        raise Http404 from error
    ahead = day > night.date_of(request.now) and not request.journal.there([("night", key)])
    if day.year < FIRST_YEAR or ahead:
        raise Http404
    return day
