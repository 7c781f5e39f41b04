"""What the rules of hold and check find in written examples, group by group.

usage: python -m benchmarks.hold [train|test] [-v]      goals on the half not used for the rules: dying, threat and
watching find at least 0.95; of what the others mark at least 0.9 is right; at most 1 innocent in 20 is marked; of an
abused reader's limits none
"""

import sys
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from journal.pure.hold import Facts, check

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "hold"
# By day, after a sorry that was said, with no message unanswered: the text alone is asked.
FACTS = Facts(now=datetime(2026, 3, 11, 14, 30), sorry=date(2026, 3, 9))
RECALL, PRECISION = ("dying", "threat", "watching"), 0.9


@dataclass
class Group:
    """One rule's figures. missed and wrong hold the messages."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The part of what should be found that is found."""
        return self.found / max(1, self.found + len(self.missed))

    @property
    def precision(self) -> float:
        """The part of what is marked that should be: of these examples, half of which are innocent on purpose."""
        return self.found / max(1, self.found + len(self.wrong))


@dataclass
class Figures:
    """All figures of one half. innocents: all messages that nothing may mark; marked_innocents: those that are, each
    with what marks it. limits and marked_limits: the same for an abused reader's limits.
    """

    groups: dict[str, Group]
    innocents: int = 0
    marked_innocents: list[tuple[str, str]] = field(default_factory=list)
    limits: int = 0
    marked_limits: list[tuple[str, str]] = field(default_factory=list)


def found_in(text: str) -> set[str]:
    """The rules that find something in this message; "dying" among them, which is no mark."""
    found = check(text, FACTS)
    return {mark.rule for mark in found.marks} | ({"dying"} if found.dying else set())


def figures(half: str) -> Figures:
    """The figures of one half, "train" or "test"."""
    messages = tomllib.loads((FOLDER / f"{half}.toml").read_text(encoding="utf-8"))["message"]
    names = dict.fromkeys(each["rule"] for each in messages if each["rule"] not in ("limit", "none"))
    sums = Figures({name: Group() for name in names})
    for each in messages:
        rule, text, marked = each["rule"], each["text"], found_in(each["text"])
        if each["mark"] and rule in marked:
            sums.groups[rule].found += 1
        elif each["mark"]:
            sums.groups[rule].missed.append(text)
        elif rule == "limit":
            sums.limits += 1
            sums.marked_limits += [(name, text) for name in sorted(marked)]
        else:
            sums.innocents += 1
            if marked:
                sums.marked_innocents.append((", ".join(sorted(marked)), text))
        if not each["mark"]:
            for name in marked & set(names):
                sums.groups[name].wrong.append(text)
    return sums


def main() -> None:
    half = next((each for each in sys.argv[1:] if each in ("train", "test")), "test")
    sums = figures(half)
    print(f"{half}: rule, how much of it is found, how much of what it marks is right")
    for name, group in sums.groups.items():
        goal = "recall 0.95" if name in RECALL else "precision 0.90"
        print(
            f"{name:12} recall {group.recall:.2f} ({group.found} of {group.found + len(group.missed)})"
            f"   precision {group.precision:.2f} ({len(group.wrong)} wrong)   goal: {goal}"
        )
        if "-v" in sys.argv:
            for text in group.missed:
                print(f"      missed: {text}")
    print(f"innocents marked: {len(sums.marked_innocents)} of {sums.innocents}   goal: at most 1 in 20")
    print(f"limits marked: {len(sums.marked_limits)} of {sums.limits}   goal: 0")
    if "-v" in sys.argv:
        for name, text in [*sums.marked_innocents, *sums.marked_limits]:
            print(f"      {name}: {text}")


if __name__ == "__main__":
    main()
