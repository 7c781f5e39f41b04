"""What is published now, for whoever wants to show it. One query a second at most says whether it is still the same."""

import time
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils import translation

from guides import languages, prose, shapes, tables
from guides.finding import Finder, Found
from guides.models import Edition
from guides.tools import Tool

ASK_AGAIN_AFTER = 1.0  # seconds
WORDS_A_MINUTE = 180  # slower than most people read by day
LEAVING = "if-you-are-leaving"  # the guide for the one who leaves: whoever is left is not led on into it


class NothingPublished(Exception):
    """The tables are empty: `manage.py publish` has not run yet."""


@dataclass(frozen=True)
class Spot:
    """A step and where it stands. `place` is the number of its guide and its own, "3-2"; `before` and `after` are the
    guide and step beside it, over the ends of guides too, but never into or out of the guide LEAVING.
    """

    guide: shapes.Guide
    step: shapes.Step
    place: str
    before: tuple[shapes.Guide, shapes.Step] | None
    after: tuple[shapes.Guide, shapes.Step] | None

    @property
    def number(self) -> int:
        """Which step of its guide it is, from 1."""
        return self.guide.steps.index(self.step) + 1

    @property
    def of(self) -> int:
        """How many steps the guide has."""
        return len(self.guide.steps)

    @property
    def minutes(self) -> int:
        """How long the step takes to read, in whole minutes, at WORDS_A_MINUTE."""
        words = prose.count(self.step.advice) + sum(prose.count(part.words) for part in self.step.sections)
        return -(-words // WORDS_A_MINUTE)


class Shelf:
    """One edition in one language, held in memory."""

    def __init__(self, edition: str, language: str, content: shapes.Content) -> None:
        self.edition = edition
        self.language = language
        self.content = content

    @cached_property
    def spots(self) -> dict[tuple[str, str], Spot]:
        """Every step by the slugs of its guide and itself."""
        found = {}
        for leaving in (False, True):
            row = [spot for spot in self.content.steps() if (spot[0].slug == LEAVING) is leaving]
            for at, (guide, step) in enumerate(row):
                before = row[at - 1] if at else None
                after = row[at + 1] if at + 1 < len(row) else None
                place = f"{self.content.guides.index(guide) + 1}-{guide.steps.index(step) + 1}"
                found[guide.slug, step.slug] = Spot(guide, step, place, before, after)
        return found

    @cached_property
    def places(self) -> dict[str, Spot]:
        """Every step by its place."""
        return {spot.place: spot for spot in self.spots.values()}

    @cached_property
    def finder(self) -> Finder:
        """The index of this edition, made when somebody first looks for something."""
        return Finder(self.content, self.language)

    @cached_property
    def countries(self) -> tuple[shapes.Country, ...]:
        """The operator's country first, then by name, everywhere else last."""
        return tuple(
            sorted(
                self.content.countries,
                key=lambda country: (
                    country.code != settings.OPERATOR_COUNTRY,
                    country.code == shapes.EVERYWHERE_ELSE,
                    country.name,
                ),
            )
        )


_held: dict[str, Shelf] = {}  # by language
_edition: str | None = None
_papers = ""
_asked = float("-inf")


def current_edition() -> str | None:
    """A name for what is published now; another one after every publish. None if nothing is published.

    Asks the database at most once a second in this process.
    """
    global _edition, _papers, _asked
    now = time.monotonic()
    if now - _asked >= ASK_AGAIN_AFTER:
        (_edition, _papers), _asked = _ask(), now
    return _edition


def current_papers() -> str:
    """Another mark whenever papers came or went, as known when `current_edition` last asked."""
    return _papers


def forget() -> None:
    """Ask the database at the next call, however soon."""
    global _asked
    _asked = float("-inf")


def guides() -> tuple[shapes.Guide, ...]:
    """All guides with their steps, in order. Like all below it speaks the active language, and raises
    NothingPublished.
    """
    return _current().content.guides


def guide(slug: str) -> shapes.Guide | None:
    """The guide of this address, or None."""
    return next((found for found in guides() if found.slug == slug), None)


def step(guide_slug: str, slug: str) -> Spot | None:
    """The step of this address, with its number and what comes before and after it, or None."""
    return _current().spots.get((guide_slug, slug))


def step_at(place: str) -> Spot | None:
    """The step at this place, "3-2", or None."""
    return _current().places.get(place)


def tool(slug: str) -> Tool | None:
    """The tool of this address, or None."""
    return next((found for found in _current().content.tools if found.slug == slug), None)


def tool_elsewhere(slug: str) -> tuple[Tool, ...]:
    """The tool of this address in every language but the active one."""
    found = []
    for code, _name in settings.LANGUAGES:
        if code != languages.active():
            with translation.override(code):
                found.append(tool(slug))
    return tuple(each for each in found if each)


def tools() -> tuple[Tool, ...]:
    """All tools, by the name of their file."""
    return _current().content.tools


def sources() -> tuple[shapes.Source, ...]:
    """All sources with their ideas."""
    return _current().content.sources


def questions() -> tuple[shapes.Question, ...]:
    """What people ask, in order."""
    return _current().content.questions


def asked() -> tuple[list[shapes.Question], list[tuple[shapes.Guide, list[shapes.Question]]], list[shapes.Question]]:
    """What people ask, in order, in three parts: what cannot wait, which is all that stands in the files before the
    first question that a step answers; then by the guide that answers it, in the order of the guides; and the rest.
    """
    urgent, rest = [], list(questions())
    while rest and not rest[0].guide:
        urgent.append(rest.pop(0))
    by_guide = [(each, [one for one in rest if one.guide == each.slug]) for each in guides()]
    return urgent, [(each, found) for each, found in by_guide if found], [one for one in rest if not one.guide]


def evidence() -> tuple[shapes.Evidence, ...]:
    """The studies, in order."""
    return _current().content.evidence


def situations() -> tuple[shapes.Situation, ...]:
    """What may be so for a reader: the circumstances, then the contact states."""
    return _current().content.situations


def find(question: str) -> tuple[Found, ...]:
    """The pages that answer a question in any words, the best first, then ideas of the articles."""
    return _current().finder.find(question)


def moved(address: str) -> str | None:
    """Where the page of an old address stands now, or None; both as they are in English."""
    return dict(_current().content.moved).get(address)


def countries() -> tuple[shapes.Country, ...]:
    """All countries with their help lines: the operator's first, the others by name, everywhere else last."""
    return _current().countries


def helplines(kind: str) -> tuple[tuple[shapes.Country, tuple[shapes.Helpline, ...]], ...]:
    """Every country, in the order of `countries`, with its lines of this kind ("all" for all; there may be none)."""
    return tuple(
        (country, tuple(line for line in country.lines if kind in ("all", line.kind))) for country in countries()
    )


def page(name: str) -> shapes.Page:
    """A page that stands alone, the gate ("gate"), or one of its answers ("a" to "f"). Raises KeyError."""
    content = _current().content
    return {page.name: page for page in (*content.pages, *content.answers)}[name]


def answers() -> tuple[shapes.Page, ...]:
    """The six answers of the gate."""
    return tuple(page for page in _current().content.answers if page.line)


def _ask() -> tuple[str | None, str]:
    row = Edition.objects.first()
    return (row.name, row.papers) if row else (None, "")


def _current() -> Shelf:
    language = languages.active()
    held, edition = _held.get(language), current_edition()
    while held is None or held.edition != edition:
        if edition is None:
            raise NothingPublished
        held = Shelf(edition, language, tables.load(language))
        forget()
        edition = current_edition()  # whoever published while we loaded makes us load again
        _held[language] = held
    return held
