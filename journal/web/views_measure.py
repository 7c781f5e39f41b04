"""The log of what the reader starts, and their limit."""

from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from guides import shelf
from guides.tools import Tool
from journal.doing import measure, texts, tools
from journal.pure import measure as rules
from journal.pure import night
from journal.web.forms_measure import BUTTONS, hand_of, hidden, in_words, new_hand, offered, questions
from journal.web.forms_nights import state_in_words
from journal.web.forms_tools import ToolForm, initial
from journal.web.saving import new_marks, saved_at, see_other
from journal.web.visit import JournalRequest

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def my_limit(request: JournalRequest) -> HttpResponse:
    """What the reader started, in two taps, and what to do next. Whether contact is welcome is asked first."""
    tool, log = _tool(), measure.look(request.journal, night.date_of(request.now))
    if request.method == "POST":
        return _keep(request, log)
    if log.state is None:
        return see_other(f"{reverse('state')}?for={tool.slug}")
    if measure.is_closed(log.state):
        return render(request, "journal/tool_closed.html", {"sheet": {"tool": tool}})
    context = {
        "tool": tool,
        "log": log,
        "state": state_in_words(log.state),
        "seen": log.standing.waiting[-1] if log.standing.waiting else "",
        "buttons": [(by, BUTTONS[by]) for by in rules.channels(log.state)],
        "seven": [in_words(line) for line in rules.stretch(log.lines, log.today)],
        "limit": measure.limit_in_words(log),
        "gift": log.answers.get("limit_gift") and rules.limit("gift", log.answers, log.state) != "none",
        "last": in_words(log.last) if log.last else "",
        "hand": new_hand(),
        "saved_at": saved_at(request, log),
    }
    return render(request, "journal/measured.html", context)


@read_or_send
def limit(request: JournalRequest) -> HttpResponse:
    """The limit, with what the articles' example would make of it. Where contact is none, there is none to choose."""
    sheet, here = tools.open_tool(request.journal, _tool()), reverse("limit")
    asked, log = questions(sheet), reverse("my-tool", args=[measure.TOOL])
    if request.method == "POST":
        form = ToolForm(request.POST, questions=asked)
        if form.is_valid():
            return _choose(request, sheet, form, hidden(sheet, asked))
    elif not asked:
        return see_other(log)
    elif sheet.document and sheet.document.others:
        return _both(request, sheet)
    else:
        proposed = {key: most for key, most in offered(sheet).items() if "offer" in request.GET}
        form = ToolForm(initial=initial(proposed | sheet.answers) | new_marks(sheet.document), questions=asked)
    context = {
        "tool": sheet.tool,
        "form": form,
        "here": here,
        "offered": "offer" in request.GET and not form.is_bound,
        "new": not form.is_bound and proposed.keys() - sheet.answers.keys(),
        "space": sheet.state == "space",
        "error_title": form.is_bound,
    }
    return render(request, "journal/limit.html", context)


def _keep(request: JournalRequest, log: measure.Log) -> HttpResponse:
    """Keep what was tapped, or take it back. With an order or fear nothing is kept any more."""
    sent, here = request.POST, f"{reverse('my-tool', args=[measure.TOOL])}?at={request.now:%H:%M}#saved"
    go = sent.get("go", "")
    if sent.get("reached", "") in BUTTONS:
        if not measure.is_closed(log.state):
            measure.reached_out(request.journal, sent["reached"], request.now, hand_of(sent))
    elif go == "wrote":
        measure.they_wrote(request.journal, sent.get("seen", ""), log.today)
    elif go == "not":
        measure.they_did_not(request.journal)
    elif go == "back":
        measure.take_back(request.journal, sent.get("seen", ""), log.today)
    else:
        return HttpResponseBadRequest("No such tap.", content_type="text/plain")
    return see_other(here)


def _choose(request: JournalRequest, sheet: tools.Sheet, form: ToolForm, others: dict[str, str]) -> HttpResponse:
    """Keep the limit beside the answers that were not asked now; then the log, or the offer."""
    answers = {**others, **{key: value for key, value in form.answers().items() if value}}
    base, hand = form.cleaned_data["base"], form.cleaned_data["hand"]
    _document, kept = tools.save(request.journal, sheet, answers, base=base, hand=hand)
    if not kept:
        return see_other(reverse("limit"))
    if request.POST.get("go") == "offer":
        return see_other(f"{reverse('limit')}?offer=1")
    return see_other(f"{reverse('my-tool', args=[measure.TOOL])}?at={request.now:%H:%M}#saved")


def _both(request: JournalRequest, sheet: tools.Sheet) -> HttpResponse:
    if sheet.document is None:
        raise Http404
    context = {
        "action": reverse("tool-both", args=[measure.TOOL]),
        "texts": [tools.answered(body) for body in texts.of(sheet.document)],
        "seen": texts.mark(sheet.document),
        "all": texts.ALL,
    }
    return render(request, "journal/both.html", context)


def _tool() -> Tool:
    """The worksheet of the limit. Raises Http404 where it is not published."""
    found = shelf.tool(measure.TOOL)
    if found is None:
        raise Http404
    return found
