"""One night: what it may hold, which day it belongs to, and how two texts become one.

Facts first, what I did and never what they did, and nothing required (risk K16). A body holds only what was answered: a
question that was skipped is not in it.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

TIMES = ("0", "1", "2", "3", "4up")
# Every tap and its values, in the order of the page. Values are stored, so none is ever changed.
FACTS: dict[str, tuple[str, ...]] = {
    "yesterday": ("did", "part", "not"),  # did I do the small thing in "asked"?
    "sleep": ("under3", "3to5", "5to7", "7up"),
    "food": ("hardly", "some", "enough"),
    "alcohol": ("none", "1to2", "3up"),  # asked only of a reader who wants it: a custody case may turn on it
    "moved": ("no", "little", "20up"),
    "people": ("nobody", "one", "more"),
    "reached": TIMES,
    "peace": ("yes", "notquite"),  # stands in the place of "reached" where the partner asked for none
    "waited": TIMES,
    "hard": tuple(str(number) for number in range(11)),
}
# The written lines and their limits in characters, in the order of the page.
LINES = {"stand_by": 160, "tomorrow": 160, "counselor": 160}
MORE_LIMIT = 100_000
ASKED_BACK_DAYS = 7

_DAY_BEGINS = time(4)
_DARK_BEGINS = time(22)


def date_of(now: datetime) -> date:
    """The day that a night written at `now`, by the reader's clock, belongs to: before 4 a.m. it is the day before."""
    return now.date() - timedelta(days=1) if now.time() < _DAY_BEGINS else now.date()


def is_dark(now: datetime) -> bool:
    """Whether old nights first say that they read harder in the dark: from 22:00 to 04:00."""
    return now.time() >= _DARK_BEGINS or now.time() < _DAY_BEGINS


def key(day: date) -> str:
    """The natural key of this day's night, such as "2026-03-11"."""
    return day.isoformat()


def keys_before(day: date) -> list[str]:
    """The keys of the days whose small thing may still be asked back on `day`, the latest first."""
    return [key(day - timedelta(days=back)) for back in range(1, ASKED_BACK_DAYS + 1)]


def as_text(typed: str) -> str:
    """What was typed with line ends as they are kept; browsers send two characters for each."""
    return typed.replace("\r\n", "\n").replace("\r", "\n")


def body(answers: Mapping[str, Any], *, asked: str = "", hidden: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A night's body from the page's answers.

    asked: the small thing that was asked back; it is kept beside its answer. hidden: the stored body, whose answers to
    questions that the page did not ask stay as they are. Unknown keys and values are left out.
    """
    kept = {name: hidden[name] for name in FACTS if hidden and name in hidden and name not in answers}
    kept.update({name: answers[name] for name, values in FACTS.items() if answers.get(name) in values})
    kept.update({name: line for name in LINES if (line := as_text(answers.get(name) or "").strip())})
    more = as_text(answers.get("more") or "")
    if more.strip():
        kept["more"] = more
    if "yesterday" in kept and (small := asked or (hidden or {}).get("asked", "")):
        kept["asked"] = small
    return kept


def small_thing(bodies: Iterable[Mapping[str, Any]]) -> str:
    """The small thing to ask back: the one of the latest night among these, latest first; "" if it named none."""
    return next((str(each.get("tomorrow", "")) for each in bodies), "")


def a_word_or_two(night: Mapping[str, Any]) -> str:
    """The first words of what was written, for the list of nights; "" for a night of taps alone."""
    text = next((night[name] for name in ("stand_by", "more", "tomorrow", "counselor") if night.get(name)), "")
    words = str(text).split()
    return " ".join(words[:4])[:40] + (" ..." if len(words) > 4 else "")


def in_one_text(first: Mapping[str, Any], *others: Mapping[str, Any]) -> dict[str, Any]:
    """One body out of several: no written word is lost.

    Where taps differ, the ones of `first` stay. A line that differs moves into the longer text, because two do not fit
    into one line.
    """
    joined = dict(first)
    for other in others:
        both = [name for name in (*LINES, "more") if other.get(name) and joined.get(name)]
        moved = [str(other[name]) for name in both if other[name] != joined[name]]
        joined = {**other, **joined}
        if moved:
            joined["more"] = "\n\n".join([*filter(None, [joined.get("more")]), *moved])
    return joined
