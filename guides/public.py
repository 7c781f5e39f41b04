"""What makes a view public: no sign-in, the same answer for everyone, kept ready by the page cache."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from guides import languages, shelf
from guides.shelf import NothingPublished

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD")


def public_page(view: View) -> View:
    """A view that everyone may read and nobody may post to. Its good answers are marked for the page cache."""
    return _public(view, READING)


def public_answer(view: View) -> View:
    """A public page that may be posted to as well; what a POST is answered with is never kept."""
    return _public(view, (*READING, "POST"))


def wrong_method(request: HttpRequest, allowed: tuple[str, ...]) -> HttpResponse:
    """405, with a way on and the help line; `allowed` names the methods that would do."""
    response = render(request, "guides/wrong_method.html", status=405)
    response["Allow"] = ", ".join(allowed)
    return response


def _public(view: View, methods: tuple[str, ...]) -> View:
    # Exempt from the form token: nothing is stored or changed, and a token would set a cookie on a public page.
    @csrf_exempt
    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if request.method not in methods:
            return wrong_method(request, methods)
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            if new := shelf.moved(languages.plain(request.path)):
                return HttpResponsePermanentRedirect(languages.local(new))
            raise
        except NothingPublished:
            return render(request, "500.html", {"nothing_published": True}, status=503)
        if request.method in READING and response.status_code == 200:
            response.public_page = True  # type: ignore[attr-defined]  # our mark, which PageCache reads
        return response

    return answer
