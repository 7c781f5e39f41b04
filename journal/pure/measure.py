"""Measured contact: how often the reader starts something, by channel, and what is more than their limit.

The articles' example is the most a limit can be (T1.3: two calls a day become one a week; T1.4: presents become one a
month), the contact state makes it stricter (T1.2, T1.6, T1.7; K2; mends S1 to S4, S12). Only what the reader starts
stands in the log, nothing of what the partner does. There is no visit channel: going to see somebody is only ever an
answer to an invitation (S3). Nothing here counts what would still be free, and nothing is carried over: a stretch is
counted back from each day anew, so that a Sunday and the Monday after it are not two weeks.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

# All of these are stored, so none is ever changed.
CHANNELS = ("call", "message", "gift")
ANY = "any"  # written, called or sent all the same: while closed nobody is asked which
LIMITS = ("week", "four", "none")  # once a week, once in four weeks, none: from the mildest to the strictest
DAYS = {"week": 7, "four": 28}
STRETCH = 7

# The mildest limit there is in each state, by channel; a channel that is not here is not offered at all. In "space" one
# small sign is enough, and presents are not offered (S2). In every other state it is none.
_MOST = {
    "welcome": {"call": "week", "message": "week", "gift": "four"},
    "space": {"call": "none", "message": "four"},
}
# "Far less" than what the reader used to do: about one in fourteen, as in the articles' example of calls.
_FAR_LESS = {
    "call": {"several": "week", "daily": "week", "often": "four", "weekly": "four", "seldom": "none"},
    "message": {"several": "week", "daily": "week", "often": "four", "weekly": "four", "seldom": "none"},
    "gift": {"weekly": "four", "now": "none", "seldom": "none"},
}


def channels(state: str | None) -> tuple[str, ...]:
    """The channels that a line can be kept for in this contact state; where none is open it is one line for all."""
    return tuple(_MOST.get(state or "", {})) or (() if state in (None, "court") else (ANY,))


def limited(state: str | None) -> tuple[str, ...]:
    """The channels for which the reader can choose a limit in this contact state."""
    return tuple(channel for channel, most in _MOST.get(state or "", {}).items() if most != "none")


def limits(channel: str, state: str | None) -> tuple[str, ...]:
    """The limits that can be chosen for a channel in this state, from the mildest to the strictest."""
    return LIMITS[LIMITS.index(_most(channel, state)) :]


def proposal(channel: str, used: object, state: str | None) -> str:
    """The limit that the articles' example makes of what the reader used to do; "" where they did not say."""
    found = _FAR_LESS[channel].get(str(used))
    return _stricter(found, _most(channel, state)) if found else ""


def limit(channel: str, answers: Mapping[str, Any], state: str | None) -> str:
    """The limit that holds now: the one chosen, or the mildest of this state where none was; the stricter always wins.

    answers: those of the tool, by the key of their question.
    """
    chosen = answers.get(f"limit_{channel}")
    most = _most(channel, state)
    return _stricter(str(chosen), most) if chosen in LIMITS else most


def week_of(day: date) -> str:
    """The key of the week's record that this day belongs to, such as "2026-W12" (ISO 8601)."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def weeks_back(day: date, count: int) -> list[str]:
    """The keys of the week of this day and the ones before it, the earliest first, `count` in all."""
    return [week_of(day - timedelta(weeks=back)) for back in reversed(range(count))]


def stretch(lines: Iterable[Mapping[str, Any]], last: date, days: int = STRETCH) -> list[Mapping[str, Any]]:
    """The lines of the `days` days that end with `last`."""
    first = (last - timedelta(days=days - 1)).isoformat()
    return [line for line in lines if first <= line["day"] <= last.isoformat()]


def is_slip(
    line: Mapping[str, Any],
    lines: Sequence[Mapping[str, Any]],
    *,
    waiting: Sequence[str],
    answers: Mapping[str, Any],
    said: str | None,
) -> bool:
    """Whether this line of the log was more than the limit, or came while nothing was to go.

    lines: the log, in order, with this one in it. waiting: the ids of those that wait for an answer, in order. said:
    the contact state in the reader's own words, without what the log makes of it.
    """
    if said not in _MOST or line["by"] not in _MOST[said]:
        return True
    if line["id"] in waiting[1:]:
        return True
    most = limit(line["by"], answers, said)
    if most == "none":
        return True
    so_far = lines[: next(place for place, each in enumerate(lines) if each["id"] == line["id"]) + 1]
    near = stretch(so_far, date.fromisoformat(line["day"]), DAYS[most])
    return sum(each["by"] in (line["by"], ANY) for each in near) > 1


def as_tap(times: int) -> str:
    """A number of times as the night page's taps have it; "" for none, because none is not an answer."""
    return "" if times < 1 else str(times) if times < 4 else "4up"


def _most(channel: str, state: str | None) -> str:
    return _MOST.get(state or "", {}).get(channel, "none")


def _stricter(*several: str) -> str:
    return max(several, key=LIMITS.index)
