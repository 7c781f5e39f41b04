"""A reader's answers to a tool, kept with the questions they answered.

Most tools are filled in once and changed. A tool that is filled in again and again has a page for each time, numbered
from 1 in the order they were begun.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guides import shelf
from guides.tools import Question, Tool
from journal.access.records import Document, Journal, Unreadable
from journal.doing.state import state
from journal.pure import contact, night

Body = dict[str, Any]
MOST = 400  # pages of one tool
SHOWN = 40  # of them in one list


@dataclass(frozen=True)
class Sheet:
    """A tool as this reader finds it.

    state: the contact state of now. document: what is stored, or None. questions: those of the private page. older:
    answers under questions that have changed since, the latest first, each {"questions", "answers"}. number: which page
    it is of a tool that is filled in again and again; 0 for every other tool.
    """

    tool: Tool
    state: str | None
    document: Document | None
    questions: tuple[Question, ...]
    older: list[Body] = field(default_factory=list)
    number: int = 0

    @property
    def key(self) -> str:
        """The natural key of its record."""
        return key(self.tool.slug, self.number)

    @property
    def ask_first(self) -> bool:
        """Whether the reader is asked first whether contact is welcome."""
        return self.state is None and bool(self.tool.closed_in)

    @property
    def closed(self) -> bool:
        """Whether only the words about its being closed are shown."""
        return contact.closes(self.state, self.tool.closed_in)

    @property
    def answers(self) -> Body:
        """The stored answers, by the key of their question."""
        return self.document.body["answers"] if self.document else {}


@dataclass(frozen=True)
class Row:
    """One page in the list of a tool that is filled in again and again.

    answers: what was answered, by the key of its question. day: the first day it names, if it names one. opens: False
    where the record does not open.
    """

    number: int
    words: str
    answers: Body
    day: date | None = None
    opens: bool = True


@dataclass(frozen=True)
class Pages:
    """The pages of such a tool, the latest first and at most SHOWN. next: the number of a new one, 0 where there are
    MOST already. earlier: the number before which the list goes on, or 0. once: what was written when the tool had one
    page only, if it was; it stays as it is.
    """

    rows: list[Row]
    next: int
    earlier: int
    once: Document | Unreadable | None = None


def key(slug: str, number: int = 0) -> str:
    """The natural key of a tool's record, such as "my-days" or "openings/7"."""
    return f"{slug}/{number}" if number else slug


def open_tool(journal: Journal, tool: Tool, number: int = 0) -> Sheet:
    """The tool, or this page of it, with what the reader wrote in it. Raises CannotOpen."""
    document = journal.get("tool", key(tool.slug, number))
    questions = private_questions(tool)
    older = _with_older(document.body, tool)["older"] if document else []
    return Sheet(tool, state(journal), document, questions, older, number)


def numbers(journal: Journal, slug: str) -> list[int]:
    """The numbers of this tool's pages, the latest first, in one query; none is opened."""
    every = {("tool", key(slug, number)): number for number in range(1, MOST + 1)}
    return sorted((every[name] for name in journal.there(every)), reverse=True)


def pages(journal: Journal, slug: str, before: int = 0) -> Pages:
    """The pages of a tool that is filled in again and again: the latest, or the latest before a number."""
    there = numbers(journal, slug)
    mine = [number for number in there if not before or number < before]
    shown = mine[:SHOWN]
    found = journal.get_many("tool", [slug, *(key(slug, number) for number in shown)])
    rows = [_row(number, found[key(slug, number)]) for number in shown if key(slug, number) in found]
    new = there[0] + 1 if there else 1
    return Pages(rows, new if new <= MOST else 0, shown[-1] if len(mine) > SHOWN else 0, found.get(slug))


def latest(journal: Journal, slug: str, many: int = 1) -> list[Row]:
    """The latest pages of a tool that open, the latest first."""
    found = journal.get_many("tool", [key(slug, number) for number in numbers(journal, slug)[:many]])
    rows = [_row(int(name.rpartition("/")[2]), each) for name, each in found.items()]
    return sorted((row for row in rows if row.opens), key=lambda row: row.number, reverse=True)


def private_questions(tool: Tool) -> tuple[Question, ...]:
    """The questions of the private page: all but the contact state, which is asked once for all tools."""
    return tuple(each for each in tool.questions if {option.value for option in each.options} != set(contact.STATES))


def save(
    journal: Journal,
    sheet: Sheet,
    answers: Mapping[str, Any],
    *,
    base: int,
    hand: str,
    more: Mapping[str, Any] | None = None,
) -> tuple[Document, bool]:
    """Keep the answers; what now stands there, and whether they are it (False: they were kept beside others).
    more: what a tool with rules of its own keeps beside them.

    Raises VisitOver, CannotOpen.
    """
    older = _with_older(sheet.document.body, sheet.tool)["older"] if sheet.document else []
    body = {**(more or {}), **_body(sheet.questions, answers, older)}
    document = journal.put("tool", sheet.key, body, base=base, hand=hand)
    return document, document.body == body


def in_one(first: Body, *others: Body) -> Body:
    """All answers in one: the ones that were there first, and what differs from them among the older answers."""
    beside = [{"questions": each["questions"], "answers": each["answers"]} for each in others]
    apart = [each for each in beside if each["answers"] != first["answers"]]
    return {**first, "older": [*apart, *first["older"]]}


def all_answered(found: Document | Unreadable | None) -> list[list[tuple[str, str]]]:
    """Everything that was answered in a record, also beside other texts and under earlier questions; [] if nothing
    opens.
    """
    bodies = [found.body, *(other["body"] for other in found.others)] if isinstance(found, Document) else []
    return [answered(each) for body in bodies for each in (body, *body["older"])]


def answered(body: Body) -> list[tuple[str, str]]:
    """The questions that were answered and the answers in words, as they were asked then."""
    return [(question["label"], words) for question, words in said(body)]


def said(body: Body) -> list[tuple[Body, str]]:
    """The questions that were answered, as they were asked then, each with its answer in words."""
    return [
        (question, words)
        for question in body["questions"]
        if (words := _in_words(question, body["answers"].get(question["key"])))
    ]


def _body(questions: tuple[Question, ...], answers: Mapping[str, Any], older: list[Body]) -> Body:
    kept = {each.key: value for each in questions if (value := _as_kept(answers.get(each.key)))}
    return {"questions": [_as_asked(each) for each in questions], "answers": kept, "older": older}


def _as_asked(question: Question) -> Body:
    """The question as it is kept beside its answer: what was read, and not what the page does with the answer."""
    options = [{"value": option.value, "label": option.label} for option in question.options]
    kept = {name: value for name, value in asdict(question).items() if name not in ("feeds", "mine")}
    return {**kept, "options": options}


def _row(number: int, found: Document | Unreadable) -> Row:
    if isinstance(found, Unreadable):
        return Row(number, "", {}, opens=False)
    texts = [words for question, words in said(found.body) if question["kind"] in ("line", "text", "length")]
    answers = found.body["answers"]
    asked = (answers.get(each["key"]) for each in found.body["questions"] if each["kind"] == "date")
    days = [str(day) for day in asked if day]  # from a file there may stand an empty one
    day = date.fromisoformat(days[0]) if days else None
    return Row(number, " ".join(texts[0].split())[:80] if texts else "", answers, day)


def _with_older(body: Body, tool: Tool) -> Body:
    """The body; where the meaning of an answered question changed since, its answers stand among the older ones too.
    The same question in another language has not changed.
    """
    known = [each for spoken in (tool, *shelf.tool_elsewhere(tool.slug)) for each in private_questions(spoken)]
    now = [(each.key, _meaning(asdict(each))) for each in known]
    changed = any(
        body["answers"].get(question["key"]) and (question["key"], _meaning(question)) not in now
        for question in body["questions"]
    )
    here = {"questions": body["questions"], "answers": body["answers"]}
    return {**body, "older": [here, *body["older"]]} if changed else body


def _meaning(question: Mapping[str, Any]) -> tuple[Any, ...]:
    options = tuple((option["value"], option["label"]) for option in question["options"])
    return question["label"], question["kind"], options


def _as_kept(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return night.as_text(value).strip() if isinstance(value, str) else value


def _in_words(question: Mapping[str, Any], value: object) -> str:
    if question["kind"] == "check":
        return _("Yes") if value else ""
    if question["kind"] == "date" and value:
        return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
    labels = {option["value"]: option["label"] for option in question["options"]}
    return str(labels.get(str(value), value)) if value else ""
