"""Files of words: TOML facts, Markdown below them, and problems that name file, line and mend."""

import datetime
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guides import shapes
from guides.languages import ENGLISH
from guides.tools import Tool

SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
Item = shapes.Page | shapes.Guide | shapes.Step | shapes.Source | shapes.Question | Tool

_HEADER = re.compile(r"^\s*\[\[([a-z_.]+)\]\]")
_KEY = re.compile(r"^\s*([A-Za-z_-]+)\s*=")
_AT_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong at a line of a file, and how to mend it."""

    path: str
    line: int
    wrong: str
    mend: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.wrong} {self.mend}"


@dataclass
class Document:
    """One file: its facts, and the Markdown below them if it has any.

    `path` is how problems name it; `body_line` is the number of the line above the body. A file that could not be
    read at all has no facts, and is silent about everything else. `words_in` and `stale`: see guides.languages.Worded.
    """

    path: str
    problems: list[Problem]
    facts: "Table"
    body: str = ""
    body_line: int = 0
    silent: bool = False
    words_in: str = ENGLISH
    stale: bool = False

    def wrong(self, line: int, wrong: str, mend: str) -> None:
        """Write down a problem at a line of the file."""
        if not self.silent:
            self.problems.append(Problem(self.path, line, wrong, mend))

    def body_wrong(self, line: int, wrong: str, mend: str) -> None:
        """Write down a problem at a line of the body, counted from 1."""
        self.wrong(self.body_line + line, wrong, mend)


@dataclass
class Place:
    """Where a table and its keys stand in a file."""

    line: int = 1
    keys: dict[str, int] = field(default_factory=dict)


class Table:
    """The facts of a file, or of one [[part]] of it. Each question writes down what is wrong with the answer."""

    def __init__(self, values: dict[str, Any], place: Place, places: dict[str, Iterator[Place]]) -> None:
        self._values = values
        self._place = place
        self._places = places
        self._asked: list[str] = []
        self.document: Document

    def line(self, key: str) -> int:
        """The line where `key` is set; the table's first line if it is not."""
        return self._place.keys.get(key, self._place.line)

    def has(self, key: str) -> bool:
        """Whether `key` is set."""
        return key in self._values

    def wrong(self, key: str, wrong: str, mend: str) -> None:
        """Write down a problem with the value of `key`."""
        self.document.wrong(self.line(key), wrong, mend)

    def text(self, key: str, *, needed: bool = True, choices: tuple[str, ...] = ()) -> str:
        """The text under `key`, or "" if it is missing or wrong; not empty if `needed`, one of `choices` if any."""
        value = self._value(key, str, "text in quotes", needed=needed)
        text = value.strip() if isinstance(value, str) else ""
        if needed and value is not None and not text:
            self.wrong(key, f"{key} is empty.", "Write it between the quotes.")
        if text and choices and text not in choices:
            self.wrong(key, f"{key} = {text!r} is not known.", f"Write one of: {', '.join(choices)}.")
        return text

    def texts(self, key: str, choices: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The list of texts under `key`, which must be there but may be empty; each one of `choices` if any."""
        value = self._value(key, list, 'a list such as ["one", "two"]')
        if value is None:
            return ()
        if not all(isinstance(item, str) for item in value):
            self.wrong(key, f"{key} holds something that is not text.", "Put every item between quotes.")
            return ()
        for item in value:
            if choices and item not in choices:
                self.wrong(key, f"{item!r} in {key} is not known.", f"Write some of: {', '.join(choices)}.")
        if len(set(value)) < len(value):
            self.wrong(key, f"{key} names something twice.", "Leave the second one out.")
        return tuple(value)

    def number(self, key: str, *, needed: bool = True) -> int | None:
        """The whole number above 0 under `key`, or None."""
        value = self._value(key, int, "a whole number", needed=needed)
        if isinstance(value, bool) or (isinstance(value, int) and value < 1):
            self.wrong(key, f"{key} is not a number above 0.", f"Write {key} = 1 or more.")
            return None
        return value if isinstance(value, int) else None

    def flag(self, key: str) -> bool:
        """Whether `key` is set to true; it may be left out."""
        return bool(self._value(key, bool, "true or false", needed=False))

    def pairs(self, *, needed: bool = True) -> tuple[tuple[str, str], ...]:
        """Every key of this table with its text, for a table whose keys are not known; no text is empty if `needed`."""
        return tuple((key, self.text(key, needed=needed)) for key in self._values)

    def date(self, key: str, *, needed: bool = True) -> datetime.date | None:
        """The day under `key`, or None."""
        value = self._value(key, datetime.date, "a day such as 2026-11-22, without quotes", needed=needed)
        return value if isinstance(value, datetime.date) else None

    def inline(self, key: str) -> list[dict[str, Any]]:
        """The list of { inline tables } under `key`; empty if it is missing or wrong."""
        value = self._value(key, list, 'a list such as [{ value = "a", label = "A" }]')
        return [item for item in value or [] if isinstance(item, dict)]

    def tables(self, key: str, header: str) -> list["Table"]:
        """The tables under `key`, written in the file as [[header]]; there may be none."""
        value = self._value(key, list, f"written as [[{header}]]", needed=False) or []
        found = []
        for item in value:
            if isinstance(item, dict):
                table = Table(item, next(self._places.get(header, iter(())), self._place), self._places)
                table.document = self.document
                found.append(table)
        return found

    def over(self, other: "Table") -> "Table":
        """The facts of `other`, with those that stand here too in their place."""
        values = {key: self._values.get(key, value) for key, value in other._values.items()}
        return Table(values, self._place, self._places)

    def done(self) -> None:
        """Write down every key that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                self.wrong(key, f"{key} is not known here.", f"Take it out. Known: {', '.join(self._asked)}.")

    def _value(self, key: str, kind: type, shown: str, *, needed: bool = True) -> Any:  # noqa: ANN401  (TOML's own)
        self._asked.append(key)
        value = self._values.get(key)
        if value is None:
            if needed:
                self.wrong(key, f"{key} is missing.", f"Add {key} = {shown}.")
            return None
        if not isinstance(value, kind) or isinstance(value, datetime.datetime):
            self.wrong(key, f"{key} is not {shown}.", f"Write {key} = {shown}.")
            return None
        return value


@dataclass
class LeftOut:
    """An idea that no page uses, why, and the line of left-out.toml that says so."""

    kind: str
    reason: str
    line: int


@dataclass
class Reading:
    """What is found while a folder is read."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    read: set[Path] = field(default_factory=set)
    items: list[tuple[Document, Item]] = field(default_factory=list)
    left_out: dict[str, LeftOut] = field(default_factory=dict)
    idea_lines: dict[str, tuple[Document, int]] = field(default_factory=dict)

    def open(self, name: str) -> Document:
        """The file of this name inside the folder."""
        path = self.root / name
        self.read.add(path)
        return read(path, self.root, self.problems)

    def names(self, pattern: str) -> list[str]:
        """The files and folders of a shape inside the folder, in the order of their names."""
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern))

    def wrong(self, path: str, wrong: str, mend: str, line: int = 1) -> None:
        """Write down a problem with a file or folder."""
        self.problems.append(Problem(path, line, wrong, mend))


def read(path: Path, root: Path, problems: list[Problem]) -> Document:
    """The file as a Document; `root` is what its path is shown from. What is wrong goes into `problems`."""
    document = Document(path.relative_to(root).as_posix(), problems, Table({}, Place(), {}))
    document.facts.document = document
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return _give_up(document, 1, f"The file cannot be read: {error}.", "Save it as plain text in UTF-8.")
    above = 0
    if path.suffix == ".md":
        above = 1
        cut = re.match(r"\+\+\+\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", source, re.DOTALL | re.MULTILINE)
        if not cut:
            wrong = "The facts about the page are missing."
            return _give_up(document, 1, wrong, 'Begin with a line +++, then title = "...", then a line +++.')
        document.body = source[cut.end() :]
        document.body_line = source[: cut.end()].count("\n")
        source = cut[1]
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = _AT_LINE.search(str(error))
        at = int(line[1]) if line else source.count("\n")
        return _give_up(document, above + at, f"The facts do not read as TOML: {error}.", "Mend this line.")
    place, places = _places(source, above)
    document.facts = Table(values, place, {header: iter(found) for header, found in places.items()})
    document.facts.document = document
    return document


def _give_up(document: Document, line: int, wrong: str, mend: str) -> Document:
    document.wrong(line, wrong, mend)
    document.silent = True
    return document


def _places(source: str, above: int) -> tuple[Place, dict[str, list[Place]]]:
    """Where the keys of the file stand, and where the tables under each header and their keys stand, in order."""
    place = first = Place()
    places: dict[str, list[Place]] = {}
    for number, line in enumerate(source.split("\n"), start=above + 1):
        if header := _HEADER.match(line):
            place = Place(number)
            places.setdefault(header[1], []).append(place)
        elif key := _KEY.match(line):
            place.keys.setdefault(key[1], number)
    return first, places
