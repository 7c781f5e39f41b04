"""The screen's stylesheet reads in both directions and stands still."""

import re
from pathlib import Path

CSS = re.sub(
    r"/\*.*?\*/", "", (Path(__file__).resolve().parents[2] / "static" / "css" / "site.css").read_text(), flags=re.S
)
# Pages that are read from right to left need no other sheet, because nothing says left or right.
SIDES = re.compile(r"[\w-]*-(?:left|right)(?:-[\w-]+)?\s*:|(?<![\w@-])(?:left|right)\s*:|:\s*(?:left|right)\b")
# Four sides in one line name the right and the left; where they are alike, three values say the same.
ONE_LINE = re.compile(r"(?:margin|padding|inset|border-width|border-color|border-style):((?: +[^;}\s]+){4}) *[;}]")
# Motion makes some people sick, and a page at night has none to show.
MOTION = re.compile(r"transition|animation|@keyframes|scroll-behavior")


def test_nothing_says_left_or_right():
    assert len(SIDES.findall("a { margin-left: 0; border-right-width: 0; left: 0; text-align: right }")) == 4
    assert SIDES.findall(CSS) == []
    assert ONE_LINE.findall("a { padding: 1px 2px 3px 4px }") == [" 1px 2px 3px 4px"]
    assert ONE_LINE.findall(CSS) == []


def test_nothing_moves():
    assert MOTION.findall(CSS) == []
