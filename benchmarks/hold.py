"""How well hold and check tells messages apart: on examples that it learnt from, or on others.

usage: python -m benchmarks.hold [train|test|third|fourth|fifth|sixth|seventh]     it has not learnt from the fourth and
the sixth (tests/hold/README.md). Goals on such messages: recall of dying, threat and watching at least 0.95; precision
of the others at least 0.9; at most one innocent message in twenty marked; a limit of somebody who asks to be left alone
never taken for a threat. Lines of help are no mark, and are counted by themselves: where words say it plainly, and
where it may have been meant. Ends with 1 where a goal is missed,
or where a set does not exist.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from journal.pure import hold

EXAMPLES = Path(__file__).resolve().parents[1] / "tests" / "hold"
# By day, with one apology said: the rules for the hour and for a second apology have what they need and no more.
FACTS = hold.Facts(at=datetime(2026, 3, 11, 15), sorry=date(2026, 3, 6))
FIRST = ("dying", "threat", "watching")
RECALL, PRECISION, INNOCENTS = 0.95, 0.9, 0.05


@dataclass(frozen=True)
class Figures:
    """found: marked and to be marked under this rule. missed: to be marked, and not. wrong: marked under this rule in a
    message of its group that is innocent.
    """

    found: int
    missed: int
    wrong: int

    @property
    def recall(self) -> float:
        """The part of the messages to be marked that is marked."""
        return self.found / (self.found + self.missed)

    @property
    def precision(self) -> float:
        """The part of the marks of this rule that stand on messages to be marked."""
        return self.found / (self.found + self.wrong) if self.found else 0.0


@dataclass(frozen=True)
class Example:
    """One message: its group, whether it is to be marked there, and what the rules say of it."""

    rule: str
    mark: bool
    text: str
    said: frozenset[str]
    perhaps: bool
    limit: bool


def examples(half: str) -> list[Example]:
    """All messages of one set, looked at."""
    told = tomllib.loads((EXAMPLES / f"{half}.toml").read_text(encoding="utf-8"))["message"]
    return [_looked_at(each) for each in told]


def figures(found: list[Example], rule: str) -> Figures:
    """How one rule does: on its own messages, and on every innocent one."""
    mine = [each for each in found if each.rule == rule and each.mark]
    wrong = [each for each in found if not each.mark and rule in each.said]
    hits = sum(rule in each.said for each in mine)
    return Figures(hits, len(mine) - hits, len(wrong))


def innocents_marked(found: list[Example]) -> tuple[int, int, int]:
    """Over how many innocent messages a mark stands, over how many the lines of help, and how many there are."""
    innocent = [each for each in found if not each.mark]
    marked = sum(bool(each.said - {"dying"}) for each in innocent)
    return marked, sum("dying" in each.said for each in innocent), len(innocent)


def numbers_shown(found: list[Example]) -> tuple[int, int, int]:
    """Beside how many messages of dying a number stands, plainly or in doubt, and how many there are; beside how many
    innocent ones.
    """
    dying = [each for each in found if each.rule == "dying" and each.mark]
    shown = [each for each in found if each.perhaps or "dying" in each.said]
    return sum(each in shown for each in dying), len(dying), sum(not each.mark for each in shown)


def limits_marked(found: list[Example]) -> tuple[int, int]:
    """How many limits are taken for a threat, and how many there are."""
    limits = [each for each in found if each.rule == "limit"]
    return sum("threat" in each.said for each in limits), len(limits)


def report(half: str) -> Iterator[tuple[str, bool]]:
    """The lines to print, and whether each meets its goal."""
    found = examples(half)
    for rule in dict.fromkeys(each.rule for each in found if each.mark):
        one = figures(found, rule)
        met = one.recall >= RECALL if rule in FIRST else one.precision >= PRECISION
        all_of = one.found + one.missed
        yield (
            f"{rule:12} recall {one.recall:.2f} ({one.found:2} of {all_of:2})   precision {one.precision:.2f}"
            f" ({one.wrong} wrong)", met,
        )  # fmt: skip
    marked, helped, innocent = innocents_marked(found)
    yield (
        f"innocent     {marked} of {innocent} marked ({marked / innocent:.3f}, goal {INNOCENTS});"
        f" lines of help over {helped}",
        marked <= INNOCENTS * innocent,
    )
    told, dying, also = numbers_shown(found)
    yield (
        f"numbers      beside {told} of {dying} messages of dying ({told / dying:.2f}, goal {RECALL}), plainly or in"
        f" doubt; beside {also} of {innocent} innocent ones", told >= RECALL * dying,
    )  # fmt: skip
    taken, limits = limits_marked(found)
    yield f"limits       {taken} of {limits} taken for a threat (goal 0)", taken == 0


def main() -> int:
    half = sys.argv[1] if sys.argv[1:] else "sixth"
    if not (EXAMPLES / f"{half}.toml").exists():
        print(f"there is no {half} set in {EXAMPLES}")
        return 1
    lines = list(report(half))
    print(f"{half}: what was found")
    for line, met in lines:
        print(f"  {line}{'' if met else '   NOT MET'}")
    return 0 if all(met for _, met in lines) else 1


def _looked_at(told: dict) -> Example:
    found = hold.check(told["text"], FACTS)
    said = {mark.rule for mark in found.marks} | ({"dying"} if found.dying else set())
    return Example(told["rule"], told["mark"], told["text"], frozenset(said), found.perhaps, found.limit)


if __name__ == "__main__":
    sys.exit(main())
