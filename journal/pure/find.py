"""Finding words in text whatever their case and accents, and a little of what stands around them."""

import unicodedata

BEFORE, AFTER = 40, 80


def fold(text: str) -> str:
    """The text without case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return unicodedata.normalize("NFKD", bare.casefold())


def words_of(typed: str) -> list[str]:
    """The folded words of a query; all of them must be found."""
    return fold(typed).split()


def around(text: str, word: str) -> str:
    """A little of the text around the first place of a folded word, on one line; its beginning if it is not there."""
    folded, places = "", []
    for place, sign in enumerate(text):
        part = fold(sign)
        folded += part
        places += [place] * len(part)
    at = folded.find(word)
    start = places[at] if at > 0 else 0
    first, last = max(0, start - BEFORE), start + len(word) + AFTER
    shown = " ".join(text[first:last].split())
    return ("... " if first else "") + shown + (" ..." if last < len(text) else "")
