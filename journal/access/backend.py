"""The one place where a passphrase becomes a key."""

import hmac
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

        One derivation, whether the name is known or not, so that the time tells nothing. Raises CannotOpen where the
        person's row is not as we wrote it.
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
        return person


def _read(public: str) -> tuple[bytes, vault.Cost]:
    """Salt and cost out of a header. Raises CannotOpen for anything else."""
    try:
        _, memory, passes, lanes, salt = public.split("$")
        return bytes.fromhex(salt), vault.Cost(int(memory), int(passes), int(lanes))
    except ValueError as error:
        raise vault.CannotOpen from error
