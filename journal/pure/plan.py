"""My plan: five rows, what I do and how it is going. The four rules and the bad night (ideas T5, R2; words.md)."""

from collections.abc import Mapping
from typing import Any

# Stored, so none is ever changed. In the order of the page.
ROWS = ("slow", "self", "help", "measured", "night")
DO_LETTERS = 80
GOING_LETTERS = 105


def fields() -> dict[str, int]:
    """Every field of the plan and its limit in letters, in the order of the page."""
    limits = {"do": DO_LETTERS, "going": GOING_LETTERS}
    return {f"{row}_{column}": limit for row in ROWS for column, limit in limits.items()}


def body(answers: Mapping[str, Any]) -> dict[str, str]:
    """The plan's body from a page's answers: only what was written."""
    return {name: text for name in fields() if (text := str(answers.get(name) or "").strip())}


def in_one(first: Mapping[str, str], *others: Mapping[str, str]) -> dict[str, str]:
    """One plan out of several: each field as in `first`, and from the others where it has none or says something else.

    Two different texts stand one after the other, also where that is longer than a page allows: no written word is
    lost, and the page says which field is too long.
    """
    joined = dict(first)
    for other in others:
        for name, text in other.items():
            if text not in joined.get(name, ""):
                joined[name] = " / ".join(filter(None, [joined.get(name), text]))
    return joined
