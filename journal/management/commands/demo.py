"""`manage.py demo`: an invented person with sixty nights, for looking around while developing."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from guides import shelf
from journal.access import accounts
from journal.access.records import Journal
from journal.doing import progress, small, state, tools
from journal.doing.settings import utc_now
from journal.management import invented
from journal.pure import names, night, sheet

NIGHTS = 60


class Command(BaseCommand):
    """Makes the person, and prints how to sign in. Refuses where CLEARING_DEBUG is not set."""

    help = "Makes an invented person with sixty nights, tools, a plan and a counselor sheet. Needs CLEARING_DEBUG=1."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print name, passphrase and address of a new invented person. Raises CommandError without CLEARING_DEBUG=1."""
        if not settings.DEBUG:
            raise CommandError("An invented person is for development only. Set CLEARING_DEBUG=1, or type ./run demo.")
        call_command("migrate", verbosity=0)
        call_command("publish", verbosity=0)
        name, passphrase = names.new_name(), names.new_passphrase()
        _, journal = accounts.sign_up(name, passphrase)
        _write(journal)
        self.stdout.write(f"Name: {name}\nPassphrase: {passphrase}\nAddress: http://127.0.0.1:8000/n/")


def _write(journal: Journal) -> None:
    today = night.date_of(utc_now())
    for day, body in invented.nights(today, NIGHTS).items():
        journal.put("night", night.key(day), body)
    state.say(journal, ["space"])
    for slug, answers in invented.TOOLS.items():
        if tool := shelf.tool(slug):
            tools.save(journal, tools.open_tool(journal, tool, int(tool.again)), answers, base=0, hand="")
    journal.put("plan", "plan", invented.PLAN)
    first = sheet.body("first", invented.SHEET, "space", {})
    journal.put("sheet", "first", first)
    for guide in shelf.guides()[:2]:
        for step in guide.steps[:3]:
            progress.mark(journal, guide.slug, step.slug, "done", today - timedelta(days=7))
            if not step.reaches_partner:
                small.keep(journal, invented.SMALL, today - timedelta(days=7), guide=guide.slug, step=step.slug)
