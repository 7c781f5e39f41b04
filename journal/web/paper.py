"""A paper on the screen, and the same paper as a file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from journal.doing import papers, press
from journal.doing.settings import PAPERS
from journal.pure import signs
from journal.web.visit import JournalRequest

MANY_SIGNS = 8  # are shown


def _size(request: JournalRequest) -> papers.Paper:
    """The paper that was chosen on this page, else the reader's own."""
    asked = request.POST.get("paper", "") or request.GET.get("paper", "")
    return "letter" if (asked if asked in PAPERS else request.mine.paper) == "letter" else "a4"


def paper(request: JournalRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The paper on the screen; or, sent back, as a PDF with a name that says nothing.

    Parts named under "long" may be too much for the page: whether they are is measured before anything is printed.
    """
    size, problem, missing, full = _size(request), "", "", False
    large, pages = ("large" in request.POST or "large" in request.GET), "pages" in request.POST
    wanted = request.method == "POST"
    if wanted or (context.get("long") and not large):
        try:
            made = papers.pdf(template, context, size, large=large, pages=pages)
        except press.PressMissing as error:
            problem, missing = _("This copy cannot make the file yet: a part is missing."), str(error)
        except press.PressBusy:
            problem = _("Another page is being made just now. Try once more.")
        except press.PressTooLong:
            full = True
        except (press.PressTooSlow, press.PressFailed):
            problem = _("The file could not be made. Nothing was changed.")
        else:
            if wanted:
                named = {"Content-Disposition": 'attachment; filename="notes.pdf"'}
                return HttpResponse(made, content_type="application/pdf", headers=named)
        if not wanted:
            problem = missing = ""
    context |= {"paper": template, "size": size, "other": "letter" if size == "a4" else "a4", "large": large}
    context |= {
        "leaf": large,
        "full": full,
        "signs": signs.not_printed(papers.document(template, context))[:MANY_SIGNS],
    }
    context |= {"problem": problem, "missing": missing, "error_title": bool(problem) or (wanted and full)}
    return render(request, "journal/preview.html", context, status=503 if problem else 200)
