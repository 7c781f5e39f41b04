"""What stands between the outside and the views: headers on every answer, and the doors of the journal."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone, translation

from guides.languages import ENGLISH
from guides.public import wrong_method
from journal.access.records import VisitOver
from journal.pure.vault import CannotOpen
from journal.web import typed
from journal.web.visit import enter, keep_nothing

Answer = Callable[[HttpRequest], HttpResponse]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # "no-referrer" would break Django's check of forms over HTTPS
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
PRIVATE = "/n/"


class Headers:
    """The same headers on every answer; no-store on everything private, errors included, and its pages zipped.

    The length of a zipped page can tell what is in it to a listener who makes the browser ask for it again and again
    with guesses in the address (BREACH). No private page repeats words of an address, the cookies are SameSite=Strict,
    a form from elsewhere is refused, and Django's zipping adds a random length.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.zip = GZipMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        if settings.HTTPS:
            response.setdefault("Strict-Transport-Security", "max-age=63072000")
        if request.path.startswith(PRIVATE):
            response["X-Robots-Tag"] = "noindex"
            keep_nothing(response)
            if response.get("Content-Type", "").startswith("text/html"):
                self.zip.process_response(request, response)
        return response


class Languages:
    """Which language a page speaks is said by the beginning of its address, /de/, and by nothing else.

    No cookie and no header is asked: a public page is the same for everyone. A private page speaks the operator's
    language until the reader's own is known (journal.web.visit).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first = request.path_info.removeprefix("/").partition("/")[0]
        known = first in dict(settings.LANGUAGES)
        private = request.path_info.startswith(PRIVATE)
        translation.activate(settings.OPERATOR_LANGUAGE if private else first if known else ENGLISH)
        try:
            return self.get_response(request)
        finally:
            translation.deactivate()


class Doors:
    """Everything is private unless its view says otherwise.

    The public mark is looked at before anybody asks who is there. Django's own middleware asks first, which puts two
    queries and "Vary: Cookie" on every public page.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.encoding = "utf-8"  # our pages send no other; one named by a stranger can make half characters
        try:
            response = self.get_response(request)
        finally:
            timezone.deactivate()  # `enter` set the reader's clock for this request only
        if response.status_code == 405 and not response.content:
            return wrong_method(request, tuple(response["Allow"].split(", ")))
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """None lets the request in; the unlock page, with everything that was typed, stands where it does not."""
        if not getattr(view, "login_required", True) or enter(request):
            return None
        return typed.locked(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A visit that ended while its request ran gives the text back; a record that does not open says so."""
        if isinstance(error, VisitOver):
            return typed.locked(request)
        if isinstance(error, CannotOpen):
            return typed.unreadable(request)
        return None
