"""Words on a page: Markdown, the help lines of a kind, the table of what is kept."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
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
class Call:
    """One row of a list of help lines: whose, and how to reach them."""

    country: shapes.Country
    line: shapes.Helpline | None  # None: the emergency number
    elsewhere: tuple[shapes.Helpline, ...] = ()  # where there is no line: what serves every country


@register.filter
def prose(text: str) -> SafeString:
    """The HTML of a Markdown text."""
    return markdown.html(text)


@register.filter
def parts(text: str) -> tuple[Part, ...]:
    """The Markdown of a page, cut at its placeholders."""
    return markdown.parts(text)


@register.inclusion_tag("guides/_lines.html")
def helplines(kind: str) -> dict[str, Any]:
    """The help lines of a kind; "emergency" for the emergency numbers, "all" for everything."""
    return {"calls": list(_calls(kind)), "kind": kind}


@register.inclusion_tag("guides/_kept.html")
def kept() -> dict[str, Any]:
    """Every column that is stored, and why."""
    return {"tables": _kept()}


def _calls(kind: str) -> Iterator[Call]:
    found = shelf.helplines(kind)
    everywhere = [lines for country, lines in found if country.code == shapes.EVERYWHERE_ELSE]
    for country, lines in found:
        if country.emergency and kind in ("emergency", "all"):
            yield Call(country, None)
        yield from (Call(country, line) for line in lines)
        # No row is empty: without a line of its own a country shows its emergency number and the list for all.
        if not lines and kind in ("crisis", "abuse") and country.emergency:
            yield Call(country, None, everywhere[0] if everywhere else ())


@cache
def _kept() -> dict[str, Any]:
    """journal/kept.toml as a file, because guides may not import from the journal."""
    path: Path = settings.BASE_DIR / "journal" / "kept.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
