"""A life with two tabs: typing, saving, lost answers, locks, new passphrases, restarts. Nothing that was called
"Saved" is lost.

The model knows nothing of how conflicts are settled. It knows only this: a text that was acknowledged may disappear
for one
reason alone, a later save from a page that had shown it (or had held it).
"""

import html
import itertools
import re

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from guides import shelf
from journal.access import accounts, throttle, visits
from journal.access.records import Document, Journal
from journal.doing import settings as own
from journal.models import Person, Throttle
from journal.pure import vault

HTMX = {"HX-Request": "true"}
names = itertools.count()
tokens = itertools.count()


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"{name} is not in {page}"
    return html.unescape(found[1])


class Tab:
    """An open page: what is in its form, and which texts it has shown or held."""

    def __init__(self):
        self.marks, self.typed, self.seen = {}, "", set()


class TwoTabs(RuleBasedStateMachine):
    """One person, one browser, two tabs."""

    def __init__(self):
        super().__init__()
        self.client, self.name, self.turn = Client(), f"tabs-{next(names)}", 0
        person, journal = accounts.sign_up(self.name, self.passphrase)
        self.key, self.owner = journal.key, person.pk
        own.change(journal, zone="Europe/Berlin")
        self.alive: set[str] = set()
        self.tabs = [Tab(), Tab()]
        self.unlock()
        for tab in self.tabs:
            self.load(tab)

    @property
    def passphrase(self) -> str:
        return f"velvet anchor Tuesday biscuit {self.turn}"

    def post(self, address, data, **more):
        return self.client.post(address, data, **more)

    def load(self, tab: Tab) -> None:
        answer = self.client.get("/n/today/")
        if answer.status_code == 401:
            return
        page = answer.content.decode()
        shown = set(re.findall(r"token\d+\.", page))
        if "Two texts for one page" in page:
            tab.seen = shown
            tab.marks, tab.typed = {}, ""
            self.choices = (re.search(r'action="([^"]+both[^"]*)"', page)[1], field(page, "seen"))
            return
        tab.marks = {name: field(page, name) for name in ("base", "hand", "night")}
        tab.seen, tab.typed = shown, ""

    def send(self, tab: Tab):
        return self.post("/n/today/", {**tab.marks, "more": tab.typed}, headers=HTMX)

    def acknowledged(self, tab: Tab, answer) -> None:
        self.alive = {text for text in self.alive if text not in tab.seen} | {tab.typed}
        tab.seen = tab.seen | {tab.typed}
        found = re.search(r'name="base" value="(\d+)"', answer.content.decode())
        if found:
            tab.marks["base"] = found[1]

    @rule(which=st.integers(0, 1))
    def reload(self, which):
        self.load(self.tabs[which])

    @rule(which=st.integers(0, 1))
    def type_and_save(self, which):
        tab = self.tabs[which]
        if not tab.marks:
            return
        tab.typed = f"token{next(tokens)}."
        answer = self.send(tab)
        if answer.status_code == 200:
            self.acknowledged(tab, answer)
        else:
            assert answer.status_code == 401

    @rule(which=st.integers(0, 1))
    def save_again(self, which):
        tab = self.tabs[which]
        if tab.marks and tab.typed:
            answer = self.send(tab)
            if answer.status_code == 200:
                self.acknowledged(tab, answer)

    @rule(which=st.integers(0, 1))
    def type_and_lose_the_answer(self, which):
        tab = self.tabs[which]
        if not tab.marks:
            return
        tab.typed = f"token{next(tokens)}."
        if self.send(tab).status_code == 200:
            self.alive -= tab.seen
            tab.seen = tab.seen | {tab.typed}

    @rule(which=st.integers(0, 1))
    def save_without_script_whatever_the_door_says(self, which):
        tab = self.tabs[which]
        if not tab.marks:
            return
        tab.typed = f"token{next(tokens)}."
        answer = self.post("/n/today/", {**tab.marks, "more": tab.typed})
        if answer.status_code == 401:
            page = answer.content.decode()
            carried = dict(re.findall(r'<textarea name="(typed-[^"]+)" hidden>\n([^<]*)</textarea>', page))
            carried = {name: html.unescape(value) for name, value in carried.items()}
            Throttle.objects.all().delete()
            enter = {"name": self.name, "passphrase": self.passphrase, "then": field(page, "then")}
            page = self.post("/n/unlock/", {**enter, **carried}).content.decode()
            kept = dict(re.findall(r'<textarea name="([^"]+)" hidden>\n([^<]*)</textarea>', page))
            assert html.unescape(kept["more"]) == tab.typed
            answer = self.post("/n/today/", {name: html.unescape(value) for name, value in kept.items()})
        assert answer.status_code == 303
        self.alive = (self.alive - tab.seen) | {tab.typed}
        self.load(tab)

    @rule(keep=st.sampled_from(["all", "0", "1"]), which=st.integers(0, 1))
    def settle_two_texts(self, keep, which):
        self.choices = None
        self.load(self.tabs[which])
        if self.choices is None:
            return
        address, seen = self.choices
        shown = self.tabs[which].seen
        before = self.texts()
        self.post(address, {"keep": keep, "seen": seen})
        if keep != "all":
            self.alive -= shown - set(re.findall(r"token\d+\.", " ".join(self.texts())))
        assert before
        self.load(self.tabs[which])

    @rule(back=st.booleans())
    def delete_and_perhaps_put_back(self, back):
        day = next((tab.marks["night"] for tab in self.tabs if tab.marks), "")
        answer = self.post(f"/n/days/{day}/delete/", {}) if day else None
        if answer is None or answer.status_code != 303:
            return
        if back:
            assert self.post(f"/n/days/{day}/back/", {}).status_code == 303
        else:
            self.alive = set()

    @rule()
    def lock(self):
        self.post("/n/lock/", {})

    @rule()
    def unlock(self):
        Throttle.objects.all().delete()
        answer = self.post("/n/unlock/", {"name": self.name, "passphrase": self.passphrase})
        assert answer.status_code == 302

    @rule()
    def change_the_passphrase(self):
        old, self.turn = self.passphrase, self.turn + 1
        answer = self.post("/n/mine/passphrase/", {"current": old, "passphrase": self.passphrase})
        if answer.status_code == 302:
            self.learn_key()
        else:
            assert answer.status_code == 401
            self.turn -= 1

    @precondition(lambda self: self.client.cookies)
    @rule()
    def restart_the_server(self):
        shelf.forget()
        visits._swept = float("-inf")

    def learn_key(self) -> None:
        from django.contrib.auth import authenticate

        person = authenticate(None, name=self.name, passphrase=self.passphrase)
        assert isinstance(person, Person)
        self.key = person.opened

    def texts(self) -> list[str]:
        found = []
        for document in Journal(self.owner, self.key).everything():
            assert isinstance(document, Document), "a record does not open"
            if document.kind == "night":
                found += [body.get("more", "") for body in (document.body, *(o["body"] for o in document.others))]
        return found

    @invariant()
    def everything_acknowledged_can_be_read(self):
        text = "\n".join(self.texts())
        lost = {token for token in self.alive if token not in text}
        assert not lost, lost


@pytest.mark.slow
def test_nothing_acknowledged_is_lost(published, db, monkeypatch):
    monkeypatch.setattr(vault, "derive", _quick(vault.derive))
    throttle.sweep()
    quick = settings(
        max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(TwoTabs, settings=quick)


def _quick(derive):
    """The cheap derivation once per passphrase: the machine unlocks hundreds of times."""
    known = {}

    def remembered(passphrase, *, salt, cost, pepper):
        ask = (passphrase, salt, cost, pepper)
        if ask not in known:
            known[ask] = derive(passphrase, salt=salt, cost=cost, pepper=pepper)
        return known[ask]

    return remembered
