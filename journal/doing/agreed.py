"""What the reader and their counselor agreed, as it was typed in after the hour. The newest page counts."""

from dataclasses import dataclass

from journal.access.records import Document, Journal
from journal.doing import tools

TOOL = "after-the-hour"
# The fields of the sheet for the next hour that are opened with it.
ON_SHEET = ("agreed_1", "agreed_2", "went_1", "went_2")


@dataclass(frozen=True)
class Agreed:
    """The newest page: its number; what to try; when the next hour is and whom to call, or "". opens: False where it
    does not open.
    """

    number: int
    tries: tuple[str, ...] = ()
    next: str = ""
    worse: str = ""
    opens: bool = True


def latest(journal: Journal) -> Agreed | None:
    """What was agreed last, in two queries; None where nothing was, or where nothing of it is written yet."""
    number = next(iter(tools.numbers(journal, TOOL)), 0)
    if not number:
        return None
    found = journal.get_many("tool", [tools.key(TOOL, number)]).get(tools.key(TOOL, number))
    if not isinstance(found, Document):
        return Agreed(number, opens=False) if found else None
    said = {name: " ".join(str(text).split()) for name, text in found.body["answers"].items()}
    tries = tuple(said[name] for name in ("try", "try_2") if said.get(name))
    agreed = Agreed(number, tries, said.get("next", ""), said.get("worse", ""))
    return agreed if tries or agreed.next or agreed.worse else None
