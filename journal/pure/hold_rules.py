"""The rules of hold and check, made ready: words filled in, patterns built, the place where a rule finds something.

One file for each rule in journal/pure/rules/; the README there says how a pattern is written.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from journal.pure.hold_text import Sentence, Spelling

_FILES = Path(__file__).parent / "rules"
# The most dangerous first: the order in which marks are shown.
_ORDER = (
    "dying",
    "threat",
    "watching",
    "unanswered",
    "pleading",
    "promise",
    "sorry",
    "explaining",
    "guilt",
    "jealousy",
    "many",
)
_GAP = re.compile(r"<(\d{1,2})>")
_NAME = re.compile(r"<([a-z][a-z-]+)>")
_BREAK = re.compile(r"(?:^|\n)\s*")
_GROUP = re.compile(r"\((?!\?)")
_VERB = re.compile(r"\b([a-z]+)~")
# Words inside words: a class may be made of classes, but not deeper than this.
_DEEPEST = 4
_SPELLED_FROM = 5
# How many sentences before and after count as near; in a long sentence, how many letters before and after.
_NEAR, _NEAR_LETTERS = 2, 100

Pattern = re.Pattern[str]


@dataclass(frozen=True)
class Rule:
    """One rule as its file declares it: the ideas it comes from, its reason, and its patterns (rules/README.md).

    together, apart: kinds of words that mark only beside each other; `apart` only where nothing near is of every day.
    """

    key: str
    ideas: tuple[str, ...]
    reason: str
    say: tuple[Pattern, ...] = ()
    weak: tuple[Pattern, ...] = ()
    faint: tuple[Pattern, ...] = ()
    hard: tuple[Pattern, ...] = ()
    over: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    spare: Pattern | None = None
    pair: tuple[tuple[Pattern, Pattern], ...] = ()
    together: tuple[tuple[Pattern, ...], ...] = ()
    apart: tuple[tuple[Pattern, ...], ...] = ()

    def place(self, said: Sequence[Sentence], at: int, *, limit: bool = False) -> tuple[int, int] | None:
        """Where in the words of sentence `at` this rule finds something; None if it does not. In a message that sets a
        limit, a threat is only what is hard, and nothing is faint.
        """
        if self._excused(said[at]):
            return None
        text = self._without(said[at].words)
        if limit and self.hard:
            return _first(self.hard, text)
        if found := _first(self.hard + self.say, text):
            return found
        if found := self._weak(text):
            return found
        if limit:
            return None
        if (found := _first(self.faint, text)) and not self._everyday(said[max(at - _NEAR, 0) : at + _NEAR + 1]):
            return found
        return self._pair(text, said, at) or self._together(said, at)

    def _excused(self, sentence: Sentence) -> bool:
        return any(pattern.search(sentence.words) for pattern in self.unless)

    def _without(self, text: str) -> str:
        for pattern in self.over:
            text = pattern.sub(lambda found: " " + "#" * (len(found[0]) - 1), text)
        return text

    def _weak(self, text: str) -> tuple[int, int] | None:
        for pattern in self.weak:
            if (found := pattern.search(text)) and not self._spared(text, *found.span()):
                return found.span()
        return None

    def _spared(self, text: str, start: int, end: int) -> bool:
        first = text.rfind(" ", 0, max(start - _NEAR_LETTERS, 1))
        return self.spare is not None and self.spare.search(text, max(first, 0), end + _NEAR_LETTERS) is not None

    def _everyday(self, near: Sequence[Sentence]) -> bool:
        return self.spare is not None and any(self.spare.search(each.words) for each in near)

    def _pair(self, text: str, said: Sequence[Sentence], at: int) -> tuple[int, int] | None:
        after = self._without(said[at + 1].words) if at + 1 < len(said) else ""
        for first, second in self.pair:
            found = first.search(text)
            if found and (second.search(text, found.end()) or second.search(after)):
                return found.span()
        return None

    def _together(self, said: Sequence[Sentence], at: int) -> tuple[int, int] | None:
        """Where in sentence `at` one of the kinds stands, if the others stand there or in the two after it."""
        near = [each for each in said[at : at + _NEAR + 1] if not self._excused(each)]
        texts = [self._without(each.words) for each in near]
        for kinds in self.together + self.apart:
            here = next((found for kind in kinds if (found := kind.search(texts[0]))), None)
            complete = all(any(kind.search(text) for text in texts) for kind in kinds)
            if here and complete and (kinds in self.together or not self._everyday(near)):
                return here.span()
        return None


@dataclass(frozen=True)
class Rules:
    """All files of rules/, ready to use. line, quiet: what makes a message a limit. common: see Spelling's file."""

    rules: tuple[Rule, ...]
    line: tuple[Pattern, ...]
    quiet: tuple[Pattern, ...]
    common: frozenset[str]
    spelling: Spelling = field(repr=False)

    def rule(self, key: str) -> Rule:
        """The rule of this name."""
        return next(rule for rule in self.rules if rule.key == key)


@cache
def rules() -> Rules:
    """The rules, read once."""
    words: dict[str, str] = _read("words")
    spelling, limit = _read("spelling"), _read("limit")
    literal: set[str] = set()

    def pattern(text: str) -> Pattern:
        filled = _filled(text, words)
        literal.update(re.findall(rf"(?<![\\\w])[a-z]{{{_SPELLED_FROM},}}(?![\w\[?*+])", filled))
        return re.compile(rf" (?:{filled})(?= )")

    kept = tuple(_rule(key, _read(key), pattern) for key in _ORDER)
    limits = {name: tuple(map(pattern, limit[name])) for name in ("line", "quiet")}
    known = Spelling(spelling["short"], frozenset(literal), frozenset(spelling["real"].split()))
    return Rules(rules=kept, common=frozenset(spelling["common"].split()), spelling=known, **limits)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FILES / f"{name}.toml").read_text(encoding="utf-8"))


def _first(patterns: Sequence[Pattern], text: str) -> tuple[int, int] | None:
    return next((found.span() for pattern in patterns if (found := pattern.search(text))), None)


def _rule(key: str, table: Mapping[str, Any], pattern: Callable[[str], Pattern]) -> Rule:
    def built(name: str) -> tuple[Pattern, ...]:
        return tuple(map(pattern, table.get(name, ())))

    def sets(name: str) -> tuple[tuple[Pattern, ...], ...]:
        return tuple(tuple(kinds[kind] for kind in each.split()) for each in table.get(name, ()))

    kinds = {name: pattern("|\n".join(each)) for name, each in table.get("kinds", {}).items()}
    return Rule(
        key,
        tuple(table["ideas"]),
        table["reason"],
        say=built("say"),
        weak=built("weak"),
        faint=built("faint"),
        hard=built("hard"),
        over=built("over"),
        unless=built("unless"),
        spare=pattern("|\n".join(table["spare"])) if "spare" in table else None,
        pair=tuple((pattern(first), pattern(second)) for first, second in table.get("pair", ())),
        together=sets("together"),
        apart=sets("apart"),
    )


def _filled(text: str, words: Mapping[str, str]) -> str:
    """A pattern with its classes, gaps and verbs filled in."""
    text = _BREAK.sub("", text)
    for _ in range(_DEEPEST):
        text = _NAME.sub(lambda name: f"(?:{_BREAK.sub('', words[name[1]])})", text)
    text = _GAP.sub(r"(?:\\S+ ){0,\1}?", text)
    text = _VERB.sub(lambda verb: f"(?:{'|'.join(_endings(verb[1]))})", text)
    return _GROUP.sub("(?:", text)


def _endings(verb: str) -> list[str]:
    """The regular forms of a verb: call, calls, called, calling; take, takes, taking; stop, stopped; cry, cries."""
    if verb.endswith("e"):
        return [verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    if verb.endswith("y") and verb[-2] not in "aeou":
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    doubled = verb + verb[-1] if re.search(r"[^aeiou][aeiou][bdgmnpt]$", verb) else verb
    plural = f"{verb}es" if re.search(r"(?:s|sh|ch|x|z)$", verb) else f"{verb}s"
    return [verb, plural, f"{doubled}ed", f"{doubled}ing", f"{verb}ing"]
