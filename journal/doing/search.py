"""Finding in one's own records. Opens them all, so it is kept lean: 3,650 nights in well under 200 ms."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from journal.access.records import Document, Journal, Unreadable
from journal.pure import night
from journal.pure.find import around, fold, words_of

MOST = 100
# Where a kind's words are: a night's written lines, and every text inside the others.
_NIGHT = (*night.LINES, "more")
_KINDS = ("night", "tool", "review", "plan", "sheet", "small", "held")
# Questions, options and words to choose from are ours, not the reader's words.
_NOT_THEIRS = {"questions", "word"}


@dataclass(frozen=True)
class Found:
    """One record with all the words: its kind, its natural key, a little of its text."""

    kind: str
    key: str
    context: str


@dataclass(frozen=True)
class Result:
    """What was found, the latest nights first, at most MOST; whether there is more; how many records do not open; and
    whether there was anything to look through.
    """

    found: list[Found]
    more: bool
    unreadable: int
    empty: bool


def find(journal: Journal, typed: str) -> Result:
    """The records that hold all the words typed; nothing for an empty query."""
    words, hits, unreadable, looked = words_of(typed), [], 0, 0
    for document in journal.everything() if words else ():
        if isinstance(document, Unreadable):
            unreadable += 1
        elif document.kind in _KINDS:
            looked += 1
            for key, text in _pages(document):
                folded = fold(text)
                if all(word in folded for word in words):
                    hits.append((document.kind, key, text))
    hits.sort(key=lambda hit: (hit[0] == "night", hit[1]), reverse=True)
    shown = [Found(kind, key, around(text, words[0])) for kind, key, text in hits[:MOST]]
    return Result(shown, len(hits) > MOST, unreadable, empty=bool(words) and not (looked or unreadable))


def _pages(document: Document) -> Iterator[tuple[str, str]]:
    """The texts to look through, each with the key of the page it stands on. A small thing stands on its step's page,
    the key is "guide/step".
    """
    if document.kind == "small":
        for line in document.body["lines"]:
            yield f"{line['guide']}/{line['step']}", line["text"]
        return
    bodies = [document.body, *(other["body"] for other in document.others)]
    yield document.key, "\n".join(line for body in bodies for line in _texts(document.kind, body))


def _texts(kind: str, body: dict[str, Any]) -> Iterator[str]:
    if kind == "night":
        return (body[name] for name in _NIGHT if name in body)
    if kind == "held":  # ids and hours are ours
        return (each["text"] for part in ("waiting", "letters") for each in body[part])
    return _strings(body)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in _NOT_THEIRS:
                yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
