"""A row of small boxes, one for each day, as numbers for an inline SVG: `templates/charts/_strip.html` draws it.

How much of a box is filled says the answer, so it reads without colour and in any light. A day without an answer is a
short dash and no box, a page that does not open is a cross, and a day that has not come is nothing. All numbers are
whole: a language may write a fraction with a comma, which no SVG reads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from journal.pure.trends import Mark

EDGE = 2  # around the whole drawing, so that no line is cut


@dataclass(frozen=True)
class Size:
    """How boxes are drawn, in units of the drawing: a box, what is between two, what is more before a Monday so that
    weeks are seen, what is between a frame and its filling, how long a dash is, and how thick a line, which does not
    shrink with the drawing.
    """

    wide: int
    high: int
    between: int
    week: int
    inset: int
    dash: int
    line: int


# A phone is narrow: 31 boxes there are a sixth as wide as seven.
WEEK = Size(wide=32, high=44, between=8, week=0, inset=4, dash=14, line=2)
MONTH = Size(wide=14, high=56, between=4, week=6, inset=1, dash=8, line=1)
MANY = 10  # days, from which on the boxes are those of a month


@dataclass(frozen=True)
class Box:
    """A rectangle: its upper left corner and its size."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Strip:
    """The drawing: its size, how thick its lines are, a frame and a filling for each day with an answer, in order, and
    the marks of the others.

    A filling has no height where the answer is none at all.
    """

    width: int
    height: int
    line: int
    frames: tuple[Box, ...]
    fillings: tuple[Box, ...]
    dashes: tuple[Box, ...]
    crosses: tuple[Box, ...]

    @property
    def outlines(self) -> str:
        """The frames as one path to stroke."""
        return "".join(_rectangle(box) for box in self.frames)

    @property
    def solids(self) -> str:
        """The fillings as one path to fill."""
        return "".join(_rectangle(box) for box in self.fillings if box.height)

    @property
    def strokes(self) -> str:
        """Dashes and crosses as one path to stroke."""
        dashes = [f"M{box.x} {box.y}h{box.width}" for box in self.dashes]
        crosses = [
            f"M{box.x} {box.y}l{box.width} {box.height}m{-box.width} 0l{box.width} {-box.height}"
            for box in self.crosses
        ]
        return "".join(dashes + crosses)


def strip(marks: Sequence[Mark], levels: Mapping[str, int]) -> Strip:
    """The drawing of these days, in order. levels: how much each answer fills, from 0 to the highest of them."""
    size = WEEK if len(marks) < MANY else MONTH
    x, top = EDGE, max(levels.values())
    frames, fillings, dashes, crosses = [], [], [], []
    for number, mark in enumerate(marks):
        x += size.week if number and mark.day.weekday() == 0 else 0
        frame = Box(x, EDGE, size.wide, size.high)
        if mark.how == "said":
            frames.append(frame)
            fillings.append(_filling(frame, size.inset, levels[mark.value], top))
        elif mark.how == "closed":
            crosses.append(_middle(frame, size.dash, size.dash))
        elif mark.how != "ahead":
            dashes.append(_middle(frame, size.dash, 0))
        x += size.wide + size.between
    return Strip(
        width=x - size.between + EDGE,
        height=size.high + 2 * EDGE,
        line=size.line,
        frames=tuple(frames),
        fillings=tuple(fillings),
        dashes=tuple(dashes),
        crosses=tuple(crosses),
    )


def _filling(frame: Box, inset: int, level: int, top: int) -> Box:
    height = (frame.height - 2 * inset) * level // top
    return Box(frame.x + inset, frame.y + frame.height - inset - height, frame.width - 2 * inset, height)


def _middle(frame: Box, width: int, height: int) -> Box:
    return Box(frame.x + (frame.width - width) // 2, frame.y + (frame.height - height) // 2, width, height)


def _rectangle(box: Box) -> str:
    return f"M{box.x} {box.y}h{box.width}v{box.height}h{-box.width}z"
