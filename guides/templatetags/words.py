"""Words on a page: Markdown, the help lines of a kind, the table of what is kept; and the language they are in.

Words that are not in the page's own language say so: `{{ text|said:item }}` inside a line, `{{ text|prose:item }}` for
Markdown, `{% lang item %}` inside a tag of the template. Without an item the words are in English.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

from guides import languages, papers, shapes, shelf
from guides import prose as markdown
from guides.languages import ENGLISH, Worded
from guides.prose import Part

register = template.Library()
FOLDED = ("abuse", "own-behaviour")


@dataclass(frozen=True)
class Number:
    """An emergency number, and all countries that have it."""

    countries: tuple[shapes.Country, ...]


@dataclass(frozen=True)
class Row:
    """A country in a list of help lines. Lines that differ only in their number stand together."""

    country: shapes.Country
    lines: tuple[tuple[shapes.Helpline, ...], ...]
    ring_emergency: bool  # no line of its own: its emergency number stands here

    @property
    def first(self) -> bool:
        """Whether the row is open before anyone asks: the operator's own country, and the one for everybody."""
        return self.country.code in (settings.OPERATOR_COUNTRY, shapes.EVERYWHERE_ELSE)


@register.filter
def foreign(item: Worded | None) -> bool:
    """Whether the words of an item are in another language than the page."""
    return _language(item) != languages.active()


@register.simple_tag
def lang(item: Worded | None = None) -> SafeString:
    """The attributes that say which language an item is in; nothing where it is the page's own."""
    return _attributes(_language(item)) if foreign(item) else mark_safe("")


@register.filter
def said(text: str, item: Worded | None = None) -> str:
    """Words of an item inside a line."""
    return format_html("<span{}>{}</span>", lang(item), text) if foreign(item) else text


@register.filter
def local(address: str) -> str:
    """One of our addresses, as it stands in the page's language."""
    return languages.local(address)


@register.filter
def plain(address: str) -> str:
    """The address of the English page."""
    return languages.plain(address)


@register.filter
def prose(text: str, item: Worded) -> SafeString:
    """The HTML of a Markdown text of an item."""
    return _in_its_language(markdown.html(text), item)


@register.filter
def situations(text: str, item: Worded) -> SafeString:
    """The HTML of a list of situations in the words of an item, each with its label."""
    known = shelf.situations()
    made = markdown.html(markdown.labelled(text, {one.name: one.label for one in known}))
    for one in known:
        if one.words_in != item.words_in:
            label = format_html("<strong>{}</strong>", one.label)
            marked = format_html("<strong{}>{}</strong>", _attributes(one.words_in), one.label)
            made = mark_safe(made.replace(label, marked))
    return _in_its_language(made, item)


@register.filter
def parts(text: str) -> tuple[Part, ...]:
    """The Markdown of a page, cut at its placeholders."""
    return markdown.parts(text)


@register.inclusion_tag("guides/_lines.html")
def helplines(kind: str) -> dict[str, Any]:
    """The help lines of a kind, country by country; "emergency" for the emergency numbers, "all" for everything.

    Whom to ring when somebody may die stands open in every row (words.md U1). The longer lists are folded by country:
    a reader opens one, and does not scroll past thirteen.
    """
    numbers = list(_numbers()) if kind in ("emergency", "all") else []
    rows = [] if kind == "emergency" else list(_rows(kind))
    return {"numbers": numbers, "rows": rows, "folded": kind in FOLDED}


@register.inclusion_tag("guides/_lines.html")
def country_lines(country: shapes.Country, kind: str) -> dict[str, Any]:
    """One country's emergency number and its help lines of a kind, for whoever has chosen a country."""
    mine = [row for row in _rows(kind) if row.country == country and not row.ring_emergency]
    everywhere = [row for row in _rows(kind) if row.country.code == shapes.EVERYWHERE_ELSE]
    return {"numbers": [Number((country,))] if country.emergency else [], "rows": mine or everywhere}


@register.inclusion_tag("guides/_languages.html", takes_context=True)
def other_languages(context: Context) -> dict[str, Any]:
    """The same page in every other language of this copy."""
    here = languages.plain(context["request"].path)
    codes = [code for code, _name in settings.LANGUAGES if code != languages.active()]
    names = [get_language_info(code)["name_local"] for code in codes]
    addresses = [here if code == ENGLISH else f"/{code}{here}" for code in codes]
    return {"others": list(zip(codes, names, addresses, strict=True))}


@register.inclusion_tag("guides/_paper.html")
def paper(kind: str, slug: str = "") -> dict[str, Any]:
    """The line that offers the paper of a page in the sizes that are there; cards belong to the tool of this slug."""
    address = {"tonight": "tonight-paper", "guide": "guide-paper", "tool": "tool-paper", "cards": "cards-paper"}[kind]
    if kind == "cards" and slug not in papers.CARDS:
        return {}
    sizes = papers.sizes(kind, "" if kind == "cards" else slug)
    found = [(size, reverse(address, args=[*filter(None, [slug]), size])) for size in sizes]
    return {"kind": kind, "found": found}


@register.inclusion_tag("guides/_kept.html")
def kept() -> dict[str, Any]:
    """Every column that is stored, and why."""
    return {"tables": _kept()}


def _language(item: Worded | None) -> str:
    return item.words_in if item else ENGLISH


def _attributes(language: str) -> SafeString:
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return format_html(' lang="{}" dir="{}"', language, direction)


def _in_its_language(made: SafeString, item: Worded) -> SafeString:
    return format_html("<div{}>{}</div>", lang(item), made) if foreign(item) else made


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
