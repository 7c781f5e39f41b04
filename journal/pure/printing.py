"""Any text a person can type, made ready for paper: nothing invisible, and nothing that takes the press for ever.

The caps are those of research on what breaks a layout: one word of 20,000 letters takes seconds, a heap of combining
marks covers the lines above it, and 200,000 line ends are pages of nothing. No word is left out.
"""

import re
import unicodedata

EVERY = 200  # letters without a space, after which a line may break
MARKS = 8  # combining marks on one letter
ENDS = 3  # line ends after each other
LINES = 2000  # lines of one text; what has more is no text to be read, and its line ends become strokes
# Takes no room; a line may end here. A template for long texts writes it as <wbr>: WeasyPrint shapes whatever stands
# between two elements anew for each line, so that a page of one word takes the square of its letters.
BREAK = "\u200b"

_KEPT_FORMATS = "\u200c\u200d"  # joiners that some scripts and emoji are spelled with
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_COMBINING = frozenset({"Mn", "Me"})
_CLIMBS = 200  # combining classes from here on are above, below and over
_AROUND = frozenset(map(chr, range(0x20D0, 0x2100)))
_LONG = re.compile(rf"\S{{{EVERY}}}(?=\S)")
_MANY_ENDS = re.compile(rf"\n{{{ENDS + 1},}}")


def seen(text: str) -> str:
    """The text (NFC) without what has no shape: controls but line ends and tabs, halves of characters, direction marks.

    Both are looked up once for each different character, so that it takes no time for a whole year of nights.
    """
    whole = unicodedata.normalize("NFC", text)
    gone = {
        ord(char): None
        for char in set(whole)
        if char not in "\n\t" + _KEPT_FORMATS and unicodedata.category(char) in _UNSEEN
    }
    return whole.translate(gone) if gone else whole


def with_few_marks(text: str, most: int = MARKS, *, piled: bool = False) -> str:
    """The text with at most so many combining marks after each other. piled: of those alone that climb above a letter
    or hang below it, however many are needed beside it, as scripts of Asia do.
    """
    marks = {char for char in set(text) if unicodedata.category(char) in _COMBINING}
    if piled:
        marks = {char for char in marks if unicodedata.combining(char) >= _CLIMBS or char in _AROUND}
    if not marks:
        return text
    some = f"[{re.escape(''.join(sorted(marks)))}]"
    return re.sub(rf"({some}{{{most}}}){some}+", r"\1", text)


def printable(text: str) -> str:
    """The text as it stands on paper, line ends and all. A word that is too long for any line gets places to break."""
    whole = seen(text.replace("\r\n", "\n").replace("\r", "\n")).replace("\t", " ").strip("\n")
    whole = _MANY_ENDS.sub("\n" * ENDS, with_few_marks(whole))
    if whole.count("\n") >= LINES:
        whole = " / ".join(filter(None, map(str.strip, whole.split("\n"))))
    return _LONG.sub(rf"\g<0>{BREAK}", whole)


def paragraphs(text: str) -> list[str]:
    """The text made ready for paper, as paragraphs; empty lines stand between them."""
    parts = re.split(r"\n\s*\n", printable(text))
    return [whole for part in parts if (whole := "\n".join(line for line in part.split("\n") if line.strip()))]
