"""Backups: for both databases a SQLite file with our own tables, and every row but visits and throttles.

The pepper and the secret key lie in CLEARING_DATA/secret and are in no backup: a backup alone opens nothing.
"""

import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import load_backend

from journal.models import Person, Throttle, Visit

COPY = "copy"
SQLITE = "django.db.backends.sqlite3"
NEVER_KEPT = (Visit, Throttle)


class RefusedError(Exception):
    """No backup was written, or nothing was restored. The text says why and what to do."""


def backup(path: Path) -> None:
    """Write the database to `path`, a new file that only this user can read, while the server runs on.

    Raises RefusedError if the file is there, cannot be written, or the database cannot be read.
    """
    if path.exists():
        raise RefusedError(f"{path} is there already. Choose another name; a backup is never written over.")
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(draft)) as copy:
                connection.connection.backup(copy)
        else:
            _copy_all_to(draft)
        _strip(draft)
        _check(draft)
        _give_name(draft, path)
    except (OSError, sqlite3.Error, DatabaseError) as problem:
        raise RefusedError(f"No backup was written to {path}: {problem}.") from None
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)


def restore(path: Path, *, replace: bool) -> None:
    """Put the rows of the backup `path` into the database, all or none. Visits and throttles end.

    Raises RefusedError if the file is not a whole backup, is newer than this program, or, without `replace`,
    if somebody's journal is in the database.
    """
    if not path.is_file():
        raise RefusedError(f"{path} is not a file.")
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.CLEARING_DATA) as folder:
        draft = Path(folder) / "copy.sqlite3"
        try:
            shutil.copyfile(path, draft)
            _check(draft)
            with _second_database(draft):
                _replace_all(replace=replace)
        except (OSError, sqlite3.Error, DatabaseError) as problem:
            raise RefusedError(f"{path} was not restored: {problem}. Nothing was changed.") from None


def _replace_all(*, replace: bool) -> None:
    """Bring both databases to this program's tables, then put the rows of COPY in the place of ours."""
    loader = MigrationExecutor(connections[COPY]).loader
    if set(loader.applied_migrations) - set(loader.disk_migrations):
        raise RefusedError("The backup was written by a newer Clearing. Nothing was changed.")
    for alias in (COPY, DEFAULT_DB_ALIAS):
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    with transaction.atomic():
        _make_room(replace=replace)
        _copy_rows(COPY, DEFAULT_DB_ALIAS)
        _start_numbers_after_the_last()


def _tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]


def _copy_all_to(draft: Path) -> None:
    """Write what stands in the database at one moment to an empty file, without any tool of the server's."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise RefusedError("The tables are older than this program: make the backup with the one that made them.")
    with _second_database(draft):
        call_command("migrate", database=COPY, verbosity=0, interactive=False)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            with transaction.atomic(using=COPY):
                _copy_rows(DEFAULT_DB_ALIAS, COPY)


def _copy_rows(source: str, target: str) -> None:
    for model in _tables():
        if model in NEVER_KEPT:
            continue
        for row in model._base_manager.using(source).iterator(chunk_size=500):
            row.save_base(raw=True, force_insert=True, using=target)  # raw: every column as it stands


def _make_room(*, replace: bool) -> None:
    """Empty every table. Raises RefusedError if that would end somebody's journal and nobody said so."""
    people = Person.objects.count()
    if people and not replace:
        raise RefusedError(
            f"Journals in this database: {people}. With --replace they are gone, and the backup's take their place. "
            "Nothing was changed."
        )
    with connection.cursor() as cursor:
        for model in reversed(_tables()):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


def _start_numbers_after_the_last() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _tables()):
            cursor.execute(statement)


@contextmanager
def _second_database(path: Path) -> Iterator[None]:
    """Open the SQLite file `path` under the name COPY."""
    options = {"ENGINE": SQLITE, "NAME": str(path), "OPTIONS": {}, "CONN_MAX_AGE": 0}
    entry = {**connections.databases[DEFAULT_DB_ALIAS], **options}
    connections[COPY] = load_backend(SQLITE).DatabaseWrapper(entry, COPY)
    try:
        yield
    finally:
        connections[COPY].close()
        del connections[COPY]


def _strip(draft: Path) -> None:
    """Take visits and throttles out of the file, and the room they took, and close it into one file."""
    with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        for model in NEVER_KEPT:
            copy.execute(f'DELETE FROM "{model._meta.db_table}"')
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("VACUUM")


def _check(draft: Path) -> None:
    """Raise sqlite3.DatabaseError unless the file is whole and one of ours."""
    with closing(sqlite3.connect(draft)) as copy:
        said = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if said != "ok":
            raise sqlite3.DatabaseError(said)
        if copy.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.DatabaseError("rows point to rows that are not there")
        if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [Visit._meta.db_table]).fetchone():
            raise sqlite3.DatabaseError("it is not a backup of Clearing")


def _give_name(draft: Path, path: Path) -> None:
    """Put the finished file on the disk under its name. Raises FileExistsError if it was taken meanwhile."""
    for name in (draft, draft.parent):
        handle = os.open(name, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
    try:
        os.link(draft, path)  # unlike a rename, this never takes the place of a file
    except FileExistsError:
        raise
    except OSError:  # a stick that knows no links
        draft.rename(path)
