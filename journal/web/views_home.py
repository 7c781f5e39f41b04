"""Home: one thing to do now, tonight's page, the reader's path. And a step's own private page."""

from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from guides import prose, shelf
from guides.shapes import SITUATION, Step
from journal.access.records import Journal
from journal.doing import home as at_home
from journal.doing import nights, progress, situation
from journal.doing.state import state
from journal.web.forms_nights import state_in_words
from journal.web.saving import see_other
from journal.web.visit import JournalRequest


@require_safe
def home_notes(request: JournalRequest) -> HttpResponse:
    """Where a visit begins."""
    tools = shelf.tools()
    here = at_home.look(request.journal, shelf.guides(), [tool.slug for tool in tools], request.now)
    context = {
        "here": here,
        "today": request.now.date(),
        "state": state_in_words(here.state),
        "tools": [(tool, f"tool {tool.slug}" in here.begun) for tool in tools],
        "no_tools": not any(name.startswith("tool ") for name in here.begun),
        "binned": nights.binned(request.journal, request.now),
        "no_code": not (request.mine.kit_kept if request.mine.opens else request.person.locator),
        "wrong": request.session.pop("wrong", 0),
    }
    return render(request, "journal/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def my_step(request: JournalRequest, guide: str, step: str) -> HttpResponse:
    """A step's own page: begun, done, its tool, and the way back to its words."""
    spot = shelf.step(guide, step)
    if spot is None:
        raise Http404
    if request.method == "POST":
        what = request.POST.get("mark", "")
        if what not in progress.MARKS:
            return HttpResponseBadRequest("No such mark.", content_type="text/plain")
        progress.mark(request.journal, guide, step, what, request.now.date())
        return see_other(reverse("my-step", args=[guide, step]))
    context = {
        "spot": spot,
        "mark": progress.of(progress.marks(request.journal), guide, step),
        "tool": shelf.tool(spot.step.tool) if spot.step.tool else None,
        "fitting": _fitting(spot.step, request.journal),
        "none_now": at_home.is_not_for_now(spot.step, state(request.journal)),
    }
    return render(request, "journal/step.html", context)


def _fitting(step: Step, journal: Journal) -> str:
    """What the step says for this reader's situation, as Markdown; "" if it says nothing."""
    words = next((part.words for part in step.sections if part.name == SITUATION), "")
    return prose.items_of(words, situation.names(journal)) if words else ""
