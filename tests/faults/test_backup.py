"""A backup is whole or absent, holds no visit, takes nobody's place unasked, and fits either database."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from guides.models import Edition, Source
from journal.access.records import Journal
from journal.management import copies
from journal.models import Person, Record, Throttle, Visit
from tests import postgres
from tests.people import PASSPHRASE, make_person

TOP = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db(transaction=True)
NIGHT = {"text": "Slept four hours. Walked to the river."}


def write_something() -> Person:
    """Two people, a night, published words, a visit and a count of tries."""
    make_person(name="fern-2002")
    person, journal = make_person(name="river-1001")
    journal.put("night", "2026-11-21", NIGHT)
    edition = {"content": "0" * 64, "build": "0.1.0", "published_at": timezone.now()}
    Edition.objects.update_or_create(pk=1, defaults=edition)
    facts = dict.fromkeys(("author", "title", "published", "licence", "link", "intro"), "words")
    Source.objects.create(position=1, slug="an-article", letter="Z", **facts)
    Visit.objects.create(session_key="k" * 32, session_data="wrapped-key", expire_date=timezone.now(), owner=person)
    Throttle.objects.create(key=b"t" * 32, tries=3, since=timezone.now())
    return person


def rows() -> dict[str, list[dict]]:
    """Every column of every row, but of visits and throttles."""
    return {
        model._meta.label: sorted(
            (
                {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
                for row in model._base_manager.values()
            ),
            key=lambda row: str(row["id"]),
        )
        for model in apps.get_models()
        if model not in (Visit, Throttle)
    }


def test_all_that_was_written_comes_back_and_opens(tmp_path):
    person = write_something()
    before = rows()
    call_command("backup", str(tmp_path / "b"))
    Person.objects.all().delete()
    Edition.objects.all().delete()
    Source.objects.all().delete()
    call_command("restore", str(tmp_path / "b"))
    assert rows() == before
    again = authenticate(name="river-1001", passphrase=PASSPHRASE)
    assert Journal(person.pk, again.opened).get("night", "2026-11-21").body == NIGHT


def test_no_visit_and_no_throttle_is_in_a_backup_not_even_as_left_over_bytes(tmp_path):
    now = timezone.now()
    Visit.objects.bulk_create(
        Visit(session_key=f"{n:040}", session_data="wrapped-key" * 100, expire_date=now) for n in range(100)
    )
    write_something()
    call_command("backup", str(tmp_path / "b"))
    whole = (tmp_path / "b").read_bytes()
    assert b"river-1001" in whole
    assert b"k" * 32 not in whole
    assert b"wrapped-key" not in whole
    assert b"t" * 32 not in whole
    with closing(sqlite3.connect(tmp_path / "b")) as copy:
        assert copy.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_a_restore_ends_every_visit_also_those_of_a_raw_copy(tmp_path):
    write_something()
    call_command("backup", str(tmp_path / "b"))
    person = Person.objects.get(name="fern-2002")
    with closing(sqlite3.connect(tmp_path / "b")) as raw:
        values = ("raw", "left in a raw copy", "2030-01-01 00:00:00", person.pk.hex)
        raw.execute("INSERT INTO journal_visit VALUES (?, ?, ?, ?)", values)
        raw.commit()
    call_command("restore", str(tmp_path / "b"), replace=True)
    assert not Visit.objects.exists()
    assert not Throttle.objects.exists()


def test_only_this_user_can_read_it_and_no_draft_is_left(tmp_path):
    write_something()
    call_command("backup", str(tmp_path / "b"))
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600


def test_a_backup_is_never_written_over(tmp_path, capsys):
    (tmp_path / "b").write_text("yesterday's")
    with pytest.raises(SystemExit) as end:
        call_command("backup", str(tmp_path / "b"))
    assert end.value.code == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert (tmp_path / "b").read_text() == "yesterday's"


def test_a_name_taken_while_the_backup_was_made_stays_whose_it_is(tmp_path, monkeypatch):
    check = copies._check

    def check_and_lose_the_race(draft):
        check(draft)
        (tmp_path / "b").write_text("somebody else's")

    monkeypatch.setattr(copies, "_check", check_and_lose_the_race)
    with pytest.raises(copies.RefusedError):
        copies.backup(tmp_path / "b")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("b", "somebody else's")]


def test_a_folder_that_is_not_there_is_one_line(tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("backup", str(tmp_path / "nowhere" / "b"))
    assert capsys.readouterr().err.count("\n") == 1


def test_a_backup_while_somebody_writes_holds_what_was_kept_by_then(tmp_path):
    write_something()
    written, enough = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            Person.objects.create(name="half-written", key_id=b"", wrapped=b"")
            written.set()
            assert enough.wait(timeout=20)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(timeout=20)
        call_command("backup", str(tmp_path / "b"))
    finally:
        enough.set()
        writer.join()
    with closing(sqlite3.connect(tmp_path / "b")) as copy:
        names = copy.execute("SELECT name FROM journal_person ORDER BY name").fetchall()
    assert names == [("fern-2002",), ("river-1001",)]


def test_journals_that_are_there_stay_unless_it_is_said(tmp_path, capsys):
    write_something()
    call_command("backup", str(tmp_path / "b"))
    make_person(name="came-later")
    before = rows()
    with pytest.raises(SystemExit):
        call_command("restore", str(tmp_path / "b"))
    assert "Journals in this database: 3." in capsys.readouterr().err
    assert rows() == before
    call_command("restore", str(tmp_path / "b"), "--replace")
    assert not Person.objects.filter(name="came-later").exists()


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def damaged(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 3)


def text(path: Path) -> None:
    path.write_text("Dear Sam, I wanted to say")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE songs (name)")


def from_a_newer_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '9999_new', '2030-01-01')")
        newer.commit()


def an_orphan(path: Path) -> None:
    with closing(sqlite3.connect(path)) as broken:
        broken.execute("DELETE FROM journal_person WHERE name = 'river-1001'")
        broken.commit()


@pytest.mark.parametrize(
    "spoil", [cut_short, damaged, text, empty, another_program, from_a_newer_program, an_orphan, Path.unlink]
)
def test_what_is_not_a_whole_backup_changes_nothing(tmp_path, capsys, spoil):
    write_something()
    call_command("backup", str(tmp_path / "b"))
    capsys.readouterr()
    spoil(tmp_path / "b")
    before = rows()
    with pytest.raises(SystemExit) as end:
        call_command("restore", str(tmp_path / "b"), "--replace")
    assert end.value.code == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert rows() == before
    assert not list(settings.CLEARING_DATA.glob("restore-*"))


def test_a_restore_that_fails_halfway_changes_nothing(tmp_path, monkeypatch):
    write_something()
    call_command("backup", str(tmp_path / "b"))
    make_person(name="came-later")
    before = rows()

    def fail(self, **how):
        raise DatabaseError("disk full")

    monkeypatch.setattr(Record, "save_base", fail)
    with pytest.raises(copies.RefusedError, match="disk full"):
        copies.restore(tmp_path / "b", replace=True)
    assert rows() == before
    assert Visit.objects.exists()


def test_a_backup_from_before_a_table_was_there_is_brought_up_to_date(tmp_path):
    write_something()
    people = rows()["journal.Person"]
    call_command("backup", str(tmp_path / "b"))
    with closing(sqlite3.connect(tmp_path / "b", isolation_level=None)) as old:
        tables = old.execute("SELECT name FROM sqlite_master WHERE name LIKE 'guides_%' AND type = 'table'")
        for (table,) in tables.fetchall():
            old.execute(f'DROP TABLE "{table}"')
        old.execute("DELETE FROM django_migrations WHERE app = 'guides'")
    call_command("restore", str(tmp_path / "b"), "--replace")
    assert rows()["journal.Person"] == people
    assert rows()["guides.Source"] == []


def test_numbers_go_on_after_the_last_restored_one(tmp_path):
    write_something()
    last = Source.objects.latest("pk")
    highest = last.pk + 500
    Source.objects.filter(pk=last.pk).update(id=highest)
    call_command("backup", str(tmp_path / "b"))
    call_command("restore", str(tmp_path / "b"), "--replace")
    last.pk, last.slug = None, "another-article"
    last.save()
    assert last.pk > highest


# Run in a process of its own, on another machine's database: everything that opens there for one person.
READ = f"""
import django, json
django.setup()
from django.contrib.auth import authenticate
from journal.access.records import Journal
person = authenticate(name="river-1001", passphrase={PASSPHRASE!r})
documents = Journal(person.pk, person.opened).everything()
print(json.dumps(sorted([each.kind, each.key, each.body, each.others] for each in documents)))
"""


@contextlib.contextmanager
def another_machine(folder: Path):
    """Runs Python there: a fresh machine with our secrets and the database that this one does not have."""
    folder.mkdir()
    shutil.copytree(settings.CLEARING_DATA / "secret", folder / "secret")
    database = postgres.server() if connection.vendor == "sqlite" else contextlib.nullcontext("")
    with database as url:
        env = {"PATH": os.environ["PATH"], "CLEARING_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}

        def run(*command: object) -> str:
            done = subprocess.run(
                [sys.executable, *command],
                env=env | ({"DATABASE_URL": url} if url else {}),
                cwd=TOP,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            return done.stdout

        yield run


def test_a_backup_goes_to_the_other_database_and_back_and_every_record_opens(tmp_path):
    person = write_something()
    journal = Journal(person.pk, authenticate(name="river-1001", passphrase=PASSPHRASE).opened)
    for day in range(1, 29):
        journal.put("night", f"2026-03-{day:02}", {"more": "words 💧 \x00 \udcff\n" * 30 * day, "sleep": "3to5"})
    journal.put("night", "2026-03-01", {"more": "a second text"}, hand="second")
    written = sorted([each.kind, each.key, each.body, each.others] for each in journal.everything())
    before = rows()
    call_command("backup", str(tmp_path / "b"))
    with another_machine(tmp_path / "other") as run:
        assert connection.vendor not in run("-c", "from django.db import connection; print(connection.vendor)")
        assert str(tmp_path / "other" / "secret") in run("manage.py", "restore", tmp_path / "b")
        assert json.loads(run("-c", READ)) == written
        run("manage.py", "backup", tmp_path / "from-there")
    call_command("restore", str(tmp_path / "from-there"), "--replace")
    again = Journal(person.pk, authenticate(name="river-1001", passphrase=PASSPHRASE).opened)
    assert sorted([each.kind, each.key, each.body, each.others] for each in again.everything()) == written
    assert len(written) == 30
    after = rows()
    assert after["journal.Record"] == before["journal.Record"]
    assert after["guides.Source"] == before["guides.Source"]


def test_a_backup_says_where_the_pepper_is(tmp_path, capsys):
    call_command("backup", str(tmp_path / "b"))
    assert str(settings.CLEARING_DATA / "secret") in capsys.readouterr().out
