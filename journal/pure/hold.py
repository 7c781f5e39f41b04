"""Hold and check: what in a message is a reason to let it wait (words.md, "Hold and check"; mends S8, A6, U5).

Rules and no model: each can be read, argued with, and tried out on a sentence (hold.toml; docs/decisions/0011). They
look at sentences, and first read over what is plainly something else. Nothing is scored; nothing found means nothing.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from journal.pure.hold_text import Sentence, Spelling, count_words, sentences, words_of
from journal.pure.night import date_of

LIMIT = 20_000  # characters of one message
MOST_SHOWN = 3
LONG_WORDS, MANY_QUESTIONS = 120, 2
LONGEST_QUOTE = 90
# Rules that ask about matters of every day too: whoever writes about the children may still threaten.
ALWAYS = ("threat", "watching")
_FOREIGN_FROM, _FOREIGN_BELOW = 8, 0.12
_WAKES, _NIGHT_FROM, _NIGHT_TO = time(9), time(22), time(6)


@dataclass(frozen=True)
class Facts:
    """What else a rule may ask for.

    at: the time by the reader's clock. matters: the message is about children, money, keys or health.
    unanswered: the reader's last message had no answer. sorry: the day they said sorry, if they did.
    english: the page speaks the language that the rules know.
    """

    at: datetime
    matters: bool = False
    unanswered: bool = False
    sorry: date | None = None
    english: bool = True


@dataclass(frozen=True)
class Mark:
    """One reason to wait: the rule, and the words it is about as they were typed ("" where it is about all of them)."""

    rule: str
    quote: str = ""


@dataclass(frozen=True)
class Found:
    """What was found in a message. dying: some words can mean dying; that is never a mark. limit: it speaks of police,
    an order, a lawyer or safety, as a limit does. marks: the most dangerous first. reads: the rules know its language.
    words, questions: how many; at_night: it is between 22:00 and 06:00.
    """

    dying: bool
    limit: bool
    marks: tuple[Mark, ...]
    reads: bool
    words: int
    questions: int
    at_night: bool

    @property
    def shown(self) -> tuple[Mark, ...]:
        """The marks that are shown."""
        return self.marks[:MOST_SHOWN]

    @property
    def more(self) -> int:
        """How many marks are not shown."""
        return len(self.marks) - len(self.shown)


@dataclass(frozen=True)
class Rule:
    """One rule as hold.toml declares it: the ideas it comes from, its reason, and its patterns."""

    key: str
    ideas: tuple[str, ...]
    reason: str
    say: tuple[re.Pattern[str], ...] = ()
    weak: tuple[re.Pattern[str], ...] = ()
    hard: tuple[re.Pattern[str], ...] = ()
    over: tuple[re.Pattern[str], ...] = ()
    unless: tuple[re.Pattern[str], ...] = ()

    def place(self, sentence: Sentence, *, everyday: bool, hard_only: bool = False) -> tuple[int, int] | None:
        """Where in the sentence's words this rule finds something; None if it does not."""
        text = sentence.words
        if any(pattern.search(text) for pattern in self.unless):
            return None
        for pattern in self.over:
            text = pattern.sub(lambda found: "#" * len(found[0]), text)
        patterns = self.hard if hard_only else (*self.hard, *self.say, *(() if everyday else self.weak))
        return next((found.span() for pattern in patterns if (found := pattern.search(text))), None)


@dataclass(frozen=True)
class Rules:
    """All of hold.toml, ready to use."""

    rules: tuple[Rule, ...]
    line: re.Pattern[str]
    quiet: re.Pattern[str]
    matter: re.Pattern[str]
    common: frozenset[str]
    spelling: Spelling = field(repr=False)

    def rule(self, key: str) -> Rule:
        """The rule of this name."""
        return next(rule for rule in self.rules if rule.key == key)


def check(message: str, facts: Facts) -> Found:
    """What in this message is a reason to wait. It takes time in proportion to the length, whatever was typed."""
    known = rules()
    said = sentences(message, known.spelling)
    questions = sum(sentence.words.endswith("? ") for sentence in said)
    words = count_words(message)
    reads = facts.english and not _foreign(said, known.common)
    at_night = facts.at.time() >= _NIGHT_FROM or facts.at.time() < _NIGHT_TO
    dying = limit = False
    marks: list[Mark] = []
    if facts.english:
        dying = any(known.rule("dying").place(each, everyday=_everyday(each, known)) for each in said)
        limit = any(known.line.search(each.words) for each in said)
        marks = list(_marks(message, said, facts, known))
        limit = limit and not any(mark.rule == "threat" for mark in marks)
        if not facts.matters and (words > LONG_WORDS or questions > MANY_QUESTIONS or at_night):
            marks.append(Mark("many"))
    return Found(dying, limit, tuple(marks), reads, words, questions, at_night)


def shown_again(now: datetime) -> datetime:
    """When a message that waits is shown: at 9:00 after the night that `now` belongs to, by the same clock.

    From 4:00 on that is the next day, so that no hold is over before it began.
    """
    return datetime.combine(date_of(now) + timedelta(days=1), _WAKES, tzinfo=now.tzinfo)


def _marks(message: str, said: list[Sentence], facts: Facts, known: Rules) -> Iterator[Mark]:
    """The marks in the order of the rules, without the one for length and hour."""
    limits = any(pattern.search(each.words) for each in said for pattern in (known.line, known.quiet))
    for rule in known.rules:
        if rule.key == "unanswered" and facts.unanswered and not facts.matters:
            yield Mark(rule.key)
        silent = rule.key == "dying" or (facts.matters and rule.key not in ALWAYS)
        if silent or (rule.key == "sorry" and facts.sorry is None) or (limits and rule.key not in ALWAYS):
            continue
        for sentence in said:
            everyday = _everyday(sentence, known)
            place = rule.place(sentence, everyday=everyday, hard_only=limits and rule.key == "threat")
            if place:
                yield Mark(rule.key, _quote(message, sentence, place))
                break


def _everyday(sentence: Sentence, known: Rules) -> bool:
    return known.matter.search(sentence.words) is not None


def _quote(message: str, sentence: Sentence, place: tuple[int, int]) -> str:
    """The words of a mark as they were typed: the whole sentence if it is short."""
    start, end = sentence.typed(0, len(sentence.words))
    if end - start > LONGEST_QUOTE:
        start, end = sentence.typed(*place)
    typed = " ".join(message[start:end].split())
    return typed if len(typed) <= LONGEST_QUOTE else f"{typed[:LONGEST_QUOTE].rsplit(' ', 1)[0]} ..."


def _foreign(said: list[Sentence], common: frozenset[str]) -> bool:
    """Whether hardly any of the words is one of the commonest of the language that the rules know."""
    words = [word for sentence in said for word in words_of(sentence)]
    return len(words) >= _FOREIGN_FROM and sum(word in common for word in words) < _FOREIGN_BELOW * len(words)


@cache
def rules() -> Rules:
    """The rules of hold.toml, read once."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    spelling = tomllib.loads(Path(__file__).with_name("hold_spelling.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = dict(told["words"])
    words["matter"] = f"(?:{told['matter']['words']}|{told['matter']['times']})"
    kept = tuple(_rule(table, words) for table in told["rule"])
    literal = {word for table in told["rule"] for name in ("hard", "say", "weak") for pattern in table.get(name, ())
               for word in re.findall(r"(?<![\\\w])[a-z]{5,}", _filled(pattern, words))}  # fmt: skip
    return Rules(
        rules=kept,
        line=_pattern("|".join(told["limit"]["line"]), words),
        quiet=_pattern("|".join(told["limit"]["quiet"]), words),
        matter=_pattern(words["matter"], words),
        common=frozenset(spelling["common"].split()),
        spelling=Spelling(spelling["short"], frozenset(literal), frozenset(spelling["real"].split())),
    )


def _rule(table: dict[str, Any], words: dict[str, str]) -> Rule:
    def patterns(name: str) -> tuple[re.Pattern[str], ...]:
        return tuple(_pattern(each, words) for each in table.get(name, ()))

    found = {name: patterns(name) for name in ("say", "weak", "hard", "over", "unless")}
    return Rule(table["key"], tuple(table["ideas"]), table["reason"], **found)


def _pattern(text: str, words: dict[str, str]) -> re.Pattern[str]:
    """A pattern of hold.toml that begins and ends where words do."""
    return re.compile(rf"(?<=\s)(?:{_filled(text, words)})(?=\s)")


def _filled(text: str, words: dict[str, str]) -> str:
    """A pattern of hold.toml with its words in angle brackets filled in."""
    for _ in range(3):
        text = re.sub(r"<(\d)>", r"(?:\\S+ ){0,\1}?", text)
        text = re.sub(r"<([a-z]+)>", lambda name: words[name[1]], text)
    return text
