"""Every page that a view test gets is valid HTML."""

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
