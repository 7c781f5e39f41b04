"""The words and marks of the log, and the questions of the limit as this contact state leaves them."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.tools import Question
from journal.doing.tools import Sheet
from journal.pure import measure
from journal.web.forms_nights import Words

BUTTONS: dict[str, Words] = {
    "call": gettext_lazy("I called"),
    "message": gettext_lazy("I wrote"),
    "gift": gettext_lazy("I gave something"),
    measure.ANY: gettext_lazy("I wrote or called all the same"),
}
_HAND = re.compile(r"[\w-]{8,32}")


def in_words(line: Mapping[str, Any]) -> str:
    """A line of the log: what, and on which day."""
    words = {
        "call": _("a call on %(day)s"),
        "message": _("a message on %(day)s"),
        "gift": _("a gift on %(day)s"),
        measure.ANY: _("a call or a message on %(day)s"),
    }
    return words[line["by"]] % {"day": date_format(date.fromisoformat(line["day"]), "l")}


def new_hand() -> str:
    """The mark of a page that is shown now: whatever is tapped on it is kept once."""
    return secrets.token_urlsafe(9)


def hand_of(sent: Mapping[str, str]) -> str:
    """The mark that a page sent with its tap; a new one where it sent none that could be ours."""
    hand = sent.get("hand", "")
    return hand if _HAND.fullmatch(hand) else new_hand()


def questions(sheet: Sheet) -> tuple[Question, ...]:
    """The questions of the limit in this contact state: only open channels, and no limit that is milder than it; none
    where no channel is open.
    """
    limited, found = measure.limited(sheet.state), []
    for each in sheet.questions if limited else ():
        what, _sign, channel = each.key.partition("_")
        if what == "limit" and channel in limited:
            open_ones = measure.limits(channel, sheet.state)
            found.append(replace(each, options=tuple(one for one in each.options if one.value in open_ones)))
        elif not channel or channel in limited:
            found.append(each)
    return tuple(found)


def hidden(sheet: Sheet, asked: tuple[Question, ...]) -> dict[str, Any]:
    """The stored answers that a page with these questions could not show, so that saving it does not lose them."""
    shown = {each.key: each for each in asked}

    def fits(key: str, value: object) -> bool:
        options = shown[key].options if key in shown else ()
        return key in shown and (not options or value in {option.value for option in options})

    return {key: value for key, value in sheet.answers.items() if not fits(key, value)}


def offered(sheet: Sheet) -> dict[str, str]:
    """The limits that the articles' example makes of what the reader used to do, by the key of their question."""
    channels = measure.limited(sheet.state)
    found = {each: measure.proposal(each, sheet.answers.get(f"used_{each}"), sheet.state) for each in channels}
    return {f"limit_{channel}": most for channel, most in found.items() if most}
