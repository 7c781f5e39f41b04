"""What every test may ask for: Alice, who writes; Bob, another reader; Nobody, signed out."""

import socket

import pytest
from django.test import Client

from journal.access import visits
from journal.access.records import Journal
from tests.guides_fixtures import draft, published, published_once, small, words_at_hand
from tests.html import Checker
from tests.made_up import all_made_up_words, language, made_up_words
from tests.people import make_person, open_client

__all__ = [
    "all_made_up_words",
    "draft",
    "language",
    "made_up_words",
    "published",
    "published_once",
    "small",
    "words_at_hand",
]


def pytest_collection_modifyitems(items):
    """What asks for a database is run again on the other one. A fault takes its time."""
    for item in items:
        if "faults" in item.path.parts:
            item.add_marker("slow")
        if {"db", "database"} & set(item.fixturenames) or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch, request):
    """Nothing in a test speaks to another machine."""
    allowed = {"127.0.0.1", "::1", "localhost"}
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in allowed:
            raise AssertionError(f"A test tried to reach {address[0]}.")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _swept_anew(monkeypatch):
    """Each test sweeps for itself."""
    monkeypatch.setattr(visits, "_swept", float("-inf"))


@pytest.fixture(scope="session")
def html_checker():
    """Says what is wrong with a page's HTML: tests/html.py."""
    checker = Checker()
    yield checker
    checker.end()


@pytest.fixture
def alice_journal(db) -> Journal:
    return make_person(name="river-1001")[1]


@pytest.fixture
def bob_journal(db) -> Journal:
    return make_person(name="fern-2002")[1]


@pytest.fixture
def alice(published, alice_journal) -> Client:
    return open_client("river-1001")


@pytest.fixture
def bob(published, bob_journal) -> Client:
    return open_client("fern-2002")


@pytest.fixture
def nobody(published, db) -> Client:
    return Client()
