"""A message as the rules of hold and check read it: sentences of plain words, each with its place in what was typed.

What is not the reader's own saying is left out first: lines that quote (>), what stands in quotation marks after "you
said" and the like, and links. Then small and capital letters, kinds of apostrophes, short forms ("dont", "u", "im"),
letters drawn out ("pleeease") and one slip of the finger in a long word make no difference.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# Longer runs of words without an end are cut here, so that reading takes time in proportion to the length.
LONGEST = 60

_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ`´][^\W_]+)*")
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]{1,60}\.(?:com|org|net|co|io|me|uk|de)(?:/\S*)?(?!\w)")
_SAID = (
    r"(?:you|they|he|she|u)(?:['’]?(?:ve|d)|\s+(?:just|always|once|have|even))?"
    r"\s+(?:said|wrote|say|told\s+me|asked|texted|call(?:ed)?\s+me|mean)"
)
_SAYING = re.compile(rf"\b{_SAID}[^\"“”\n.!?]{{0,30}}[\"“](?P<said>[^\"“”\n]{{1,400}})[\"”]", re.IGNORECASE)
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_ENDS, _PAUSES = ".!?;\n…", ",:()–—"
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
# "ill" is "I'll" without its apostrophe, unless one of these stands before it.
_UNWELL = {"am", "is", "was", "are", "were", "be", "been", "being", "feel", "feeling", "felt", "so", "very", "really",
           "too", "fell", "got", "get", "seriously", "terminally", "mentally", "quite", "an", "s"}  # fmt: skip
_REPAIRED_FROM = 6


@dataclass(frozen=True)
class Sentence:
    """One sentence. words: in plain form, one space between them, "," for a pause, "." or "?" at the end. spots: for
    each word its place in `words` and the places of its first and after its last letter in the message.
    """

    words: str
    spots: tuple[tuple[int, int, int], ...]

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """From where to where in the message the part of `words` from `start` to `end` was typed."""
        inside = [(first, last) for at, first, last in self.spots if start <= at < end]
        return (inside[0][0], inside[-1][1]) if inside else (0, 0)


@dataclass(frozen=True)
class Spelling:
    """How words are brought into plain form. short: short forms without apostrophe, with what they stand for. known:
    words that the rules look for; a long word that is one letter too many, too few or swapped away is taken for them.
    real: words that look like a slip and are none.
    """

    short: Mapping[str, str]
    known: frozenset[str]
    real: frozenset[str]

    def plain(self, word: str, before: str) -> str:
        """The plain form of a word, which may be several words; `before` is the plain word that stands before it."""
        whole = word.lower().translate(_APOSTROPHES)
        if whole == "ill" and len(word) == 3 and before in _UNWELL:
            return "sick"
        if whole in self.short:
            return self.short[whole]
        if whole != word.lower() and whole.endswith("s") and whole not in self.known:
            return f"{self._spelled(whole[:-1])} s"
        return self._spelled(whole)

    def _spelled(self, word: str) -> str:
        if drawn := _DRAWN_OUT.search(word):
            once = _DRAWN_OUT.sub(r"\1", word)
            twice = word[: drawn.start()] + drawn[1] * 2 + _DRAWN_OUT.sub(r"\1", word[drawn.end() :])
            word = twice if twice in self.known else once
            word = self.short.get(word, word)
        if len(word) < _REPAIRED_FROM - 1 or len(word) > 20 or word in self.known or word in self.real:
            return word
        return next((near for near in _near(word) if len(near) >= _REPAIRED_FROM and near in self.known), word)


def sentences(message: str, spelling: Spelling) -> list[Sentence]:
    """The reader's own sentences in this message, in order."""
    own = _without_others_words(message)
    found: list[Sentence] = []
    for start, end, sign in _pieces(own):
        found += _sentences(own, start, end, sign, spelling)
    return found


def count_words(message: str) -> int:
    """How many words were typed."""
    return sum(1 for _ in _WORD.finditer(message))


def words_of(sentence: Sentence) -> list[str]:
    """The words of a sentence without its signs."""
    return [word for word in sentence.words.split() if word not in {",", ".", "?"}]


def _without_others_words(message: str) -> str:
    """The message, as long as it was, with blanks for what others said and for links."""
    for pattern in (_QUOTED_LINE, _LINK):
        message = pattern.sub(lambda found: " " * len(found[0]), message)
    return _SAYING.sub(lambda found: found[0].replace(found["said"], " " * len(found["said"])), message)


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """From where to where each sentence goes, and the sign that ends it."""
    start = 0
    for place, sign in enumerate(text):
        between = sign == "." and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
        if sign in _ENDS and not between:
            yield start, place, "?" if sign == "?" else "."
            start = place + 1
    yield start, len(text), "."


def _sentences(text: str, start: int, end: int, sign: str, spelling: Spelling) -> Iterator[Sentence]:
    words: list[str] = []
    spots: list[tuple[int, int, int]] = []
    at, last = 1, start
    for found in _WORD.finditer(text, start, end):
        pause = any(each in _PAUSES for each in text[last : found.start()]) or " - " in text[last : found.start()]
        if pause and words:
            words.append(",")
            at += 2
        for word in spelling.plain(found[0], words[-1] if words else "").split():
            words.append(word)
            spots.append((at, found.start(), found.end()))
            at += len(word) + 1
        last = found.end()
        if len(words) >= LONGEST:
            yield Sentence(f" {' '.join(words)} . ", tuple(spots))
            words, spots, at = [], [], 1
    if words:
        yield Sentence(f" {' '.join(words)} {sign} ", tuple(spots))


def _near(word: str) -> Iterator[str]:
    """Words that are one letter shorter, or have two neighbours swapped, or a letter doubled; first and last stay."""
    inner = range(1, len(word) - 1)
    for place in inner:
        yield word[:place] + word[place + 1 :]
        if place + 2 < len(word):
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    for place in range(1, len(word)):
        for letter in "abcdefghilmnoprstuvwy":
            yield word[:place] + letter + word[place:]
