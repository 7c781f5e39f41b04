"""A tool of one's own, the contact state, and finding."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guides import shelf
from guides.tools import Tool
from journal.doing import papers, review, search, situation, state, texts, tools, undo
from journal.pure import contact
from journal.web.forms_nights import SituationForm, StateForm, state_in_words
from journal.web.forms_tools import FindForm, ToolForm, initial
from journal.web.paper import paper
from journal.web.saving import answer, new_marks, refused, saved_at, see_other
from journal.web.visit import JournalRequest

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def my_tool(request: JournalRequest, tool: str, number: int = 0) -> HttpResponse:
    """A tool with the reader's answers. Whether contact is welcome is asked before a tool that it could close.

    A tool that is filled in again and again begins with the list of its pages; `number` is one of them, or a new one.
    """
    found = _page_of(request, tool, number)
    if found.again and not number:
        return _list(request, found)
    sheet = tools.open_tool(request.journal, found, number)
    here = _own_address(sheet)
    if request.method == "POST":
        form = ToolForm(request.POST, questions=sheet.questions)
        if form.is_valid():
            base, hand = form.cleaned_data["base"], form.cleaned_data["hand"]
            document, kept = tools.save(request.journal, sheet, form.answers(), base=base, hand=hand)
            return answer(request, document, kept=kept, here=here, clock=f"{request.now:%H:%M}", shown=form.shown())
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
        "country": papers.numbers_of(request.mine.country),
        "saved_at": saved_at(request, sheet.document),
        "error_title": form.is_bound,
        "paper": _own_address(sheet, "-paper"),
    }
    return render(request, "journal/tool_closed.html" if sheet.closed else "journal/tool.html", context)


@require_POST
def tool_both(request: JournalRequest, tool: str, number: int = 0) -> HttpResponse:
    """Settle two texts of one tool, as the reader chose. If they changed meanwhile, the page shows them anew."""
    keep, seen = request.POST.get("keep", ""), request.POST.get("seen", "")
    name = tools.key(_tool(tool).slug, number)
    texts.settle(request.journal, "tool", name, keep=keep, seen=seen, join=tools.in_one)
    return see_other(reverse("my-tool-page", args=[tool, number]) if number else reverse("my-tool", args=[tool]))


@require_POST
def tool_delete(request: JournalRequest, tool: str, number: int = 0) -> HttpResponse:
    """Delete one page of a tool, with ten minutes to undo; without a number, what was written before it had pages."""
    if not _tool(tool).again or not undo.delete(
        request.journal, "tool", tools.key(_tool(tool).slug, number), request.now
    ):
        raise Http404
    return see_other(reverse("my-tool", args=[tool]))


@require_POST
def tool_undo(request: JournalRequest, tool: str, number: int = 0) -> HttpResponse:
    """Put a deleted page back; after ten minutes it is gone, and the list says nothing about it."""
    back = undo.put_back(request.journal, "tool", tools.key(_tool(tool).slug, number), request.now)
    return see_other(
        reverse("my-tool-page", args=[tool, number]) if back and number else reverse("my-tool", args=[tool])
    )


@read_or_send
def tool_paper(request: JournalRequest, tool: str, number: int = 0) -> HttpResponse:
    """What was written in a tool as a page: looked at first, or as a PDF. A closed tool has none."""
    sheet = tools.open_tool(request.journal, _page_of(request, tool, number), number)
    if sheet.closed or sheet.document is None:
        raise Http404
    rows = papers.tool_rows(sheet)
    context = {
        "sheet_of": sheet,
        "rows": rows,
        "paper_size": papers.tool_size(rows),
        "country": papers.country_of(request.mine.country),
        "here": _own_address(sheet, "-paper"),
        "back": _own_address(sheet),
    }
    return paper(request, "papers/tool.html", context)


@read_or_send
def contact_state(request: JournalRequest) -> HttpResponse:
    """Whether contact is welcome, in the reader's words, and what follows from each line."""
    wanted = shelf.tool(request.POST.get("for", "") or request.GET.get("for", ""))
    said = state.lines(request.journal)
    form = StateForm(request.POST if request.method == "POST" else None, initial={"lines": said})
    if request.method == "POST" and form.is_valid():
        state.say(request.journal, form.cleaned_data["lines"])
        return see_other(reverse("my-tool", args=[wanted.slug]) if wanted else f"{reverse('state')}?saved=1")
    here = state.standing(request.journal)
    context = {
        "form": form,
        "tool": wanted,
        "now": here.now,
        "logged": here.waits,
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


def _row(found: search.Found) -> dict[str, Any]:
    """What a result is called and where it leads; "" where the page is gone and only the file of everything has it."""
    row: dict[str, Any] = {"found": found}
    if found.kind == "night":
        row |= {"address": reverse("day", args=[found.key]), "day": date.fromisoformat(found.key)}
    elif found.kind == "sheet":
        row["address"] = reverse("sheet", args=[found.key])
    elif found.kind == "tool":
        slug, _mark, number = found.key.partition("/")
        tool = shelf.tool(slug)
        row["title"] = tool.title if tool else slug
        there = reverse("my-tool-page", args=[slug, number]) if number else reverse("my-tool", args=[slug])
        row["address"] = there if tool else ""
    elif found.kind == "small":
        spot = shelf.step(*found.key.split("/"))
        row["title"] = spot.step.title if spot else found.key
        row["address"] = reverse("my-step", args=[found.key]) if spot else ""
    elif found.kind == "review":
        row["title"] = _("When I look again")
        now = found.key == review.CURRENT
        row["address"] = reverse("look-again") if now else reverse("look-day", args=[found.key])
    else:
        row["address"] = reverse("let-it-wait" if found.kind == "held" else "plan")
    return row


def _tool(slug: str) -> Tool:
    """The tool of this address. Raises Http404."""
    found = shelf.tool(slug)
    if found is None:
        raise Http404
    return found


def _page_of(request: JournalRequest, slug: str, number: int) -> Tool:
    """The tool of this address, if the page is one of its own. Raises Http404."""
    found = _tool(slug)
    if bool(number) > found.again or number > tools.MOST:
        raise Http404
    if number and number > max([*tools.numbers(request.journal, slug), 0]) + 1:
        raise Http404
    return found


def _own_address(sheet: tools.Sheet, what: str = "") -> str:
    """The address of a tool's page, or of what belongs to it: "-paper", "-both"."""
    if sheet.number:
        return reverse(f"my-tool-page{what}" if not what else f"tool-page{what}", args=[sheet.tool.slug, sheet.number])
    return reverse(f"tool{what}" if what else "my-tool", args=[sheet.tool.slug])


def _list(request: JournalRequest, tool: Tool) -> HttpResponse:
    if request.method == "POST":
        return _from_before(request, tool)
    sheet = tools.Sheet(tool, state.state(request.journal), None, ())
    if sheet.ask_first:
        return see_other(f"{reverse('state')}?for={tool.slug}")
    if sheet.closed:
        return render(request, "journal/tool_closed.html", {"sheet": sheet})
    before = request.GET.get("before", "")
    binned = [
        item
        for item in undo.binned(request.journal, request.now)
        if item.kind == "tool" and item.key.partition("/")[0] == tool.slug
    ]
    context = {
        "sheet": sheet,
        "state": state_in_words(sheet.state),
        "pages": (pages := tools.pages(request.journal, tool.slug, int(before) if before.isdecimal() else 0)),
        "once": tools.all_answered(pages.once),
        "before": before,
        "binned": [(item, item.key.partition("/")[2]) for item in binned],
    }
    return render(request, "journal/tool_list.html", context)


def _from_before(request: JournalRequest, tool: Tool) -> HttpResponse:
    """What was typed on a page from before the tool had a page for each time: it becomes the next page."""
    number = tools.pages(request.journal, tool.slug).next
    if getattr(request, "htmx", False) or not number:
        words = _("Not saved yet. Press the button: a new page is made of it.")
        return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")
    return my_tool(request, tool.slug, number)


def _both(request: JournalRequest, sheet: tools.Sheet) -> HttpResponse:
    if sheet.document is None:
        raise Http404
    context = {
        "action": _own_address(sheet, "-both"),
        "texts": [tools.answered(body) for body in texts.of(sheet.document)],
        "seen": texts.mark(sheet.document),
        "all": texts.ALL,
    }
    return render(request, "journal/both.html", context)
