"""Everything a reader wrote, opened, as one plain document to take along."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from journal.access.records import Journal, Unreadable

COURT = _("A diary can be asked for in a divorce or a case about children.")
_ABOUT = _("Everything written here, in plain text.")
_KEEP = _("Keep this file where nobody else can read it.")


def everything(journal: Journal, now: datetime) -> dict[str, Any]:
    """All records with kind, key and texts, in order, and the ids of those that do not open."""
    records, unreadable = [], []
    for document in journal.everything():
        if isinstance(document, Unreadable):
            unreadable.append(str(document.id))
            continue
        texts = [document.body, *(other["body"] for other in document.others)]
        records.append({"kind": document.kind, "key": document.key, "texts": texts})
    records.sort(key=lambda record: (str(record["kind"]), str(record["key"])))
    return {
        "about": f"{_ABOUT} {COURT} {_KEEP}",
        "taken_out": now.isoformat(timespec="minutes"),
        "records": records,
        "these_do_not_open": unreadable,
    }
