"""manage.py translations: what is missing, stale and gone in every language but English."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from guides import catalogs, publishing


class Command(BaseCommand):
    """Ends with 0 whatever is missing: a language may grow page by page. Exit code 2 where a file is broken."""

    help = "Name what is missing in each language, what was made from an older English page, and what is not used."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--content names another English folder."""
        content = settings.CONTENT / "en"
        parser.add_argument("--content", type=Path, default=content, metavar="FOLDER", help="the English words")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each file, and for each text of a file that is a list of texts."""
        try:
            publishing.gather(options["content"])
            found = publishing.translated(options["content"])
            unsaid = {language: catalogs.unsaid(language) for language in found}
        except publishing.Broken as broken:
            for problem in broken.problems:
                self.stderr.write(str(problem))
            raise CommandError("The words are broken.", returncode=2) from None
        except OSError as error:
            raise CommandError(f"The sentences are broken. {error}", returncode=2) from None
        for language, (_content, translation) in found.items():
            for word, pairs in (
                ("missing", translation.missing),
                ("stale", translation.stale),
                ("left", [(name, "stale, and English stands in its place") for name in sorted(translation.left)]),
                ("gone", translation.gone),
            ):
                for name, what in pairs:
                    self.stdout.write(f"{word:8}{language}/{name}  {what}".rstrip())
            if unsaid[language]:
                self.stdout.write(f"locale  {language}: {unsaid[language]}")
        if not found:
            self.stdout.write("English is the only language here.")
