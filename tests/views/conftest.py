"""Every page that a view test gets is valid HTML. And the clock of the tests."""

from datetime import UTC, datetime

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def _valid_html(monkeypatch, html_checker):
    ask = Client.request

    def asked(self, **request):
        answer = ask(self, **request)
        if answer.get("Content-Type", "").startswith("text/html") and answer.content:
            assert html_checker.problems(answer.content.decode()) == [], request["PATH_INFO"]
        return answer

    monkeypatch.setattr(Client, "request", asked)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time by Alice's own clock, which stands in Berlin (one hour ahead of UTC in this week)."""

    def set_to(day_and_time: str) -> None:
        moment = datetime.fromisoformat(f"{day_and_time}+01:00").astimezone(UTC)
        monkeypatch.setattr("journal.web.visit.utc_now", lambda: moment)

    set_to("2026-03-11T20:15")
    return set_to
