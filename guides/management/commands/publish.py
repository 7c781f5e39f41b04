"""manage.py publish: put the words of a folder, in every language, in place of what is published."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from guides import build, catalogs, publishing
from guides.publishing import Broken, Outcome

SAID = {
    Outcome.PUBLISHED: "Published.",
    Outcome.SAME: "Nothing to publish: the words are the same.",
    Outcome.OLDER: "Not published: the words in the database come from a newer version of this program.",
}


class Command(BaseCommand):
    """Checks the whole folder first. Exit code 2, with every problem on a line, where something is wrong."""

    help = "Check the content folder and publish it: everything at once, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--content names another folder, --diff only shows what would change."""
        content = settings.CONTENT / "en"
        parser.add_argument("--content", type=Path, default=content, metavar="FOLDER", help="the English words")
        parser.add_argument("--diff", action="store_true", help="show which sentences would change; change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish, or show what would change."""
        try:
            build.build()
            if options["diff"]:
                self._show(options["content"])
            else:
                self._publish(options["content"])
        except Broken as broken:
            for problem in broken.problems:
                self.stderr.write(str(problem))
            raise CommandError("Nothing is published.", returncode=2) from None
        except (DatabaseError, OSError, ValueError) as error:
            raise CommandError(f"Nothing is published. {error}", returncode=2) from None

    def _publish(self, folder: Path) -> None:
        if found := sorted(catalogs.problems()):
            raise Broken(found)
        catalogs.make_ready()
        self.stdout.write(SAID[publishing.publish(folder)])
        for language, (_content, translation) in publishing.translated(folder).items():
            if translation.stale:
                names = ", ".join(name for name, _mark in translation.stale)
                self.stdout.write(f"{language}: the English has changed since these were made: {names}")

    def _show(self, folder: Path) -> None:
        lines = list(publishing.changes(folder))
        for line in lines:
            self.stdout.write(line)
        if not lines:
            self.stdout.write("Publishing would change no sentence.")
