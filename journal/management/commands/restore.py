"""`restore FILE`: put a backup into the database."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from journal.management import copies


class Command(BaseCommand):
    """Restore a backup."""

    help = "Put the backup FILE into the database, SQLite or PostgreSQL, whichever wrote it."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to read, and whether it may take the place of what is there."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="put it in the place of the journals that are there")

    def handle(self, *args: object, file: Path, replace: bool, **options: object) -> None:
        """Restore the file, or say in one line why not and end with code 1."""
        try:
            copies.restore(file, replace=replace)
        except copies.RefusedError as reason:
            self.stderr.write(str(reason))
            sys.exit(1)
        self.stdout.write(
            f"Restored: {file}. Everyone has to sign in again. The pepper is not in a backup: if "
            f"{settings.CLEARING_DATA / 'secret'} is not the folder of the machine that wrote it, put that "
            "one there and start again; until then only recovery codes open a journal."
        )
