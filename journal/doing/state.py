"""The contact state: which lines the reader said are true, and the strictest of them. Kept sealed."""

from collections.abc import Iterable

from journal.access.records import Journal, Unreadable
from journal.pure import contact


def lines(journal: Journal) -> list[str]:
    """The lines the reader said are true. Raises CannotOpen."""
    document = journal.get("contact", "state")
    return list(document.body["lines"]) if document else []


def state(journal: Journal) -> str | None:
    """The state that counts now; None if it was never said.

    A state that does not open counts as the strictest: nothing may open because a record is broken.
    """
    found = journal.get_many("contact", ["state"]).get("state")
    if isinstance(found, Unreadable):
        return contact.STATES[-1]
    return contact.strictest(found.body["lines"]) if found else None


def say(journal: Journal, true: Iterable[str]) -> None:
    """Keep which lines are true. Raises VisitOver, CannotOpen."""
    said = set(true)
    journal.overwrite("contact", "state", {"lines": [line for line in contact.STATES if line in said]})
