"""Steps begun and done. One record holds them all; it is no page's text, so the latest mark counts."""

from datetime import date

from django.db import transaction

from journal.access.records import Document, Journal

Marks = dict[str, dict[str, str]]
MARKS = ("begun", "done", "open")


def marks(journal: Journal) -> Marks:
    """The days on which steps were begun and done, by "guide/step". Empty where the record does not open."""
    found = journal.get_many("progress", ["steps"]).get("steps")
    return found.body if isinstance(found, Document) else {}


def of(marks: Marks, guide: str, step: str) -> str:
    """How it stands with a step: "done", "begun" or "open"."""
    days = marks.get(f"{guide}/{step}", {})
    return next((what for what in ("done", "begun") if what in days), "open")


def mark(journal: Journal, guide: str, step: str, what: str, today: date) -> None:
    """Mark a step as begun or done today, or as open again. Raises VisitOver, CannotOpen."""
    with transaction.atomic():
        journal.hold()
        document = journal.get("progress", "steps")
        known = dict(document.body) if document else {}
        name = f"{guide}/{step}"
        if what == "open":
            known.pop(name, None)
        else:
            known[name] = {**known.get(name, {}), what: today.isoformat()}
            if what == "begun":
                known[name].pop("done", None)
        journal.overwrite("progress", "steps", known)
