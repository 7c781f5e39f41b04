"""`serve`: what ./run does once everything is installed."""

import argparse
import sys

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from journal.management import pressing, serving


def port(text: str) -> int:
    """A port as a number. Raises ArgumentTypeError for anything else."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 65535")
    return int(text)


def workers(text: str) -> int:
    """A number of processes. Raises ArgumentTypeError for anything else."""
    if not text.isdecimal() or not 0 < int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 64")
    return int(text)


class Command(BaseCommand):
    """Check what the server needs, bring tables and words up to date, and become the server."""

    help = "Serve Clearing. Ctrl-C ends it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="any but this machine's own needs HTTPS in front")
        parser.add_argument("--port", default=8000, type=port, help="8000 if left out")
        parser.add_argument("--workers", default=2, type=workers, help="how many processes answer (2)")
        parser.add_argument("--no-papers", action="store_true", help="leave missing papers to ./run manage papers")

    def handle(self, *args: object, host: str, port: int, workers: int, no_papers: bool, **options: object) -> None:
        """Serve until the process is ended. One line and exit code 2 if that cannot be."""
        try:
            serving.check_host(host)
            serving.check_port(host, port)
            serving.check_database()
            serving.prepare()
        except serving.RefusedError as reason:
            self.stderr.write(str(reason))
            sys.exit(2)
        connections.close_all()
        serving.announce(host, port, None if no_papers else pressing.beside_the_server)
        serving.become_server(host, port, workers)
