"""The invented person."""

import re

import pytest
from django.core.management import CommandError, call_command

from journal.models import Person, Record
from tests.people import open_client


def test_nobody_is_invented_outside_of_development(db, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="CLEARING_DEBUG=1"):
        call_command("demo")
    assert not Person.objects.exists()


def test_the_invented_person_can_sign_in_and_has_sixty_nights(published, settings, capsys):
    settings.DEBUG = True
    call_command("demo")
    said = capsys.readouterr().out
    name, passphrase = re.search(r"Name: (.+)\nPassphrase: (.+)\nAddress: http://127.0.0.1:8000/n/", said).groups()
    client = open_client(name, passphrase)
    assert client.get("/n/").status_code == 200
    assert client.get("/n/sheet/first/").status_code == 200
    months = [client.get("/n/days/").content.decode()]
    for _ in range(2):
        months.append(client.get(re.findall(r'href="(/n/days/\d{4}-\d\d/)"', months[-1])[0]).content.decode())
    written = [int(re.search(r"(\d+) nights? written", month)[1]) for month in months if "written" in month]
    assert sum(written) == 60
    person = Person.objects.get(name=name)
    assert Record.objects.filter(owner=person).count() > 64
