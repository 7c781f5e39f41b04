"""My plan and the counselor sheet: written, looked at, printed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.access.records import Document
from journal.doing import offers, papers, texts
from journal.doing.agreed import ON_SHEET
from journal.doing.state import state
from journal.pure import contact
from journal.pure import plan as own_plan
from journal.pure import sheet as own_sheet
from journal.pure.night import date_of
from journal.web.forms_papers import PARTS, OnPaper, PlanForm, SheetForm, plan_in_words, sheet_in_words
from journal.web.paper import paper
from journal.web.saving import Marks, answer, new_marks, saved_at, see_other
from journal.web.visit import JournalRequest

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def plan(request: JournalRequest) -> HttpResponse:
    """My plan, five rows."""
    document, here, said = request.journal.get("plan", "plan"), reverse("plan"), state(request.journal)
    offered = offers.for_plan(request.journal, date_of(request.now))
    if request.method == "POST":
        form = PlanForm(request.POST, state=said)
        if form.is_valid():
            body = own_plan.body(_filled(request, form.cleaned_data, offered))
            return _save(request, "plan", "plan", body, form, here, reverse("plan-paper"))
        if _by_itself(request):
            return _too_long(form)
    elif document and document.others:
        return _both(request, document, reverse("plan-both"), [plan_in_words(body) for body in texts.of(document)])
    else:
        form = PlanForm(initial=(document.body if document else {}) | new_marks(document), state=said)
    stored = document.body if document else {}
    context = {
        "form": form,
        "here": here,
        "offered": plan_in_words({name: text for name, text in offered.items() if not stored.get(name)}),
        "saved_at": saved_at(request, document),
        "error_title": form.is_bound,
    }
    return render(request, "journal/plan.html", context)


@require_POST
def plan_both(request: JournalRequest) -> HttpResponse:
    """Settle two texts of the plan, as the reader chose."""
    keep, seen = request.POST.get("keep", ""), request.POST.get("seen", "")
    texts.settle(request.journal, "plan", "plan", keep=keep, seen=seen, join=own_plan.in_one)
    return see_other(reverse("plan"))


@read_or_send
def plan_paper(request: JournalRequest) -> HttpResponse:
    """The plan alone, half a page to carry: looked at first, or as a PDF."""
    document = request.journal.get("plan", "plan")
    context = {
        "rows": papers.plan_rows(document.body if document else {}),
        "here": reverse("plan-paper"),
        "back": reverse("plan"),
    }
    return paper(request, "papers/plan.html", context)


@read_or_send
def sheet(request: JournalRequest, form: str) -> HttpResponse:
    """One form of the counselor sheet, and what of it goes on the page."""
    document, here, said = request.journal.get("sheet", form), reverse("sheet", args=[form]), state(request.journal)
    stored = document.body if document else {}
    offered = papers.proposals(request.journal, form, date_of(request.now))
    if request.method == "POST":
        page = SheetForm(request.POST, form=form, state=said)
        if page.is_valid():
            body = own_sheet.body(form, _filled(request, page.cleaned_data, offered), said, stored)
            return _save(request, "sheet", form, body, page, here, reverse("sheet-paper", args=[form]))
        if _by_itself(request):
            return _too_long(page)
    elif document and document.others:
        both = [sheet_in_words(form, body) for body in texts.of(document)]
        return _both(request, document, reverse("sheet-both", args=[form]), both)
    else:
        agreed = {name: offered.get(name, "") for name in ON_SHEET} if document is None else {}
        ticks = {own_sheet.part_tick(part): True for part in own_sheet.chosen(form, stored, said)}
        page = SheetForm(initial=agreed | stored | ticks | new_marks(document), form=form, state=said)
    context = {
        "form": page,
        "which": form,
        "here": here,
        "offered": [
            (page.fields[name].label, text)
            for name, text in offered.items()
            if name in page.fields and text != (page[name].value() or "") and (name in ON_SHEET or not stored.get(name))
        ],
        "saved_at": saved_at(request, document),
        "error_title": page.is_bound,
    }
    return render(request, "journal/sheet.html", context)


@require_POST
def sheet_both(request: JournalRequest, form: str) -> HttpResponse:
    """Settle two texts of one sheet, as the reader chose."""
    keep, seen = request.POST.get("keep", ""), request.POST.get("seen", "")
    texts.settle(request.journal, "sheet", form, keep=keep, seen=seen, join=own_sheet.in_one)
    return see_other(reverse("sheet", args=[form]))


@read_or_send
def sheet_paper(request: JournalRequest, form: str) -> HttpResponse:
    """The sheet as it is printed, with what to know first above it; or as a PDF. What was left off is said here."""
    said, today = state(request.journal), request.now.date()
    made = papers.sheet_paper(request.journal, form, today=today, country=request.mine.country)
    off = [PARTS[part] for part in own_sheet.offered(form, said) if part not in made.parts]
    context = {
        "sheet": made,
        "off": off,
        "long": [
            (PARTS[part], f"{reverse('plan') if part == 'plan' else reverse('sheet', args=[form])}#id_{field}")
            for part, field in made.long.items()
        ],
        "lawyer": contact.none_at_all(said),
        "here": reverse("sheet-paper", args=[form]),
        "back": reverse("sheet", args=[form]),
    }
    return paper(request, "papers/sheet.html", context)


def _filled(request: JournalRequest, answers: dict[str, Any], offered: dict[str, str]) -> dict[str, Any]:
    """The answers, with what is offered in the empty ones where the reader pressed for that."""
    if request.POST.get("go") != "fill":
        return answers
    return answers | {name: text for name, text in offered.items() if not answers.get(name, "").strip()}


def _save(
    request: JournalRequest, kind: str, key: str, body: dict[str, Any], form: Marks, here: str, look: str
) -> HttpResponse:
    marks = form.cleaned_data
    document = request.journal.put(kind, key, body, base=marks["base"], hand=marks["hand"])
    kept = document.body == body
    if request.POST.get("go") == "look" and kept:
        return see_other(look)
    return answer(request, document, kept=kept, here=here, clock=f"{request.now:%H:%M}")


def _by_itself(request: JournalRequest) -> bool:
    """Whether the page saves by itself: then it stays as it is, and only its status line is answered."""
    return bool(getattr(request, "htmx", False))


def _too_long(form: Marks) -> HttpResponse:
    """Not saved, and why, for the status line of a page that saves by itself."""
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if isinstance(form.fields.get(name), OnPaper) else ""
    words = _("Not saved yet. %(field)s: %(why)s") % {"field": label, "why": errors[0]}
    return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")


def _both(request: JournalRequest, document: Document, action: str, said: list[list[tuple[Any, Any]]]) -> HttpResponse:
    context = {"action": action, "texts": said, "seen": texts.mark(document), "all": texts.ALL}
    return render(request, "journal/both.html", context)
