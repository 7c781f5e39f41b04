"""The form of a step's own page: the small thing it ends in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.pure import small


class SmallForm(forms.Form):
    """One small thing: what, when and where."""

    small = forms.CharField(
        label=_("My small thing: what, when and where"),
        help_text=_("Such as: phone in the kitchen at nine. Only what you do yourself."),
        max_length=small.LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": _("Write one small thing first. A few words are enough.")},
    )
