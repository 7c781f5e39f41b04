"""The time a journal is open. Django's sessions, with the data key wrapped under a second cookie that the server never
keeps.

Named by SESSION_ENGINE. A visit has a deadline by the server's clock; past it, it opens nothing.
"""

import base64
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest, HttpResponse

from journal.access import throttle
from journal.access.records import Journal
from journal.models import Person, Visit
from journal.pure import vault

LONGEST = timedelta(hours=8)
WRITE_EVERY = timedelta(seconds=30)
SWEEP_EVERY = 60.0


class SessionStore(DatabaseStore):
    """Rows are `Visit`s: they know their owner, and end when the visit does."""

    row: Visit | None = None

    @classmethod
    def get_model_class(cls) -> type[Visit]:
        """The table of visits."""
        return Visit

    def _get_session_from_db(self) -> Visit | None:
        self.row = super()._get_session_from_db()  # type: ignore[misc]  # the stubs leave it out; Django documents it
        return self.row

    def _validate_session_key(self, key: str | None) -> bool:
        """Only what we could have made is asked for: PostgreSQL fails on a zero byte, which a cookie can carry."""
        return bool(super()._validate_session_key(key) and key and key.isalnum())  # type: ignore[misc]  # as above

    def create_model_instance(self, data: dict[str, Any]) -> Visit:
        """The row for this session's data."""
        row = super().create_model_instance(data)
        assert isinstance(row, Visit)
        row.owner_id = data["owner"]
        row.expire_date = _deadline(data, _now())
        return row


@dataclass(frozen=True)
class OpenVisit:
    """A visit whose key fits: who, and their journal."""

    person: Person
    journal: Journal
    idle_minutes: int


def begin(request: HttpRequest, response: HttpResponse, person: Person, *, idle_minutes: int = 10) -> None:
    """Open a visit for a person whose `opened` key is there: a new session, a new wrap, both cookies.

    No form token changes, so that a form which is open in another tab can still be sent.
    """
    if person.opened is None:
        raise ValueError("Only a person whose journal was just opened can begin a visit.")
    cookie, visit = secrets.token_bytes(32), secrets.token_bytes(16)
    wrapped = vault.wrap(person.opened.dek, _kek(cookie), purpose=b"visit", owner=person.pk, bound=visit)
    request.session.flush()
    request.session.update(
        {
            "owner": str(person.pk),
            "visit": visit.hex(),
            "wrapped": base64.b64encode(wrapped).decode(),
            "began": _now().timestamp(),
            "idle": idle_minutes,
        }
    )
    _set_key_cookie(response, cookie)


def current(request: HttpRequest) -> OpenVisit | None:
    """The open visit of this request; None if there is none, it is past its deadline, or its key no longer fits.

    The last action is written at most every 30 seconds, so the lock may come that much early, never late.
    """
    sweep()
    session, cookie = request.session, request.COOKIES.get(settings.KEY_COOKIE_NAME, "")
    if not cookie or "wrapped" not in session or not isinstance(session, SessionStore):
        return None
    person = Person.objects.filter(pk=session["owner"]).first()
    if person is None:
        return None
    try:
        bound, wrapped = bytes.fromhex(session["visit"]), base64.b64decode(session["wrapped"])
        dek = vault.unwrap(wrapped, _kek(bytes.fromhex(cookie)), purpose=b"visit", owner=person.pk, bound=bound)
    except (vault.CannotOpen, ValueError):
        return None
    key = vault.Key(dek)
    if bytes(person.key_id) != key.key_id:
        return None
    _touch(session)
    return OpenVisit(person, Journal(person.pk, key), session["idle"])


def end(request: HttpRequest, response: HttpResponse) -> None:
    """End this visit: its row and with it the wrapped key are gone, and our cookies expire, each by its name."""
    if request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        request.session.flush()
    _drop_cookies(response)


def others(request: HttpRequest, person: Person) -> list[datetime]:
    """When each other open visit of this person will lock by itself, soonest first."""
    rows = Visit.objects.filter(owner=person, expire_date__gt=_now()).exclude(session_key=request.session.session_key)
    return sorted(row.expire_date for row in rows)


def end_others(request: HttpRequest, person: Person) -> None:
    """End every other visit of this person."""
    Visit.objects.filter(owner=person).exclude(session_key=request.session.session_key).delete()


def set_idle(request: HttpRequest, minutes: int) -> None:
    """From now on this visit locks after so many quiet minutes."""
    request.session["idle"] = minutes


_swept = 0.0


def sweep() -> None:
    """Delete what is past its deadline; each process does so at most once a minute, with anyone's request."""
    global _swept
    if time.monotonic() - _swept < SWEEP_EVERY:
        return
    _swept = time.monotonic()
    Visit.objects.filter(expire_date__lt=_now()).delete()
    throttle.sweep()


def _touch(session: SessionStore) -> None:
    deadline = _deadline(dict(session.items()), _now())
    if session.row is not None and deadline - session.row.expire_date >= WRITE_EVERY:
        Visit.objects.filter(session_key=session.session_key).update(expire_date=deadline)


def _deadline(data: dict[str, Any], now: datetime) -> datetime:
    longest = datetime.fromtimestamp(data["began"], UTC) + LONGEST
    return min(now + timedelta(minutes=data["idle"]), longest)


def _now() -> datetime:
    return datetime.now(UTC)


def _kek(cookie: bytes) -> bytes:
    return vault.expand(cookie, salt=b"", info=b"clearing/visit/v1")


def _set_key_cookie(response: HttpResponse, cookie: bytes) -> None:
    response.set_cookie(
        settings.KEY_COOKIE_NAME, cookie.hex(), secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict"
    )


def _drop_cookies(response: HttpResponse) -> None:
    for name, path in (
        (settings.SESSION_COOKIE_NAME, "/"),
        (settings.KEY_COOKIE_NAME, "/"),
        (settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_PATH),
    ):
        response.delete_cookie(name, path=path, samesite="Strict")
