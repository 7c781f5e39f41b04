"""The nights: tonight's page, one deleted and put back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from journal.access.records import Document, Journal
from journal.doing import undo
from journal.doing.state import state
from journal.pure import contact, night

BACK_DAYS = 730
WHY = _("Why is this happening?")


@dataclass(frozen=True)
class Page:
    """What one night's page is made of.

    document: the night as it is stored, or None. asked: the small thing to ask back, or "". reached_out: the key of the
    question about reaching out, or None.
    """

    day: date
    document: Document | None
    asked: str
    reached_out: str | None

    @property
    def body(self) -> dict[str, Any]:
        """What is stored; empty for a new night."""
        return self.document.body if self.document else {}


@dataclass(frozen=True)
class Binned:
    """A night that was deleted less than ten minutes ago; until when it can be put back, by the reader's clock."""

    day: date
    until: time


def page(journal: Journal, day: date) -> Page:
    """The page of this day's night. Raises CannotOpen."""
    document = journal.get("night", night.key(day))
    asked = document.body.get("asked", "") if document else ""
    return Page(day, document, asked or _asked_back(journal, day), contact.reached_out(state(journal)))


def save(journal: Journal, page: Page, answers: Mapping[str, Any], *, base: int, hand: str) -> tuple[Document, bool]:
    """Keep the night; what now stands there, and if these answers are it. False: they were kept beside another text.

    Raises VisitOver, CannotOpen.
    """
    body = night.body(answers, asked=page.asked, hidden=page.body)
    document = journal.put("night", night.key(page.day), body, base=base, hand=hand)
    return document, document.body == body


def with_why(line: str) -> str:
    """The line for the counselor with the question why on it, if there is room."""
    longer = f"{line.strip()} {WHY}".strip()
    return line if str(WHY) in line or len(longer) > night.LINES["counselor"] else longer


def last_before(journal: Journal, day: date) -> date | None:
    """The latest day before this one with a night, within two years; None if there is none. Opens nothing."""
    keys = [night.key(day - timedelta(days=back)) for back in range(1, BACK_DAYS + 1)]
    found = [key for _, key in journal.there(("night", key) for key in keys)]
    return date.fromisoformat(max(found)) if found else None


def delete(journal: Journal, day: date, now: datetime) -> bool:
    """Move the night into the bin, for ten minutes; False if there is none. Raises VisitOver, CannotOpen."""
    return undo.delete(journal, "night", night.key(day), now)


def put_back(journal: Journal, day: date, now: datetime) -> bool:
    """Put a deleted night back; False if it is gone. Beside a new night the old one becomes a second text.

    Raises VisitOver, CannotOpen.
    """
    return undo.put_back(journal, "night", night.key(day), now)


def binned(journal: Journal, now: datetime) -> list[Binned]:
    """The nights that can still be put back. Raises VisitOver."""
    found = undo.binned(journal, now)
    return [Binned(date.fromisoformat(item.key), item.until) for item in found if item.kind == "night"]


def _asked_back(journal: Journal, day: date) -> str:
    keys = night.keys_before(day)
    found = journal.get_many("night", keys)
    opened = (found.get(key) for key in keys)
    return night.small_thing(each.body for each in opened if isinstance(each, Document))
