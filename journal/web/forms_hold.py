"""The form of a message that waits, and what each mark says: how many people hear it, never what one person thinks."""

from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from journal.pure import hold
from journal.web.saving import LineEnds

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"

# By rule of journal/pure/rules/; the two that name a day or a number are made below.
MARKS: dict[str, Words] = {
    "threat": _("Many people hear a threat in this. Nothing after it gets heard."),
    "watching": _("This says you are near, or looking. That can frighten people. None of this goes."),
    "unanswered": _("Your last message has had no answer. Waiting is the message now."),
    "pleading": _("This asks them to decide about you both. You have said where you stand. It can rest."),
    "promise": _("They cannot check this tonight. Time can show it for you."),
    "explaining": _("This is about them. What did you do, or see?"),
    "guilt": _("True, perhaps, and heavy to get. Tell this one to a friend tonight."),
    "jealousy": _("Many people hear a fight in this. Take it to your counselor, or to a friend."),
}


class MessageForm(forms.Form):
    """What the reader would like to say, and whether it is about one of the four matters."""

    text = LineEnds(
        label=_("What I would like to say tonight"),
        help_text=_("All of it. Nothing here is ever sent."),
        strip=False,
        max_length=hold.LIMIT,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        error_messages={"required": _("Write something first. One line is enough.")},
    )
    matters = forms.BooleanField(
        label=_("This is about children, money, keys or health"),
        help_text=_("Then fewer things are marked."),
        required=False,
    )

    def clean_text(self) -> str:
        """The text as it was typed. Raises ValidationError for one without a letter in it."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text


def sentence(mark: hold.Mark, found: hold.Found, now: datetime, sorry: date | None) -> Words:
    """What this mark says."""
    if mark.rule == "sorry" and sorry:
        return now_("You said sorry on %s. It stands.") % date_format(sorry, "MONTH_DAY_FORMAT")
    if mark.rule == "many":
        return now_("%s. One thing at a time gets an answer.") % ", ".join(_facts(found, now))
    return MARKS[mark.rule]


def _facts(found: hold.Found, now: datetime) -> list[str]:
    facts = [now_("It is %s") % f"{now:%H:%M}"] if found.at_night else []
    if found.words > hold.LONG_WORDS or not facts:
        facts.append(ngettext("%d word", "%d words", found.words) % found.words)
    if found.questions > hold.MANY_QUESTIONS:
        facts.append(ngettext("%d question", "%d questions", found.questions) % found.questions)
    return facts
