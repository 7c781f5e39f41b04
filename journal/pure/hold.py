"""Hold and check: what in a message is a reason to let it wait (words.md, "Hold and check"; mends S8, A6, U5).

Rules and learnt words, no language model: each can be read, argued with, and tried out on a sentence (rules/;
docs/decisions/0011 and 0013). Patterns look at sentences, and first read over what is plainly something else; words
learnt from examples speak for a rule or against it. No reader sees a number; nothing found means nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from journal.pure.hold_learnt import Passage, Place, learnt, passages
from journal.pure.hold_rules import Pattern, Rule, Rules, rules
from journal.pure.hold_text import Sentence, count_words, sentences, words_of
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
    """What was found in a message. dying: some words can mean dying; that is never a mark. perhaps: none does so
    plainly, and yet a number belongs beside them. limit: it speaks of police, an order, a lawyer or safety, as a limit
    does. marks: the most dangerous first. reads: the rules know its language. words, questions: how many; at_night: it
    is between 22:00 and 06:00.
    """

    dying: bool
    perhaps: bool
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


def check(message: str, facts: Facts) -> Found:
    """What in this message is a reason to wait. It takes time in proportion to the length, whatever was typed."""
    known = rules()
    said = sentences(message, known.spelling)
    questions = sum(sentence.words.endswith("? ") for sentence in said)
    words = count_words(message)
    reads = facts.english and not _foreign(said, known.common)
    at_night = facts.at.time() >= _NIGHT_FROM or facts.at.time() < _NIGHT_TO
    dying = perhaps = limit = False
    marks: list[Mark] = []
    if facts.english:
        read = passages(said)
        dying = _speaks(known.rule("dying"), said, read, limits=False) is not None
        perhaps = not dying and _in_doubt(known.rule("dying"), said, read)
        limit = _speaks_of(said, known.line)
        marks = list(_marks(message, said, read, facts, known))
        limit = limit and not any(mark.rule == "threat" for mark in marks)
        if not facts.matters and (words > LONG_WORDS or questions > MANY_QUESTIONS or at_night):
            marks.append(Mark("many"))
    return Found(dying, perhaps, limit, tuple(marks), reads, words, questions, at_night)


def shown_again(now: datetime) -> datetime:
    """When a message that waits is shown: at 9:00 after the night that `now` belongs to, by the same clock.

    From 4:00 on that is the next day, so that no hold is over before it began.
    """
    return datetime.combine(date_of(now) + timedelta(days=1), _WAKES, tzinfo=now.tzinfo)


def patterned(rule: Rule, said: Sequence[Sentence], *, limits: bool) -> tuple[Sentence, Place] | None:
    """The first sentence in which a pattern of this rule finds something, and where; None if none does."""
    places = ((sentence, rule.place(said, at, limit=limits)) for at, sentence in enumerate(said))
    return next(((sentence, place) for sentence, place in places if place), None)


def sets_a_limit(said: Sequence[Sentence]) -> bool:
    """Whether these sentences set a limit for somebody's own safety (A6)."""
    known = rules()
    return _speaks_of(said, known.line + known.quiet)


def _marks(
    message: str, said: Sequence[Sentence], read: Sequence[Passage], facts: Facts, known: Rules
) -> Iterator[Mark]:
    """The marks in the order of the rules, without the one for length and hour."""
    limits = sets_a_limit(said)
    for rule in known.rules:
        if rule.key == "unanswered" and facts.unanswered and not facts.matters:
            yield Mark(rule.key)
        silent = rule.key == "dying" or (facts.matters and rule.key not in ALWAYS)
        if silent or (rule.key == "sorry" and facts.sorry is None) or (limits and rule.key not in ALWAYS):
            continue
        if found := _speaks(rule, said, read, limits=limits):
            yield Mark(rule.key, _quote(message, *found))


def _speaks(
    rule: Rule, said: Sequence[Sentence], read: Sequence[Passage], *, limits: bool
) -> tuple[Sentence, Place] | None:
    """The sentence for which a rule speaks, and where in it: by its pattern and by the words that it has learnt, of
    which neither is enough alone where the other is against it. In a limit only a pattern may find a threat.
    """
    found, words = patterned(rule, said, limits=limits), learnt(rule.key)
    if words is None or not said or (limits and rule.hard):
        return found
    plainest = max(read, key=words.sum)
    if words.sum(plainest) + (words.found if found else 0) < words.bar:
        return None
    if found:
        return found
    here = [each for each in read if each.place and plainest.at <= each.at <= plainest.at + (plainest.place is None)]
    spoken = max(here, key=words.sum)
    return said[spoken.at], words.place(said[spoken.at], spoken.place or (0, 0))


def _in_doubt(rule: Rule, said: Sequence[Sentence], read: Sequence[Passage]) -> bool:
    """Whether what this rule looks for may have been meant, although it does not speak."""
    found, words = patterned(rule, said, limits=False), learnt(rule.key)
    if words is None or not said:
        return False
    return max(map(words.sum, read)) + (words.found if found else 0) >= words.doubt


def _speaks_of(said: Sequence[Sentence], patterns: Sequence[Pattern]) -> bool:
    return any(pattern.search(each.words) for each in said for pattern in patterns)


def _quote(message: str, sentence: Sentence, place: Place) -> str:
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
