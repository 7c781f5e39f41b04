"""What was deleted last can be put back for ten minutes. One record holds it, whatever kind it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import transaction

from journal.access.records import Document, Journal

UNDO = timedelta(minutes=10)


@dataclass(frozen=True)
class Binned:
    """Something that was deleted less than ten minutes ago; until when it can be put back, by the reader's clock."""

    kind: str
    key: str
    until: time


def delete(journal: Journal, kind: str, key: str, now: datetime) -> bool:
    """Move the record into the bin, for ten minutes; False if there is none. Raises VisitOver, CannotOpen."""
    with transaction.atomic():
        journal.hold()
        document = journal.get(kind, key)
        if document is None:
            return False
        texts = [document.body, *(other["body"] for other in document.others)]
        until = (now.astimezone(UTC) + UNDO).isoformat()
        kept = [item for item in _items(journal) if _until(item) > now and _name(item) != (kind, key)]
        item = {"kind": kind, "key": key, "texts": texts, "until": until}
        journal.overwrite("bin", "last", {"nights": [*kept, item]})
        journal.burn(kind, key)
        return True


def put_back(journal: Journal, kind: str, key: str, now: datetime) -> bool:
    """Put it back; False if it is gone. Beside what was written there since, the old text becomes a second one.

    Raises VisitOver, CannotOpen.
    """
    with transaction.atomic():
        journal.hold()
        items = _items(journal)
        mine = next((item for item in items if _name(item) == (kind, key) and _until(item) > now), None)
        if mine is None:
            return False
        for text in mine["texts"]:
            # Without a hand: under its old one it would replace what that page wrote since.
            journal.put(kind, key, text)
        _keep(journal, [item for item in items if item is not mine])
        return True


def binned(journal: Journal, now: datetime) -> list[Binned]:
    """What can still be put back. The rest is burned here. Raises VisitOver."""
    items = _items(journal)
    if any(_until(item) <= now for item in items):
        with transaction.atomic():
            journal.hold()
            items = [item for item in _items(journal) if _until(item) > now]
            _keep(journal, items)
    return [Binned(*_name(item), _until(item).astimezone(now.tzinfo).time()) for item in items]


def _items(journal: Journal) -> list[dict[str, Any]]:
    found = journal.get_many("bin", ["last"]).get("last")
    return list(found.body["nights"]) if isinstance(found, Document) else []


def _keep(journal: Journal, items: list[dict[str, Any]]) -> None:
    if items:
        journal.overwrite("bin", "last", {"nights": items})
    else:
        journal.burn("bin", "last")


def _name(item: Mapping[str, Any]) -> tuple[str, str]:
    """Its kind and key. At first only nights were kept here, and their items name no kind."""
    return item.get("kind", "night"), item["key"]


def _until(item: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(item["until"])
