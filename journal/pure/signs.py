"""What our paper font has, and what stands for the rest: a letter of Latin script without its mark, or a short line.

Where a font lacks a sign, Pango takes one from another font of the machine. Then the paper carries a font that is not
ours, the same words give other bytes elsewhere, and a page that was measured is full. So the press is given nothing
that its fonts lack, and the page where a paper is looked at says so before it is printed.
"""

import unicodedata
from math import ceil

from journal.pure.printing import BREAK

MARK = "_"  # several after each other are one line, to write on by hand
# The letters of our paper font by their width, in tenths of their height, rounded up.
WIDTHS = {
    0: "\u0300\u0301\u0303\u0304\u0308",
    2: "'\u2009",
    3: " !(),.:;`ijl|\xa0¡¦\u00b4·\u00b8¹ìíîï\u0131˚\u2018\u2019\u201a",
    4: '"-/I[\\]_frt{}¨ª¯°²³ºÌÍÎÏ“”„\u2039›',
    5: "*1?cksvxyz¢¿çýÿ\u02c6\u02dc•",
    6: "$235679<>EFJLPSTVY^abdeghnopqu~¤¥§«±¶»ÈÉÊË\u00d7ÝÞßàáâãäåèéêëðñòóôõöøùúûüþ\u2013\u2044\u2215",
    7: "#+048=ABCDGHKNRUXZw£¬ÀÁÂÃÄÅÇÐÑÙÚÛÜ÷Ă…€\u2212",
    8: "&@OQ©®ÒÓÔÕÖØ",
    9: "MWm¼½¾Ææ—™",
    10: "%œ",
    11: "Œ",
}
AVERAGE = 5.4  # tenths that a letter takes, by the limits of fields; in English it is about five
_WIDE, _WASTE = 6, 1  # a line of letters wider than this ends with room that none of them fills

_WIDTH = {sign: width for width, signs in WIDTHS.items() for sign in signs}
_KEPT = frozenset("\t\n\f\r" + BREAK)
_NEAR = {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "\u2010": "-", "\u2011": "-"}
_NEAR |= {"\u2015": "\u2014", "\u02bc": "\u2019", "\u02bb": "\u2018", "→": "->", "←": "<-", "ẞ": "SS", "\u2043": "-"}


def on_paper(text: str) -> str:
    """The text, or a whole document, in signs that our fonts have. It looks at each different sign once."""
    others = {ord(sign): _instead(sign) for sign in set(text) if sign not in _WIDTH and sign not in _KEPT}
    return text.translate(others) if others else text


def not_printed(text: str) -> list[str]:
    """The signs of the text that come out as another letter, or as a line, in the order in which they first stand."""
    return [
        sign
        for sign in dict.fromkeys(text)
        if sign not in _WIDTH and sign not in _KEPT and _instead(sign).strip() and not _same(sign)
    ]


def letters(text: str) -> int:
    """How many letters the text takes on paper: as many as it has, or more where they are wide."""
    return max(len(text), ceil(sum(map(_room, on_paper(text))) / AVERAGE))


def _room(sign: str) -> int:
    width = _WIDTH.get(sign, 0)
    return width + _WASTE if width > _WIDE else width


def _same(sign: str) -> bool:
    """Whether what stands for the sign is the same letter, written in two parts."""
    return unicodedata.normalize("NFC", _instead(sign)) == sign


def _instead(sign: str) -> str:
    if sign in _NEAR:
        return _NEAR[sign]
    if sign.isspace():
        return " "
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf", "Cc", "Cs"):
        return ""
    parts = unicodedata.normalize("NFKD", sign)
    if parts[0].isspace() or parts[0] not in _WIDTH:
        return MARK
    return "".join(part for part in parts if part in _WIDTH)
