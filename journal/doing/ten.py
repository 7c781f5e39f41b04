"""The reader's own lines for the ten minutes in which the wish to reach out comes and goes (idea TQ3)."""

from dataclasses import dataclass

from journal.access.records import Document, Journal, Unreadable
from journal.doing import tools

TOOL = "ten-minutes"
# Where a line may have been written before, the nearest first: the tool and the key of its question.
_HANDS = ((TOOL, "hands"), ("my-limit", "instead"), ("three-things", "instead"))
_PEOPLE = ((TOOL, "who"), ("three-things", "who"))
_COUNSELOR = ((TOOL, "counselor"),)
_PHONE = ((TOOL, "phone"),)
# Who helps: every line of it is somebody, whatever its questions are called; the first few are enough here.
_HELPERS, _MOST = "my-people", 3
# What a counselor said is written down after the hour, a page for each; the latest few are looked at.
_HOUR, _HOURS = "after-the-hour", 3
_TOOLS = (TOOL, _HELPERS, "my-limit", "three-things")


@dataclass(frozen=True)
class Own:
    """What the reader wrote on a calmer day: for their hands, whom to be with, what their counselor would say, where
    the phone goes. whole: False where one of these pages does not open, and its lines are missing here.
    """

    hands: list[str]
    people: list[str]
    counselor: list[str]
    phone: list[str]
    whole: bool


def own(journal: Journal) -> Own:
    """The reader's own lines. Nothing has to be there for the ten minutes to work."""
    found = journal.get_many("tool", _TOOLS)

    def said(*places: tuple[str, str]) -> list[str]:
        opened = ((found.get(tool), key) for tool, key in places)
        texts = (page.body["answers"].get(key) for page, key in opened if isinstance(page, Document))
        kept: list[str] = []
        for text in texts:
            if text and isinstance(text, str) and not any(text in longer for longer in kept):
                kept.append(text)
        return kept

    hours = [row.answers.get("said", "") for row in tools.latest(journal, _HOUR, _HOURS)]
    counselor = [*dict.fromkeys([*filter(None, hours), *said(*_COUNSELOR)])]
    helpers = _lines_of(found.get(_HELPERS))
    whole = not any(isinstance(page, Unreadable) for page in found.values())
    return Own(said(*_HANDS), said(_PEOPLE[0], *helpers, *_PEOPLE[1:]), counselor, said(*_PHONE), whole)


def _lines_of(helpers: Document | Unreadable | None) -> list[tuple[str, str]]:
    """Where the first lines that are written stand in the list of helpers."""
    if not isinstance(helpers, Document):
        return []
    lines = [each["key"] for each in helpers.body["questions"] if each["kind"] == "line"]
    return [(_HELPERS, key) for key in lines if helpers.body["answers"].get(key)][:_MOST]
