"""The forms of the night page and of the contact state. No tap is chosen for the reader, and none is a must."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from guides.shapes import Situation
from journal.doing.nights import Page
from journal.pure import night
from journal.web.saving import LineEnds, Marks, Taps

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"

_TIMES: dict[str, Words] = {"0": "0", "1": "1", "2": "2", "3": "3", "4up": _("4+")}
# What the stored values are called, question by question.
TAPS: dict[str, tuple[Words, dict[str, Words]]] = {
    "yesterday": (_("Last time you chose"), {"did": _("Did it"), "part": _("Part of it"), "not": _("Not today")}),
    "sleep": (
        _("Sleep last night, in hours"),
        {"under3": _("Under 3"), "3to5": _("3 to 5"), "5to7": _("5 to 7"), "7up": _("7+")},
    ),
    "food": (_("Food today"), {"hardly": _("Hardly any"), "some": _("Some"), "enough": _("Enough")}),
    "alcohol": (_("Alcohol today, in drinks"), {"none": _("None"), "1to2": _("1 or 2"), "3up": _("3 or more")}),
    "moved": (_("Moved my body"), {"no": _("No"), "little": _("A little"), "20up": _("20+ minutes")}),
    "people": (_("People I talked to"), {"nobody": _("Nobody"), "one": _("One"), "more": _("More")}),
    "reached": (_("Times I reached out to my partner"), _TIMES),
    "peace": (_("Left them in peace today"), {"yes": _("Yes"), "notquite": _("Not quite")}),
    "waited": (_("Times I wanted to, and waited"), _TIMES),
    "hard": (_("How hard was today?"), {value: value for value in night.FACTS["hard"]}),
}
HINTS = {
    "reached": _("Calls, messages, going to see them, that I started. Not about children or bills."),
    "peace": _("Not quite? Send nothing more, and no sorry for it. In a court case, ask a lawyer before you keep it."),
    "hard": _("0 is fine, 10 is the worst yet."),
}
LINES = {
    "stand_by": _("One thing I did today that I can stand by"),
    "tomorrow": _("One small thing for tomorrow"),
    "counselor": _("For my counselor"),
}
LINE_HINTS = {
    "tomorrow": _("When and where. Tomorrow night it is asked back."),
    "counselor": _("A question, or a line to say there. It waits for your counselor page."),
}
MORE = _("More")
# Ways to begin, beside the box for more words; each can be hidden for good. None of them is "why" (E22).
OPENINGS: dict[str, Words] = {
    "camera": _("What I did today, as a camera would have seen it."),
    "friend": _("What I would say to a good friend in my place."),
    "worries": _("Worries, to be looked at tomorrow at a time I name."),
    "write": _("Just write."),
}
STATES: dict[str, Words] = {
    "welcome": _("They answer, and they do not seem to mind"),
    "space": _("They asked for space, or they seldom answer"),
    "waiting": _("They have not answered my last message"),
    "asked": _("They asked me to leave them alone, or blocked me"),
    "court": _("A court, the police, or fear: mine or theirs"),
}


class NightForm(Marks):
    """Tonight's questions: without the one about the small thing if none is asked back, without those about reaching
    out that are not for this contact state, and without the one about alcohol unless the reader wants it.
    """

    more = LineEnds(
        label=_("Your words"),
        required=False,
        strip=False,
        max_length=night.MORE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "data-why": "why"}),
    )

    def __init__(self, *args: Any, page: Page, alcohol: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closed = {"reached", "peace"} - {page.reached_out}
        closed |= {name for name, asked in (("yesterday", page.asked), ("alcohol", alcohol)) if not asked}
        for name, (label, values) in TAPS.items():
            if name not in closed:
                self.fields[name] = Taps(label=label, help_text=HINTS.get(name, ""), choices=values.items())
        if page.asked:
            self.fields["yesterday"].label = f"{TAPS['yesterday'][0]}: {page.asked}"
        for name, label in LINES.items():
            self.fields[name] = _line(label, LINE_HINTS.get(name, ""), night.LINES[name])

    def taps(self) -> Iterator[BoundField]:
        """The questions answered with one tap, in order."""
        return (self[name] for name in TAPS if name in self.fields)

    def lines(self) -> Iterator[BoundField]:
        """The three written lines."""
        return (self[name] for name in LINES)


class StateForm(forms.Form):
    """Which lines about contact are true. Several may be."""

    lines = forms.MultipleChoiceField(
        label=_("Tick each line that is true"),
        help_text=_("If more than one is true, the strictest one counts."),
        choices=list(STATES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one line. If you are not sure, tick the stricter one.")},
    )


class SituationForm(forms.Form):
    """What is true for the reader. None of it is a must."""

    lines = forms.MultipleChoiceField(
        label=_("Tick each line that is true"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, situations: Iterable[Situation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = cast(forms.MultipleChoiceField, self.fields["lines"])
        lines.choices = [(one.name, one.mine) for one in situations if one.mine]


def in_words(body: Mapping[str, Any]) -> list[tuple[Words, Words]]:
    """What a night says, question by question, in the order of the page; skipped questions are left out."""
    said: list[tuple[Words, Words]] = []
    if "asked" in body:
        said.append((_("The small thing for today"), body["asked"]))
    labels = {name: label for name, (label, _values) in TAPS.items()} | {"yesterday": _("Did I do it?")}
    said += [(labels[name], values[body[name]]) for name, (_label, values) in TAPS.items() if name in body]
    said += [(label, body[name]) for name, label in LINES.items() if name in body]
    return said + ([(MORE, body["more"])] if "more" in body else [])


def state_in_words(state: str | None) -> Words:
    """The line of this contact state; "" if it was never said."""
    return STATES[state] if state else ""


def _line(label: Words, hint: Words, limit: int) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=limit, widget=widget)
