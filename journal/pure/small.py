"""The small things that steps and nights end in: one is asked back the next night, and the plan is made of them.

A thing with a time and a place is done more often than a wish (DESIGN, section 4: that loop is what makes a plan). One
question only, and never a count against the reader: what was not done is not said again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from journal.pure import night, sheet

LETTERS = night.LINES["tomorrow"]  # it may become that line of the night's page
A_DAY = 6  # things that steps may name on one day
# Where nothing is started: a thing that reaches the partner is neither chosen nor asked back.
CLOSED_IN = ("waiting", "asked", "court")
MONTHS = 12  # how far back a step's own page shows what was chosen there

Line = Mapping[str, str]  # "id", "day", "text", "guide", "step": one small thing that a step ended in


def key(day: date) -> str:
    """The natural key of the record of this day's month, such as "2026-03"."""
    return day.isoformat()[:7]


def keys_back(day: date, months: int) -> list[str]:
    """The keys of this day's month and the ones before it, the latest first, `months` in all."""
    first = day.year * 12 + day.month - 1
    return [f"{back // 12:04}-{back % 12 + 1:02}" for back in range(first, first - months, -1)]


def with_line(lines: Sequence[Line], line: Line) -> list[Line] | None:
    """The lines with one more, which is the latest of its day. A line sent twice stands there once. None where the day
    is full.
    """
    if any(_said(each) == _said(line) for each in lines):
        return list(lines)
    of_day = [each for each in lines if each["day"] == line["day"]]
    return [*lines, line] if len(of_day) < A_DAY else None


def asked_back(days: Iterable[tuple[Mapping[str, Any] | None, Sequence[str]]], closed: Iterable[str]) -> str:
    """The one small thing to ask back, or "". days: each day's night (None where there is none) and what its steps
    ended in, the latest day first. closed: what is not for now, because it reaches a partner who is not to be reached.

    The night's own line comes before those of steps: it was written last, with the day before one's eyes.
    """
    shut = set(closed)
    for body, steps in days:
        named = [text for text in (str((body or {}).get("tomorrow", "")), *reversed(steps)) if text]
        allowed = [text for text in named if text not in shut]
        if allowed:
            return allowed[0]
        if body is not None or named:
            return ""
    return ""


def for_row(answers: Mapping[str, Sequence[str]], letters: int) -> str:
    """The small thing that a row of the plan is offered, or "": what was done most often first, then what was done in
    part, then what nobody asked back yet, the latest first. What was only ever not done is not offered.

    answers: by each thing, from the earliest to the latest, the answers given when it was asked back.
    """
    fitting = [
        (marks.count("did"), marks.count("part"), place, text)
        for place, (text, marks) in enumerate(answers.items())
        if ({"did", "part"} & set(marks) or not marks) and not any(sheet.too_long(text, sheet.Limit(letters)))
    ]
    return max(fitting)[3] if fitting else ""


def _said(line: Line) -> tuple[str, str, str, str]:
    return line["day"], line["guide"], line["step"], line["text"]
