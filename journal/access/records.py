"""One reader's sealed records. Nothing else reads or writes the Record table.

Every write first locks the owner's row and compares its key id with the visit's: a save that overlaps a change of
passphrase would otherwise be sealed under a key that is gone.
"""

import secrets
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models.functions import Length

from journal.models import Person, Record
from journal.pure import shapes
from journal.pure.vault import CannotOpen, Key, Place

_AT_ONCE = 2000  # slots in one query


class VisitOver(Exception):
    """The journal's key has changed or the person is gone: this visit can neither read nor write any more."""


@dataclass(frozen=True)
class Document:
    """What one record holds.

    body: today's shape of its kind. base: a number that is new each time the body is written, also after a deletion; a
    page hands back the one it was made from. hand: which open page wrote the body. others: texts that met the body in
    a conflict, newest last, each {"hand", "body"}.
    """

    kind: str
    key: str
    body: dict[str, Any]
    base: int = 0
    hand: str = ""
    others: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Unreadable:
    """A record that does not open. It is shown as such and never overwritten."""

    id: uuid.UUID


@dataclass(frozen=True)
class Journal:
    """An open journal: one reader's records and the key to them. It can reach nobody else's."""

    owner_id: uuid.UUID
    key: Key

    def get(self, kind: str, key: str) -> Document | None:
        """The record of this kind and natural key; None if there is none. Raises CannotOpen if it does not open."""
        row = self._row(self.key.slot(kind, key))
        return self._open(row) if row else None

    def get_many(self, kind: str, keys: Iterable[str]) -> dict[str, Document | Unreadable]:
        """The records of this kind under these natural keys, by key, in one query; absent ones are left out."""
        slots = {self.key.slot(kind, key): key for key in keys}
        rows = Record.objects.filter(owner_id=self.owner_id, slot__in=list(slots))
        return {slots[bytes(row.slot)]: self._open_or_say(row) for row in rows}

    def there(self, names: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of these kinds and natural keys that there is a record of, in one query; none is opened."""
        slots = {self.key.slot(kind, key): (kind, key) for kind, key in names}
        rows = Record.objects.filter(owner_id=self.owner_id, slot__in=list(slots))
        return {slots[bytes(slot)] for slot in rows.values_list("slot", flat=True)}

    def sizes(self, kind: str, keys: Iterable[str]) -> dict[str, int]:
        """How many sealed bytes the record under each of these natural keys has, by key; none is opened."""
        slots = {self.key.slot(kind, key): key for key in keys}
        found, asked = {}, list(slots)
        for begin in range(0, len(asked), _AT_ONCE):
            rows = Record.objects.filter(owner_id=self.owner_id, slot__in=asked[begin : begin + _AT_ONCE])
            found.update({slots[bytes(slot)]: size for slot, size in rows.values_list("slot", Length("sealed"))})
        return found

    def everything(self) -> Iterator[Document | Unreadable]:
        """All records, opened one by one, in no order: for search, export and re-key only."""
        for row in Record.objects.filter(owner_id=self.owner_id).iterator(chunk_size=500):
            yield self._open_or_say(row)

    def put(self, kind: str, key: str, body: dict[str, Any], *, base: int = 0, hand: str = "") -> Document:
        """Keep `body`, and give what now stands there.

        base and hand come from the page that saves; 0 and "" for a page made from nothing. A body equal to the stored
        one changes nothing. Where the stored body is not the one the page was made from, and another hand wrote it,
        both are kept: the stored one stays, this one goes into `others`.
        Raises VisitOver, and CannotOpen where a record stands that does not open; nothing is written then.
        """
        with transaction.atomic():
            row, stored = self._held(kind, key)
            if stored is None:
                return self._write(row, Document(kind, key, body, base=new_base(), hand=hand))
            if stored.body == body:
                return stored
            if base == stored.base or (hand and hand == stored.hand):
                mine = [other for other in stored.others if other["hand"] != hand or not hand]
                return self._write(row, replace(stored, body=body, base=new_base(), hand=hand, others=mine))
            others = [other for other in stored.others if not hand or other["hand"] != hand]
            return self._write(row, replace(stored, others=[*others, {"hand": hand, "body": body}]))

    def overwrite(self, kind: str, key: str, body: dict[str, Any]) -> Document:
        """Keep `body` whatever stood there, and nothing beside it: where two texts were settled, or a record is no
        page's text.

        Raises VisitOver, and CannotOpen where a record stands that does not open; nothing is written then.
        """
        with transaction.atomic():
            row, _ = self._held(kind, key)
            return self._write(row, Document(kind, key, body, base=new_base()))

    def burn(self, kind: str, key: str) -> None:
        """Delete the record, if there is one. Raises VisitOver."""
        with transaction.atomic():
            self.hold()
            Record.objects.filter(owner_id=self.owner_id, slot=self.key.slot(kind, key)).delete()

    def seal_anew(self, key: Key) -> "Journal":
        """This journal with every record sealed under another key. Call it with the owner held, where the person's key
        changes.

        A record that does not open stays as it is.
        """
        new, fresh, broken = Journal(self.owner_id, key), [], []
        for row in Record.objects.filter(owner_id=self.owner_id).iterator(chunk_size=500):
            try:
                document = self._open(row)
            except CannotOpen:
                broken.append(row.pk)
                continue
            slot = key.slot(document.kind, document.key)
            fresh.append(
                new._sealed(Record(id=row.pk, owner_id=self.owner_id, slot=slot, version=row.version), document)
            )
        Record.objects.filter(owner_id=self.owner_id).exclude(pk__in=broken).delete()
        Record.objects.bulk_create(fresh, batch_size=200)
        return new

    def get_all(self, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Document | Unreadable]:
        """The records of these kinds and natural keys, by both; absent ones are left out. For bringing many in."""
        slots = {self.key.slot(kind, key): (kind, key) for kind, key in names}
        found: dict[tuple[str, str], Document | Unreadable] = {}
        for some in _batched(slots, 500):
            rows = Record.objects.filter(owner_id=self.owner_id, slot__in=some)
            found |= {slots[bytes(row.slot)]: self._open_or_say(row) for row in rows}
        return found

    def overwrite_all(self, documents: Iterable[Document]) -> None:
        """Keep each of these documents, with its base, hand and others, whatever stood there: hundreds as quickly as
        one. Call it with the owner held, and not for a record that does not open.
        """
        by_slot = {self.key.slot(each.kind, each.key): each for each in documents}
        fresh = []
        for some in _batched(by_slot, 500):
            rows = Record.objects.filter(owner_id=self.owner_id, slot__in=some)
            there = {bytes(slot): (pk, version) for pk, slot, version in rows.values_list("pk", "slot", "version")}
            for slot in some:
                pk, version = there.get(slot, (uuid.uuid4(), 0))
                row = Record(id=pk, owner_id=self.owner_id, slot=slot, version=version)
                fresh.append(self._sealed(row, by_slot[slot]))
            rows.delete()
        Record.objects.bulk_create(fresh, batch_size=200)

    def hold(self) -> None:
        """Lock the owner's row until the transaction ends. Raises VisitOver if its key is not this visit's."""
        owner = Person.objects.select_for_update(no_key=True).filter(pk=self.owner_id)
        if [bytes(key_id) for key_id in owner.values_list("key_id", flat=True)] != [self.key.key_id]:
            raise VisitOver

    def held_owner(self) -> Person:
        """`hold`, and the owner whose row it is."""
        self.hold()
        return Person.objects.get(pk=self.owner_id)

    def _held(self, kind: str, key: str) -> tuple[Record, Document | None]:
        """The row of this kind and key, with the owner held, and what it holds; a new row and None if there is none."""
        self.hold()
        slot = self.key.slot(kind, key)
        row = self._row(slot)
        if row is None:
            return Record(id=uuid.uuid4(), owner_id=self.owner_id, slot=slot, version=0), None
        return row, self._open(row)

    def _row(self, slot: bytes) -> Record | None:
        return next(iter(Record.objects.filter(owner_id=self.owner_id, slot=slot)), None)

    def _write(self, row: Record, document: Document) -> Document:
        self._sealed(row, document)
        if row._state.adding:
            row.save(force_insert=True)
        else:
            Record.objects.filter(pk=row.pk).update(version=row.version, key_id=row.key_id, sealed=row.sealed)
        return document

    def _sealed(self, row: Record, document: Document) -> Record:
        row.version, row.key_id = row.version + 1, self.key.key_id
        row.sealed = self.key.seal(self._place(row), as_sealed(document))
        return row

    def _open_or_say(self, row: Record) -> Document | Unreadable:
        try:
            return self._open(row)
        except CannotOpen:
            return Unreadable(row.pk)

    def _open(self, row: Record) -> Document:
        return from_sealed(self.key.open(self._place(row), bytes(row.sealed)))

    def _place(self, row: Record) -> Place:
        return Place(owner=self.owner_id, record=row.pk, slot=bytes(row.slot), version=row.version)


def _batched(items: Iterable[bytes], many: int) -> Iterator[list[bytes]]:
    """The items in lists of at most `many`: a query takes no more."""
    rest = iter(items)
    while some := list(islice(rest, many)):
        yield some


def new_base() -> int:
    """Random, not counted: a count would begin again after a deletion, and an old page could pass for a new one."""
    return secrets.randbits(52) + 1


def as_sealed(document: Document) -> dict[str, Any]:
    """The document as the JSON object that is sealed."""
    return {
        "kind": document.kind,
        "key": document.key,
        "shape": shapes.NOW[document.kind],
        "body": document.body,
        "base": document.base,
        "hand": document.hand,
        "others": document.others,
    }


def from_sealed(sealed: dict[str, Any]) -> Document:
    """The document in an opened seal, lifted to today's shape. Raises CannotOpen for a kind or shape this program does
    not know.
    """
    kind = sealed["kind"]
    try:
        body = shapes.lift(kind, sealed["shape"], sealed["body"])
        others = [{**other, "body": shapes.lift(kind, sealed["shape"], other["body"])} for other in sealed["others"]]
    except (KeyError, ValueError) as error:
        raise CannotOpen from error
    return Document(kind, sealed["key"], body, sealed["base"], sealed["hand"], others)
