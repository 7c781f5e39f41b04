"""The forms of "When I look again": the calm day's, and the two columns of the day itself."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from journal.pure import review
from journal.web.forms_nights import Words
from journal.web.forms_tools import DayInput
from journal.web.saving import LineEnds, Marks

SIGN_NAMES = tuple(f"sign_{number}" for number in range(1, review.SIGNS + 1))
LABELS: dict[str, Words] = {
    "signs": _("What I go by"),
    "on": _("The day"),
    "who": _("Who knows about the day"),
    "did": _("What I did"),
    "know": _("What I know"),
    "down": _("Set down on"),
}
CHOSEN: dict[str, Words] = {
    review.ON: _("Go on"),
    review.CHANGE: _("Change"),
    review.DOWN: _("Set it down"),
}


class DayForm(Marks):
    """A day to look again, who knows it, and what the reader goes by. A day needs somebody who knows it.

    today: by the reader's clock. stored: the body as it stands. word: "" on a calm day, when a day may be left out;
    review.ON or review.CHANGE where a new one is chosen.
    """

    on = forms.DateField(
        label=_("The day I look again"),
        help_text=_("At least a week from now, half a year at most. Not a birthday, not the day you met."),
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%B %d, %Y"],
        widget=DayInput(format="%Y-%m-%d", attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("We could not read this day. Write it like 2026-06-14.")},
    )
    who = forms.CharField(
        label=LABELS["who"],
        help_text=_("A friend or your counselor. Not your partner, and nobody who tells them."),
        required=False,
        max_length=review.WHO_LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, today: date, stored: Mapping[str, Any], word: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.stored, self.word = today, stored, word
        if word != review.ON:
            for name in SIGN_NAMES:
                line = forms.TextInput(attrs={"autocomplete": "off"})
                number = name.removeprefix("sign_")
                label = f"{LABELS['signs']}, {number}"
                self.fields[name] = forms.CharField(
                    label=label, required=False, max_length=review.SIGN_LETTERS, widget=line
                )

    def signs(self) -> Iterator[BoundField]:
        """The lines of what the reader goes by; none where they stay as they are."""
        return (self[name] for name in SIGN_NAMES if name in self.fields)

    def clean_on(self) -> date | None:
        """The day, not too near and not too far; the one that is stored stays good however near it has come."""
        on: date | None = self.cleaned_data["on"]
        if on is None:
            if self.word:
                raise forms.ValidationError(_("Choose a day first. You can move it later."))
            return None
        if not self.word and on == review.day(self.stored, "on"):
            return on
        soonest, latest = review.soonest(self.today), review.latest(self.today)
        if on < soonest:
            near = _now("Give it a week at least. %(day)s is the first day you can choose.")
            raise forms.ValidationError(near % {"day": date_format(soonest)})
        if on > latest:
            far = _now("Half a year is far enough. %(day)s is the last day you can choose.")
            raise forms.ValidationError(far % {"day": date_format(latest)})
        return on

    def clean(self) -> dict[str, Any]:
        """The answers; a day that nobody knows about is not kept, and the reason is said at the name (U7)."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("on") and "who" in cleaned and not cleaned["who"].strip():
            self.add_error("who", _("Nobody looks at this alone. Write who knows the day, or leave the day empty."))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """What was said, as review.with_day takes it. Call it on a valid form."""
        said = {"on": self.cleaned_data["on"], "who": self.cleaned_data["who"]}
        names = [name for name in SIGN_NAMES if name in self.fields]
        return said | ({"signs": [self.cleaned_data[name] for name in names]} if names else {})


class ColumnsForm(Marks):
    """The two columns of the day. Neither is a must."""

    did = LineEnds(
        label=LABELS["did"],
        help_text=_("How I slept and worked, and what I learned. What I sent, and what I kept back."),
        required=False,
        strip=False,
        max_length=review.COLUMN_LETTERS,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )
    know = LineEnds(
        label=LABELS["know"],
        help_text=_("What they said to me, and when. Not what others tell, and not what it may mean."),
        required=False,
        strip=False,
        max_length=review.COLUMN_LETTERS,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )


def initial(body: Mapping[str, Any], word: str = "") -> dict[str, Any]:
    """The body as the initial values of DayForm; a new day is not chosen beforehand."""
    lines = dict(zip(SIGN_NAMES, body.get("signs", ()), strict=False))
    return {**lines, "who": body.get("who", ""), "on": "" if word else body.get("on", "")}


def in_words(body: Mapping[str, Any]) -> list[tuple[Words, Words]]:
    """What stands in the body of now, or in what was found on one day, part by part."""
    shown: dict[str, Words] = {name: body[name] for name in ("who", "did", "know") if body.get(name)}
    shown |= {name: date_format(on) for name in ("on", "down") if (on := review.day(body, name))}
    if body.get("signs"):
        shown["signs"] = "\n".join(body["signs"])
    said = [(label, shown[name]) for name, label in LABELS.items() if name in shown]
    return said + ([(_("I chose"), CHOSEN[body["word"]])] if "word" in body else [])
