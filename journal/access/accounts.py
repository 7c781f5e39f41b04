"""The account is the journal's lock: made, changed, found again, destroyed here."""

from django.db import IntegrityError, transaction
from django.views.decorators.debug import sensitive_variables

from journal.access.backend import lock_with
from journal.access.records import Journal
from journal.models import Person, Visit
from journal.pure import recovery, vault


class NameTaken(Exception):
    """Somebody here already has this name."""


class NobodyFound(Exception):
    """The recovery code is well written, and opens nothing here."""


@sensitive_variables()
def sign_up(name: str, passphrase: str) -> tuple[Person, Journal]:
    """A new person with an empty journal, open. Raises NameTaken."""
    person = Person(name=name)
    key = vault.Key.new()
    lock_with(person, key, passphrase)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        raise NameTaken from error
    person.opened = key
    return person, Journal(person.pk, key)


@sensitive_variables()
def change_passphrase(journal: Journal, passphrase: str) -> Journal:
    """The same journal under a new passphrase and a new data key; every record is sealed anew, in one transaction.

    All visits end, and the recovery code with them: show a new one next. A record that did not open before stays as it
    is.
    Raises VisitOver.
    """
    key = vault.Key.new()
    with transaction.atomic():
        person = journal.held_owner()
        new = journal.seal_anew(key)
        lock_with(person, key, passphrase)
        person.locator = person.recovery_wrapped = None
        person.save()
        Visit.objects.filter(owner=person).delete()
    return new


@sensitive_variables()
def make_code(journal: Journal) -> str:
    """A new recovery code that opens this journal from now on; the one before opens nothing. Raises VisitOver."""
    code = recovery.new_code()
    way = recovery.way(code)
    with transaction.atomic():
        person = journal.held_owner()
        person.locator = way.locator
        person.recovery_wrapped = vault.wrap(
            journal.key.dek, way.kek, purpose=b"recovery", owner=person.pk, bound=way.locator
        )
        person.save(update_fields=["locator", "recovery_wrapped"])
    return code


@sensitive_variables()
def is_code_of(person: Person, code: str) -> bool:
    """Whether this is the recovery code that opens the person's journal now."""
    try:
        return person.locator is not None and recovery.way(code).locator == bytes(person.locator)
    except recovery.NotACode:
        return False


@sensitive_variables()
def recover(code: str, passphrase: str) -> tuple[Person, Journal]:
    """The journal that this code opens, under a new passphrase. Raises NotACode, NobodyFound."""
    way = recovery.way(code)
    person = Person.objects.filter(locator=way.locator).first()
    if person is None or person.recovery_wrapped is None:
        raise NobodyFound
    wrapped = bytes(person.recovery_wrapped)
    dek = vault.unwrap(wrapped, way.kek, purpose=b"recovery", owner=person.pk, bound=way.locator)
    journal = change_passphrase(Journal(person.pk, vault.Key(dek)), passphrase)
    person.refresh_from_db()
    person.opened = journal.key
    return person, journal


def delete(journal: Journal) -> None:
    """Destroy the person's keys, records and visits. Nothing brings them back. Raises VisitOver."""
    with transaction.atomic():
        journal.held_owner().delete()
