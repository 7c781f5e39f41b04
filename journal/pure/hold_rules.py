"""The rules of hold.toml, made ready: words filled in, patterns built, and the place where a rule finds something."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from journal.pure.hold_text import Sentence, Spelling

_HERE = Path(__file__).parent
_GAP = re.compile(r"<(\d{1,2})>")
_NAME = re.compile(r"<([a-z][a-z-]+)>")
_BREAK = re.compile(r"(?:^|\n)\s*")
_GROUP = re.compile(r"\((?!\?)")
_VERB = re.compile(r"\b([a-z]+)~")
# Words inside words: a class may be made of classes, but not deeper than this.
_DEEPEST = 4
_SPELLED_FROM = 5
# How many sentences before and after count as near.
_NEAR = 2

Pattern = re.Pattern[str]


@dataclass(frozen=True)
class Rule:
    """One rule as hold.toml declares it: the ideas it comes from, its reason, and its patterns (see the head there)."""

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

    def place(self, said: Sequence[Sentence], at: int, *, limit: bool = False) -> tuple[int, int] | None:
        """Where in the words of sentence `at` this rule finds something; None if it does not. In a message that sets a
        limit, a threat is only what is hard, and nothing is faint.
        """
        text = said[at].words
        if any(pattern.search(text) for pattern in self.unless):
            return None
        text = self._without(text)
        if limit and self.hard:
            return _first(self.hard, text)
        if found := _first(self.hard + self.say, text):
            return found
        if (found := _first(self.weak, text)) and not self._everyday(said[at : at + 1]):
            return found
        if limit:
            return None
        if (found := _first(self.faint, text)) and not self._everyday(said[max(at - _NEAR, 0) : at + _NEAR + 1]):
            return found
        return self._pair(text, said, at)

    def _without(self, text: str) -> str:
        for pattern in self.over:
            text = pattern.sub(lambda found: "#" * len(found[0]), text)
        return text

    def _everyday(self, near: Sequence[Sentence]) -> bool:
        return self.spare is not None and any(self.spare.search(each.words) for each in near)

    def _pair(self, text: str, said: Sequence[Sentence], at: int) -> tuple[int, int] | None:
        after = self._without(said[at + 1].words) if at + 1 < len(said) else ""
        for first, second in self.pair:
            found = first.search(text)
            if found and (second.search(text, found.end() - 1) or second.search(after)):
                return found.span()
        return None


@dataclass(frozen=True)
class Rules:
    """All of hold.toml, ready to use. line, quiet: what makes a message a limit. common: see Spelling's file."""

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
    """The rules of hold.toml, read once."""
    told = tomllib.loads((_HERE / "hold.toml").read_text(encoding="utf-8"))
    spelling = tomllib.loads((_HERE / "hold_spelling.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = told["words"]
    literal: set[str] = set()

    def pattern(text: str) -> Pattern:
        filled = _filled(text, words)
        literal.update(re.findall(rf"(?<![\\\w])[a-z]{{{_SPELLED_FROM},}}(?![\w\[?*+])", filled))
        return re.compile(rf"(?<=\s)(?:{filled})(?=\s)")

    kept = tuple(_rule(table, pattern) for table in told["rule"])
    limits = {name: tuple(map(pattern, told["limit"][name])) for name in ("line", "quiet")}
    known = Spelling(spelling["short"], frozenset(literal), frozenset(spelling["real"].split()))
    return Rules(rules=kept, common=frozenset(spelling["common"].split()), spelling=known, **limits)


def _first(patterns: Sequence[Pattern], text: str) -> tuple[int, int] | None:
    return next((found.span() for pattern in patterns if (found := pattern.search(text))), None)


def _rule(table: Mapping[str, Any], pattern: Callable[[str], Pattern]) -> Rule:
    lists = {
        name: tuple(map(pattern, table.get(name, ()))) for name in ("say", "weak", "faint", "hard", "over", "unless")
    }
    return Rule(
        table["key"],
        tuple(table["ideas"]),
        table["reason"],
        spare=pattern("|".join(table["spare"])) if "spare" in table else None,
        pair=tuple((pattern(first), pattern(second)) for first, second in table.get("pair", ())),
        **lists,
    )


def _filled(text: str, words: Mapping[str, str]) -> str:
    """A pattern of hold.toml with its classes, gaps and verbs filled in."""
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
