"""The forms of the two tools that come to an end."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guides.tools import Question
from journal.web.forms_tools import PREFIX, ToolForm


class OnceForm(ToolForm):
    """What is said once. Its day cannot be a day to come: nothing stands before it is said."""

    def __init__(self, *args: Any, questions: Iterable[Question], today: date, **kwargs: Any) -> None:
        super().__init__(*args, questions=questions, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """The answers, with a day that has come."""
        cleaned = super().clean() or self.cleaned_data
        day = cleaned.get(PREFIX + "day")
        if day and day > self.today:
            self.add_error(PREFIX + "day", _("That day has not come. Leave it empty until it is said."))
        return cleaned


class PartForm(ToolForm):
    """One look back, with the time its page told as its end."""

    until = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_until(self) -> datetime | None:
        """The time; None where the page sends none that can be read."""
        try:
            told = datetime.fromisoformat(self.cleaned_data["until"])
        except ValueError:
            return None
        return told if told.tzinfo else told.replace(tzinfo=UTC)
