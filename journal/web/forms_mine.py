"""Settings, and the proof that the recovery code is on paper."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from guides import shelf
from journal.doing.settings import LOCK_MINUTES, zones


class MineForm(forms.Form):
    """Time zone, lock time, paper size, country of the numbers on paper, and if the night page asks about alcohol; the
    language where there is more than one.
    """

    zone = forms.ChoiceField(label=_("Your time zone"))
    lock_minutes = forms.TypedChoiceField(
        label=_("Lock by itself after"),
        help_text=_("Minutes without a key or a tap."),
        coerce=int,
        choices=[(minutes, f"{minutes}") for minutes in LOCK_MINUTES],
        widget=forms.RadioSelect(attrs={"class": "taps"}),
    )
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=[("a4", "A4"), ("letter", "Letter")],
        widget=forms.RadioSelect(attrs={"class": "taps"}),
    )
    country = forms.ChoiceField(label=_("Country, for the numbers on your papers"), required=False)
    alcohol = forms.BooleanField(
        label=_("Ask me about alcohol"),
        help_text=_("One more row on the night page. In a case about children, such a note can be asked for."),
        required=False,
    )
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]
        countries = [(country.code, country.name) for country in shelf.countries() if country.code != "INT"]
        for name, choices in (
            ("country", [("", _("Not chosen")), *countries]),
            ("language", spoken),
            ("zone", [(zone, zone.replace("_", " ")) for zone in zones()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        self.initial["language"] = self.initial.get("language") or settings.OPERATOR_LANGUAGE
        if len(spoken) == 1:
            del self.fields["language"]


class LastFive(forms.Form):
    """The last five characters of the code, typed from paper."""

    last_five = forms.CharField(
        label=_("Type the last five letters and numbers"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
