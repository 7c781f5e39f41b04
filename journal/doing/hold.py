"""Messages that wait and letters that stay: one record, without a scan. Nothing in it is ever sent.

A message that waits is shown once, at or after its hour; when the journal is next opened after that, it is gone, unless
the reader kept it: a drawer full of unsent threats is evidence and a wound (words.md, "Hold and check"; mend S8).
"""

import secrets
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from journal.access.records import Document, Journal, Unreadable
from journal.doing.state import state
from journal.pure import contact, hold, night

KIND, KEY = "held", "messages"
MOST_WAITING, MOST_LETTERS = 3, 12
# A message nobody came back for is not kept for ever.
FORGOTTEN = timedelta(days=7)


@dataclass(frozen=True)
class Waiting:
    """A message that waits: until when, and whether it was shown after that."""

    id: str
    text: str
    until: datetime
    shown: bool = False


@dataclass(frozen=True)
class Letter:
    """A letter that stays here, and the day it was kept."""

    id: str
    text: str
    day: date


@dataclass(frozen=True)
class Drawer:
    """All that waits and all that stays, the oldest first. opens: False where the record does not open."""

    waiting: tuple[Waiting, ...] = ()
    letters: tuple[Letter, ...] = ()
    opens: bool = True

    def due(self, now: datetime) -> list[Waiting]:
        """What waited long enough. By night none of it: it can wait for daylight."""
        return [] if night.is_dark(now) else [each for each in self.waiting if each.until <= now]

    def letter(self, which: str) -> Letter | None:
        """The letter of this id, if it is here."""
        return next((each for each in self.letters if each.id == which), None)


def facts(journal: Journal, now: datetime, *, matters: bool, english: bool) -> hold.Facts:
    """What the rules ask for besides the text: the contact state, which the log sets too, and the apology's day."""
    unanswered = state(journal) == "waiting"
    return hold.Facts(at=now, matters=matters, unanswered=unanswered, sorry=_sorry(journal), english=english)


def may_wait(journal: Journal) -> bool:
    """Whether a message may wait for the morning: not where contact is none (mend S8)."""
    return not contact.none_at_all(state(journal))


def drawer(journal: Journal) -> Drawer:
    """What waits and what stays."""
    found = journal.get_many(KIND, [KEY]).get(KEY)
    if isinstance(found, Unreadable):
        return Drawer(opens=False)
    return _of(found)


def wait(journal: Journal, text: str, now: datetime) -> bool:
    """Let the text wait until the next 9:00; False if there is no room. Equal text waits once.

    Raises VisitOver, CannotOpen.
    """
    with transaction.atomic():
        now_there = _held(journal)
        if any(each.text == text for each in now_there.waiting):
            return True
        if len(now_there.waiting) >= MOST_WAITING:
            return False
        new = Waiting(_new_id(), text, hold.shown_again(now).astimezone(UTC))
        _put(journal, replace(now_there, waiting=(*now_there.waiting, new)))
        return True


def keep(journal: Journal, text: str, now: datetime, *, which: str = "") -> bool:
    """Keep the text as a letter that stays here, in the place of what waited as `which`; False if there is no room.
    Equal text is kept once.

    Raises VisitOver, CannotOpen.
    """
    with transaction.atomic():
        now_there = _held(journal)
        rest = tuple(each for each in now_there.waiting if each.id != which)
        if not any(each.text == text for each in now_there.letters):
            if len(now_there.letters) >= MOST_LETTERS:
                return False
            new = Letter(_new_id(), text, night.date_of(now))
            now_there = replace(now_there, letters=(*now_there.letters, new))
        _put(journal, replace(now_there, waiting=rest))
        return True


def let_go(journal: Journal, which: str) -> None:
    """Delete what waits or stays under this id; no copy is kept. Raises VisitOver, CannotOpen."""
    with transaction.atomic():
        now_there = _held(journal)
        waiting = tuple(each for each in now_there.waiting if each.id != which)
        letters = tuple(each for each in now_there.letters if each.id != which)
        _put(journal, Drawer(waiting, letters))


def shown(journal: Journal, which: list[Waiting]) -> None:
    """Note that these were shown. Raises VisitOver, CannotOpen."""
    ids = {each.id for each in which if not each.shown}
    if ids:
        with transaction.atomic():
            now_there = _held(journal)
            waiting = tuple(replace(each, shown=each.shown or each.id in ids) for each in now_there.waiting)
            _put(journal, replace(now_there, waiting=waiting))


def opened(journal: Journal, now: datetime) -> None:
    """The journal has just been opened: what was shown before is gone, and what nobody came back for. Raises
    VisitOver.
    """
    found = drawer(journal)
    alive = [each.id for each in found.waiting if not each.shown and each.until > now - FORGOTTEN]
    if len(alive) < len(found.waiting):
        with transaction.atomic():
            now_there = _held(journal)
            _put(journal, replace(now_there, waiting=tuple(each for each in now_there.waiting if each.id in alive)))


def _sorry(journal: Journal) -> date | None:
    """The day of the one apology, as the tool for it keeps it; None if none was said or it does not open."""
    found = journal.get_many("tool", ["said-once"]).get("said-once")
    if not isinstance(found, Document):
        return None
    try:
        return date.fromisoformat(str(found.body["answers"].get("day", "")))
    except ValueError:
        return None


def _held(journal: Journal) -> Drawer:
    """What is there now, with the owner's row locked. Raises VisitOver, CannotOpen."""
    journal.hold()
    return _of(journal.get(KIND, KEY))


def _of(document: Document | None) -> Drawer:
    body = document.body if document else {"waiting": [], "letters": []}
    return Drawer(
        tuple(Waiting(**{**each, "until": datetime.fromisoformat(each["until"])}) for each in body["waiting"]),
        tuple(Letter(**{**each, "day": date.fromisoformat(each["day"])}) for each in body["letters"]),
    )


def _put(journal: Journal, new: Drawer) -> None:
    if not (new.waiting or new.letters):
        return journal.burn(KIND, KEY)
    waiting = [asdict(each) | {"until": each.until.isoformat()} for each in new.waiting]
    letters = [asdict(each) | {"day": each.day.isoformat()} for each in new.letters]
    journal.overwrite(KIND, KEY, {"waiting": waiting, "letters": letters})
    return None


def _new_id() -> str:
    return secrets.token_hex(4)
