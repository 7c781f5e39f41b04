"""Let it wait: a message is held and looked at, stays as a letter, or is gone. Nothing is ever sent from here."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from guides import shelf
from journal.doing import hold
from journal.doing.papers import numbers_of
from journal.doing.state import state
from journal.pure import contact, night
from journal.pure import hold as rules
from journal.web.forms_hold import MessageForm, sentence
from journal.web.forms_nights import state_in_words
from journal.web.saving import see_other
from journal.web.visit import JournalRequest

SLUG = "let-it-wait"
DONE = ("stays", "waits", "gone")


@require_http_methods(["GET", "HEAD", "POST"])
def let_it_wait(request: JournalRequest) -> HttpResponse:
    """The box; after it the marks and three ways on. Whether contact is welcome is asked first."""
    if request.method == "POST":
        return _act(request)
    if state(request.journal) is None:
        return see_other(f"{reverse('state')}?for={SLUG}")
    return _box(request, MessageForm())


@require_safe
def letter(request: JournalRequest, which: str) -> HttpResponse:
    """One letter that stays here, opened on purpose. In the dark it opens after one line, as old nights do."""
    found = hold.drawer(request.journal).letter(which)
    if found is None:
        raise Http404
    dark = night.is_dark(request.now) and "open" not in request.GET
    return render(request, "journal/letter.html", {"letter": found, "dark": dark})


def _act(request: JournalRequest) -> HttpResponse:
    """What the pressed button asks for. Without one (the page was locked meanwhile) the text is looked at."""
    go, which = request.POST.get("go", ""), request.POST.get("which", "")
    if go == "gone":
        if which:
            hold.let_go(request.journal, which)
        return _done("gone")
    if go == "stays" and which:
        return _keep_waiting(request, which)
    form = MessageForm(request.POST)
    if go == "change":
        form = MessageForm(initial={name: request.POST.get(name) for name in ("text", "matters")})
        return _box(request, form)
    if not form.is_valid():
        return _box(request, form)
    text = form.cleaned_data["text"]
    if go == "stays":
        return _done("stays") if hold.keep(request.journal, text, request.now) else _found(request, form, full="stays")
    if go == "waits" and hold.may_wait(request.journal):
        return _done("waits") if hold.wait(request.journal, text, request.now) else _found(request, form, full="waits")
    return _found(request, form)


def _keep_waiting(request: JournalRequest, which: str) -> HttpResponse:
    """Keep what waited; where it is gone already, or there is no room, the page says how it stands."""
    there = next((each for each in hold.drawer(request.journal).waiting if each.id == which), None)
    if there and hold.keep(request.journal, there.text, request.now, which=which):
        return _done("stays")
    return _box(request, MessageForm(), full=there is not None)


def _box(request: JournalRequest, form: MessageForm, *, full: bool = False) -> HttpResponse:
    tool = shelf.tool(SLUG)
    if tool is None:
        raise Http404
    drawer, here = hold.drawer(request.journal), state(request.journal)
    due = drawer.due(request.now)
    if request.method == "GET":
        hold.shown(request.journal, due)
    done = request.GET.get("done", "")
    context = {
        "tool": tool,
        "form": form,
        "drawer": drawer,
        "due": due,
        "waiting": [each for each in drawer.waiting if each not in due],
        "full": full,
        "most": hold.MOST_LETTERS,
        "done": done if done in DONE else "",
        "state": state_in_words(here),
        "none": contact.none_at_all(here),
        "error_title": bool(form.errors),
    }
    return render(request, "journal/hold.html", context)


def _found(request: JournalRequest, form: MessageForm, *, full: str = "") -> HttpResponse:
    text, matters = form.cleaned_data["text"], form.cleaned_data["matters"]
    english = (request.mine.language or settings.OPERATOR_LANGUAGE).partition("-")[0] == "en"
    facts = hold.facts(request.journal, request.now, matters=matters, english=english)
    found = rules.check(text, facts)
    context: dict[str, Any] = {
        "text": text,
        "matters": matters,
        "found": found,
        "marks": [(mark.quote, sentence(mark, found, request.now, facts.sorry)) for mark in found.shown],
        "state": state(request.journal),
        "may_wait": hold.may_wait(request.journal),
        "until": rules.shown_again(request.now),
        "tomorrow": rules.shown_again(request.now).date() != request.now.date(),
        "country": numbers_of(request.mine.country),
        "full": full,
        "most_letters": hold.MOST_LETTERS,
        "most_waiting": hold.MOST_WAITING,
    }
    crisis = [line for line in context["country"].lines if line.kind == "crisis" and line.anyone]
    # Without a country there is no number for it, but a page that leads to one.
    context["lines"] = [line for line in crisis if line.call] or crisis[:1]
    return render(request, "journal/hold_found.html", context)


def _done(what: str) -> HttpResponse:
    return see_other(f"{reverse('let-it-wait')}?done={what}#saved")
