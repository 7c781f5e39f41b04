"""How long they asked for, understood from what a person types, and the half of it (ideas T4.2 to T4.5; mend A3).

A time of day is not a length: "until ten" is not understood, and the page asks how long that is.
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

MOST_MINUTES = 14 * 24 * 60  # nobody asks for a talk of more than two weeks: it is a slip of the finger
MOST_LETTERS = 120
TALK_MINUTES = 6 * 60  # the half of more than this is no talk any more
_WHOLE_DAY = 24 * 60
_HOUR = 60
_MOST_HOURS = 8  # a bare number up to this is hours
_FEW = 10  # minutes

# Whole phrases, as they stand after _plain().
_SPANS = {
    "evening": r"(?:(?:for )?(?:an|the|one|all|the whole|a whole) )?evening|(?:for )?dinner",
    "night": r"(?:(?:for )?(?:a|the|one|all|the whole|a whole) )?night(?: together)?|over ?night|all night long"
    r"|(?:to )?(?:stay|sleep)(?:ing)?(?: over)?(?: (?:for )?the night)?|(?:until|till|to) (?:the )?morning",
    "days": r"(?:(?:for )?(?:a|the|one|all|the whole|a whole|half a) )?(?:long )?(?:day|weekend|week)|all day long"
    r"|a few days|some days|a couple of days",
}
_NUMBERS = {
    "a couple of": 2,
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}
_MINUTES_IN = {"m": 1, "h": _HOUR, "d": _WHOLE_DAY, "w": 7 * _WHOLE_DAY}
_UNIT = r"(minutes?|mins?|m|hours?|hrs?|hs?|days?|d|weeks?|w)(?![a-z])"
_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_AMOUNT = re.compile(rf"(\d+(?:\.\d+)?|{_WORD})(?: and (a half|a quarter))? ?{_UNIT}(?: and (a half|a quarter))?")
_OF_ONE = re.compile(rf"(?:(half|quarter|three quarters)(?: of)?(?: an?)?|an? (half|quarter)(?: of an?)?) {_UNIT}")
_BARE_UNIT = re.compile(r"(?:hour|day|week)")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?: ?(?:h|hrs?|hours?))?")
_BARE = re.compile(rf"(\d+(?:\.\d+)?|{_WORD})")
_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "three quarters": Fraction(3, 4)}
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_ABOUT = re.compile(r"^(?:(?:for|about|around|maybe|perhaps|only|just|at most|up to|roughly|ca\.?|~) ?)+(?=[\w])")
_WHEN = re.compile(
    r" (?:please|today|tonight|tomorrow|or so|at most|(?:on |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)$"
)


@dataclass(frozen=True)
class Length:
    """What was understood: a number of minutes, from 1 to MOST_MINUTES, or a span with a name and 0 minutes.

    span: "" for minutes, else "evening", "night" or "days".
    """

    minutes: int = 0
    span: str = ""


@dataclass(frozen=True)
class Half:
    """The half of it, or less. minutes: rounded down to five, 0 where it has a name. name: "" for minutes, else
    "few" (a few minutes), "meal" (a short meal or an hour), "evening" (home at its end), "part" (a part of one day).
    """

    minutes: int = 0
    name: str = ""


def understood(text: str) -> Length | None:
    """What a typed length means; None where it means none that we know, and the page asks again."""
    if len(text) > MOST_LETTERS:
        return None
    plain = _WHEN.sub("", _ABOUT.sub("", _plain(text)))
    for span, pattern in _SPANS.items():
        if re.fullmatch(pattern, plain):
            return Length(span=span)
    minutes = _minutes(plain)
    whole = int(minutes) if minutes is not None else 0
    return Length(minutes=whole) if 1 <= whole <= MOST_MINUTES else None


def half(length: Length) -> Half:
    """The half of a length, in steps of five minutes and never more than half.

    Whoever is asked for an evening comes for a short meal (T4.4); for a night or more, home at the end of the evening
    (T4.5): a night is never the half of anything.
    """
    if length.span:
        return Half(name={"evening": "meal", "night": "evening", "days": "part"}[length.span])
    if length.minutes > TALK_MINUTES:
        return Half(name="part")
    if length.minutes < _FEW:
        return Half(name="few")
    return Half(minutes=length.minutes // 10 * 5)


def _plain(text: str) -> str:
    """Small letters, digits of every script as 0 to 9, a point in every fraction, one space between words; a minus
    stays a sign before a number and is a space between words.
    """
    for sign, written in _FRACTIONS.items():
        text = re.sub(rf"(?<=\d) ?{sign}", written, text).replace(sign, f"0{written}")
    normal = unicodedata.normalize("NFKC", text).casefold()
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in normal)
    pointed = re.sub(r"(?<=\d)[,\u066b](?=\d)", ".", re.sub(r"(?<=\d) 1/2\b", ".5", digits))
    joined = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", pointed)
    return re.sub(r"[\s\u200b-\u200f\u2060-\u2069\ufeff]+", " ", joined).strip(" .!?,;")


def _minutes(plain: str) -> Fraction | None:
    if found := _CLOCK.fullmatch(plain):
        return Fraction(int(found[1]) * 60 + int(found[2]))
    if found := _BARE.fullmatch(plain):
        return _alone(_number(found[1]))
    if _BARE_UNIT.fullmatch(plain):
        return Fraction(_MINUTES_IN[plain[0]])
    return _added(plain) if plain else None


def _added(rest: str) -> Fraction | None:
    """The sum of amounts with their words, such as "2 hrs 15" or "an hour and a half"; None if anything else stands
    there.
    """
    total, last = Fraction(0), 0
    while rest:
        found = _OF_ONE.match(rest) or _AMOUNT.match(rest)
        if found is None:
            tail = _BARE.fullmatch(rest)  # "2 hrs 15": what comes after the hours is minutes
            minutes = _number(tail[1]) if tail and last == _HOUR else _HOUR
            return total + minutes if minutes < _HOUR else None
        last = _MINUTES_IN[found[3][0]]
        total += _amount(found) * last
        rest = re.sub(r"^ ?(?:and|,|&)? ?", "", rest[found.end() :])
    return total


def _alone(number: Fraction) -> Fraction:
    """A number without a word after it: up to 8 are hours, more are minutes."""
    return number * _HOUR if number <= _MOST_HOURS else number


def _amount(found: re.Match[str]) -> Fraction:
    if found.re is _OF_ONE:
        return _PARTS[found[1] or found[2]]
    more = found[2] or found[4]
    return _number(found[1]) + (_PARTS[more.removeprefix("a ")] if more else 0)


def _number(text: str) -> Fraction:
    return Fraction(_NUMBERS[text]) if text in _NUMBERS else Fraction(text)
