"""A tool of one's own, the contact state, finding, and taking everything out."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from guides import shelf
from guides.tools import Tool
from journal.doing import export, search, situation, state, texts, tools
from journal.pure import contact
from journal.web.again import is_them
from journal.web.forms_accounts import OnlyPassphrase
from journal.web.forms_nights import SituationForm, StateForm, state_in_words
from journal.web.forms_tools import FindForm, ToolForm, initial
from journal.web.saving import answer, new_marks, refused, saved_at, see_other
from journal.web.visit import JournalRequest

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def my_tool(request: JournalRequest, tool: str) -> HttpResponse:
    """A tool with the reader's answers. Whether contact is welcome is asked before a tool that it could close."""
    sheet = tools.open_tool(request.journal, _tool(tool))
    here = reverse("my-tool", args=[tool])
    if request.method == "POST":
        form = ToolForm(request.POST, questions=sheet.questions)
        if form.is_valid():
            base, hand = form.cleaned_data["base"], form.cleaned_data["hand"]
            document, kept = tools.save(request.journal, sheet, form.answers(), base=base, hand=hand)
            return answer(request, document, kept=kept, here=here, clock=f"{request.now:%H:%M}")
        if answer_now := refused(request, form):
            return answer_now
    elif sheet.ask_first:
        return see_other(f"{reverse('state')}?for={tool}")
    elif sheet.document and sheet.document.others and not sheet.closed:
        return _both(request, sheet)
    else:
        form = ToolForm(initial=initial(sheet.answers) | new_marks(sheet.document), questions=sheet.questions)
    context = {
        "sheet": sheet,
        "form": form,
        "here": here,
        "older": [tools.answered(body) for body in sheet.older],
        "state": state_in_words(sheet.state),
        "saved_at": saved_at(request, sheet.document),
        "error_title": form.is_bound,
    }
    return render(request, "journal/tool_closed.html" if sheet.closed else "journal/tool.html", context)


@require_POST
def tool_both(request: JournalRequest, tool: str) -> HttpResponse:
    """Settle two texts of one tool, as the reader chose. If they changed meanwhile, the page shows them anew."""
    keep, seen = request.POST.get("keep", ""), request.POST.get("seen", "")
    texts.settle(request.journal, "tool", _tool(tool).slug, keep=keep, seen=seen, join=tools.in_one)
    return see_other(reverse("my-tool", args=[tool]))


@read_or_send
def contact_state(request: JournalRequest) -> HttpResponse:
    """Whether contact is welcome, in the reader's words, and what follows from each line."""
    wanted = shelf.tool(request.POST.get("for", "") or request.GET.get("for", ""))
    said = state.lines(request.journal)
    form = StateForm(request.POST if request.method == "POST" else None, initial={"lines": said})
    if request.method == "POST" and form.is_valid():
        state.say(request.journal, form.cleaned_data["lines"])
        return see_other(reverse("my-tool", args=[wanted.slug]) if wanted else f"{reverse('state')}?saved=1")
    context = {
        "form": form,
        "tool": wanted,
        "now": state.state(request.journal),
        "order": contact.STATES[::-1],
        "saved": "saved" in request.GET,
        "error_title": form.is_bound,
    }
    return render(request, "journal/state.html", context)


@read_or_send
def my_situation(request: JournalRequest) -> HttpResponse:
    """The reader's circumstances, so that a step can show what changes for them."""
    said, offered = situation.lines(request.journal), shelf.situations()
    sent = request.POST if request.method == "POST" else None
    form = SituationForm(sent, initial={"lines": said}, situations=offered)
    if form.is_valid():
        situation.say(request.journal, form.cleaned_data["lines"])
        return see_other(f"{reverse('situation')}?saved=1")
    context = {"form": form, "saved": "saved" in request.GET, "error_title": form.is_bound}
    return render(request, "journal/situation.html", context)


@read_or_send
def find(request: JournalRequest) -> HttpResponse:
    """Find one's own words. They are sent in a form, so that no address and no history carries them."""
    form = FindForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "error_title": form.is_bound and not form.is_valid()}
    if form.is_valid():
        result = search.find(request.journal, form.cleaned_data["q"])
        context |= {"result": result, "rows": [_row(found) for found in result.found]}
    return render(request, "journal/find.html", context)


@read_or_send
@sensitive_post_parameters()
@sensitive_variables()
def out(request: JournalRequest) -> HttpResponse:
    """Everything in one file, after the passphrase once more."""
    form = OnlyPassphrase(request.POST if request.method == "POST" else None)
    if form.is_valid() and is_them(request, form, "passphrase"):
        everything = export.everything(request.journal, request.now)
        response = JsonResponse(everything, json_dumps_params={"ensure_ascii": False, "indent": 1})
        response["Content-Disposition"] = 'attachment; filename="notes.json"'
        return response
    return render(request, "journal/out.html", {"form": form, "court": export.COURT, "error_title": form.is_bound})


def _row(found: search.Found) -> dict[str, Any]:
    """What a result is called and where it leads; "" where the page is gone and only the file of everything has it."""
    row: dict[str, Any] = {"found": found}
    if found.kind == "night":
        row |= {"address": reverse("day", args=[found.key]), "day": date.fromisoformat(found.key)}
    elif found.kind == "sheet":
        row["address"] = reverse("sheet", args=[found.key])
    elif found.kind == "tool":
        tool = shelf.tool(found.key)
        row["title"] = tool.title if tool else found.key
        row["address"] = reverse("my-tool", args=[found.key]) if tool else ""
    else:
        row["address"] = reverse("let-it-wait" if found.kind == "held" else "plan")
    return row


def _tool(slug: str) -> Tool:
    """The tool of this address. Raises Http404."""
    found = shelf.tool(slug)
    if found is None:
        raise Http404
    return found


def _both(request: JournalRequest, sheet: tools.Sheet) -> HttpResponse:
    if sheet.document is None:
        raise Http404
    context = {
        "action": reverse("tool-both", args=[sheet.tool.slug]),
        "texts": [tools.answered(body) for body in texts.of(sheet.document)],
        "seen": texts.mark(sheet.document),
        "all": texts.ALL,
    }
    return render(request, "journal/both.html", context)
