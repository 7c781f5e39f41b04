"""The form of a period on paper: which days, which parts of them, how large, on which paper."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.doing.period import FIRST_YEAR, PARTS
from journal.web.forms_nights import Words
from journal.web.forms_tools import Day

NAMES: dict[str, Words] = {
    "words": _("What I wrote"),
    "facts": _("The facts: sleep, food, moving, people, how hard it was"),
    "reached": _("How often I reached out, and how often I waited"),
    "small": _("Small things I chose, and if I did them"),
    "months": _("Each month in a few words"),
}


class PagesForm(forms.Form):
    """From which day to which, both on the paper, and what of each night. today: by the reader's clock."""

    first = Day(label=_("From"))
    last = Day(label=_("To"))
    parts = forms.MultipleChoiceField(
        label=_("On the pages"),
        choices=[(part, NAMES[part]) for part in PARTS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one line.")},
    )
    large = forms.BooleanField(label=_("Large letters"), required=False)
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=[("a4", _("A4")), ("letter", _("Letter"))],
        widget=forms.RadioSelect(attrs={"class": "taps"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, word in (("first", _("Choose the first day.")), ("last", _("Choose the last day."))):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = word

    def clean(self) -> None:
        """Days that lie the right way round, and that a night can have."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and first.year < FIRST_YEAR:
            self.add_error("first", _("No night here is that old. The earliest year is %s.") % FIRST_YEAR)
        elif first and first > self.today:
            self.add_error("first", _("This day has not come yet."))
        elif first and last and last < first:
            self.add_error("last", _("The last day is before the first one. Change one of them."))
