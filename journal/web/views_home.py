"""Home: one thing to do now, tonight's page, the reader's path. And a step's own private page."""

from collections.abc import Collection
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guides import prose, shelf
from guides.shapes import SITUATION, Guide, Step
from guides.tools import Tool
from journal.access.records import Journal
from journal.doing import agreed, nights, progress, situation, small
from journal.doing import home as at_home
from journal.doing.state import state
from journal.pure import contact, night
from journal.pure import small as own_small
from journal.web.forms_home import SmallForm
from journal.web.forms_nights import state_in_words
from journal.web.saving import saved_at, see_other
from journal.web.visit import JournalRequest


@require_safe
def home_notes(request: JournalRequest) -> HttpResponse:
    """Where a visit begins."""
    here = at_home.look(request.journal, shelf.guides(), shelf.tools(), request.now)
    context = {
        "here": here,
        "today": request.now.date(),
        "state": state_in_words(here.state),
        "tools": _grouped(here.begun),
        "no_tools": not any(name.startswith("tool ") for name in here.begun),
        "binned": nights.binned(request.journal, request.now),
        "no_code": not (request.mine.kit_kept if request.mine.opens else request.person.locator),
        "wrong": request.session.pop("wrong", 0),
    }
    return render(request, "journal/home.html", context)


def _grouped(begun: Collection[str]) -> list[tuple[Guide | None, list[tuple[Tool, bool]]]]:
    """All tools, each with whether something was kept in it, below the rule whose steps lead to them; the others last,
    below None. The words after the hour stand beside the pages for a counselor.
    """
    rules = [guide for guide in shelf.guides() if guide.rule]
    named = {step.tool: guide for guide in reversed(rules) for step in guide.steps}
    groups: list[tuple[Guide | None, list[tuple[Tool, bool]]]] = []
    for rule in (*rules, None):
        mine = [tool for tool in shelf.tools() if named.get(tool.slug) == rule and tool.slug != agreed.TOOL]
        groups.append((rule, [(tool, f"tool {tool.slug}" in begun) for tool in mine]))
    return [(rule, mine) for rule, mine in groups if mine]


@require_http_methods(["GET", "HEAD", "POST"])
def my_step(request: JournalRequest, place: str) -> HttpResponse:
    """A step's own page: begun, done, its tool, and the way back to its words."""
    guide, _slash, step = place.partition("/")
    spot = shelf.step(guide, step)
    if spot is None:
        raise Http404
    here, form, today = reverse("my-step", args=[place]), SmallForm(), night.date_of(request.now)
    if "small" in request.POST:
        form = SmallForm(request.POST)
        if form.is_valid():
            if small.keep(request.journal, form.cleaned_data["small"], today, guide=guide, step=step):
                return see_other(f"{here}?at={request.now:%H:%M}#saved")
            form.add_error("small", _("This day is full. Take one back first; your words stay here."))
    elif back := request.POST.get("back"):
        form = SmallForm(initial={"small": small.take_back(request.journal, back, today)})
    elif request.method == "POST":
        what = request.POST.get("mark", "")
        if what not in progress.MARKS:
            return HttpResponseBadRequest("No such mark.", content_type="text/plain")
        progress.mark(request.journal, guide, step, what, request.now.date())
        return see_other(here)
    kept = small.kept(request.journal, today, own_small.MONTHS)
    lines, here_now = kept.of_step(guide, step), state(request.journal)
    chosen = [line for line in lines if line["day"] == today.isoformat()]
    context = {
        "spot": spot,
        "mark": progress.of(progress.marks(request.journal), guide, step),
        "tool": shelf.tool(spot.step.tool) if spot.step.tool else None,
        "fitting": _fitting(spot.step, request.journal),
        "none_now": at_home.is_not_for_now(spot.step, here_now),
        "form": None if spot.step.reaches_partner and contact.closes(here_now, own_small.CLOSED_IN) else form,
        "chosen": chosen,
        "before": [(date.fromisoformat(line["day"]), line["text"]) for line in lines[::-1] if line not in chosen],
        "opens": kept.whole,
        "saved_at": saved_at(request, chosen),
        "error_title": form.is_bound,
    }
    return render(request, "journal/step.html", context)


def _fitting(step: Step, journal: Journal) -> str:
    """What the step says for this reader's situation, as Markdown; "" if it says nothing."""
    words = next((part.words for part in step.sections if part.name == SITUATION), "")
    return prose.items_of(words, situation.names(journal)) if words else ""
