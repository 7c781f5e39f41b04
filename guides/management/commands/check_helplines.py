"""manage.py check_helplines: before a release, which numbers somebody has to read or dial again."""

import datetime
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from guides import publishing, shapes

OLD_AFTER = datetime.timedelta(days=180)


class Command(BaseCommand):
    """Exit code 1 where a line was read too long ago or was never dialled; 2 where the folder is broken."""

    help = "Name the help lines that were read more than 180 days ago, and those that nobody has dialled."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--content names another folder, --today another day."""
        content = settings.CONTENT / "en"
        parser.add_argument("--content", type=Path, default=content, metavar="FOLDER", help="the folder of words")
        parser.add_argument("--today", type=datetime.date.fromisoformat, default=None, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each help line that needs somebody."""
        today = options["today"] or datetime.date.today()
        try:
            countries = publishing.gather(options["content"]).countries
        except publishing.Broken as broken:
            for problem in broken.problems:
                self.stderr.write(str(problem))
            raise CommandError("The content is broken.", returncode=2) from None
        found = list(wanting(countries, today))
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} help lines to read or dial.", returncode=1)


def wanting(countries: tuple[shapes.Country, ...], today: datetime.date) -> Iterator[str]:
    """What has to be done for which help line, one text for each thing."""
    for country in countries:
        for line in country.lines:
            name = f"{country.name}, {line.name} {line.call or line.text or line.web}".strip()
            if today - line.read_on > OLD_AFTER:
                days = (today - line.read_on).days
                yield f"READ AGAIN  {name}: read on {line.read_on} at {line.source}, {days} days ago."
            if line.dialled_on is None and line.call:
                yield f"NEVER DIALLED  {name}: dial it and write dialled_on."
