"""What stands here and what comes in from outside, in one: no word is lost, nothing stands there twice.

Where a page can show two texts beside each other, they stay two and the reader settles it. What is a list or a set of
marks becomes one; where contact stands, the stricter wins (DESIGN, section 1). Bringing the same in again changes
nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from journal.pure import contact

Body = dict[str, Any]
Texts = list[Body]  # what stands in one record: its body, then the texts beside it

# Kinds whose pages show two texts and let the reader settle them. Of review only what stands now.
_BESIDE = frozenset({"night", "tool", "plan", "sheet"})


def together(kind: str, key: str, here: Texts, coming: Iterable[Body], usual: Mapping[str, Any]) -> Texts:
    """The texts that stand there when `coming` has come in beside `here`, which has one text at least.

    usual: a reader's settings before anything was chosen.
    """
    if kind in _BESIDE or (kind, key) == ("review", "current"):
        return _beside(kind, here, coming)
    body = here[0]
    for other in coming:
        body = _usual_ones(body, other, usual) if kind == "settings" else _JOINS[kind](body, other)
    return [body, *here[1:]]


def unanswered(waiting: Body, known: Iterable[str]) -> Body:
    """What waits for an answer (kind contact, key open), without the lines of the log that are `known` here: whether
    somebody has answered those is better known here than in a file.
    """
    here = set(known)
    return {**waiting, "lines": [line for line in waiting["lines"] if line not in here]}


def ids_of(week: Body) -> set[str]:
    """The ids of the lines in one week's log."""
    return {line["id"] for lines in week.values() for line in lines}


def _beside(kind: str, here: Texts, coming: Iterable[Body]) -> Texts:
    texts = list(here)
    for body in coming:
        if body not in texts and not (kind == "night" and _stands_in(body, texts)):
            texts.append(body)
    return texts


def _stands_in(body: Body, texts: Texts) -> bool:
    """Whether a night that is words alone stands, word for word, in what is there: it was put into one text since."""
    return set(body) == {"more"} and any(body["more"] in text.get("more", "") for text in texts)


def _ticks(here: Body, other: Body) -> Body:
    return {**here, "lines": [*here["lines"], *(line for line in other["lines"] if line not in here["lines"])]}


def _contact(here: Body, other: Body) -> Body:
    joined = _ticks(here, other)
    if set(joined["lines"]) <= set(contact.STATES):
        joined["lines"] = [state for state in contact.STATES if state in joined["lines"]]
    return joined


def _week(here: Body, other: Body) -> Body:
    known, joined = ids_of(here), dict(here)
    for name, lines in other.items():
        new = [line for line in lines if line["id"] not in known]
        if new:
            joined[name] = sorted([*here[name], *new], key=lambda line: (line["day"], line["at"]))
    return joined


def _small(here: Body, other: Body) -> Body:
    ids, said = {line["id"] for line in here["lines"]}, [_without_id(line) for line in here["lines"]]
    new = [line for line in other["lines"] if line["id"] not in ids and _without_id(line) not in said]
    return {**here, "lines": sorted([*here["lines"], *new], key=lambda line: str(line["day"]))} if new else here


def _looks(here: Body, other: Body) -> Body:
    return {**here, "looks": [*here["looks"], *(look for look in other["looks"] if look not in here["looks"])]}


def _marks(here: Body, other: Body) -> Body:
    return {**here, **{step: {**days, **here.get(step, {})} for step, days in other.items()}}


def _held(here: Body, other: Body) -> Body:
    joined = dict(here)
    for part in ("waiting", "letters"):
        ids, said = {each["id"] for each in here[part]}, {each["text"] for each in here[part]}
        new = [each for each in other[part] if each["id"] not in ids and each["text"] not in said]
        joined[part] = [*here[part], *new]
    return joined


def _usual_ones(here: Body, other: Body, usual: Mapping[str, Any]) -> Body:
    """What was chosen here stays; what never was comes in."""
    new = {name: value for name, value in other.items() if _same(here.get(name, usual.get(name)), usual.get(name))}
    return {**here, **new}


def _same(one: object, other: object) -> bool:
    return _plain(one) == _plain(other)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value


def _without_id(line: Mapping[str, Any]) -> Body:
    return {name: value for name, value in line.items() if name != "id"}


_JOINS: dict[str, Callable[[Body, Body], Body]] = {
    "contact": _contact,
    "situation": _ticks,
    "week": _week,
    "small": _small,
    "review": _looks,
    "progress": _marks,
    "held": _held,
}
