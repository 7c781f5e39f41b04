"""Reads helplines.toml: who to call, country by country."""

import datetime
import re

from guides import shapes
from guides.folder import Reading, Table

_NUMBER = re.compile(r"\+?[0-9][0-9 -]*")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[A-Za-z0-9./_-]*)?")


def read_countries(reading: Reading) -> tuple[shapes.Country, ...]:
    """The countries in the order of the file. What is wrong is written into `reading`."""
    facts = reading.open("helplines.toml").facts
    tables = facts.tables("country", "country")
    found = tuple(_country(table) for table in tables)
    facts.done()
    codes = [country.code for country in found]
    for table, code in zip(tables, codes, strict=True):
        if codes.count(code) > 1:
            table.wrong("code", f"Two countries have the code {code!r}.", "Put their lines under one of them.")
    if tables and shapes.EVERYWHERE_ELSE not in codes:
        facts.wrong("country", "Nothing is there for everywhere else.", 'Add a [[country]] with code = "INT".')
    if not tables:
        facts.wrong("country", "There is nobody to call.", "Add a part that begins with [[country]].")
    return found


def _country(table: Table) -> shapes.Country:
    code = table.text("code")
    elsewhere = code == shapes.EVERYWHERE_ELSE
    if code and not elsewhere and not re.fullmatch("[A-Z]{2}", code):
        table.wrong("code", f"{code!r} is no code of a country.", 'Write two capitals such as "DE", or "INT".')
    country = shapes.Country(
        code=code,
        name=table.text("name"),
        emergency=_number(table, "emergency", needed=not elsewhere),
        emergency_note=table.text("emergency_note", needed=False),
        lines=tuple(_line(line) for line in table.tables("line", "country.line")),
    )
    table.done()
    return country


def _line(table: Table) -> shapes.Helpline:
    whom = table.text("whom")
    line = shapes.Helpline(
        kind=table.text("kind", choices=shapes.LINE_KINDS),
        name=table.text("name"),
        call=_number(table, "call"),
        text=table.text("text", needed=False),
        web=table.text("web", needed=False),
        whom=whom,
        hours=table.text("hours", needed=False),
        bill=table.text("bill", needed=False),
        source=table.text("source"),
        read_on=table.date("read_on") or datetime.date.min,
        dialled_on=table.date("dialled_on", needed=False),
        anyone=whom.startswith("Anyone"),
    )
    table.done()
    if not (line.call or line.text or line.web):
        table.wrong("name", f"{line.name} cannot be reached.", "Add call, text or web.")
    if line.web and not _HOST.fullmatch(line.web):
        table.wrong("web", f"{line.web!r} is no bare host name.", 'Write it as "findahelpline.com".')
    if line.text and not line.sms:
        table.wrong("text", f"{line.text!r} does not end in a number.", 'Write "988", or "HOME to 741741".')
    return line


def _number(table: Table, key: str, *, needed: bool = False) -> str:
    number = table.text(key, needed=needed)
    if number and not _NUMBER.fullmatch(number):
        table.wrong(key, f"{number!r} cannot be dialled.", "Write digits and spaces only, + in front if need be.")
    return number
