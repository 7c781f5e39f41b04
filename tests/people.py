"""The cast: people with a journal, made for one test."""

from django.test import Client

from journal.access import accounts
from journal.access.records import Journal
from journal.doing import settings as own
from journal.models import Person

PASSPHRASE = "plain yellow kettle window"


def make_person(
    *, name: str = "river-1001", passphrase: str = PASSPHRASE, zone: str = "Europe/Berlin"
) -> tuple[Person, Journal]:
    """A person with an empty journal, and the journal open."""
    person, journal = accounts.sign_up(name, passphrase)
    own.change(journal, zone=zone)
    return person, journal


def open_client(name: str, passphrase: str = PASSPHRASE) -> Client:
    """A browser in which this person's journal was unlocked through the page."""
    client = Client(enforce_csrf_checks=False)
    response = client.post("/n/unlock/", {"name": name, "passphrase": passphrase})
    assert response.status_code == 302, response.content.decode()
    return client
