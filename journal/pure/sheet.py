"""The counselor sheet: what it may hold, what goes on the paper, and how large it can be set.

One page, and by choice a second one, in two forms: "first" for the first hour, "next" for the hours after it. The
limits belong to a Letter page with everything on it (words.md, "The counselor sheet"). Nothing here is a score, a
diagnosis or a word about the partner.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from journal.pure import contact, printing, signs


@dataclass(frozen=True)
class Limit:
    """What one field holds at most. words: 0 where only letters count."""

    letters: int
    words: int = 0


QUESTIONS = {f"question_{number}": Limit(160) for number in (1, 2, 3)}
HOW = {
    "days_before": Limit(20),
    "days_now": Limit(20),
    "body_before": Limit(60),
    "body_now": Limit(60),
    "hard_before": Limit(20),
    "hard_now": Limit(20),
    "counts_before": Limit(60),
    "counts_now": Limit(60),
}
# The names are stored, so none is ever changed. In the order of the page.
FIELDS: dict[str, dict[str, Limit]] = {
    "first": {
        "why": Limit(240, words=40),
        **{f"said_{number}": Limit(120) for number in (1, 2, 3, 4)},
        **HOW,
        "part": Limit(180, words=30),
        **QUESTIONS,
    },
    "next": {
        "agreed_1": Limit(110),
        "went_1": Limit(110),
        "agreed_2": Limit(110),
        "went_2": Limit(110),
        **{f"since_{number}": Limit(120) for number in (1, 2)},
        **HOW,
        "hardest": Limit(180),
        "changes": Limit(180),
        **QUESTIONS,
    },
}
# What can be on the paper or left off, in the order of the page; "days" is a second page.
PARTS: dict[str, tuple[str, ...]] = {
    "first": ("why", "said", "ask", "how", "counts", "plan", "part", "questions", "agree", "days"),
    "next": ("agreed", "since", "ask", "how", "counts", "hardest", "changes", "questions", "agree", "days"),
}
# Ticked by nobody but the reader (reading R15; rules 3 and 4 of the sheet).
BY_CHOICE = frozenset({"counts", "part", "days"})

_FIELDS_OF = {
    "how": tuple(name for name in HOW if not name.startswith("counts")),
    "counts": ("counts_before", "counts_now"),
    "questions": tuple(QUESTIONS),
    "said": ("said_1", "said_2", "said_3", "said_4"),
    "agreed": ("agreed_1", "went_1", "agreed_2", "went_2"),
    "since": ("since_1", "since_2"),
}

_MARKS = 2  # more would reach into the line above, and the page is full


def fields_of(form: str, part: str) -> tuple[str, ...]:
    """The names of the fields that this part is written in; none for a part that is only printed."""
    return _FIELDS_OF.get(part, (part,) if part in FIELDS[form] else ())


def offered(form: str, state: str | None) -> tuple[str, ...]:
    """The parts a reader in this contact state may choose from. With an order or fear, "my part" is not offered."""
    return tuple(part for part in PARTS[form] if not (part == "part" and state == "court"))


def chosen(form: str, body: Mapping[str, Any], state: str | None) -> tuple[str, ...]:
    """The parts that go on the paper, in order.

    Counts ticked while contact was still open do not go on the paper of somebody who was asked for none since.
    """
    ticked = body.get("parts", {})
    wanted = {part for part in PARTS[form] if ticked.get(part, part not in BY_CHOICE)}
    if contact.none_at_all(state) and not body.get("strict"):
        wanted.discard("counts")
    return tuple(part for part in offered(form, state) if part in wanted)


def body(form: str, answers: Mapping[str, Any], state: str | None, before: Mapping[str, Any]) -> dict[str, Any]:
    """The sheet's body from a page's answers: texts by field, ticks by part.

    `before` is the stored body: what the page did not ask stays as it is there.
    """
    kept = {name: before[name] for name in FIELDS[form] if name not in answers and name in before}
    kept |= {name: text for name in FIELDS[form] if (text := str(answers.get(name) or "").strip())}
    ticks = before.get("parts", {}) | {
        part: answers[part_tick(part)] for part in PARTS[form] if part_tick(part) in answers
    }
    if contact.none_at_all(state):
        kept["strict"] = True
    return kept | {"parts": ticks}


def part_tick(part: str) -> str:
    """The name of the tick, among a page's answers, that puts this part on the paper."""
    return f"on_{part}"


def in_one(first: Mapping[str, Any], *others: Mapping[str, Any]) -> dict[str, Any]:
    """One sheet out of several: no written word is lost, and a part is ticked where it is ticked in all of them."""
    joined = dict(first)
    for other in others:
        for name, text in other.items():
            if isinstance(text, str) and text not in joined.get(name, ""):
                joined[name] = " / ".join(filter(None, [joined.get(name), text]))
        ticks, more = joined.get("parts", {}), other.get("parts", {})
        joined["parts"] = {part: ticks.get(part, True) and more.get(part, True) for part in ticks | more}
    return joined


def printable(text: str) -> str:
    """The text as it stands on paper: one line, nothing invisible, no heap of marks on one letter."""
    line = printing.seen(" ".join(text.split()))
    return printing.printable(printing.with_few_marks(line, _MARKS, piled=True))


def too_long(text: str, limit: Limit) -> tuple[int, int]:
    """By how many words and letters the text is over its limit; (0, 0) if it fits. A line of capitals, or of nothing
    but wide letters, holds fewer.
    """
    line = printable(text).replace(printing.BREAK, "")
    words = len(line.split()) - limit.words if limit.words else 0
    return max(0, words), max(0, signs.letters(line) - limit.letters)


_SLEEP = {"under3": "under 3 hours", "3to5": "3 to 5 hours", "5to7": "5 to 7 hours", "7up": "7 hours or more"}
_FOOD = {"hardly": "hardly any food", "some": "some food", "enough": "enough food"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")


def in_words(nights: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What these nights say about how I am, in words: "body", "hard", "counts"; "" where they say nothing."""
    kept = list(nights)
    hard = sorted(int(night["hard"]) for night in kept if "hard" in night)
    return {
        "body": "; ".join(filter(None, [_sleep(kept), _most(kept, "food", _FOOD)])),
        "hard": f"{hard[0]} to {hard[-1]}" if hard and hard[0] < hard[-1] else "".join(map(str, hard[:1])),
        "counts": "; ".join(filter(None, [_times(kept, "reached"), _times(kept, "waited")])),
    }


def _most(nights: list[Mapping[str, Any]], fact: str, words: Mapping[str, str]) -> str:
    """The answer given most often, the worse one where two are equal; "" if nobody answered."""
    answers = [night[fact] for night in nights if fact in night]
    return words[max(words, key=answers.count)] if answers else ""


def _sleep(nights: list[Mapping[str, Any]]) -> str:
    most = _most(nights, "sleep", _SLEEP)
    worst = sum(night.get("sleep") == "under3" for night in nights)
    if not most or not worst or most == _SLEEP["under3"]:
        return most
    return f"{most}, {_NUMBERS[worst]} {'night' if worst == 1 else 'nights'} under 3"


def _times(nights: list[Mapping[str, Any]], fact: str) -> str:
    answers = [night[fact] for night in nights if fact in night]
    times = sum(4 if answer == "4up" else int(answer) for answer in answers)
    return f"{'at least ' if '4up' in answers else ''}{times} {'time' if times == 1 else 'times'}" if answers else ""


@dataclass(frozen=True)
class Room:
    """What a page holds in one size: letters in a line of full width, and lines, the gaps counted as lines."""

    letters: int
    lines: float


# Measured on a Letter page, from the largest to the smallest size of the style sheet. A4 is narrower and still holds
# more, so that a browser may print on either.
SIZES = {"roomy": Room(74, 41.7), "usual": Room(80, 49.0), "close": Room(85, 54.0), "dense": Room(93, 62.0)}
# A tool can be short enough for letters that are larger still.
TOOL_SIZES = {"ample": Room(63, 34.0), **SIZES}

SMALLEST = "dense"


@dataclass(frozen=True)
class Block:
    """Something on the page: texts beside each other, each with its share of the width, and lines it takes besides."""

    texts: tuple[tuple[str, float], ...] = ()
    besides: float = 0.0

    def lines(self, letters: int) -> float:
        """How many lines it takes where a full line holds `letters`."""
        each = (max(1, math.ceil(signs.letters(text) / (letters * share))) for text, share in self.texts)
        return max(each, default=0) + self.besides


def size(blocks: Iterable[Block], sizes: Mapping[str, Room] = SIZES) -> str:
    """The largest size in which these blocks go on one page, by estimate; the smallest where even that is not enough.

    The press measures again and sets smaller what the estimate missed.
    """
    kept = list(blocks)
    fits = (name for name, room in sizes.items() if sum(block.lines(room.letters) for block in kept) <= room.lines)
    return next(fits, SMALLEST)
