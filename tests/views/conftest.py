"""Every page that a view test gets is valid HTML. And the clock of the tests."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client

from journal.access import records
from journal.pure import archive, bodies


@pytest.fixture(autouse=True)
def _valid_html(monkeypatch, html_checker):
    if connection.vendor != "sqlite":
        return  # the pages are the same; the run on the other database looks at what is stored
    ask = Client.request

    def asked(self, **request):
        answer = ask(self, **request)
        if answer.get("Content-Type", "").startswith("text/html") and answer.content:
            assert html_checker.problems(answer.content.decode()) == [], request["PATH_INFO"]
        return answer

    monkeypatch.setattr(Client, "request", asked)


@pytest.fixture(autouse=True)
def _may_come_in_again(monkeypatch):
    """Whatever a page keeps is in the form that docs/archive.md describes: otherwise it could be taken out and never
    brought in again. What tests keep by themselves is their affair.
    """
    seal, ask, asking = records.as_sealed, Client.request, []

    def asked(self, **request):
        asking.append(True)
        try:
            return ask(self, **request)
        finally:
            asking.pop()

    def sealed(document):
        texts = [document.body, *(other["body"] for other in document.others)]
        if asking and document.kind in bodies.KEYS:
            for text in archive.record(document.kind, document.key, texts)["texts"]:
                assert bodies.fault(document.kind, document.key, text) is None, (document.kind, document.key, text)
        return seal(document)

    monkeypatch.setattr(records, "as_sealed", sealed)
    monkeypatch.setattr(Client, "request", asked)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time by Alice's own clock, which stands in Berlin (one hour ahead of UTC in this week)."""

    def set_to(day_and_time: str) -> None:
        moment = datetime.fromisoformat(f"{day_and_time}+01:00").astimezone(UTC)
        monkeypatch.setattr("journal.web.visit.utc_now", lambda: moment)

    set_to("2026-03-11T20:15")
    return set_to
