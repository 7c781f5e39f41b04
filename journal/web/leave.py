"""Leave: one press ends the visit and goes to a page that says nothing."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from journal.access import visits
from journal.web.visit import keep_nothing

BLANK = (
    '<!doctype html><html lang="en"><head><meta name="color-scheme" content="light dark"><title>Notes</title></head>'
    "<body></body></html>"
)


@csrf_exempt  # it takes nothing that is sent
@require_safe
@login_not_required
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit and go to LEAVE_TO. A link, because it must work with one press everywhere; a prefetch does
    nothing.

    Never Clear-Site-Data "cache", which stalls Chrome for seconds, nor "cookies", which empties the whole domain.
    """
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return keep_nothing(HttpResponse(status=204))
    return _shut(request, HttpResponseRedirect(settings.LEAVE_TO))


def after_form(request: HttpRequest) -> HttpResponse:
    """The same after a form was saved: a blank page that goes on by itself.

    Browsers hold the redirects of a form to form-action too: one that leads to another site would be stopped, with the
    words still on the screen.
    """
    return _shut(request, HttpResponse(BLANK, headers={"Refresh": f"0; url={settings.LEAVE_TO}"}))


def _shut(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    visits.end(request, response)
    response["Clear-Site-Data"] = '"storage"'
    response["Referrer-Policy"] = "no-referrer"
    return keep_nothing(response)
