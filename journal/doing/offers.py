"""What was written elsewhere and is offered for the plan and the sheet. Nothing goes there by itself: a reader presses.

A question of a tool says in its file which field it is offered for (`feeds`). A tool with rules of its own says it in
words here.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from guides import shelf
from guides.tools import Tool
from journal.access.records import Document, Journal
from journal.doing import appointments, measure, tools
from journal.doing.state import state
from journal.pure import contact, plan, sheet

Offers = dict[str, str]  # texts by field, such as "plan.self_do" or "sheet.said_1"

# Tools with rules of their own, each with what it offers for these days. They come before the others.
BY_RULE: tuple[Callable[[Journal, date], Offers], ...] = (measure.offers, appointments.offers)


def for_plan(journal: Journal, today: date) -> Offers:
    """The texts offered for the plan's fields, by field. What has no room there is not offered."""
    limits = {name: sheet.Limit(letters) for name, letters in plan.fields().items()}
    return _fitting("plan.", limits, _all(journal, today))


def for_sheet(journal: Journal, form: str, today: date) -> Offers:
    """The texts offered for the fields of this form of the sheet, by field."""
    return _fitting("sheet.", sheet.FIELDS[form], _all(journal, today))


def _all(journal: Journal, today: date) -> Offers:
    found: Offers = {}
    for offer in BY_RULE:
        found = {**offer(journal, today), **found}
    for name, text in _from_tools(journal):
        found.setdefault(name, text)
    return found


def _from_tools(journal: Journal) -> Iterator[tuple[str, str]]:
    """Every answer that is offered somewhere, in the order of the tools and their questions. A tool that is closed now
    offers nothing.
    """
    here = state(journal)
    open_now = [tool for tool in shelf.tools() if _feeds(tool) and not contact.closes(here, tool.closed_in)]
    once = journal.get_many("tool", [tool.slug for tool in open_now if not tool.again])
    for tool in open_now:
        found = once.get(tool.slug)
        answers: dict[str, Any] = found.body["answers"] if isinstance(found, Document) else {}
        if tool.again:
            answers = next((row.answers for row in tools.latest(journal, tool.slug)), {})
        for question in tool.questions:
            if question.feeds and (text := str(answers.get(question.key, ""))):
                yield question.feeds, " ".join(text.split())


def _feeds(tool: Tool) -> bool:
    return any(question.feeds for question in tool.questions)


def _fitting(place: str, limits: dict[str, sheet.Limit], offers: Offers) -> Offers:
    named = {name.removeprefix(place): text for name, text in offers.items() if name.startswith(place)}
    return {
        name: text for name, text in named.items() if name in limits and not any(sheet.too_long(text, limits[name]))
    }
