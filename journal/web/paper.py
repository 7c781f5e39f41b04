"""A paper on the screen, and the same paper as a file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from journal.doing import papers, press
from journal.doing.settings import PAPERS
from journal.web.visit import JournalRequest


def _size(request: JournalRequest) -> papers.Paper:
    """The paper that was chosen on this page, else the reader's own."""
    asked = request.POST.get("paper", "") or request.GET.get("paper", "")
    return "letter" if (asked if asked in PAPERS else request.mine.paper) == "letter" else "a4"


def paper(request: JournalRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The paper on the screen; or, sent back, as a PDF with a name that says nothing."""
    size, problem, missing = _size(request), "", ""
    large = "large" in request.POST or "large" in request.GET
    if request.method == "POST":
        try:
            made = papers.pdf(template, context, size, large=large)
        except press.PressMissing as error:
            problem, missing = _("This copy cannot make the file yet: a part is missing."), str(error)
        except press.PressBusy:
            problem = _("Another page is being made just now. Try once more.")
        except (press.PressTooSlow, press.PressFailed):
            problem = _("The file could not be made. Nothing was changed.")
        else:
            named = {"Content-Disposition": 'attachment; filename="notes.pdf"'}
            return HttpResponse(made, content_type="application/pdf", headers=named)
    context |= {"paper": template, "size": size, "other": "letter" if size == "a4" else "a4", "large": large}
    context |= {"problem": problem, "missing": missing, "error_title": bool(problem)}
    return render(request, "journal/preview.html", context, status=503 if problem else 200)
