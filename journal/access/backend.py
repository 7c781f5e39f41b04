"""The one place where a passphrase becomes a key."""

import hmac
import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import BasePasswordHasher
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from journal.models import Person
from journal.pure import vault

_NOBODY = bytes(16)


class NoHasher(BasePasswordHasher):
    """Django's hashers must never see a passphrase: a second, cheaper hash is the one an attacker would try."""

    algorithm = "none"

    def encode(self, password: str, salt: str) -> str:
        """Always raises."""
        raise RuntimeError("Passphrases go through journal.access.backend.Lock only.")

    def verify(self, password: str, encoded: str) -> bool:
        """Always raises."""
        raise RuntimeError("Passphrases go through journal.access.backend.Lock only.")


def cost_now() -> vault.Cost:
    """What a derivation costs today, from the settings."""
    return vault.Cost(**settings.ARGON2)


def header(cost: vault.Cost, salt: bytes) -> str:
    """The public half of a verifier: cost and salt. It is bound into the wrapped key, so that nobody can cheapen it
    unseen.
    """
    return f"argon2id${cost.memory_kib}${cost.passes}${cost.lanes}${salt.hex()}"


class Lock:
    """Opens a journal with a name and a passphrase.

    Not a BaseBackend: that one brings tables for permissions, and there are none here.
    """

    @sensitive_variables()
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        """The person of this `name`, with the data key in `person.opened`, if `passphrase` is theirs; None otherwise.

        One derivation, whether the name is known or not, so that the time tells nothing; a second one only after the
        right passphrase, where the verifier was made at another cost than today's. Raises CannotOpen where the person's
        row is not as we wrote it.
        """
        if set(credentials) != {"name", "passphrase"}:
            return None
        person = Person.objects.filter(name=credentials["name"]).first()
        public, _, stored = (person.password if person else header(cost_now(), _NOBODY) + "$").rpartition("$")
        salt, cost = _read(public)
        derived = vault.derive(credentials["passphrase"], salt=salt, cost=cost, pepper=settings.PEPPER)
        if person is None or not hmac.compare_digest(derived.verifier.hex(), stored):
            return None
        dek = vault.unwrap(bytes(person.wrapped), derived.kek, purpose=b"pass", owner=person.pk, bound=public.encode())
        person.opened = vault.Key(dek)
        if cost != cost_now():
            _lock_anew(person, person.opened, credentials["passphrase"])
        return person


@sensitive_variables()
def lock_with(person: Person, key: vault.Key, passphrase: str) -> None:
    """Put a new verifier, and the key wrapped with this passphrase at today's cost, on the person. Nothing is saved."""
    salt = secrets.token_bytes(16)
    public = header(cost_now(), salt)
    derived = vault.derive(passphrase, salt=salt, cost=cost_now(), pepper=settings.PEPPER)
    person.key_id = key.key_id
    person.password = f"{public}${derived.verifier.hex()}"
    person.wrapped = vault.wrap(key.dek, derived.kek, purpose=b"pass", owner=person.pk, bound=public.encode())


@sensitive_variables()
def _lock_anew(person: Person, key: vault.Key, passphrase: str) -> None:
    """The same key behind a verifier of today's cost; only while nobody has changed the old one meanwhile."""
    unchanged = Person.objects.filter(pk=person.pk, password=person.password)
    lock_with(person, key, passphrase)
    unchanged.update(password=person.password, wrapped=person.wrapped)


def _read(public: str) -> tuple[bytes, vault.Cost]:
    """Salt and cost out of a header. Raises CannotOpen for anything else."""
    try:
        _, memory, passes, lanes, salt = public.split("$")
        return bytes.fromhex(salt), vault.Cost(int(memory), int(passes), int(lanes))
    except ValueError as error:
        raise vault.CannotOpen from error
