"""The form of a tool, made from its questions; the search box."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guides.tools import Question
from journal.web.saving import LineEnds, Marks, Taps

# Keys of questions come from files; the prefix keeps them apart from the page's own marks.
PREFIX = "q_"
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


class _DayInput(forms.DateInput):
    """The browser's own calendar; a plain line where it would swallow what was typed."""

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        context["widget"]["type"] = "text" if shown and not _ISO.fullmatch(shown) else "date"
        return context


class Day(forms.DateField):
    """A day of the calendar: chosen from the browser's own, or typed where it has none."""

    def __init__(self, **more: Any) -> None:
        formats = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]
        wrong = _("Write the day as year, month and day, such as 2026-03-11.")
        widget = _DayInput(format="%Y-%m-%d", attrs={"autocomplete": "off"})
        super().__init__(
            required=False, input_formats=formats, error_messages={"invalid": wrong}, widget=widget, **more
        )


class ToolForm(Marks):
    """The questions of one tool. None is required."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[PREFIX + question.key] = _field(question)

    def answers(self) -> dict[str, Any]:
        """The answers by the keys of their questions. Call it on a valid form."""
        return {
            name.removeprefix(PREFIX): value for name, value in self.cleaned_data.items() if name.startswith(PREFIX)
        }


class FindForm(forms.Form):
    """What to look for."""

    q = forms.CharField(
        label=_("Words to look for"),
        help_text=_("Capital letters and accents make no difference. All the words must be on the page."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type a word to look for.")},
    )


def initial(answers: dict[str, Any]) -> dict[str, Any]:
    """Stored answers as the form's initial values."""
    return {PREFIX + key: value for key, value in answers.items()}


def _field(question: Question) -> forms.Field:
    field = _bare(question)
    field.required, field.label, field.help_text = False, question.label, question.hint
    return field


def _bare(question: Question) -> forms.Field:
    if question.kind == "check":
        return forms.BooleanField()
    if question.kind == "date":
        return Day()
    if question.kind == "choice":
        return Taps(choices=[(option.value, option.label) for option in question.options])
    if question.kind == "text":
        area = forms.Textarea(attrs={"rows": question.lines + 1, "autocomplete": "off"})
        return LineEnds(max_length=question.limit, strip=False, widget=area)
    return forms.CharField(max_length=question.limit, widget=forms.TextInput(attrs={"autocomplete": "off"}))
