"""Cards to carry, eight on a page."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from guides import shelf
from journal.doing import cards as own
from journal.web.paper import paper
from journal.web.visit import JournalRequest


@require_http_methods(["GET", "HEAD", "POST"])
def cards(request: JournalRequest) -> HttpResponse:
    """The cards on the screen, or as a PDF. There are some in every contact state; which ones is theirs to decide."""
    tool = shelf.tool(own.TOOL)
    if tool is None:
        raise Http404
    texts = own.cards(request.journal, tool)
    context = {
        "rows": [texts[at : at + 2] for at in range(0, len(texts), 2)],
        "sheet_of": tool,
        "here": reverse("cards"),
        "back": reverse("my-tool", args=[tool.slug]),
    }
    return paper(request, "papers/cards.html", context)
