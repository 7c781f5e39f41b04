"""The forms of the plan and the counselor sheet. Nothing is required; a text that is too long says by how much."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from journal.pure import contact, plan, sheet
from journal.web.saving import LineEnds, Marks

PLAN = {
    "slow": _("Slow down"),
    "self": _("Look after myself"),
    "help": _("Get help"),
    "measured": _("Measured answers"),
    "night": _("On a bad night"),
}
PLAN_HINTS = {
    "slow": _("Such as: no calls, one message a week at most, and none while the last one waits for an answer."),
    "self": _("Such as: walk before work. Phone in the kitchen at night."),
    "help": _("Such as: the first hour on Tuesday. The doctor. Who knows how it is."),
    "measured": _("Only if they start. Such as: ask how long. Half, less, or nothing. End on time."),
    "night": _("Such as: ten minutes first. Write it, do not send it. Ring one person."),
}
# A number is named only where contact is welcome. With an order or fear not even an answer goes out; where they asked
# for none, one short answer at most (mend S5).
PLAN_HINTS_IN = {
    "": {"slow": _("Far less than before. If they asked for no contact, or someone is afraid, none.")},
    "space": {"slow": _("They asked for space. You do not start.")},
    "waiting": {"slow": _("Nothing until they write.")},
    "asked": {
        "slow": _("They asked for none. You do not start: no calls, no messages, no word through others."),
        "measured": _("Only if they write first: one answer, short and kind, only what they asked."),
    },
    "court": {
        "slow": _("None at all: no calls, no messages, no word through others."),
        "measured": _("Do not answer, even if they write first. Children only as the order says. Ask your lawyer."),
    },
}
PARTS = {
    "why": _("Why I am here"),
    "said": _("What has been said and done"),
    "agreed": _("What we agreed last time, and how it went"),
    "since": _("Since then"),
    "ask": _("Please ask me about, with nobody else in the room"),
    "how": _("How I am"),
    "counts": _("How often I reached out"),
    "hardest": _("The hardest moment"),
    "changes": _("What I changed in my plan"),
    "plan": _("My plan, and how it is going"),
    "part": _("What I see of my part so far"),
    "questions": _("My questions, most important first"),
    "agree": _("What we agree today"),
    "days": _("My days, a second page"),
}
PART_HINTS = {
    "why": _("What happened, what you want, and what you want from this hour. 40 words at most."),
    "said": _("Four lines with dates. Acts and words only. Write “my partner” or one letter."),
    "agreed": _("After the hour, type here what you both wrote in the box. Before the next one, add how it went."),
    "since": _("Two lines with dates. Acts and words only."),
    "ask": _("Six boxes, printed empty: safety, thoughts of dying, drink or drugs, anger, money, pressure about sex."),
    "how": _("These days beside the days before, in words."),
    "counts": _("Not on the page unless you choose it."),
    "hardest": _("In two lines: when, where, what you did."),
    "changes": _("What you do in another way now."),
    "part": _("Not on the page unless you choose it. 30 words at most, about yourself alone."),
    "questions": _("Three at most. One is enough."),
    "agree": _("Four lines to fill in together, with a pen."),
    "days": _(
        "Not printed unless you choose it. Four weeks of what you tapped at night: sleep, and people you talked to. "
        "Where the page says how often you reached out, that instead of people."
    ),
}
LABELS = {
    "why": _("In my own words"),
    **{f"said_{n}": format_lazy(_("Line {n}"), n=n) for n in (1, 2, 3, 4)},
    **{f"since_{n}": format_lazy(_("Line {n}"), n=n) for n in (1, 2)},
    **{f"question_{n}": format_lazy(_("Question {n}"), n=n) for n in (1, 2, 3)},
    **{f"agreed_{n}": format_lazy(_("We agreed, {n}"), n=n) for n in (1, 2)},
    **{f"went_{n}": format_lazy(_("How it went, {n}"), n=n) for n in (1, 2)},
    "days_before": _("The days before, such as 2 to 6 March"),
    "days_now": _("These days, such as 7 to 11 March"),
    "body_before": _("Sleep, food, work in the days before"),
    "body_now": _("Sleep, food, work these days"),
    "hard_before": _("How hard, 0 to 10, in the days before"),
    "hard_now": _("How hard, 0 to 10, these days"),
    "counts_before": _("In the days before: times I did, times I waited instead"),
    "counts_now": _("These days: times I did, times I waited instead"),
    "hardest": _("The moment"),
    "changes": _("The change"),
    "part": _("My part"),
}
_SHORT = 30


class OnPaper(LineEnds):
    """Text with room for so many letters and words on the page. Line ends and runs of spaces count as one space."""

    def __init__(self, limit: sheet.Limit, **said: Any) -> None:
        area = forms.Textarea(attrs={"rows": 1 if limit.letters <= 80 else 2, "autocomplete": "off"})
        line = forms.TextInput(attrs={"autocomplete": "off"})
        widget = line if limit.letters <= _SHORT else area
        super().__init__(required=False, strip=False, widget=widget, **said)
        self.limit = limit

    def validate(self, value: object) -> None:
        """Raises ValidationError where the page has no room for all of it."""
        words, letters = sheet.too_long(str(value), self.limit)
        if words:
            say = ngettext("Too long for the page by %(n)s word.", "Too long for the page by %(n)s words.", words)
            raise ValidationError(say % {"n": words})
        if letters:
            say = ngettext("Too long for the page by %(n)s letter.", "Too long for the page by %(n)s letters.", letters)
            raise ValidationError(say % {"n": letters})


class PlanForm(Marks):
    """My plan: what I do, and how it is going, five times. The hints follow the contact state."""

    def __init__(self, *args: Any, state: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits, hints = plan.fields(), PLAN_HINTS | PLAN_HINTS_IN.get(state or "", {})
        for row in plan.ROWS:
            do, going = f"{row}_do", f"{row}_going"
            self.fields[do] = OnPaper(sheet.Limit(limits[do]), label=_("What I do"), help_text=hints[row])
            self.fields[going] = OnPaper(sheet.Limit(limits[going]), label=_("How it is going"))

    def rows(self) -> Iterator[tuple[Any, BoundField, BoundField]]:
        """Each row's name and its two fields."""
        return ((PLAN[row], self[f"{row}_do"], self[f"{row}_going"]) for row in plan.ROWS)


@dataclass(frozen=True)
class Part:
    """One part of the sheet as it is edited: name, heading, hint, fields, and the tick that puts it on the page."""

    name: str
    title: Any
    hint: Any
    fields: list[BoundField]
    tick: BoundField


class SheetForm(Marks):
    """The sheet's own answers and which parts go on the page, as this contact state offers them."""

    def __init__(self, *args: Any, form: str, state: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = sheet.offered(form, state)
        for part in self.parts:
            for name in sheet.fields_of(form, part):
                self.fields[name] = OnPaper(sheet.FIELDS[form][name], label=LABELS[name])
            self.fields[sheet.part_tick(part)] = forms.BooleanField(
                label=_("Print it") if part == "days" else _("On the page"), required=False
            )
        self.form, self.none_now = form, contact.none_at_all(state)

    def sections(self) -> Iterator[Part]:
        """The parts in the order of the page."""
        for part in self.parts:
            fields = [self[name] for name in sheet.fields_of(self.form, part)]
            yield Part(part, PARTS[part], PART_HINTS.get(part, ""), fields, self[sheet.part_tick(part)])


def plan_in_words(body: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """What a plan says, row by row."""
    columns = {"do": _("What I do"), "going": _("How it is going")}
    named = {f"{row}_{key}": f"{PLAN[row]}: {column}" for row in plan.ROWS for key, column in columns.items()}
    return [(label, body[name]) for name, label in named.items() if body.get(name)]


def sheet_in_words(form: str, body: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """What a sheet says, field by field, and which parts go on the page."""
    said = [(LABELS[name], body[name]) for name in sheet.FIELDS[form] if body.get(name)]
    on = ", ".join(str(PARTS[part]) for part in PARTS if body.get("parts", {}).get(part))
    return [*said, (_("On the page"), on)] if on else said
