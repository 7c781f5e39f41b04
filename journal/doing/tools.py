"""A reader's answers to a tool, kept with the questions they answered."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from guides import shelf
from guides.tools import Question, Tool
from journal.access.records import Document, Journal
from journal.doing.state import state
from journal.pure import contact, night

Body = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A tool as this reader finds it.

    state: the contact state of now. document: what is stored, or None. questions: those of the private page. older:
    answers under questions that have changed since, the latest first, each {"questions", "answers"}.
    """

    tool: Tool
    state: str | None
    document: Document | None
    questions: tuple[Question, ...]
    older: list[Body] = field(default_factory=list)

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


def open_tool(journal: Journal, tool: Tool) -> Sheet:
    """The tool with what this reader wrote in it. Raises CannotOpen."""
    document = journal.get("tool", tool.slug)
    questions = private_questions(tool)
    older = _with_older(document.body, tool)["older"] if document else []
    return Sheet(tool, state(journal), document, questions, older)


def private_questions(tool: Tool) -> tuple[Question, ...]:
    """The questions of the private page: all but the contact state, which is asked once for all tools."""
    return tuple(each for each in tool.questions if {option.value for option in each.options} != set(contact.STATES))


def save(journal: Journal, sheet: Sheet, answers: Mapping[str, Any], *, base: int, hand: str) -> tuple[Document, bool]:
    """Keep the answers; what now stands there, and whether they are it (False: they were kept beside others).

    Raises VisitOver, CannotOpen.
    """
    older = _with_older(sheet.document.body, sheet.tool)["older"] if sheet.document else []
    body = _body(sheet.questions, answers, older)
    document = journal.put("tool", sheet.tool.slug, body, base=base, hand=hand)
    return document, document.body == body


def in_one(first: Body, *others: Body) -> Body:
    """All answers in one: the ones that were there first, and what differs from them among the older answers."""
    beside = [{"questions": each["questions"], "answers": each["answers"]} for each in others]
    apart = [each for each in beside if each["answers"] != first["answers"]]
    return {**first, "older": [*apart, *first["older"]]}


def answered(body: Body) -> list[tuple[str, str]]:
    """The questions that were answered and the answers in words, as they were asked then."""
    return [
        (question["label"], words)
        for question in body["questions"]
        if (words := _in_words(question, body["answers"].get(question["key"])))
    ]


def _body(questions: tuple[Question, ...], answers: Mapping[str, Any], older: list[Body]) -> Body:
    kept = {each.key: value for each in questions if (value := _as_kept(answers.get(each.key)))}
    return {"questions": [asdict(each) | {"options": [asdict(o) for o in each.options]} for each in questions],
            "answers": kept, "older": older}  # fmt: skip


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
    return night.as_text(value).strip() if isinstance(value, str) else value


def _in_words(question: Mapping[str, Any], value: object) -> str:
    if question["kind"] == "check":
        return _("Yes") if value else ""
    labels = {option["value"]: option["label"] for option in question["options"]}
    return str(labels.get(str(value), value)) if value else ""
