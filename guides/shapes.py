"""What everyone may read, as plain frozen values: what the files say, and what the tables give back."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext_lazy as _

from guides.languages import Worded
from guides.tools import Tool

SITUATION = "In your situation"
# The headings of a step, in the order in which they may stand, and what the page calls them.
SECTIONS = {
    "Tonight": _("Tonight"),
    "Words that help": _("Words that help"),
    "From the other side": _("How it may look from the other side"),
    SITUATION: _("In your situation"),
}
# What may be so for a reader besides the contact state (guides.tools.STATES), and changes what a step asks of them.
CIRCUMSTANCES = ("same-home", "apart", "children", "married", "not-married", "someone-else", "leaving")
LINE_KINDS = ("crisis", "abuse", "own-behaviour")
EVERYWHERE_ELSE = "INT"


@dataclass(frozen=True)
class Section:
    """A part of a step under one heading, a key of SECTIONS. `words` is Markdown."""

    name: str
    words: str

    @property
    def heading(self) -> str:
        """What stands above it on the page."""
        return str(SECTIONS[self.name])


@dataclass(frozen=True)
class Step(Worded):
    """One page of a guide. `advice` and the sections are Markdown; `tool` is a slug or ""."""

    slug: str
    title: str
    ideas: tuple[str, ...]
    checked: datetime.date
    reaches_partner: bool
    tool: str
    advice: str
    sections: tuple[Section, ...]

    @property
    def tonight(self) -> str:
        """The one small act, as Markdown."""
        return next((part.words for part in self.sections if part.name == "Tonight"), "")

    @property
    def others(self) -> tuple[Section, ...]:
        """The sections after Tonight."""
        return tuple(part for part in self.sections if part.name != "Tonight")


@dataclass(frozen=True)
class Guide(Worded):
    """A module of steps. `rule` marks the four rules of the first page; `intro` and `scenes` (an evening of each of
    the two invented people, or "") are Markdown.
    """

    slug: str
    title: str
    line: str
    rule: bool
    intro: str
    scenes: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Idea:
    """One thing an article says. `left_out` is "" or the kind of reason why no page uses it."""

    id: str
    text: str
    left_out: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Source(Worded):
    """An article, in our words. `year` and `link` are None and "" where unknown; `intro` is Markdown."""

    slug: str
    letter: str
    author: str
    title: str
    year: int | None
    published: str
    licence: str
    link: str
    intro: str
    ideas: tuple[Idea, ...]


@dataclass(frozen=True)
class Evidence(Worded):
    """A study that touches ideas of the articles: what it found, how much that weighs, and what it does not show."""

    id: str
    study: str
    link: str
    weight: str
    found: str
    not_shown: str
    ideas: tuple[str, ...]


@dataclass(frozen=True)
class Situation(Worded):
    """One of CIRCUMSTANCES or of the contact states, in words: `label` says it to the reader, with `mine` the reader
    says it.
    """

    name: str
    label: str
    mine: str


@dataclass(frozen=True)
class Question(Worded):
    """Something people ask; `also` are other ways to ask it, for the search only. `leads` is the address of the one
    place that answers it, or "" if `words` does (Markdown).
    """

    slug: str
    title: str
    also: tuple[str, ...]
    ideas: tuple[str, ...]
    leads: str
    words: str

    @property
    def address(self) -> str:
        """Where the answer stands."""
        return self.leads or f"/questions/{self.slug}/"

    @property
    def guide(self) -> str:
        """The slug of the guide in which the answer stands, or "" if it stands elsewhere."""
        return self.leads.split("/")[2] if self.leads.startswith("/guides/") else ""


@dataclass(frozen=True)
class Helpline(Worded):
    """Somebody to call. Empty strings stand for what nobody knows; `dialled_on` is None until a person dialled.
    `anyone`: it is for everybody, as `whom` says in English.
    """

    kind: str
    name: str
    call: str
    text: str
    web: str
    whom: str
    hours: str
    bill: str
    source: str
    read_on: datetime.date
    dialled_on: datetime.date | None
    anyone: bool = False

    @property
    def tel(self) -> str:
        """The number for a telephone link."""
        return dialable(self.call)

    @property
    def note(self) -> str:
        """Whom it is for, when, and whether it stands on the bill, each with its full stop."""
        known = (part for part in (self.whom, self.hours, self.bill) if part)
        return " ".join(part if part.endswith(".") else f"{part}." for part in known)

    @property
    def sms(self) -> str:
        """The number for a link that opens a text message, or ""; `text` may say a word to send first."""
        found = re.search(r"\+?\d[\d ]*$", self.text)
        return dialable(found.group()) if found else ""


@dataclass(frozen=True)
class Country(Worded):
    """A country's emergency number and help lines; the code EVERYWHERE_ELSE stands for all others."""

    code: str
    name: str
    emergency: str
    emergency_note: str
    lines: tuple[Helpline, ...]

    @property
    def tel(self) -> str:
        """The emergency number for a telephone link."""
        return dialable(self.emergency)

    @property
    def to_ring(self) -> list[Helpline]:
        """The first lines for thoughts of dying that anyone can telephone. A paper names no web address."""
        return [line for line in self.lines if line.kind == "crisis" and line.call and line.anyone][:2]


@dataclass(frozen=True)
class Page(Worded):
    """A page that stands alone, or the gate (`name` is "gate") and its answers ("a" to "f"). `words` is Markdown.

    `line` is the sentence on the button of a gate answer, `address` its address below /before-you-begin/, or "".
    """

    name: str
    title: str
    words: str
    line: str = ""
    address: str = ""


@dataclass(frozen=True)
class Content:
    """Everything that is published together."""

    pages: tuple[Page, ...]
    answers: tuple[Page, ...]
    guides: tuple[Guide, ...]
    tools: tuple[Tool, ...]
    sources: tuple[Source, ...]
    countries: tuple[Country, ...]
    questions: tuple[Question, ...]
    evidence: tuple[Evidence, ...]
    situations: tuple[Situation, ...]
    moved: tuple[tuple[str, str], ...]

    def steps(self) -> Iterator[tuple[Guide, Step]]:
        """Every step with its guide, in reading order."""
        return chain.from_iterable(((guide, step) for step in guide.steps) for guide in self.guides)


def dialable(number: str) -> str:
    """A telephone number without the spaces and hyphens that help to read it."""
    return re.sub(r"[^\d+]", "", number)
