"""Everything out, and notes in: from a file taken out here, or from plain texts."""

from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from journal.doing import export, incoming
from journal.doing.incoming import Order
from journal.pure import night
from journal.pure.unpack import Refused
from journal.web import archive_pages, uploads
from journal.web.again import is_them
from journal.web.forms_accounts import OnlyPassphrase
from journal.web.forms_archive import REFUSED, BringIn, Look, faults_in_words, why
from journal.web.saving import saved_at, see_other
from journal.web.visit import JournalRequest

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
@sensitive_post_parameters()
@sensitive_variables()
def out(request: JournalRequest) -> HttpResponse:
    """Everything in one archive, after the passphrase once more. Made in memory."""
    form = OnlyPassphrase(request.POST if request.method == "POST" else None)
    if form.is_valid() and is_them(request, form, "passphrase"):
        taken, mine = export.take(request.journal), request.mine
        size: Any = mine.paper
        made = export.print_all(request.journal, taken, request.now.date(), mine.country, size)
        readme = archive_pages.readme(taken, made, request.now)
        data = export.zipped(taken, request.now, archive_pages.pages(taken), made, readme)
        named = {"Content-Disposition": 'attachment; filename="notes.zip"'}
        return HttpResponse(data, content_type="application/zip", headers=named)
    return render(request, "journal/out.html", {"form": form, "court": export.COURT, "error_title": form.is_bound})


@read_or_send
def bring_in(request: JournalRequest) -> HttpResponse:
    """Choose a file. It is read, kept sealed, and shown before anything comes in."""
    form, faults = BringIn(request.POST or None, request.FILES or None), []
    if request.method == "POST":
        form = BringIn(request.POST, request.FILES)
        if problem := uploads.refused(request):
            form.full_clean()
            form.errors.clear()
            form.add_error(None, str(REFUSED[problem]))
        elif form.is_valid():
            sent = uploads.bytes_of(form.cleaned_data["chosen"])
            try:
                found = incoming.read([incoming.Upload(*each) for each in sent], night.date_of(request.now))
            except Refused as error:
                form.add_error(None, why(error))
                faults = faults_in_words(error.facts.get("faults", []))  # type: ignore[arg-type]  # a list of them
            else:
                incoming.keep(request.journal, found, request.now)
                return see_other(reverse("bring-in-look"))
    context = {
        "form": form,
        "faults": faults,
        "waits": incoming.waiting(request.journal, request.now) is not None,
        "saved_at": saved_at(request, True),
        "error_title": form.is_bound,
    }
    return render(request, "journal/in.html", context)


@read_or_send
def look(request: JournalRequest) -> HttpResponse:
    """What would come in; then one button. Nothing is changed before it is pressed."""
    found = incoming.waiting(request.journal, request.now)
    if found is None:
        incoming.let_go(request.journal)
        return see_other(reverse("bring-in"))
    another = request.method == "POST" and request.POST.get("seen") != found.until
    if "leave" in request.POST and not another:
        incoming.let_go(request.journal)
        return see_other(reverse("bring-in"))
    asked = found.asked
    ways = tuple(date_format(day) for day in asked.days) if asked else ("", "")
    form = Look(request.POST if request.method == "POST" else None, first=(ways[0], ways[1]))
    if not asked:
        del form.fields["order"]
    if another:
        form.add_error(None, _("Another file was chosen meanwhile. This is what is in it."))
    if request.method == "POST" and form.is_valid():
        order: Order = "month" if form.cleaned_data.get("order") == "month" else "day"
        incoming.bring_in(request.journal, found.coming(order))
        return see_other(f"{reverse('bring-in')}?at={request.now:%H:%M}#saved")
    context = {
        "form": form,
        "seen": found.until,
        "asked": asked,
        "counts": _counts(incoming.plan(request.journal, found.coming())),
        "months": _months(found),
        "faults": faults_in_words(found.faults[: incoming.SHOWN_FAULTS]),
        "more_faults": max(0, len(found.faults) - incoming.SHOWN_FAULTS),
        "old": found.old,
        "dark": night.is_dark(request.now) and "open" not in request.GET,
        "error_title": form.is_bound,
    }
    return render(request, "journal/in_look.html", context)


def _counts(plan: incoming.Plan) -> dict[str, Any]:
    """How much is new, here already, or beside what is here; nights apart from the rest. Which days, first and last."""
    nights = sorted(key for each in (plan.new, plan.beside) for kind, key in map(_name, each) if kind == "night")
    return {
        **{f"{which}_nights": plan.how_many(which, True) for which in ("new", "same", "beside")},
        **{f"{which}_pages": plan.how_many(which, False) for which in ("new", "same", "beside")},
        "shut": len(plan.shut),
        "first": date.fromisoformat(nights[0]) if nights else None,
        "last": date.fromisoformat(nights[-1]) if nights else None,
    }


def _name(document: Any) -> tuple[str, str]:  # noqa: ANN401
    return document.kind, document.key


def _months(found: incoming.Waiting) -> list[tuple[date, list[tuple[str, str, str]]]]:
    """The first words of each text from plain files, by month: the day, or both, its file, its words."""
    parts = sorted(found.parts, key=lambda part: (part.days[0], part.file, part.line))
    return [
        (month, [(_(" or ").join(map(date_format, each.days)), each.file, _first_words(each.text)) for each in some])
        for month, some in groupby(parts, key=lambda part: part.days[0].replace(day=1))
    ]


def _first_words(text: str) -> str:
    words = text.split(maxsplit=12)
    return " ".join(words[:12])[:80] + (" ..." if len(words) > 12 else "")
