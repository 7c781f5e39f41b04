"""What comes in from a file: kept sealed while the reader looks at it, then brought in whole or not at all.

Between the look and the press it lives in one record under the reader's own key (docs/decisions/0012): in no session,
not in the open on any disk, and it is gone with the press, with "leave it", or with the first opening an hour later.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from django.db import transaction
from django.utils import dates, translation

from journal.access.records import Document, Journal, Unreadable, new_base
from journal.doing.settings import Mine
from journal.pure import archive, merge, plain
from journal.pure.unpack import Packed, Refused, is_packed

KIND, KEY = "incoming", "file"
WAITS = timedelta(hours=1)
SHOWN_FAULTS = 100
# Of plain texts at a time: each may be a day, and is looked at for one. Twenty years of long nights have fewer.
MOST_LINES = 200_000
Order = Literal["day", "month"]
_TEXTS = (".md", ".markdown", ".txt", ".text")
_ENDING = re.compile(r"\.[a-z]\w{1,7}\Z", re.IGNORECASE | re.ASCII)
Body = dict[str, Any]


@dataclass(frozen=True)
class Upload:
    """One file as it was sent: its name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Waiting:
    """What was read and waits: the records of an archive, or the nights of plain texts with what cannot be read.

    old: files that were read in the old Windows alphabet. asked: the first day that can be read in two ways, with both.
    until: when it is gone, which no two of them share: the mark of what a page showed.
    """

    records: archive.Coming = field(default_factory=dict)
    parts: list[plain.Part] = field(default_factory=list)
    faults: list[plain.Fault] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    until: str = ""

    @property
    def asked(self) -> plain.Part | None:
        """The first text whose day and month could change places."""
        return next((part for part in self.parts if len(part.days) > 1), None)

    def coming(self, order: Order = "day") -> archive.Coming:
        """The records to bring in; days that can be read in two ways are read in this order. Texts of one day become
        one.
        """
        if not self.parts:
            return self.records
        by_day: dict[date, list[str]] = {}
        for part in self.parts:
            texts = by_day.setdefault(part.days[-1 if order == "month" else 0], [])
            if part.text not in texts:
                texts.append(part.text)
        return {("night", day.isoformat()): [{"more": "\n\n".join(texts)}] for day, texts in by_day.items()}


@dataclass(frozen=True)
class Plan:
    """What bringing in would do, or did: records that are new, that stand here word for word, that are kept beside what
    is here, and that cannot come in because what is here does not open.
    """

    new: list[Document]
    same: list[archive.Name]
    beside: list[Document]
    shut: list[archive.Name]

    def how_many(self, which: Literal["new", "same", "beside"], nights: bool) -> int:  # noqa: FBT001
        """How many nights, or how many of everything else."""
        names = self.same if which == "same" else [(each.kind, each.key) for each in getattr(self, which)]
        return sum((kind == "night") == nights for kind, _key in names)


def read(uploads: list[Upload], today: date) -> Waiting:
    """What is in these files. Raises Refused where nothing of them can be taken."""
    if len(uploads) == 1 and is_packed(uploads[0].data):
        packed = Packed(uploads[0].data)
        if (records := archive.of_zip(packed)) is not None:
            return _some(Waiting(records))
        if any(entry.name.startswith("word/") for entry in packed.entries):
            raise Refused("word")
        entries = sorted(packed.entries, key=lambda entry: entry.name)
        wanted = [entry for entry in entries if _may_be_text(entry.name)]
        others = [Upload(entry.name, b"") for entry in entries if entry not in wanted]
        uploads = [Upload(entry.name, data) for entry, data in zip(wanted, packed.read(wanted), strict=True)] + others
    elif len(uploads) == 1 and uploads[0].name.lower().endswith(".json"):
        return _some(Waiting(archive.of_json(uploads[0].data)))
    elif len(uploads) == 1 and uploads[0].name.lower().endswith(".zip"):
        raise Refused("not zip")
    return _some(_plain(uploads, today))


def keep(journal: Journal, found: Waiting, now: datetime) -> None:
    """Keep what was read, sealed, in the place of what waited before. Raises VisitOver."""
    records = [{"kind": kind, "key": key, "texts": texts} for (kind, key), texts in found.records.items()]
    parts = [{**asdict(part), "days": [day.isoformat() for day in part.days]} for part in found.parts]
    faults = [asdict(fault) for fault in found.faults]
    body = {"records": records, "parts": parts, "faults": faults, "old": found.old, "until": _until(now)}
    with transaction.atomic():
        journal.burn(KIND, KEY)  # also where what waited does not open: it is nobody's only copy
        journal.overwrite(KIND, KEY, body)


def waiting(journal: Journal, now: datetime) -> Waiting | None:
    """What waits to be brought in; None if nothing does, not any more, or it does not open."""
    found = journal.get_many(KIND, [KEY]).get(KEY)
    if not isinstance(found, Document) or datetime.fromisoformat(found.body["until"]) <= now:
        return None
    body = found.body
    parts = [
        plain.Part(each["file"], each["line"], tuple(map(date.fromisoformat, each["days"])), each["text"])
        for each in body["parts"]
    ]
    records = {(each["kind"], each["key"]): each["texts"] for each in body["records"]}
    return Waiting(records, parts, [plain.Fault(**each) for each in body["faults"]], body["old"], body["until"])


def let_go(journal: Journal) -> None:
    """Nothing waits any more. Raises VisitOver."""
    journal.burn(KIND, KEY)


def opened(journal: Journal, now: datetime) -> None:
    """Called when the journal is opened: what waited longer than an hour is gone. Raises VisitOver."""
    if journal.there([(KIND, KEY)]) and waiting(journal, now) is None:
        let_go(journal)


def plan(journal: Journal, coming: archive.Coming) -> Plan:
    """What bringing this in would do now. Nothing is written."""
    here = journal.get_all(coming)
    known = {
        line
        for (kind, _key), found in here.items()
        if kind == "week" and isinstance(found, Document)
        for line in merge.ids_of(found.body)
    }
    made = Plan([], [], [], [])
    for (kind, key), texts in sorted(coming.items()):
        found = here.get((kind, key))
        if isinstance(found, Unreadable):
            made.shut.append((kind, key))
        elif found is None:
            made.new.append(_document(kind, key, texts))
        else:
            before = [found.body, *(other["body"] for other in found.others)]
            if (kind, key) == ("contact", "open"):
                texts = [merge.unanswered(text, known) for text in texts]
            after = merge.together(kind, key, before, texts, asdict(Mine()))
            if after == before:
                made.same.append((kind, key))
            else:
                made.beside.append(_joined(found, after))
    return made


def bring_in(journal: Journal, coming: archive.Coming) -> Plan:
    """Bring everything in, in one go; what was done. Raises VisitOver, and nothing is changed then."""
    with transaction.atomic():
        journal.hold()
        made = plan(journal, coming)
        journal.overwrite_all([*made.new, *made.beside])
        let_go(journal)
        return made


def _document(kind: str, key: str, texts: list[Body]) -> Document:
    body, *others = texts
    return Document(kind, key, body, base=new_base(), others=[{"hand": "", "body": other} for other in others])


def _joined(found: Document, after: list[Body]) -> Document:
    """What stands here with what came beside it; the texts that were here keep their marks."""
    body, *rest = after
    others = [*found.others, *({"hand": "", "body": text} for text in rest[len(found.others) :])]
    same = body == found.body
    return Document(found.kind, found.key, body, found.base if same else new_base(), found.hand if same else "", others)


def _plain(uploads: Iterable[Upload], today: date) -> Waiting:
    months, found, lines = _months(), Waiting(), 0
    for upload in uploads:
        name = "".join(char for char in upload.name if char.isprintable())[-120:]
        try:
            if is_packed(upload.data) or not _may_be_text(name):
                raise plain.NotText("binary")
            text, old = plain.decoded(upload.data)
        except plain.NotText as error:
            found.faults.append(plain.Fault(name, 1, error.why))
            continue
        lines += text.count("\n")
        if lines > MOST_LINES:
            raise Refused("lines")
        parts, faults = plain.read(unicodedata.normalize("NFC", name), text, months, today)
        found.parts.extend(parts)
        found.faults.extend(faults)
        found.old.extend([name] if old and parts else [])
    return found


def _may_be_text(name: str) -> bool:
    """Whether a file of this name is read at all: "notes.txt", "02.03.2026", and not "picture.jpg"."""
    ending = _ENDING.search(name)
    return ending is None or ending[0].lower() in _TEXTS


def _some(found: Waiting) -> Waiting:
    """The same. Raises Refused where there is nothing to bring in."""
    if found.records or found.parts:
        return found
    faults = found.faults[:SHOWN_FAULTS]
    raise Refused("nothing", faults=faults) if faults else Refused("empty")


def _until(now: datetime) -> str:
    return (now.astimezone(UTC) + WAITS).isoformat()


def _months() -> Mapping[str, int]:
    """The names of the months in English and in the reader's language."""
    named: dict[str, int] = {}
    for language in ("en", translation.get_language() or "en"):
        with translation.override(language):
            for names in (dates.MONTHS, dates.MONTHS_3):
                named |= {str(name).casefold().rstrip("."): number for number, name in names.items()}
    return named
