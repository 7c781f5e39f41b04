"""The papers for everyone, as files. They are served from the table, and no request ever makes one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from guides import papers, shelf
from guides.public import public_page


@public_page
def tonight(request: HttpRequest, size: str) -> HttpResponse:
    """Ten minutes before calling or writing, on one page."""
    return _paper("tonight", "", size, "tonight")


@public_page
def guide(request: HttpRequest, guide: str, size: str) -> HttpResponse:
    """The whole of one guide."""
    if shelf.guide(guide) is None:
        raise Http404
    return _paper("guide", guide, size, "guide", guide)


@public_page
def tool(request: HttpRequest, tool: str, size: str) -> HttpResponse:
    """A blank worksheet, with lines to write on."""
    if shelf.tool(tool) is None:
        raise Http404
    return _paper("tool", tool, size, "tool", tool)


@public_page
def cards(request: HttpRequest, tool: str, size: str) -> HttpResponse:
    """Blank cards to cut out and carry."""
    if tool not in papers.CARDS or shelf.tool(tool) is None:
        raise Http404
    return _paper("cards", "", size, "tool", tool)


def _paper(kind: str, slug: str, size: str, *page: str) -> HttpResponse:
    """The file; where it is not there just now, the way back to its page, which says what to do instead."""
    if size not in papers.SIZES:
        raise Http404
    pdf = papers.kept(kind, slug, size)
    if pdf is None:
        back = redirect(page[0], *page[1:])
        back["Cache-Control"] = "no-store"
        return back
    headers = {"Content-Disposition": 'attachment; filename="notes.pdf"', "X-Robots-Tag": "noindex"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
