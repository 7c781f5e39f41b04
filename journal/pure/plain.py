"""Nights in from plain text or Markdown: which day a text belongs to, from its file's name or from headings inside.

A day that can be read in two ways is given in both, and asked; nothing is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from journal.pure import night

FIRST_YEAR = 2000  # the earliest night there is a page for
Days = tuple[date, ...]  # one, or two: the day first, then the month first

_ISO = re.compile(r"(?<!\d)(\d{4})[-_.](\d{1,2})[-_.](\d{1,2})(?!\d)|(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([-_./])(\d{1,2})\2(\d{4})(?!\d)")
_HEADING = re.compile(r"#{1,6}[ \t]+(.+)")
_UNDER = re.compile(r"(?:=+|-+)[ \t]*\Z")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Part:
    """One text for one night. line: where it begins in its file, from 1."""

    file: str
    line: int
    days: Days
    text: str


@dataclass(frozen=True)
class Fault:
    """What cannot be read: the file, the line, and a word for why (journal.web.forms_archive)."""

    file: str
    line: int
    why: str


class NotText(Exception):
    """These bytes are no plain text; `why` says what they are."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def decoded(data: bytes) -> tuple[str, bool]:
    """The text with plain line ends; and whether it was read as Windows-1252, which is worth a look. Raises NotText."""
    old = False
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-16" or b"\0" in data:
            raise NotText("binary") from error
        try:
            text, old = data.decode("cp1252"), True
        except UnicodeDecodeError:
            raise NotText("letters") from error
    if text.startswith("{\\rtf"):
        raise NotText("rich")
    if _CONTROLS.search(text):
        raise NotText("binary")
    return night.as_text(text), old


def read(file: str, text: str, months: Mapping[str, int], today: date) -> tuple[list[Part], list[Fault]]:
    """The nights in one file, and what in it cannot be read.

    Two or more headings that are days divide it. Otherwise the day in its name counts, then a single heading.
    months: the names of the months in small letters, each with its number.
    """
    named = days_in(file.rpartition("/")[2], months)
    lines = text.split("\n")
    heads = [(at, *head) for at, line in enumerate(lines) if (head := _head(line, months))]
    if not text.strip():
        return [], [Fault(file, 1, "empty")]
    if len(heads) < 2 and named:
        found = [Part(file, 1, named, text.strip("\n"))]
    elif not heads:
        return [], [Fault(file, 1, "no day")]
    else:
        found = _divided(file, lines, heads)
    faults = [Fault(file, 1, "no day")] if not (len(heads) < 2 and named) and _before(lines, heads) else []
    good = []
    for part in found:
        why = _why_not(part, today)
        if why:
            faults.append(Fault(file, part.line, why))
        else:
            good.append(Part(part.file, part.line, tuple(d for d in part.days if _can_be(d, today)), part.text))
    return good, faults


def days_in(text: str, months: Mapping[str, int]) -> Days:
    """The day named in this text; two where day and month could change places; none where there is none."""
    if found := _ISO.search(text):
        year, month, day = (int(number) for number in found.groups() if number)
        return _days((year, month, day))
    if found := _NUMBERS.search(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        return _days((year, second, first), (year, first, second))
    lower = text.casefold()
    for pattern in _in_words(tuple(months)):
        if found := pattern.search(lower):
            return _days((int(found["year"]), months[found["month"]], int(found["day"])))
    return ()


@cache
def _in_words(months: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """A day with the name of its month, the day first and the month first. Made once: a file has very many lines."""
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    return (
        re.compile(
            rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s_-]*(?:of\s+|de\s+)?(?P<month>{names})\.?[\s,_-]*(?:de\s+)?(?P<year>\d{{4}})(?!\d)"
        ),
        re.compile(
            rf"(?<!\w)(?P<month>{names})\.?[\s_-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,_-]+(?P<year>\d{{4}})(?!\d)"
        ),
    )


def _days(*ways: tuple[int, int, int]) -> Days:
    days = []
    for way in ways:
        try:
            days.append(date(*way))
        except ValueError:
            continue
    return tuple(dict.fromkeys(days))


def _head(line: str, months: Mapping[str, int]) -> tuple[Days, str] | None:
    """The days of a line that is a heading with a day; and its other words. A bare line must hold a day and at most the
    name of its weekday.
    """
    marked = _HEADING.match(line.strip())
    # Its marks at the end are taken off without a pattern: one would try every space of a long row of them in turn.
    bare = (marked[1].rstrip("#").rstrip(" \t") or marked[1]) if marked else line.strip().rstrip(":").strip()
    if not marked and (len(bare) > 40 or not any(char.isdigit() for char in bare)):
        return None
    days = days_in(bare, months)
    if not days:
        return None
    words = re.findall(r"[^\W\d_]{2,}", bare.casefold())
    others = [word for word in words if word not in months and word not in ("of", "de", "st", "nd", "rd", "th")]
    if not marked and len(others) > 1:
        return None
    return days, bare if marked and others else ""


def _divided(file: str, lines: list[str], heads: list[tuple[int, Days, str]]) -> list[Part]:
    parts = []
    for (at, days, words), (end, *_rest) in pairwise([*heads, (len(lines), (), "")]):
        begin = at + 1
        if begin < end and _UNDER.match(lines[begin]):
            begin += 1
        text = "\n".join(lines[begin:end]).strip("\n")
        parts.append(Part(file, at + 1, days, "\n\n".join(filter(None, [words, text]))))
    return parts


def _before(lines: list[str], heads: list[tuple[int, Days, str]]) -> bool:
    return bool(heads) and any(line.strip() for line in lines[: heads[0][0]])


def _can_be(day: date, today: date) -> bool:
    return day.year >= FIRST_YEAR and day <= today


def _why_not(part: Part, today: date) -> str:
    if not part.text.strip():
        return "empty"
    if len(part.text) > night.MORE_LIMIT:
        return "long"
    if not any(_can_be(day, today) for day in part.days):
        return "ahead" if part.days[0] > today else "old"
    return ""
