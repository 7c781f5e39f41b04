"""Papers for everyone: which there are, what stands on them, and the table that keeps them once they are drawn.

Nobody who asks for one makes one. A paper is drawn once from its HTML by whoever has a press (`manage.py papers`), and
an edition that leaves its HTML as it was takes it over. Until then the page says that it prints well itself.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from guides import build, languages, leads, prose, shelf
from guides.leads import Leads
from guides.models import Edition, Paper
from guides.shapes import Country

SIZES = ("a4", "letter", "a4-large", "letter-large")  # as they stand in addresses
CARDS = ("half-of-it", "ten-minutes")  # the tools that are carried on cards
LONG = 3  # steps; a guide of more has contents
# Answers of the gate that are bound into every guide, because its steps lead there ("start here").
FIRST = ("b", "c", "d")


_there: tuple[tuple[str, str], frozenset[tuple[str, str, str, str]]] = (("", ""), frozenset())


class Superseded(Exception):
    """Something else was published while these papers were made."""


@dataclass(frozen=True)
class Wanted:
    """A paper that the edition of this name wants. `kind` is tonight, guide, tool or cards; `size` is one of SIZES."""

    edition: str
    language: str
    kind: str
    slug: str
    size: str
    html: str
    one_page: bool
    made_of: str

    @property
    def sheet(self) -> Literal["a4", "letter"]:
        """The paper that it is printed on."""
        return "letter" if self.size.startswith("letter") else "a4"

    @property
    def _row(self) -> dict[str, Any]:
        return {"language": self.language, "kind": self.kind, "slug": self.slug, "size": self.size}


def wanted(program: str) -> list[Wanted]:
    """Every paper of what is published now, in every language, the most urgent first. `program` names whatever draws
    them: another name, and all are drawn anew. Raises NothingPublished.
    """
    edition = shelf.current_edition() or ""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for kind, slug in _all():
                for size in SIZES:
                    large = size.endswith("-large")
                    text, one_page = html(kind, slug, large=large), kind in ("tonight", "cards") and not large
                    one_page = one_page or (kind == "tool" and not large and bool(_tool(slug).dying))
                    made_of = hashlib.sha256(json.dumps([program, size, one_page, text]).encode()).hexdigest()
                    found.append(Wanted(edition, language, kind, slug, size, text, one_page, made_of))
    return sorted(found, key=lambda paper: (paper.size.endswith("-large"), paper.kind != "tonight"))


def html(kind: str, slug: str, *, large: bool) -> str:
    """The document of one paper in the active language. Raises NothingPublished."""
    context = {"tonight": _tonight, "guide": _guide, "tool": _blank, "cards": _cards}[kind](slug)
    made = render_to_string("papers/document.html", {**context, "large": large})
    return leads.on_paper(made, context.get("leads", Leads()))


def missing(found: Iterable[Wanted]) -> list[Wanted]:
    """Those of the papers that must be drawn. What is kept and still the same becomes a paper of this edition; what is
    not wanted any more goes. Empty where somebody else, or another program, published meanwhile.
    """
    papers = {(paper.language, paper.kind, paper.slug, paper.size): paper for paper in found}
    with transaction.atomic():
        edition = _locked()
        names = {paper.edition for paper in papers.values()}
        if edition is None or names != {edition.name} or edition.build != build.build():
            return []
        kept, changed = {}, []
        for row in Paper.objects.defer("pdf"):
            key = (row.language, row.kind, row.slug, row.size)
            if key in papers and papers[key].made_of == row.made_of:
                kept[key] = row
            else:
                changed.append(row.pk)
        new = [row.pk for row in kept.values() if row.edition != edition.name]
        Paper.objects.filter(pk__in=changed).delete()
        Paper.objects.filter(pk__in=new).update(edition=edition.name)
        if changed or new:
            _told(edition)
    shelf.forget()
    return [paper for key, paper in papers.items() if key not in kept]


def is_kept(paper: Wanted) -> bool:
    """Whether somebody has drawn it by now."""
    return Paper.objects.filter(**paper._row, edition=paper.edition, made_of=paper.made_of).exists()


def keep(paper: Wanted, pdf: bytes) -> None:
    """Put a paper into the table, in place of the one that was there. Raises Superseded."""
    with transaction.atomic():
        edition = _locked()
        if edition is None or edition.name != paper.edition:
            raise Superseded
        facts = {"edition": paper.edition, "made_of": paper.made_of, "pdf": pdf}
        Paper.objects.update_or_create(facts, **paper._row)
        _told(edition)
    shelf.forget()


def kept(kind: str, slug: str, size: str) -> bytes | None:
    """The paper of what is published now, in the active language; None where it is not drawn yet."""
    row = {"language": languages.active(), "kind": kind, "slug": slug, "size": size}
    found = Paper.objects.filter(**row, edition=shelf.current_edition() or "").values_list("pdf", flat=True).first()
    return None if found is None else bytes(found)


def sizes(kind: str, slug: str) -> tuple[str, ...]:
    """The sizes in which a paper of what is published now is there, in the active language. Asks the database only
    after papers came or went.
    """
    global _there
    now = (shelf.current_edition() or "", shelf.current_papers())
    if _there[0] != now:
        rows = Paper.objects.filter(edition=now[0]).values_list("language", "kind", "slug", "size")
        _there = (now, frozenset(rows))
    return tuple(size for size in SIZES if (languages.active(), kind, slug, size) in _there[1])


def _locked() -> Edition | None:
    """The edition, held so that whoever publishes or keeps a paper does so one after the other."""
    return Edition.objects.select_for_update().filter(pk=1).first()


def _told(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(papers=secrets.token_hex(8))


def _all() -> Iterator[tuple[str, str]]:
    yield "tonight", ""
    yield from (("tool", tool.slug) for tool in shelf.tools())
    yield "cards", ""
    yield from (("guide", guide.slug) for guide in shelf.guides())


def _tonight(slug: str) -> dict[str, Any]:
    page = shelf.page("tonight")
    above, end = prose.halves(page.words)
    lead, sections = prose.sections(above)
    shown = {"page": page, "lead": lead, "parts": sections[:-1], "card": sections[-1], "end": end}
    return {**shown, "country": _country(), "content": "papers/tonight.html", "leads": Leads(here=("/help/",))}


def _guide(slug: str) -> dict[str, Any]:
    guide = next(each for each in shelf.guides() if each.slug == slug)
    cited = {idea for step in guide.steps for idea in step.ideas}
    sources = [source for source in shelf.sources() if cited & {idea.id for idea in source.ideas}]
    answers = [(page, *prose.sections(page.words)) for page in shelf.answers() if page.name in FIRST]
    anchors = {f"/guides/{slug}/{step.slug}/": f"step-{step.slug}" for step in guide.steps}
    anchors |= {"/help/": "numbers", "/before-you-begin/": "first", "/before-you-begin/none/": "first-c"}
    shown = {"guide": guide, "sources": sources, "answers": answers, "countries": shelf.countries()}
    shown |= {"contents": len(guide.steps) > LONG, "checked": min(step.checked for step in guide.steps)}
    return {**shown, "content": "papers/guide.html", "leads": Leads(anchors=anchors)}


def _blank(slug: str) -> dict[str, Any]:
    return {"tool": _tool(slug), "country": _country(), "content": "papers/blank.html"}


def _country() -> Country | None:
    return next((each for each in shelf.countries() if each.code == settings.OPERATOR_COUNTRY), None)


def _cards(slug: str) -> dict[str, Any]:
    return {"content": "papers/blank_cards.html", "cards": range(8), "lines": range(4)}


def _tool(slug: str) -> Any:  # noqa: ANN401
    return next(tool for tool in shelf.tools() if tool.slug == slug)
