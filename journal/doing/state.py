"""The contact state: which lines the reader said are true, what the log adds, the strictest of them. Kept sealed."""

from collections.abc import Iterable
from dataclasses import dataclass

from journal.access.records import Document, Journal, Unreadable
from journal.pure import contact


@dataclass(frozen=True)
class Standing:
    """said: the state in the reader's own words, None if they never said. waiting: the ids of the lines of the log that
    nobody has answered, in order. written: the day on which the reader last said that they have, ISO 8601, or "".
    opens: False where the record of these does not open.
    """

    said: str | None
    waiting: tuple[str, ...] = ()
    written: str = ""
    opens: bool = True

    @property
    def waits(self) -> bool:
        """Whether the last thing the reader started has no answer yet; where that does not open, it has none."""
        return bool(self.waiting) or not self.opens

    @property
    def now(self) -> str | None:
        """The state that counts. With a message that waits for its answer it is `waiting` at least."""
        return contact.strictest(filter(None, (self.said, "waiting" if self.waits else None)))


def lines(journal: Journal) -> list[str]:
    """The lines the reader said are true. Raises CannotOpen."""
    document = journal.get("contact", "state")
    return list(document.body["lines"]) if document else []


def standing(journal: Journal) -> Standing:
    """How it stands with contact, in one query.

    No answer to the last message means none until they write, and the log sets it (DESIGN, section 1): here and not in
    the tools, so that every page and tool obeys it. It has a record of its own, because a look through the weeks would
    cost every page more, and would forget after the last of them. What does not open counts as the strictest that
    it can say: nothing may open because a record is broken.
    """
    found = journal.get_many("contact", ["state", "open"])
    stated, waiting = found.get("state"), found.get("open")
    if isinstance(stated, Unreadable):
        said: str | None = contact.STATES[-1]
    else:
        said = contact.strictest(stated.body["lines"]) if stated else None
    if isinstance(waiting, Document):
        return Standing(said, tuple(waiting.body["lines"]), waiting.body.get("written", {}).get("day", ""))
    return Standing(said, opens=waiting is None)


def state(journal: Journal) -> str | None:
    """The state that counts now; None if it was never said and nothing waits for an answer."""
    return standing(journal).now


def say(journal: Journal, true: Iterable[str]) -> None:
    """Keep which lines are true. Raises VisitOver, CannotOpen."""
    said = set(true)
    journal.overwrite("contact", "state", {"lines": [line for line in contact.STATES if line in said]})
