"""Words on a page: Markdown, the help lines of a kind, the table of what is kept."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from guides import prose as markdown
from guides import shapes, shelf
from guides.prose import Part

register = template.Library()


@dataclass(frozen=True)
class Number:
    """An emergency number, and all countries that have it."""

    countries: tuple[shapes.Country, ...]

    @property
    def names(self) -> str:
        """The countries, by name."""
        return ", ".join(country.name for country in self.countries)


@dataclass(frozen=True)
class Row:
    """A country in a list of help lines. Lines that differ only in their number stand together."""

    country: shapes.Country
    lines: tuple[tuple[shapes.Helpline, ...], ...]
    ring_emergency: bool  # no line of its own: its emergency number stands here


@register.filter
def prose(text: str) -> SafeString:
    """The HTML of a Markdown text."""
    return markdown.html(text)


@register.filter
def situations(text: str) -> SafeString:
    """The HTML of a list of situations, each with its label."""
    return markdown.html(markdown.labelled(text, {one.name: one.label for one in shelf.situations()}))


@register.filter
def parts(text: str) -> tuple[Part, ...]:
    """The Markdown of a page, cut at its placeholders."""
    return markdown.parts(text)


@register.inclusion_tag("guides/_lines.html")
def helplines(kind: str) -> dict[str, Any]:
    """The help lines of a kind, country by country; "emergency" for the emergency numbers, "all" for everything."""
    numbers = list(_numbers()) if kind in ("emergency", "all") else []
    return {"numbers": numbers, "rows": [] if kind == "emergency" else list(_rows(kind))}


@register.inclusion_tag("guides/_kept.html")
def kept() -> dict[str, Any]:
    """Every column that is stored, and why."""
    return {"tables": _kept()}


def _numbers() -> Iterator[Number]:
    """Each emergency number once. "Everywhere else" stays a row of its own: its number may not work."""
    found: dict[tuple[str, bool], list[shapes.Country]] = {}
    for country in shelf.countries():
        if country.emergency:
            found.setdefault((country.tel, country.code == shapes.EVERYWHERE_ELSE), []).append(country)
    yield from (Number(tuple(countries)) for countries in found.values())


def _rows(kind: str) -> Iterator[Row]:
    found = shelf.helplines(kind)
    everywhere = next((lines for country, lines in found if country.code == shapes.EVERYWHERE_ELSE), ())
    for country, lines in found:
        # No row is empty: without a line of its own a country shows its emergency number and the list for all.
        alone = not lines and kind in ("crisis", "abuse") and bool(country.emergency)
        shown = tuple(line for line in everywhere if line.web) if alone else lines
        if shown or alone:
            together = groupby(shown, key=lambda line: (line.name, line.note, line.web))
            yield Row(country, tuple(tuple(group) for _same, group in together), alone)


@cache
def _kept() -> dict[str, Any]:
    """journal/kept.toml as a file, because guides may not import from the journal."""
    path: Path = settings.BASE_DIR / "journal" / "kept.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
