"""The forms of the lock."""

import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from zxcvbn import zxcvbn

from journal.doing.settings import zones

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHORTEST = 15
LONGEST = 256
LONGEST_NAME = 64


class Passphrase(forms.CharField):
    """A passphrase, typed where it can be shown. Spaces count, nothing is trimmed."""

    def __init__(self, *, label: "StrOrPromise", new: bool, help_text: "StrOrPromise" = "") -> None:
        widget = forms.PasswordInput(
            attrs={
                "autocomplete": "new-password" if new else "current-password",
                "data-reveal": "",
                "spellcheck": "false",
            }
        )
        super().__init__(label=label, help_text=help_text, widget=widget, strip=False, max_length=LONGEST)


class Unlock(forms.Form):
    """Name and passphrase."""

    name = forms.CharField(
        label=_("Your name here"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    passphrase = Passphrase(label=_("Passphrase"), new=False)

    def clean_name(self) -> str:
        """The name as it is stored."""
        return stored_name(self.cleaned_data["name"])


class NewPassphrase(forms.Form):
    """A passphrase that nobody who knows the reader would try."""

    passphrase = Passphrase(
        label=_("A passphrase"),
        new=True,
        help_text=_("Four words or more, that nobody who knows you would try. Write it down somewhere safe."),
    )

    def clean_passphrase(self) -> str:
        """Long enough, and not among what people try first."""
        passphrase: str = self.cleaned_data["passphrase"]
        judge_passphrase(passphrase, self.data.get("name", ""))
        return passphrase


class SignUp(NewPassphrase):
    """A name, a passphrase, a time zone, and the operator's code where one is asked for."""

    name = forms.CharField(
        label=_("A name no one would guess"),
        max_length=LONGEST_NAME,
        help_text=_("Not your own name. You need it each time you come back."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    zone = forms.ChoiceField(
        label=_("Your time zone"),
        help_text=_("So that a page written at two in the morning belongs to the right night."),
        widget=forms.Select(attrs={"data-zone": ""}),
    )
    newcomer = forms.CharField(label=_("The code you were given"), max_length=64)
    field_order = ["newcomer", "name", "passphrase", "zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)
        zone.choices = [("", _("Choose")), *((name, name.replace("_", " ")) for name in zones())]
        if settings.SIGN_UP != "code":
            del self.fields["newcomer"]

    def clean_name(self) -> str:
        """The name as it is stored."""
        return stored_name(self.cleaned_data["name"])

    def clean_newcomer(self) -> str:
        """The operator's code, and no other."""
        if self.cleaned_data["newcomer"].strip() != settings.SIGN_UP_CODE:
            raise ValidationError(_("That is not the code. Ask whoever gave it to you."))
        return settings.SIGN_UP_CODE


class Recover(NewPassphrase):
    """The recovery code, and the passphrase that counts from now on."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=80,
        help_text=_("28 letters and numbers. Small or capital, with or without the lines between, does not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    field_order = ["code", "passphrase"]


class ChangePassphrase(NewPassphrase):
    """The passphrase of today, and the one that counts from now on."""

    current = Passphrase(label=_("The passphrase you have now"), new=False)
    field_order = ["current", "passphrase"]


class OnlyPassphrase(forms.Form):
    """The passphrase once more, before something that cannot be taken back."""

    passphrase = Passphrase(label=_("Your passphrase"), new=False)


def stored_name(typed: str) -> str:
    """A name without the differences that a hand does not notice: case, spaces around it, how accents are put together.

    Raises ValidationError for one that is too long as it is stored: small letters can take more room.
    """
    name = unicodedata.normalize("NFC", typed.strip().lower())
    if len(name) > LONGEST_NAME:
        raise ValidationError(_("That is too long. Use at most 64 letters."))
    return name


def judge_passphrase(passphrase: str, name: str) -> None:
    """Raises ValidationError, saying what to do, if the passphrase is short or easily guessed."""
    if len(passphrase) < SHORTEST:
        raise ValidationError(_("That is too short. Use at least 15 letters: four words with spaces are enough."))
    if zxcvbn(passphrase[:72], user_inputs=[name, "clearing", "notes"])["score"] < 3:
        raise ValidationError(_("People would try that early. Use four words that have nothing to do with each other."))
