"""Words that hold and check has learnt from examples: for each rule, which runs of words speak for it, which against.

Nobody writes these weights by hand: `python -m tests.learn` learns them from tests/hold/ and puts one file for each
rule in rules/learnt/, a weight and its words on a line, so that each can be read and argued with (docs/decisions/0013).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf, sqrt
from pathlib import Path

from journal.pure.hold_text import Sentence

FILES = Path(__file__).parent / "rules" / "learnt"
LONGEST_RUN = 3
STRETCH = 16  # words of a long sentence that are read together
BEGINS, ANY = "^", "_"

Place = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """Some words in a row: the sentence that they begin in, from where to where they stand in the words of that one
    sentence (nowhere if they are of two), and their runs.
    """

    at: int
    place: Place | None
    runs: frozenset[str]


@dataclass(frozen=True)
class Learnt:
    """What was learnt for one rule. weights: by run of words. base: the weight of saying nothing. found: the weight of
    a pattern of this rule that finds its place. bar: from which sum on the rule speaks. doubt: from which sum on it may
    have been meant (never, where nobody asks).
    """

    weights: Mapping[str, float]
    base: float
    found: float
    bar: float
    doubt: float = inf

    def sum(self, passage: Passage) -> float:
        """What the words of a passage speak for this rule; below zero, against it. The length makes no difference."""
        return self.base + sum(self.weights.get(run, 0.0) for run in passage.runs) / sqrt(len(passage.runs) or 1)

    def place(self, sentence: Sentence, within: Place) -> Place:
        """The words of a sentence from the run on that speaks most for this rule, of those that stand within."""
        start, end = within
        where = runs(sentence.words[start:end])
        plainest = max(where, key=lambda run: (self.weights.get(run, 0.0), run))
        return start + where[plainest][0], len(sentence.words)


def passages(said: Sequence[Sentence]) -> list[Passage]:
    """Every sentence by itself, every two in a row, and the stretches of a long one, so that nothing can hide in it."""
    found = []
    for at, sentence in enumerate(said):
        found += [
            Passage(at, place, frozenset(runs(sentence.words[slice(*place)]))) for place in _stretches(sentence.words)
        ]
        if at:
            found.append(Passage(at - 1, None, frozenset(runs(said[at - 1].words + sentence.words))))
    return found


def _stretches(words: str) -> Iterator[Place]:
    """The whole, and where it is long, parts of STRETCH words, each from the middle of the one before."""
    yield 0, len(words)
    starts = [found.start() for found in re.finditer(r"(?<= )\S", words)]
    for first in range(0, len(starts) - STRETCH, STRETCH // 2):
        last = first + STRETCH
        yield starts[first], starts[last] if last + STRETCH // 2 < len(starts) else len(words)


def runs(words: str) -> dict[str, Place]:
    """The runs of one to three words in a text in plain form, each with its place; "^" is its beginning, and "_" stands
    for any word between two.
    """
    tokens = [BEGINS, *words.split()]
    spots, at = [(0, 0)], 0
    for token in tokens[1:]:
        at = words.index(token, at)
        spots.append((at, at + len(token)))
        at += len(token)
    found: dict[str, Place] = {}
    for first in range(len(tokens)):
        for last in range(first, min(first + LONGEST_RUN, len(tokens))):
            found[" ".join(tokens[first : last + 1])] = (spots[first][0], spots[last][1])
        if first + 2 < len(tokens):
            found[f"{tokens[first]} {ANY} {tokens[first + 2]}"] = (spots[first][0], spots[first + 2][1])
    return found


@cache
def learnt(rule: str) -> Learnt | None:
    """What was learnt for a rule; None where there was nothing to learn (an hour, a length, the log)."""
    file = FILES / f"{rule}.txt"
    if not file.exists():
        return None
    numbers: dict[str, float] = {}
    weights: dict[str, float] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        number, _, words = line.partition(" ")
        kind = numbers if words.startswith("= ") else weights
        kind[words.removeprefix("= ")] = float(number)
    return Learnt(weights, **numbers)
