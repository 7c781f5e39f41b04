"""Learns from the examples which words speak for a rule of hold and check, and writes them down.

usage: python -m tests.learn [RULE ...]      writes journal/pure/rules/learnt/RULE.txt, for every rule or these

A message speaks for its rule with the one passage that says it most plainly; every passage of an innocent message
speaks against it (multiple instance learning, as in Andrews, Tsochantaridis and Hofmann, 2002). What a pattern that
finds something is worth, and where the bar lies, comes from messages that were left out while the words were learnt,
and whose set no pattern was made with.
"""

import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import inf
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from journal.pure import hold, hold_learnt
from journal.pure.hold_rules import rules
from journal.pure.hold_text import Sentence, sentences

EXAMPLES = Path(__file__).parent / "hold"
SETS = ("train", "test", "third", "fifth", "seventh")
FRESH = ("fifth", "seventh")  # no pattern was made with these: what patterns find in them they find anywhere
RULES = ("dying", "threat", "watching", "pleading", "promise", "sorry", "explaining", "guilt", "jealousy")
# Over what part of the innocent messages a rule may speak. For dying it costs a line with numbers, elsewhere trust.
SPARED = {"dying": 0.08, "threat": 0.03, "watching": 0.03}
SPARED_ELSE = 0.005
DOUBTED = {"dying": 0.2}  # over what part a number may stand that says nothing of their words
FOLDS, ROUNDS = 4, 4
STRENGTH, WEIGHT_OF_A_MARK, WEIGHT_OF_ANOTHER_RULE = 16.0, 3.0, 0.5
AT_LEAST, SMALLEST = 3, 0.5  # messages in which a run stands; weights below are left out
SMALL = 0.1  # a word is a name if at most this part of it is written small


@dataclass(frozen=True)
class Message:
    """One example: what it was written for, where it stands, and its passages."""

    rule: str
    mark: bool
    fresh: bool
    said: list[Sentence]
    passages: list[hold_learnt.Passage]

    def patterned(self, rule: str) -> bool:
        """Whether a pattern of this rule finds something."""
        return hold.patterned(rules().rule(rule), self.said, limits=hold.sets_a_limit(self.said)) is not None


def examples() -> list[tuple[str, dict]]:
    """Every message that is learnt from, as it stands in its file, with the name of its set."""
    files = {name: tomllib.loads((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")) for name in SETS}
    return [(name, each) for name, told in files.items() for each in told["message"]]


@cache
def names() -> frozenset[str]:
    """Words that stand with a capital almost wherever they stand: invented people speak neither for nor against."""
    words = Counter(word for _, each in examples() for word in re.findall(r"[A-Za-z][a-z]+", each["text"]))
    return frozenset(
        word.lower() for word, times in words.items() if word[0].isupper() and words[word.lower()] <= SMALL * times
    )


def messages() -> list[Message]:
    """All examples that are learnt from. Length and hour are counted, not learnt."""
    known = rules().spelling
    return [
        Message(each["rule"], each["mark"], name in FRESH, said, hold_learnt.passages(said))
        for name, each in examples()
        if each["rule"] != "many"
        for said in [sentences(each["text"], known)]
    ]


class Words:
    """The words of one rule, learnt from these messages."""

    def __init__(self, rule: str, told: list[Message]):
        seen = Counter(run for each in told for run in {run for passage in each.passages for run in passage.runs})
        often = sorted(run for run, times in seen.items() if times >= AT_LEAST and names().isdisjoint(run.split()))
        self.column = {run: at for at, run in enumerate(often)}
        owner = np.array([at for at, each in enumerate(told) for _ in each.passages])
        wanted = np.array([each.rule == rule and each.mark for each in told])[owner]
        other = np.array([each.rule != rule and each.mark for each in told])[owner]
        many = np.bincount(owner, minlength=len(told))[owner]
        matrix = self.matrix([passage for each in told for passage in each.passages])
        used, weight = np.ones(len(owner), bool), np.where(wanted, 1 / many, 1.0)
        for _ in range(ROUNDS):
            weight = np.where(other, WEIGHT_OF_ANOTHER_RULE * weight, weight)
            fitted = LogisticRegression(
                C=STRENGTH, solver="liblinear", class_weight={0: 1, 1: WEIGHT_OF_A_MARK}, random_state=0
            ).fit(matrix[used], wanted[used], sample_weight=weight[used])
            sums = matrix @ fitted.coef_[0]
            best = np.full(len(told), -np.inf)
            np.maximum.at(best, owner, sums)
            used, weight = ~wanted | (sums >= best[owner]), np.where(wanted, 1.0, 1 / np.sqrt(many))
        self.weights, self.base = fitted.coef_[0], float(fitted.intercept_[0])
        self.weights[abs(self.weights) < SMALLEST] = 0

    def matrix(self, passages: list[hold_learnt.Passage]) -> csr_matrix:
        """One row for each passage, with what each of its runs counts."""
        rows, columns, values = [], [], []
        for row, passage in enumerate(passages):
            known = [self.column[run] for run in passage.runs if run in self.column]
            rows += [row] * len(known)
            columns += known
            values += [1 / np.sqrt(len(passage.runs))] * len(known)
        return csr_matrix((values, (rows, columns)), shape=(len(passages), len(self.column)))

    def sum(self, message: Message) -> float:
        """What the plainest passage of a message says."""
        if not message.passages:
            return self.base
        return float((self.matrix(message.passages) @ self.weights).max()) + self.base


def learn(rule: str, told: list[Message]) -> hold_learnt.Learnt:
    """The words of a rule, what a pattern is worth beside them, and the bar."""
    left_out = np.random.default_rng(0).permutation(len(told)) % FOLDS
    sums = np.zeros(len(told))
    for fold in range(FOLDS):
        words = Words(rule, [each for each, out in zip(told, left_out, strict=True) if out != fold])
        for at in np.flatnonzero(left_out == fold):
            sums[at] = words.sum(told[at])
    judged = [at for at, each in enumerate(told) if each.fresh and (not each.mark or each.rule == rule)]
    seen = np.array([[sums[at], float(told[at].patterned(rule))] for at in judged])
    wanted = np.array([told[at].mark for at in judged])
    both = LogisticRegression(C=10).fit(seen, wanted).coef_[0]
    found = float(both[1] / both[0])
    innocent = np.sort((seen @ [1, found])[~wanted])[::-1]
    bar = innocent[int(SPARED.get(rule, SPARED_ELSE) * len(innocent))]
    doubt = innocent[int(DOUBTED[rule] * len(innocent))] if rule in DOUBTED else inf
    whole = Words(rule, told)
    weights = {run: round(float(whole.weights[at]), 2) for run, at in whole.column.items() if whole.weights[at]}
    return hold_learnt.Learnt(weights, round(whole.base, 2), *(round(float(each), 2) for each in (found, bar, doubt)))


def written(found: hold_learnt.Learnt) -> str:
    """The file of a rule: the heaviest words first."""
    head = ["# Learnt by python -m tests.learn; to change it, write examples (tests/hold/README.md).", f"# {origin()}"]
    numbers = [f"{getattr(found, name)} = {name}" for name in ("base", "found", "bar", "doubt")]
    order = sorted(found.weights.items(), key=lambda each: (-each[1], each[0]))
    return "\n".join([*head, *numbers, *(f"{weight} {run}" for run, weight in order)]) + "\n"


def origin() -> str:
    """What the files were learnt from, as a sum over everything that they depend on."""
    sources = [EXAMPLES / f"{name}.toml" for name in SETS] + [
        Path(__file__),
        *sorted(hold_learnt.FILES.parent.glob("*.toml")),
    ]
    return sha256(b"".join(each.read_bytes() for each in sources)).hexdigest()


def main() -> None:
    told = messages()
    for rule in sys.argv[1:] or RULES:
        (hold_learnt.FILES / f"{rule}.txt").write_text(written(learn(rule, told)), encoding="utf-8")


if __name__ == "__main__":
    main()
