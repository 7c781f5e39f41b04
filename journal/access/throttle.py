"""Slows guessing down. What was tried is kept only as a keyed hash, for a day."""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from journal.models import Throttle

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """`free` tries at once, then one more every `every`, and never more than `most` in a day."""

    free: int
    every: timedelta
    most: int


LIMITS = {
    "account": Limit(free=5, every=timedelta(minutes=5), most=60),
    "address": Limit(free=20, every=timedelta(minutes=3), most=300),
    "sign-up": Limit(free=20, every=timedelta(minutes=3), most=200),
    "recovery": Limit(free=10, every=timedelta(minutes=6), most=100),
}


def take(kind: str, what: str) -> bool:
    """Count one try of this kind, before it is judged; False, and nothing is judged, if it is one too many."""
    limit, now = LIMITS[kind], datetime.now(UTC)
    with transaction.atomic():
        row, _ = Throttle.objects.select_for_update().get_or_create(key=_key(kind, what), defaults={"since": now})
        if now - row.since >= DAY:
            row.since, row.tries = now, 0
        waited = max(now - row.since, timedelta(0))  # less than nothing where another try began a moment later
        if row.tries >= min(limit.most, limit.free + waited // limit.every):
            return False
        row.tries += 1
        row.save()
    return True


def wrong_tries(kind: str, what: str) -> int:
    """The tries counted since the last `forget`."""
    row = Throttle.objects.filter(key=_key(kind, what)).first()
    return row.tries if row else 0


def forget(kind: str, what: str) -> None:
    """Start counting anew: the right passphrase was given."""
    Throttle.objects.filter(key=_key(kind, what)).delete()


def give_back(kind: str, what: str) -> None:
    """Take one try off the count: it was no guess. Unlike `forget` this hides no earlier ones, so that whoever owns one
    account cannot sweep away the traces of guessing at others.
    """
    Throttle.objects.filter(key=_key(kind, what), tries__gt=0).update(tries=F("tries") - 1)


def sweep() -> None:
    """Delete what is older than a day."""
    Throttle.objects.filter(since__lt=datetime.now(UTC) - DAY).delete()


def address(request: HttpRequest) -> str:
    """Where the request comes from: the connection's other end, or what the configured number of proxies say.

    Of an IPv6 address the first half: the other half is the sender's to choose, as often as they like.
    """
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    said = str(request.META.get("REMOTE_ADDR", ""))
    if settings.PROXIES and len(seen) >= settings.PROXIES:
        said = seen[-settings.PROXIES]
    try:
        number = ipaddress.ip_address(said)
    except ValueError:
        return said
    if isinstance(number, ipaddress.IPv4Address):
        return said
    return str(number.ipv4_mapped or ipaddress.ip_network((int(number) >> 64 << 64, 64)))


def _key(kind: str, what: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"{kind}|{what}".encode(), hashlib.sha256)
