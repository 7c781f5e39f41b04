"""What belongs to the reader's own place: settings, the recovery code, the passphrase, other devices, deleting
everything.
"""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from journal.access import accounts, visits
from journal.doing import papers, press
from journal.doing import settings as own
from journal.pure import recovery
from journal.web.again import is_them
from journal.web.forms_accounts import ChangePassphrase, OnlyPassphrase
from journal.web.forms_mine import LastFive, MineForm
from journal.web.typed import inside
from journal.web.visit import JournalRequest

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def mine(request: JournalRequest) -> HttpResponse:
    """Time zone, lock time, paper, country, alcohol; and the ways to the other pages about this place.

    Settings that do not open are replaced by a form that said so, and by no other.
    """
    form = MineForm(request.POST or None, initial=vars(request.mine))
    if request.method == "POST" and form.is_valid():
        told = "anew" in request.POST and not request.mine.opens
        (own.begin_anew if told else own.change)(request.journal, **form.cleaned_data)
        visits.set_idle(request, form.cleaned_data["lock_minutes"])
        return HttpResponseRedirect(reverse("mine") + "?saved=1")
    context = {
        "form": form,
        "error_title": request.method == "POST",
        "others": visits.others(request, request.person),
        "saved": "saved" in request.GET,
    }
    return TemplateResponse(request, "journal/mine.html", context)


@require_POST
def end_others(request: JournalRequest) -> HttpResponse:
    """Lock this journal on every other device."""
    visits.end_others(request, request.person)
    return HttpResponseRedirect(reverse("mine"))


@read_or_send
@sensitive_post_parameters()
@sensitive_variables()
def kit(request: JournalRequest) -> HttpResponse:
    """The recovery code: made when it is shown, kept or put off. Until it is shown no code exists.

    GET explains. POST do=make shows a new code, which replaces the one before; do=paper gives it as a file to print;
    do=kept checks its last five characters.
    """
    then = inside(request.POST.get("then", "") or request.GET.get("then", ""))
    context = {"then": then, "kept": request.mine.kit_kept, "has_code": request.person.locator is not None}
    doing = request.POST.get("do", "")
    if doing == "paper":
        return _kit_paper(request, context)
    if doing == "make":
        if request.mine.kit_kept:
            own.change(request.journal, kit_kept=False)
        context |= {"code": accounts.make_code(request.journal), "form": LastFive()}
        return TemplateResponse(request, "journal/kit.html", context)
    if doing == "kept":
        form = LastFive(request.POST)
        code = request.POST.get("code", "")
        if not accounts.is_code_of(request.person, code):  # another page has shown a newer one since
            return TemplateResponse(request, "journal/kit.html", context | {"replaced": True, "error_title": True})
        if form.is_valid() and recovery.ends_with(code, form.cleaned_data["last_five"]):
            if request.mine.opens:  # otherwise there is no place to note it, and the code opens all the same
                own.change(request.journal, kit_kept=True)
            return HttpResponseRedirect(then or reverse("home-notes"))
        form.add_error("last_five", _("These are not the last five. Look at the last group of the code."))
        context |= {"code": code, "form": form, "error_title": True}
    return TemplateResponse(request, "journal/kit.html", context)


@sensitive_variables()
def _kit_paper(request: JournalRequest, context: dict[str, Any]) -> HttpResponse:
    """The code that is shown, as a file that says nothing else. It is kept nowhere; the page has it and sends it."""
    code = request.POST.get("code", "")
    if not accounts.is_code_of(request.person, code):
        return TemplateResponse(request, "journal/kit.html", context | {"replaced": True, "error_title": True})
    shown = {"code": code, "groups": code.split("-")}
    size: papers.Paper = "letter" if request.mine.paper == "letter" else "a4"
    try:
        made = papers.pdf("papers/kit.html", shown, size)
    except (press.PressMissing, press.PressBusy, press.PressTooSlow, press.PressFailed):
        context |= {"code": code, "form": LastFive(), "no_file": True, "error_title": True}
        return TemplateResponse(request, "journal/kit.html", context, status=503)
    named = {"Content-Disposition": 'attachment; filename="notes.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=named)


@read_or_send
@sensitive_post_parameters()
@sensitive_variables()
def passphrase(request: JournalRequest) -> HttpResponse:
    """A new passphrase: every record is sealed anew, every other device locked, and a new recovery code comes next."""
    form = ChangePassphrase(request.POST or None)
    if request.method == "POST" and form.is_valid() and is_them(request, form, "current"):
        new = accounts.change_passphrase(request.journal, form.cleaned_data["passphrase"])
        own.change(new, kit_kept=False)
        person = request.person
        person.refresh_from_db()
        person.opened = new.key
        response = HttpResponseRedirect(reverse("kit"))
        visits.begin(request, response, person, idle_minutes=request.mine.lock_minutes)
        return response
    return TemplateResponse(request, "journal/passphrase.html", {"form": form, "error_title": request.method == "POST"})


@read_or_send
@sensitive_post_parameters()
@sensitive_variables()
def everything(request: JournalRequest) -> HttpResponse:
    """Delete everything, after the passphrase once more."""
    form = OnlyPassphrase(request.POST or None)
    if request.method == "POST" and form.is_valid() and is_them(request, form, "passphrase"):
        accounts.delete(request.journal)
        response = TemplateResponse(request, "journal/deleted.html")
        visits.end(request, response)
        return response
    return TemplateResponse(request, "journal/everything.html", {"form": form, "error_title": request.method == "POST"})
