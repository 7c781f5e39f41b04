"""Everything a reader wrote, opened, as one archive to take along: docs/archive.md says what stands in it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guides import shelf
from journal.access.records import Document, Journal, Unreadable
from journal.doing import papers, press, tools
from journal.doing.state import state
from journal.pure import archive, contact, shapes

COURT = _("A diary can be asked for in a divorce or a case about children.")
_ABOUT = _("Everything written here, in plain text.")
KEEP = _("Keep this file where nobody else can read it.")
PRINT_SECONDS = 45.0
MOST_PAPERS = 40  # a paper takes about a third of a second, and the reader waits


@dataclass(frozen=True)
class Taken:
    """All that opens, in order; and the ids of what does not."""

    documents: list[Document]
    unreadable: list[str]


@dataclass
class Papers:
    """The papers by their file name, and one sentence for whatever is not among them."""

    files: dict[str, bytes] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def take(journal: Journal) -> Taken:
    """Everything, opened."""
    documents, unreadable = [], []
    for found in journal.everything():
        if isinstance(found, Unreadable):
            unreadable.append(str(found.id))
        elif found.kind not in shapes.PASSING:
            documents.append(found)
    return Taken(sorted(documents, key=lambda each: (each.kind, each.key)), sorted(unreadable))


def everything(taken: Taken, now: datetime) -> dict[str, Any]:
    """The document: all records with kind, key, shape and texts, in order, and the ids of those that do not open."""
    records = [archive.record(each.kind, each.key, texts_of(each)) for each in taken.documents]
    about, when = f"{_ABOUT} {COURT} {KEEP}", now.isoformat(timespec="minutes")
    return archive.document(records, about=about, taken_out=when, unreadable=taken.unreadable)


def texts_of(document: Document) -> list[dict[str, Any]]:
    """All texts of a record, the one that was there first at the beginning."""
    return [document.body, *(other["body"] for other in document.others)]


def zipped(taken: Taken, now: datetime, pages: Mapping[str, str], made: Papers, readme: str) -> bytes:
    """The archive: the document, the pages as Markdown by file name, the papers, and a README."""
    files = {archive.DOCUMENT: archive.as_json(everything(taken, now)), "README.md": _utf8(readme)}
    files |= {name: _utf8(text) for name, text in pages.items()}
    return archive.packed(files | made.files)


def print_all(journal: Journal, taken: Taken, today: date, country: str, size: papers.Paper) -> Papers:
    """The plan, both sheets and the filled tools as PDF, as far as the press can make them now."""
    made, until = Papers(), time.monotonic() + PRINT_SECONDS
    for name, template, context in _wanted(journal, taken, today, country):
        if len(made.files) == MOST_PAPERS or time.monotonic() > until:
            made.missing.append(_now("More pages than these can be printed one by one."))
            return made
        try:
            made.files[f"papers/{name}.pdf"] = papers.pdf(template, context(), size)
        except (press.PressMissing, press.PressBusy):
            made.missing.append(_now("No more pages could be printed just now. Take everything out again later."))
            return made
        except (press.PressTooSlow, press.PressFailed):
            made.missing.append(_now("One page could not be printed: %s.") % name)
    return made


def _wanted(
    journal: Journal, taken: Taken, today: date, country: str
) -> list[tuple[str, str, Callable[[], dict[str, Any]]]]:
    """Each paper: its name, its template, and what stands on it, made when it is needed."""
    wanted: list[tuple[str, str, Callable[[], dict[str, Any]]]] = []
    here = state(journal)
    for each in taken.documents:
        if each.kind == "plan":
            wanted.append(("plan", "papers/plan.html", lambda body=each.body: {"rows": papers.plan_rows(body)}))  # type: ignore[misc]
        elif each.kind == "sheet":
            wanted.append(
                (
                    f"{each.key}-hour",
                    "papers/sheet.html",
                    lambda form=each.key: {  # type: ignore[misc]
                        "sheet": papers.sheet_paper(journal, form, today=today, country=country)
                    },
                )
            )
        elif each.kind == "tool" and (tool := shelf.tool(each.key.partition("/")[0])):
            if contact.closes(here, tool.closed_in):
                continue  # its page shows no paper either
            wanted.append((each.key.replace("/", "-"), "papers/tool.html", lambda key=each.key: _tool(journal, key)))  # type: ignore[misc]
    return wanted


def _tool(journal: Journal, key: str) -> dict[str, Any]:
    slug, _slash, number = key.partition("/")
    found = shelf.tool(slug)
    assert found is not None
    sheet = tools.open_tool(journal, found, int(number or 0))
    rows = papers.tool_rows(sheet)
    return {"sheet_of": sheet, "rows": rows, "paper_size": papers.tool_size(rows)}


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")
