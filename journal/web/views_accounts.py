"""The lock's pages: unlock, lock, make a private place, find the way back."""

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from journal.access import accounts, throttle, visits
from journal.access.records import Journal
from journal.doing import hold, incoming
from journal.doing import settings as own
from journal.models import Person
from journal.pure import names, recovery
from journal.web import typed
from journal.web.forms_accounts import Recover, SignUp, Unlock
from journal.web.visit import speak

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def unlock_page(
    request: HttpRequest, carried: typed.Typed, *, form: Unlock | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    """The unlock page, which carries everything that was typed before."""
    context = {
        "form": form or Unlock(),
        "typed": carried,
        "problem": problem,
        "error_title": bool(problem or (form and form.errors)),
        "sign_up": settings.SIGN_UP != "closed",
    }
    return TemplateResponse(request, "journal/unlock.html", context, status=status).render()


@read_or_send
@login_not_required
@sensitive_post_parameters()
@sensitive_variables()
def unlock(request: HttpRequest) -> HttpResponse:
    """Open the journal, and give back what was typed while it was shut."""
    carried = typed.carried(request)
    if request.method != "POST":
        return unlock_page(request, carried)
    form = Unlock(request.POST)
    if not form.is_valid():
        return unlock_page(request, carried, form=form)
    name, address = form.cleaned_data["name"], throttle.address(request)
    if not (throttle.take("address", address) and throttle.take("account", name)):
        return unlock_page(request, carried, form=form, problem="wait", status=429)
    person = authenticate(request, name=name, passphrase=form.cleaned_data["passphrase"])
    if not isinstance(person, Person):
        return unlock_page(request, carried, form=form, problem="wrong")
    wrong = throttle.wrong_tries("account", name) - 1
    throttle.forget("account", name)
    throttle.give_back("address", address)
    return _let_in(request, person, carried, wrong=wrong)


@csrf_exempt  # locking never fails for a stale token; from another site it comes without our cookies
@require_POST
@login_not_required
def lock(request: HttpRequest) -> HttpResponse:
    """End the visit. The unlock page follows, and Back shows nothing."""
    response = HttpResponseRedirect(reverse("unlock"))
    visits.end(request, response)
    return response


@read_or_send
@login_not_required
@sensitive_post_parameters()
@sensitive_variables()
def sign_up(request: HttpRequest) -> HttpResponse:
    """Make a private place: a name, a passphrase, a time zone, and nothing else about anyone."""
    if settings.SIGN_UP == "closed":
        return TemplateResponse(request, "journal/closed.html")
    carried = typed.carried(request)
    form = SignUp(request.POST or None, initial={"name": names.new_name()})
    context = {"form": form, "typed": carried, "offer": names.new_passphrase()}
    if request.method == "POST":
        context["error_title"] = True
        judged = form.is_valid() or "newcomer" in form.errors  # a wrong code is a guess as well
        if judged and not throttle.take("sign-up", throttle.address(request)):
            form.errors.pop("newcomer", None)
            form.add_error(None, _("Too many new places were made here just now. Wait ten minutes and press again."))
        if form.is_valid():
            try:
                person, journal = accounts.sign_up(form.cleaned_data["name"], form.cleaned_data["passphrase"])
            except accounts.NameTaken:
                form.add_error("name", _("Somebody here has that name. This one is free: %s") % names.new_name())
            else:
                own.change(journal, zone=form.cleaned_data["zone"])
                response = HttpResponseRedirect(reverse("kit") + (f"?then={carried.then}" if carried.then else ""))
                visits.begin(request, response, person)
                return response
    return TemplateResponse(request, "journal/sign_up.html", context)


@read_or_send
@login_not_required
@sensitive_post_parameters()
@sensitive_variables()
def recover(request: HttpRequest) -> HttpResponse:
    """The way back with the recovery code: a new passphrase, everything sealed anew, and then a new code."""
    form = Recover(request.POST or None)
    context = {"form": form, "error_title": request.method == "POST"}
    if request.method == "POST" and form.is_valid():
        if not throttle.take("recovery", throttle.address(request)):
            form.add_error(None, _("Too many codes were tried from here. Wait ten minutes and try again."))
        else:
            try:
                person, journal = accounts.recover(form.cleaned_data["code"], form.cleaned_data["passphrase"])
            except recovery.NotACode:
                form.add_error("code", _("A letter or number is wrong or missing. Look again, one group at a time."))
            except accounts.NobodyFound:
                form.add_error("code", _("This code opens nothing here. A newer code may have taken its place."))
            else:
                own.change(journal, kit_kept=False)  # the code is spent: until there is a new one, home asks for it
                throttle.forget("account", person.name)
                response = TemplateResponse(request, "journal/recovered.html", {"name": person.name})
                return _begun(request, response, person)
    return TemplateResponse(request, "journal/recover.html", context)


@read_or_send
@login_not_required
def gone(request: HttpRequest) -> HttpResponse:
    """What remains when both passphrase and code are lost: the truth, and a new beginning."""
    return TemplateResponse(request, "journal/gone.html")


def _let_in(request: HttpRequest, person: Person, carried: typed.Typed, *, wrong: int) -> HttpResponse:
    """Where unlocking leads: to what was typed, to the page that was wanted, or home."""
    if carried.answers:
        return _begun(request, typed.returned(request, carried), person)
    response = _begun(request, HttpResponseRedirect(carried.then or reverse("home-notes")), person)
    if wrong > 0:
        request.session["wrong"] = wrong
    return response


def _begun(request: HttpRequest, response: HttpResponse, person: Person) -> HttpResponse:
    """The response with a visit begun for this person, under their own lock time."""
    if person.opened is not None:
        journal = Journal(person.pk, person.opened)
        hold.opened(journal, own.utc_now())
        incoming.opened(journal, own.utc_now())
        mine = own.mine(journal)
        visits.begin(request, response, person, idle_minutes=mine.lock_minutes)
        speak(mine)
        setattr(request, "mine", mine)  # noqa: B010  (what is rendered next belongs to an open visit, and locks)
    return response
