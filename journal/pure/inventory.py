"""One look back at one's own part: how long it is open, and what opens it again.

Searching the past night after night wears people out (ideas J1.5 and T3.8; conflict X4), so it has an end. Closing is a
friction and no lock: whoever wants to open it can, and nothing that was typed is refused.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

LENGTH = timedelta(minutes=15)


def end(now: datetime, told: datetime | None = None) -> datetime:
    """When a look back that is open now ends: at the time its page told, and never later than LENGTH from now."""
    latest = now + LENGTH
    return min(told, latest) if told else latest


def is_open(until: datetime | None, now: datetime, hours: Iterable[date]) -> bool:
    """Whether it can be written in: never begun, not over yet, or with an hour with a counselor on a day after it was
    over.

    until: when it was over, None if it was never begun. now: by the reader's clock, with its zone. hours: the days of
    the hours; one that is still to come does not count.
    """
    if until is None or now < until:
        return True
    over = until.astimezone(now.tzinfo).date()
    return any(over < day <= now.date() for day in hours)
