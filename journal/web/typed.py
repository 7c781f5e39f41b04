"""Nothing typed is lost: what a locked door, an ended visit or a stale form would swallow is handed back."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from journal.pure.night import FACTS
from journal.web.visit import enter, keep_nothing

PREFIX = "typed-"
# Passphrases and codes are never handed through a page, and a form's own marks are not words.
NEVER = {"csrfmiddlewaretoken", "passphrase", "current", "again", "code", "last_five"}
MARKS = {"base", "hand", "night", "go", "keep", "seen", "which"}
# A press that lets words go is not carried to a page whose button says that they are kept.
LETS_GO = ("go", "gone")


@dataclass(frozen=True)
class Typed:
    """What was typed, and the private address it was meant for; both may be empty."""

    then: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What the person gave, taps and texts, by field; without a form's own marks and what was left empty."""
        return [(name, value) for name, value in self.fields if name not in MARKS and value.strip()]

    @property
    def words(self) -> list[str]:
        """The texts among it, which a person would recognise as theirs."""
        return [value for name, value in self.answers if name not in FACTS]

    @property
    def taps(self) -> int:
        """How many answers were taps."""
        return len(self.answers) - len(self.words)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The fields as the unlock form carries them."""
        return [(PREFIX + name, value) for name, value in self.fields]


def of_request(request: HttpRequest) -> Typed:
    """What this request brought, where it did not get in."""
    if request.method != "POST":
        return Typed(then=inside(request.path))
    if request.path == reverse("unlock"):  # its own token was stale: it carries what was typed elsewhere
        return carried(request)
    if request.path in (reverse("bring-in"), reverse("bring-in-look")):
        return Typed(then=request.path)  # a file comes back with no page: it is chosen once more, or still waits
    brought = Typed(inside(request.path), _pairs(request))
    return brought if brought.answers else Typed()


def carried(request: HttpRequest) -> Typed:
    """What an unlock form carries along for the page behind it."""
    then = inside(request.POST.get("then", "") or request.GET.get("then", ""))
    return Typed(then, _pairs(request, PREFIX))


def locked(request: HttpRequest) -> HttpResponse:
    """The unlock page in place of a private one, with everything typed inside; 401, so that a save in the page knows.

    To a script it says only that: with htmx the form with the text stays where it is, and the last save that Leave
    sends behind itself must bring no page, whose form would set our cookie again.
    """
    if getattr(request, "htmx", False) or request.headers.get("Sec-Fetch-Dest") == "empty":
        return keep_nothing(HttpResponse("Locked.", status=401, content_type="text/plain"))
    from journal.web.views_accounts import unlock_page

    response = unlock_page(request, of_request(request), status=401)
    return keep_nothing(response)


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's answer to a missing or stale form token: the text comes back, to be kept with one more press.

    A form sent from another site gets a plain refusal; there is nothing of the reader's in it.
    """
    if _from_elsewhere(request):
        return keep_nothing(HttpResponseForbidden("This came from another site.", content_type="text/plain"))
    if getattr(request, "htmx", False) or not enter(request):
        return locked(request)
    return keep_nothing(returned(request, of_request(request)))


def returned(request: HttpRequest, typed: Typed) -> HttpResponse:
    """The page that shows what was typed before the door opened: keep it, or let it go."""
    return TemplateResponse(request, "journal/returned.html", {"typed": typed})


def unreadable(request: HttpRequest) -> HttpResponse:
    """A record that does not open: said so, nothing written, and what was typed shown to be copied."""
    if getattr(request, "htmx", False):
        words = _("This page does not open. Nothing was changed. Your words are still here.")
        return keep_nothing(HttpResponse(words, status=409, content_type="text/plain; charset=utf-8"))
    context = {"typed": of_request(request) if request.method == "POST" else Typed()}
    return keep_nothing(TemplateResponse(request, "journal/unreadable.html", context, status=409).render())


def _pairs(request: HttpRequest, prefix: str = "") -> list[tuple[str, str]]:
    """The fields whose names begin so, without the beginning, and without what is never handed through a page."""
    named = ((name, values) for name, values in request.POST.lists() if name.startswith(prefix))
    pairs = [(name.removeprefix(prefix), str(value)) for name, values in named for value in values]
    return [pair for pair in pairs if pair[0].replace(PREFIX, "") not in NEVER and pair != LETS_GO]


def _from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on another site, a neighbour under the same domain included."""
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def inside(path: str) -> str:
    """The path if it is a private page of ours; nothing otherwise, so that unlocking leads nowhere else."""
    if not path.startswith("/n/"):
        return ""
    try:
        resolve(path)
    except Resolver404:
        return ""
    return path
