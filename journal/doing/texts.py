"""Two texts for one page: shown together, settled by the reader, never by us."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction

from journal.access.records import Document, Journal

Body = dict[str, Any]
ALL = "all"


def of(document: Document) -> list[Body]:
    """All texts that stand in this document, the newest first and the one that was there before them last."""
    return [*(other["body"] for other in reversed(document.others)), document.body]


def mark(document: Document) -> str:
    """A short mark of exactly these texts, so that a choice made between them meets no others."""
    whole = json.dumps(of(document), sort_keys=True).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:16]


def settle(journal: Journal, kind: str, key: str, *, keep: str, seen: str, join: Callable[..., Body]) -> bool:
    """Keep one of the texts (`keep` is its place in `of`, as written in a form) or all in one (ALL, made by `join`).

    `join` takes the text that was there first, then the others. False, and nothing changed, where the texts are no
    longer the ones of the mark `seen` or there is no such choice. Raises VisitOver, CannotOpen.
    """
    with transaction.atomic():
        journal.hold()
        document = journal.get(kind, key)
        if document is None or mark(document) != seen:
            return False
        texts = of(document)
        choices = {str(place): text for place, text in enumerate(texts)}
        choices[ALL] = join(*reversed(texts))
        if keep not in choices:
            return False
        journal.overwrite(kind, key, choices[keep])
        return True
