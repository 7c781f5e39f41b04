"""When I look again: a day of one's own for the question how long, and what was found on that day.

The most dangerous page there is (words.md U7; risks K3, K17): it is for daylight, somebody knows the day, and what is
set down can be taken up again. It holds what the reader did and what they know, never a guess about the partner (S11),
and it opens no contact (S12). Ideas RQ7, RQ8, RQ9, R2.8, C3.2.
"""

import calendar
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

Body = dict[str, Any]

# The words a reader chooses from on the day. Stored, so none is ever changed.
ON, CHANGE, DOWN = "on", "change", "down"
WORDS = (ON, CHANGE, DOWN)
SIGNS = 3
SIGN_LETTERS, WHO_LETTERS, COLUMN_LETTERS = 160, 80, 20_000
AT_LEAST = timedelta(weeks=1)
AT_MOST_MONTHS = 6

_NIGHT_BEGINS, _NIGHT_ENDS = time(20), time(6)


def can_wait(now: datetime) -> bool:
    """Whether the page first says that it can wait: from 20:00 to 06:00 by the reader's clock (U7)."""
    return now.time() >= _NIGHT_BEGINS or now.time() < _NIGHT_ENDS


def soonest(today: date) -> date:
    """The first day that can be chosen: a week from now, so that no single bad day decides."""
    return today + AT_LEAST


def latest(today: date) -> date:
    """The last day that can be chosen: six months from now, or the last day of that month (K17)."""
    year, month = divmod(today.year * 12 + today.month - 1 + AT_MOST_MONTHS, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def day(body: Mapping[str, Any], name: str) -> date | None:
    """The day under `name` ("on": to look again; "down": it was set down), or None."""
    return date.fromisoformat(body[name]) if body.get(name) else None


def is_due(body: Mapping[str, Any], today: date) -> bool:
    """Whether the day to look again has come."""
    on = day(body, "on")
    return on is not None and on <= today


def with_day(stored: Mapping[str, Any], answers: Mapping[str, Any]) -> Body:
    """The body with what was said on a calm day: "signs" (a list), "on" (a date or None) and "who".

    What is not among the answers stays as it was. Nothing that is empty is kept.
    """
    signs = [text for sign in answers.get("signs", stored.get("signs", ())) if (text := sign.strip())]
    on = answers["on"].isoformat() if answers.get("on") else ""
    return _filled({**stored, "signs": signs, "on": on, "who": answers["who"].strip()})


def with_columns(stored: Mapping[str, Any], did: str, know: str) -> Body:
    """The body with the two columns of the day."""
    return _filled({**stored, "did": did if did.strip() else "", "know": know if know.strip() else ""})


def concluded(stored: Mapping[str, Any], word: str, answers: Mapping[str, Any], today: date) -> tuple[Body, Body]:
    """What is kept of this day, and the body that goes on from it.

    `word` is one of WORDS; the answers are those of `with_day`, and are not looked at for DOWN.
    """
    look = _filled({name: stored.get(name, "") for name in ("signs", "on", "who", "did", "know")})
    days = sorted({*stored.get("days", ()), today.isoformat()})
    after = {name: value for name, value in stored.items() if name not in ("on", "did", "know")} | {"days": days}
    then = {**after, "down": today.isoformat()} if word == DOWN else with_day(after, answers)
    return {"word": word, **look}, then


def crossed_out(stored: Mapping[str, Any]) -> Body:
    """The body without a day, and marked so that no other text brings the day back. What was written stays."""
    return {**stored, "on": ""}


def taken_up(stored: Mapping[str, Any]) -> Body:
    """The body of something that was set down and is taken up again, without a day."""
    return {name: value for name, value in stored.items() if name != "down"}


def in_one(first: Mapping[str, Any], *others: Mapping[str, Any]) -> Body:
    """Several texts in one: no written word is lost. Of the others a day to look again is taken only where `first` has
    none, did not cross one out and set nothing down.
    """
    joined = dict(first)
    for other in others:
        for name, value in other.items():
            if isinstance(value, list):
                both = [*joined.get(name, []), *(each for each in value if each not in joined.get(name, []))]
                joined[name] = _on_three_lines(both) if name == "signs" else sorted(both)
            elif name in ("on", "down"):
                if name == "on" and "down" not in joined:
                    joined.setdefault(name, value)
            elif value not in joined.get(name, ""):
                between = " / " if name == "who" else "\n\n"
                joined[name] = between.join(filter(None, [joined.get(name), value]))
    return joined


def _on_three_lines(signs: list[str]) -> list[str]:
    """The page has no more lines, and no word may fall off it: the last line holds the rest."""
    rest = " / ".join(signs[SIGNS - 1 :])
    return [*signs[: SIGNS - 1], *([rest] if rest else [])]


def _filled(body: Mapping[str, Any]) -> Body:
    return {name: value for name, value in body.items() if value}
