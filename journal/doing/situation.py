"""The reader's situation: which circumstances they said are true. Kept sealed; steps show what fits them."""

from collections.abc import Iterable

from guides.shapes import CIRCUMSTANCES
from journal.access.records import Document, Journal
from journal.doing.state import state


def lines(journal: Journal) -> list[str]:
    """The circumstances the reader said are true, of guides.shapes.CIRCUMSTANCES; none where the record does not
    open.
    """
    found = journal.get_many("situation", ["mine"]).get("mine")
    return list(found.body["lines"]) if isinstance(found, Document) else []


def say(journal: Journal, true: Iterable[str]) -> None:
    """Keep which circumstances are true. Raises VisitOver, CannotOpen."""
    said = set(true)
    journal.overwrite("situation", "mine", {"lines": [line for line in CIRCUMSTANCES if line in said]})


def names(journal: Journal) -> set[str]:
    """What is true for the reader, as steps name it: their circumstances, and the contact state that counts."""
    here = state(journal)
    return {*lines(journal), *([here] if here else [])}
