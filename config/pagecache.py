"""Ready bytes for public pages: they are the same for everyone, so nothing has to ask who is there."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from guides import build, shelf

Answer = Callable[[HttpRequest], HttpResponse]

MOST = 1000  # pages; there are about two hundred addresses in each language
KEEP = "public, max-age=60"


@dataclass(frozen=True)
class Ready:
    """A page as it is sent: its bytes, the headers that go with them, and the hash of the bytes."""

    body: bytes
    headers: dict[str, str]
    etag: str


class PageCache:
    """The first middleware. Holds the pages that views have marked with `public_page`, for one edition and build.

    The ETag is the hash of the bytes, because a template can change where the words do not. Without an answer from the
    database the pages that are ready are still served: Help must not fall with it.
    """

    def __init__(self, get_response: Answer) -> None:
        if settings.DEBUG:
            raise MiddlewareNotUsed  # whoever works on a template wants to see it
        self.get_response = get_response
        self.edition: tuple[str | None, str] | None = None
        self.pages: dict[tuple[str, str], dict[bool, Ready]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.META.get("QUERY_STRING"):
            return self.get_response(request)
        self._renew()
        key = (build.build(), request.path)
        ready, pages = self.pages.get(key), self.pages
        if ready is None:
            response = self.get_response(request)
            if not getattr(response, "public_page", False) or response.cookies or response.has_header("Vary"):
                return response
            plain = _ready(response, zipped=False)
            ready = {False: plain, True: plain if _is_paper(response) else _ready(response, zipped=True)}
            if len(pages) < MOST:
                pages[key] = ready
        return _answer(request, ready[_takes_gzip(request)])

    def _renew(self) -> None:
        """Drop everything when something else is published, or other papers are there to be offered."""
        try:
            edition = (shelf.current_edition(), shelf.current_papers())
        except DatabaseError:
            return
        if edition != self.edition:
            self.edition, self.pages = edition, {}


def _ready(response: HttpResponse, *, zipped: bool) -> Ready:
    # Zipped without the time, so that every worker sends the same bytes under the same ETag.
    body = gzip.compress(response.content, mtime=0) if zipped else response.content
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {**response.headers, "Cache-Control": KEEP, "ETag": etag, "Content-Length": str(len(body))}
    headers["Vary"] = "Accept-Encoding"
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Ready(body, headers, etag)


def _is_paper(response: HttpResponse) -> bool:
    """A paper is packed already: zipped it would be held twice for nothing."""
    return response.headers["Content-Type"] == "application/pdf"


def _takes_gzip(request: HttpRequest) -> bool:
    """Whether the browser plainly says so; where it refuses ("gzip;q=0") or is in two minds, the page goes as it is."""
    return "gzip" in (word.strip() for word in request.headers.get("Accept-Encoding", "").split(","))


def _answer(request: HttpRequest, ready: Ready) -> HttpResponse:
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    if ready.etag in [etag.removeprefix("W/") for etag in asked] or asked == ["*"]:
        response = HttpResponse(status=304, headers=ready.headers)
        for name in ("Content-Type", "Content-Length"):
            del response.headers[name]
        return response
    return HttpResponse(b"" if request.method == "HEAD" else ready.body, headers=ready.headers)
