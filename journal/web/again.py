"""The passphrase once more, before something that cannot be taken back or carries everything out."""

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext as _

from journal.access import throttle
from journal.web.visit import JournalRequest


def is_them(request: JournalRequest, form: forms.Form, field: str) -> bool:
    """Whether the passphrase in this valid form's field is the reader's own; a wrong one is counted and said there."""
    if not throttle.take("account", request.person.name):
        form.add_error(field, _("Too many tries. Wait ten minutes and try again."))
        return False
    if authenticate(request, name=request.person.name, passphrase=form.cleaned_data[field]) is None:
        form.add_error(field, _("That is not your passphrase. Nothing was changed."))
        return False
    throttle.forget("account", request.person.name)
    return True
