"""`backup FILE`: everything but visits and throttles, while the server runs on."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from journal.management import copies


class Command(BaseCommand):
    """Write a backup."""

    help = "Write the database to FILE, while the server runs on. Works on SQLite and PostgreSQL."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to write."""
        parser.add_argument("file", type=Path, help="a name that is not taken yet")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        """Write the file, or say in one line why not and end with code 1."""
        try:
            copies.backup(file)
        except copies.RefusedError as reason:
            self.stderr.write(str(reason))
            sys.exit(1)
        self.stdout.write(
            f"Written: {file}. The pepper is not in it: it lies in {settings.CLEARING_DATA / 'secret'}. "
            "Keep a copy of that folder in another place; without it only recovery codes open a journal."
        )
