"""When I look again: the calm day, the day itself, the three words, and what stays after setting it down.

Every page here first says by night that it can wait (U7): friction, and no lock. What is sent is always kept.
"""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guides import shelf
from journal.access.records import Document
from journal.doing import papers, progress, review, situation, texts
from journal.doing.state import state
from journal.pure import review as own_review
from journal.web.forms_review import CHOSEN, ColumnsForm, DayForm, in_words, initial
from journal.web.saving import answer, new_marks, refused, saved_at, see_other
from journal.web.visit import JournalRequest

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def look_again(request: JournalRequest) -> HttpResponse:
    """What stands now: a day to choose or to move; on the day its two columns; once it is set down, what stays."""
    stored = review.document(request.journal)
    body = stored.body if stored else {}
    if request.method == "POST":
        crossed = request.POST.get("go") == "cross"
        sent = {**request.POST.dict(), "on": ""} if crossed else request.POST
        form = DayForm(sent, today=request.now.date(), stored=body)
        if form.is_valid():
            made = own_review.with_day(body, form.answers())
            return _keep(request, own_review.crossed_out(made) if crossed else made, form)
    elif "down" in body and not (stored and stored.others):
        return _after(request, body)
    elif _waits(request):
        return _by_day(request, body)
    elif stored and stored.others:
        return _both(request, stored)
    elif stored and own_review.is_due(body, request.now.date()) and "move" not in request.GET:
        return _columns(request, stored)
    else:
        form = DayForm(initial=initial(body) | new_marks(stored), today=request.now.date(), stored=body)
    context = {
        "form": form,
        "body": body,
        "on": own_review.day(body, "on"),
        "here": _here(request, "look-again"),
        "crossed": body.get("on") == "",
        "saved_at": saved_at(request, stored),
        "looks": review.looks(request.journal, body),
        "error_title": form.is_bound,
    }
    return render(request, "journal/look_again.html", context | _state(request))


@read_or_send
def look_now(request: JournalRequest) -> HttpResponse:
    """The two columns, which save themselves; a pressed word keeps them and goes to its page."""
    if request.method != "POST":
        return see_other(_here(request, "look-again"))
    stored = review.document(request.journal)
    body = stored.body if stored else {}
    form = ColumnsForm(request.POST)
    if not form.is_valid():
        return refused(request, form) or _columns(request, stored, form)
    made = own_review.with_columns(body, form.cleaned_data["did"], form.cleaned_data["know"])
    word = request.POST.get("go", "")
    if word == "cross":
        made = own_review.crossed_out(made)
    if word not in own_review.WORDS:
        return _keep(request, made, form)
    marks = form.cleaned_data
    _document, kept = review.keep(request.journal, made, base=marks["base"], hand=marks["hand"])
    return see_other(_here(request, "look-word", word) if kept else _here(request, "look-again"))


@read_or_send
def look_word(request: JournalRequest, word: str) -> HttpResponse:
    """Go on, change or set it down: what the word means, a new day where it needs one, and the button that does it."""
    stored, today = review.document(request.journal), request.now.date()
    if request.method != "POST" and _waits(request):
        return _by_day(request, stored.body if stored else {})
    if stored is None or stored.others or not own_review.is_due(stored.body, today):
        return see_other(_here(request, "look-again"))
    bare, changed = word == own_review.DOWN, False
    form = DayForm(request.POST or None, today=today, stored=stored.body, word=word)
    if request.method == "POST":
        if form.is_valid() or bare:
            base, answers = form.cleaned_data.get("base") or 0, {} if bare else form.answers()
            if review.conclude(request.journal, word, answers, today, base=base):
                return see_other(_here(request, "look-again"))
            changed, again = True, {**request.POST.dict(), "base": str(stored.base)}
            form = DayForm(again, today=today, stored=stored.body, word=word)
    else:
        fresh = initial(stored.body, word) | new_marks(stored)
        form = DayForm(initial=fresh, today=today, stored=stored.body, word=word)
    context = {
        "form": form,
        "bare": bare,
        "word": word,
        "heading": CHOSEN[word],
        "body": stored.body,
        "changed": changed,
        "here": _here(request, "look-word", word),
        "back": _here(request, "look-again"),
        "error_title": form.is_bound,
    }
    return render(request, "journal/look_word.html", context | _state(request))


@require_POST
def look_cross(request: JournalRequest) -> HttpResponse:
    """Cross the day out, at any hour: a day that frightens must not have to wait for daylight."""
    review.cross_out(request.journal)
    return see_other(_here(request, "look-again"))


@require_POST
def look_up(request: JournalRequest) -> HttpResponse:
    """Take up again what was set down."""
    review.take_up(request.journal)
    return see_other(_here(request, "look-again"))


@require_POST
def look_both(request: JournalRequest) -> HttpResponse:
    """Settle two texts, as the reader chose."""
    keep, seen = request.POST.get("keep", ""), request.POST.get("seen", "")
    texts.settle(request.journal, "review", review.CURRENT, keep=keep, seen=seen, join=own_review.in_one)
    return see_other(_here(request, "look-again"))


@require_safe
def look_day(request: JournalRequest, key: str) -> HttpResponse:
    """What was found on an earlier day, to read."""
    document = request.journal.get("review", key)
    if document is None:
        raise Http404
    if _waits(request):
        return _by_day(request, {}, _here(request, "look-day", key))
    context = {"day": date.fromisoformat(key), "looks": [in_words(look) for look in document.body["looks"]]}
    return render(request, "journal/look_day.html", context)


def _keep(request: JournalRequest, body: own_review.Body, form: DayForm | ColumnsForm) -> HttpResponse:
    marks, here, clock = form.cleaned_data, _here(request, "look-again"), f"{request.now:%H:%M}"
    document, kept = review.keep(request.journal, body, base=marks["base"], hand=marks["hand"])
    if getattr(request, "htmx", False):
        return answer(request, document, kept=kept, here=here, clock=clock)
    return see_other(f"{here}{'&' if '?' in here else '?'}at={clock}#saved" if kept else here)


def _columns(request: JournalRequest, stored: Document | None, form: ColumnsForm | None = None) -> HttpResponse:
    body = stored.body if stored else {}
    context = {
        "form": form or ColumnsForm(initial=body | new_marks(stored)),
        "body": body,
        "on": own_review.day(body, "on"),
        "here": _here(request, "look-now"),
        "top": _here(request, "look-again"),
        "saved_at": saved_at(request, stored),
        "looks": review.looks(request.journal, body),
        "error_title": form is not None,
    }
    return render(request, "journal/look_now.html", context | _state(request))


def _after(request: JournalRequest, body: own_review.Body) -> HttpResponse:
    """What stays. By night only the half that holds: what was written can wait for daylight."""
    marks, closed = progress.marks(request.journal), _waits(request)
    steps = [(guide, step) for guide in shelf.guides() for step in guide.steps if not step.reaches_partner]
    found = [] if closed else review.looks(request.journal, body)
    context = {
        "body": body,
        "day": own_review.day(body, "down"),
        "closed": closed,
        "country": papers.numbers_of(request.mine.country),
        "looks": found,
        "did": [look["did"] for _day, kept in found for look in kept or () if look.get("did")],
        "done": [(guide, step) for guide, step in steps if progress.of(marks, guide.slug, step.slug) == "done"],
        "children": "children" in situation.lines(request.journal),
        "here": _here(request, "look-again"),
    }
    return render(request, "journal/look_after.html", context | _state(request))


def _by_day(request: JournalRequest, body: own_review.Body, here: str = "") -> HttpResponse:
    context = {
        "on": own_review.day(body, "on"),
        "who": body.get("who", ""),
        "crossed": body.get("on") == "",
        "saved": "at" in request.GET,
        "anyway": f"{here or request.path}?open=1",
    }
    return render(request, "journal/by_day.html", context)


def _both(request: JournalRequest, document: Document) -> HttpResponse:
    context = {
        "action": _here(request, "look-both"),
        "texts": [in_words(body) for body in texts.of(document)],
        "seen": texts.mark(document),
        "all": texts.ALL,
    }
    return render(request, "journal/both.html", context)


def _state(request: JournalRequest) -> dict[str, Any]:
    return {"state": state(request.journal)}


def _waits(request: JournalRequest) -> bool:
    """Whether the page says first that it can wait."""
    return own_review.can_wait(request.now) and "open" not in request.GET


def _here(request: JournalRequest, name: str, *args: str) -> str:
    """An address of this tool; at night it stays open for whoever opened it anyway."""
    return reverse(name, args=args) + ("?open=1" if "open" in request.GET else "")
