"""Two tools that come to an end: what is said once and then stands, and one look back at one's own part."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from guides import shelf
from journal.doing import inventory, texts, tools
from journal.pure import inventory as rules
from journal.pure import night
from journal.web.forms_nights import state_in_words
from journal.web.forms_once import OnceForm, PartForm
from journal.web.forms_tools import ToolForm, initial
from journal.web.saving import answer, new_marks, refused, saved_at, see_other
from journal.web.visit import JournalRequest

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def once(request: JournalRequest, tool: str) -> HttpResponse:
    """A sorry or a question: written, said once, and from its day on only shown. There is no second one (ideas J1.19,
    RQ3; words.md S9). Its day can be mended.
    """
    sheet, here = _open(request, tool), reverse("my-tool", args=[tool])
    asked, today = sheet.questions, request.now.date()
    stands = sheet.answers.get("day", "")
    if request.method == "POST":
        mending = "mend" in request.POST
        if mending:
            asked = tuple(each for each in asked if each.key == "day")
        form: ToolForm = OnceForm(request.POST, questions=asked, today=today)
        if form.is_valid():
            answers = {**sheet.answers, **form.answers()} if mending else form.answers()
            base, hand = form.cleaned_data["base"], form.cleaned_data["hand"]
            document, kept = tools.save(request.journal, sheet, answers, base=base, hand=hand)
            return answer(request, document, kept=kept, here=here, clock=f"{request.now:%H:%M}")
        if answer_now := refused(request, form):
            return answer_now
        stands = stands if mending else ""
    elif first := _first(request, sheet):
        return first
    else:
        asked = tuple(each for each in asked if each.key == "day") if stands else asked
        form = OnceForm(initial=initial(sheet.answers) | new_marks(sheet.document), questions=asked, today=today)
    if stands:
        return _kept(request, sheet, {"form": form, "day": date.fromisoformat(stands), "error_title": form.is_bound})
    return _writing(request, sheet, form, {})


@read_or_send
def part(request: JournalRequest) -> HttpResponse:
    """One look back, for a quarter of an hour; then it is only shown, until after an hour with a counselor or until the
    reader opens it anyway. In the dark it begins only when it is asked for twice: guilt is never larger than then. What
    an open page sends later is kept all the same.
    """
    sheet, here = _open(request, inventory.TOOL), reverse("my-tool", args=[inventory.TOOL])
    if request.method == "POST":
        form = PartForm(request.POST, questions=sheet.questions)
        if form.is_valid():
            over = request.now if "close" in request.POST else rules.end(request.now, form.cleaned_data["until"])
            base, hand = form.cleaned_data["base"], form.cleaned_data["hand"]
            document, kept = inventory.save(request.journal, sheet, form.answers(), over, base=base, hand=hand)
            return answer(request, document, kept=kept, here=here, clock=f"{request.now:%H:%M}")
        if answer_now := refused(request, form):
            return answer_now
        return _writing(request, sheet, form, {"until": rules.end(request.now)})
    if first := _first(request, sheet):
        return first
    if "open" not in request.GET and not inventory.is_open(request.journal, sheet, request.now):
        return _kept(request, sheet, {})
    told = inventory.until(sheet)
    begun = told is not None and told > request.now
    if night.is_dark(request.now) and not begun and "open" not in request.GET:
        return render(request, "journal/by_day.html", {"anyway": f"{here}?open=1"})
    until = rules.end(request.now, told if begun else None)
    marks = new_marks(sheet.document) | {"until": until.isoformat()}
    form = PartForm(initial=initial(sheet.answers) | marks, questions=sheet.questions)
    return _writing(request, sheet, form, {"until": until.astimezone(request.now.tzinfo)})


def _open(request: JournalRequest, slug: str) -> tools.Sheet:
    """The tool with what was written. Raises Http404 where it is not published."""
    found = shelf.tool(slug)
    if found is None:
        raise Http404
    return tools.open_tool(request.journal, found)


def _first(request: JournalRequest, sheet: tools.Sheet) -> HttpResponse | None:
    """The page that comes before the tool: the contact state, why it is closed, or two texts; None for none."""
    if sheet.ask_first:
        return see_other(f"{reverse('state')}?for={sheet.tool.slug}")
    if sheet.closed:
        return render(request, "journal/tool_closed.html", {"sheet": sheet})
    if sheet.document and sheet.document.others:
        context = {
            "action": reverse("tool-both", args=[sheet.tool.slug]),
            "texts": [tools.answered(body) for body in texts.of(sheet.document)],
            "seen": texts.mark(sheet.document),
            "all": texts.ALL,
        }
        return render(request, "journal/both.html", context)
    return None


def _writing(request: JournalRequest, sheet: tools.Sheet, form: ToolForm, more: dict[str, Any]) -> HttpResponse:
    context = {
        "sheet": sheet,
        "form": form,
        "here": reverse("my-tool", args=[sheet.tool.slug]),
        "older": [tools.answered(body) for body in sheet.older],
        "state": state_in_words(sheet.state),
        "saved_at": saved_at(request, sheet.document),
        "error_title": form.is_bound,
        "paper": reverse("tool-paper", args=[sheet.tool.slug]),
    }
    return render(request, "journal/tool.html", context | more)


def _kept(request: JournalRequest, sheet: tools.Sheet, more: dict[str, Any]) -> HttpResponse:
    """Only shown, as it was written then."""
    said = tools.answered(sheet.document.body) if sheet.document else []
    context = {"sheet": sheet, "said": said, "saved_at": saved_at(request, sheet.document)}
    return render(request, "journal/tool_kept.html", context | more)
