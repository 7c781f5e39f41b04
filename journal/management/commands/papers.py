"""`papers`: draw the papers for everyone that are not there yet."""

import sys

from django.core.management.base import BaseCommand

from journal.management import pressing


class Command(BaseCommand):
    """Draws what is missing of the published words. Exit code 1 where something is still missing afterwards."""

    help = "Make the papers for everyone: Tonight, each guide, blank tools and cards. ./run does it by itself."

    def handle(self, *args: object, **options: object) -> None:
        """Draw, with a line that counts where somebody looks on."""
        if not pressing.draw_missing():
            sys.exit(1)
