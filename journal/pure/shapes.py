"""The shapes of what is sealed, and how an old one is lifted to today's when it is read.

A shape's number goes up when its body changes meaning. An old body is lifted by a function here, never rewritten on its
own; tests keep one frozen document of every number for ever.
"""

from typing import Any

NOW = {
    "night": 1,  # one per date, key "2026-03-11"
    "tool": 1,  # one per tool, key = the tool's name; carries the questions it answered; "my-part" when it is over, too
    "contact": 1,  # the contact state, key "state"; which lines of the log wait for an answer, key "open"
    "week": 1,  # what the reader started, and waited instead; one per ISO week, key "2026-W12"
    "situation": 1,  # circumstances that are true, key "mine"
    "small": 1,  # the small things that steps ended in, one record per month, key "2026-03"
    "review": 1,  # when I look again: key "current", and what was found on a day under its date, "2026-03-11"
    "plan": 1,  # five rows, key "plan"
    "sheet": 1,  # the counselor sheet's own answers, keys "first" and "next"
    "progress": 1,  # steps begun and done, key "steps"
    "settings": 1,  # time zone, lock time, paper size, country, the night page; key "mine"
    "held": 1,  # messages that wait and letters that stay, key "messages"
    "bin": 1,  # what was deleted last, for ten minutes; key "last"
    "incoming": 1,  # what was read from a file and waits to be brought in, for an hour; key "file"
}
# What only passes through: it is in no archive.
PASSING = frozenset({"bin", "incoming"})


def lift(kind: str, shape: int, body: dict[str, Any]) -> dict[str, Any]:
    """Today's body from one of an older shape. Raises KeyError for a kind nobody knows, ValueError for a number from
    the future.
    """
    if shape > NOW[kind]:
        raise ValueError(f"{kind} {shape} was written by a newer program")
    return body
