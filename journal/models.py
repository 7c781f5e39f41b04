"""The tables. Every column stands in kept.toml with what it is, why, and how long it stays."""

import uuid

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string

from journal.pure.vault import Key


class Person(AbstractBaseUser):
    """The lock of one journal: a name, what a passphrase is compared with, and the wrapped data key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=64, unique=True)
    password = models.CharField(max_length=200)  # cost, salt and verifier; never a hash of Django's
    key_id = models.BinaryField(max_length=16)
    wrapped = models.BinaryField(max_length=60)
    locator = models.BinaryField(max_length=32, unique=True, null=True)
    recovery_wrapped = models.BinaryField(max_length=60, null=True)
    opened: Key | None = None  # in memory only: the data key, after the backend has opened it
    last_login = None  # when somebody was awake is nobody's business

    USERNAME_FIELD = "name"
    objects = BaseUserManager["Person"]()


class Record(models.Model):
    """One sealed thing a person wrote. Kind, date, title and text are inside the seal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="records")
    slot = models.BinaryField(max_length=32)
    key_id = models.BinaryField(max_length=16)
    version = models.PositiveBigIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "slot"], name="one_record_per_slot")]


class Visit(AbstractBaseSession):
    """The time a journal is open: a session whose key is wrapped under a cookie. Never in a backup."""

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="visits")

    @classmethod
    def get_session_store_class(cls) -> type:
        """The store that SESSION_ENGINE names; by name, because it stands a layer above."""
        store: type = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
        return store


class Throttle(models.Model):
    """How often something was tried, under a keyed hash of what it was. Never in a backup."""

    key = models.BinaryField(max_length=32, unique=True)
    tries = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
