"""What pages that save themselves share: their hidden marks, and the answer to a save."""

import re
import secrets
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.access.records import Document
from journal.pure.night import as_text

# "Saved 02:31" after a reload: the time travels in the address, the words never do.
_CLOCK = re.compile(r"\d\d:\d\d")


class Marks(forms.Form):
    """The two marks of an open page: the version it was made from, and which page it is."""

    base = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    hand = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def clean_base(self) -> int:
        """The version; 0 for a page that was made from nothing."""
        return self.cleaned_data["base"] or 0


class LineEnds(forms.CharField):
    """Text whose line ends are counted as one character each, as browsers count them."""

    def to_python(self, value: object) -> str:
        """The text with plain line ends."""
        return as_text(str(super().to_python(value)))


class _TapRow(forms.RadioSelect):
    def format_value(self, value: object) -> list[str]:
        """The box that is shown as chosen: none where nothing was answered, or the answer was taken back."""
        return [str(value)] if value else []


class Taps(forms.ChoiceField):
    """One answer, given with one tap, and taken back with the last box of its row. None is chosen beforehand."""

    def __init__(self, *, choices: Iterable[tuple[Any, Any]], **more: Any) -> None:
        none = lazy(format_html, str)(
            '<span aria-hidden="true">–</span><span class="hush">{}</span>', gettext_lazy("No answer")
        )
        widget = _TapRow(attrs={"class": "taps"})
        super().__init__(choices=[*choices, ("", none)], required=False, widget=widget, **more)


def new_marks(document: Document | None) -> dict[str, Any]:
    """The marks of a page that is shown now, as a form's initial values."""
    return {"base": document.base if document else 0, "hand": secrets.token_urlsafe(9)}


def answer(
    request: HttpRequest, document: Document, *, kept: bool, here: str, clock: str, rest: bool = False
) -> HttpResponse:
    """The answer to a save that has been committed.

    To htmx the words for the status line, with the new version for the page; otherwise the page itself again. `kept` is
    False where the text was put beside another one: the page then keeps its old version and leads to both. `rest` adds
    that it is enough for tonight.
    """
    if getattr(request, "htmx", False):
        context = {"base": document.base, "kept": kept, "here": here, "clock": clock, "rest": rest}
        return render(request, "journal/_saved.html", context)
    return see_other(f"{here}?at={clock}#saved" if kept else here)


def refused(request: HttpRequest, form: Marks) -> HttpResponse | None:
    """The answer to a page that saves by itself and holds what cannot be kept: why, for its status line; the page stays
    as it is. None where the reader pressed a button, and is shown the page again.
    """
    if not getattr(request, "htmx", False):
        return None
    name, errors = next(iter(form.errors.items()))
    words = _("Not saved yet. %(field)s: %(why)s") % {"field": form.fields[name].label, "why": errors[0]}
    return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")


def saved_at(request: HttpRequest, document: object) -> str:
    """The time to show as "Saved", if this page was just saved and something is stored; otherwise ""."""
    at = request.GET.get("at", "")
    return at if document and _CLOCK.fullmatch(at) else ""


def see_other(address: str) -> HttpResponse:
    """303: whatever was sent, the next page is fetched and not sent again."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
