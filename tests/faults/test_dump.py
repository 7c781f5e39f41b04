"""A stolen disk: what people type stands nowhere on it, in no coding; and a stolen database opens nothing."""

import base64
import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import connection
from django.test import Client

from guides import shelf
from journal.access import accounts
from journal.access.records import Journal
from journal.doing import search
from journal.models import Person, Visit
from journal.pure import plan, sheet, vault
from journal.web import views_tools
from tests.people import PASSPHRASE, make_person, open_client

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published")]
NAME = "secretname-4711"
NEW = "velvet anchor Tuesday biscuit"


class Canaries:
    """Words that stand nowhere else: each asked for is another one, and short enough for every field."""

    def __init__(self) -> None:
        self.all: list[str] = []

    def __call__(self) -> str:
        self.all.append(f"canary{len(self.all):03}bird")
        return self.all[-1]


def codings(word: str) -> Iterator[tuple[str, bytes]]:
    """The word as it could stand in a file."""
    plain = word.encode()
    yield "UTF-8", plain
    yield "UTF-16, small end first", word.encode("utf-16-le")
    yield "UTF-16, big end first", word.encode("utf-16-be")
    yield "hexadecimal", plain.hex().encode()
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + plain)
        yield "base 64", whole[-(-shift * 4 // 3) : -4]


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What the terminal shows."""
    terminal = next(each for each in logging.getLogger("django").handlers if type(each) is logging.StreamHandler)
    before = terminal.setStream(stream := io.StringIO())
    yield stream
    terminal.setStream(before)


def write_everywhere(client: Client, canary: Canaries) -> None:
    """Something into every private form, as saved, as looked for, as refused and as left at a locked door."""
    night = {name: canary() for name in ("stand_by", "tomorrow", "counselor", "more")}
    assert client.post("/n/today/", night | {"base": "0", "hand": "h1"}).status_code == 303
    other_tab = {name: canary() for name in night}
    client.post("/n/today/", other_tab | {"base": "0", "hand": "h2"})
    client.post("/n/find/", {"q": canary()})
    client.post("/n/state/", {"lines": ["welcome", "space"]})
    for tool in shelf.tools():
        texts = {f"q_{each.key}": canary() for each in tool.questions if each.kind in ("line", "text")}
        client.post(f"/n/tools/{tool.slug}/", texts | {"base": "0", "hand": "h"})
    assert client.post("/n/plan/", {name: canary() for name in plan.fields()} | {"hand": "h"}).status_code == 303
    for form in sheet.FIELDS:
        texts = {name: canary() for name in sheet.FIELDS[form]}
        assert client.post(f"/n/sheet/{form}/", texts | {"hand": "h"}).status_code == 303
        client.post(f"/n/sheet/{form}/", {"why": canary() * 40})  # too long: shown again, not kept
    client.post("/n/mine/passphrase/", {"current": canary(), "passphrase": canary()})
    client.post("/n/mine/everything/", {"passphrase": canary()})
    client.post("/n/kit/", {"do": "kept", "code": canary(), "last_five": canary()[:5]})
    client.post("/n/back/", {"code": canary(), "passphrase": canary() * 2})
    client.post(f"/n/tools/{canary()}/", {"q": canary()})
    client.get(f"/n/days/{canary()}/")
    refused = Client(enforce_csrf_checks=True)
    refused.post("/n/today/", {"more": canary()})
    stranger = Client()
    carried = stranger.post("/n/today/", {"more": canary(), "stand_by": canary()}).content.decode()
    assert canary.all[-1] in carried
    stranger.post("/n/unlock/", {"name": canary(), "passphrase": canary(), "typed-more": canary(), "then": "/n/today/"})


def stored() -> Iterator[tuple[str, bytes]]:
    """Everything in the database: files as they lie there, and every value of every row, sessions unpacked too."""
    if connection.vendor == "sqlite":
        for file in Path(connection.settings_dict["NAME"]).parent.iterdir():
            yield file.name, file.read_bytes()
    for model in apps.get_app_config("journal").get_models():
        for row in model._base_manager.values():
            for column, value in row.items():
                raw = bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
                yield f"{model.__name__}.{column}", raw
    for visit in Visit.objects.all():
        yield "a visit, unpacked", repr(visit.get_decoded()).encode()
        packed = visit.session_data.split(":")[0].lstrip(".")
        yield "a visit's bytes", base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))


def test_what_is_typed_stands_nowhere(said, tmp_path):
    make_person(name=NAME)
    client, canary = open_client(NAME), Canaries()
    write_everywhere(client, canary)
    assert len(canary.all) > 60
    assert b"canary" in b"".join(client.get(address).content for address in ("/n/plan/", "/n/sheet/first/"))
    call_command("backup", tmp_path / "backup", stdout=io.StringIO())
    places = [
        *stored(),
        ("the backup", (tmp_path / "backup").read_bytes()),
        ("the log", said.getvalue().encode()),
        *((file.name, file.read_bytes()) for file in Path(settings.CLEARING_DATA).rglob("*") if file.is_file()),
    ]
    words = [*canary.all, PASSPHRASE, "canary"]
    found = {
        (coding, place)
        for word in words
        for coding, coded in codings(word)
        for place, content in places
        if coded in content
    }
    assert not found
    for place, content in places:
        if place.startswith(("Throttle", "Visit", "a visit", "the log")):
            assert NAME.encode() not in content, f"the name stands in {place}"


def test_the_search_for_canaries_would_find_one(tmp_path):
    journal = make_person(name="not-sealed-canary000bird")[1]
    assert journal
    word = "canary000bird"
    assert any(word.encode() in content for place, content in stored() if place == "Person.name")
    for shift in range(3):
        coded = base64.b64encode(b"x" * shift + word.encode() + b"after")
        assert any(found in coded for coding, found in codings(word) if coding == "base 64")


def test_with_the_passphrase_but_without_the_pepper_nothing_opens(monkeypatch):
    person, journal = make_person(name=NAME)
    journal.put("night", "2026-03-11", {"more": "x"})
    monkeypatch.setattr(settings, "PEPPER", bytes(32))
    assert authenticate(None, name=NAME, passphrase=PASSPHRASE) is None
    person.refresh_from_db()
    public, _, stored_verifier = person.password.rpartition("$")
    _, memory, passes, lanes, salt = public.split("$")
    cost = vault.Cost(int(memory), int(passes), int(lanes))
    for pepper in (b"", bytes(32), settings.SECRET_KEY.encode()):
        guess = vault.derive(PASSPHRASE, salt=bytes.fromhex(salt), cost=cost, pepper=pepper)
        assert guess.verifier.hex() != stored_verifier
        for key in (guess.kek, guess.verifier, bytes.fromhex(stored_verifier)):
            with pytest.raises(vault.CannotOpen):
                vault.unwrap(bytes(person.wrapped), key, purpose=b"pass", owner=person.pk, bound=public.encode())


def test_a_visit_in_a_stolen_database_opens_nothing_without_the_browser():
    """Everything on the disk, secrets too, while a journal is open: the cookie is what lacks."""
    person, journal = make_person(name=NAME)
    client = open_client(NAME)
    row = Visit.objects.get().get_decoded()
    wrapped, bound = base64.b64decode(row["wrapped"]), bytes.fromhex(row["visit"])
    cookie = bytes.fromhex(client.cookies[settings.KEY_COOKIE_NAME].value)
    from journal.access import visits

    opened = vault.unwrap(wrapped, visits._kek(cookie), purpose=b"visit", owner=person.pk, bound=bound)
    assert opened == journal.key.dek
    for known in (settings.PEPPER, settings.SECRET_KEY.encode(), bound, bytes(32)):
        with pytest.raises(vault.CannotOpen):
            vault.unwrap(wrapped, visits._kek(known), purpose=b"visit", owner=person.pk, bound=bound)


def test_after_a_new_passphrase_the_old_one_and_an_old_backup_open_nothing_written_since():
    person, journal = make_person(name=NAME)
    old_row = Person.objects.values().get(pk=person.pk)
    new = accounts.change_passphrase(journal, NEW)
    new.put("night", "2026-03-11", {"more": "since"})
    Person.objects.filter(pk=person.pk).update(**old_row)  # a thief puts the old lock back
    old = authenticate(None, name=NAME, passphrase=PASSPHRASE)
    assert old is not None
    assert Journal(person.pk, old.opened).get("night", "2026-03-11") is None


def test_an_error_says_nothing_that_was_typed(said, monkeypatch):
    def broken(journal: Journal, typed: str) -> None:
        try:
            int(typed)
        except ValueError as error:
            raise KeyError(typed) from error

    monkeypatch.setattr(search, "find", broken)
    assert views_tools.search is search
    make_person(name=NAME)
    client = open_client(NAME)
    client.raise_request_exception = False
    answer = client.post("/n/find/", {"q": "canary"})
    assert answer.status_code == 500
    assert b"canary" not in answer.content
    assert "KeyError" in said.getvalue()
    assert "test_dump.py" in said.getvalue()
    assert "canary" not in said.getvalue()


def test_the_log_does_not_say_which_pages_were_opened(said):
    stranger = Client()
    for address in ("/n/days/2026-03-11/", "/n/days/2026-03-40/", "/n/tools/nothing/", "/guides/nothing/"):
        stranger.get(address)
    stranger.post("/n/lock/x/")
    Client(enforce_csrf_checks=True).post("/n/today/", {"more": "x"})
    assert said.getvalue() == ""
