"""Reads situations.toml: what may be so for a reader, in words. Steps name these in "In your situation"."""

from guides import shapes
from guides.folder import Reading
from guides.tools import STATES

NAMES = (*shapes.CIRCUMSTANCES, *STATES)


def read_situations(reading: Reading) -> tuple[shapes.Situation, ...]:
    """Every name of NAMES with its words, in that order. What is wrong is written into `reading`."""
    facts = reading.open("situations.toml").facts
    found: dict[str, shapes.Situation] = {}
    for table in facts.tables("situation", "situation"):
        name = table.text("name", choices=NAMES)
        if name in found:
            table.wrong("name", f"{name} stands here twice.", "Take one of them out.")
        # The contact states are said on a page of their own.
        needed = name in shapes.CIRCUMSTANCES
        found[name] = shapes.Situation(name, table.text("label"), table.text("mine", needed=needed))
        table.done()
    facts.done()
    for name in NAMES:
        if name not in found:
            facts.wrong("situation", f"{name} has no words.", f'Add a [[situation]] with name = "{name}".')
    return tuple(found[name] for name in NAMES if name in found)
