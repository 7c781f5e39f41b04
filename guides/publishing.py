"""From the content folder into the tables: everything at once, or nothing."""

import difflib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from guides import build, prose, reading, rules, shapes, shelf, tables, translations
from guides.folder import Problem
from guides.languages import ENGLISH
from guides.models import Edition
from guides.translations import Translation

# The facts of a help line, as --diff shows them.
_LINE = ("kind", "name", "call", "text", "web", "whom", "hours", "bill", "source", "read_on", "dialled_on")


class Outcome(Enum):
    """What became of a wish to publish."""

    PUBLISHED = "published"
    SAME = "same"
    OLDER = "older"


class Broken(Exception):
    """The content cannot be published. `problems` says why, sorted by file and line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def gather(root: Path) -> shapes.Content:
    """The English content of a folder, with every rule checked. Raises Broken."""
    content, found = reading.read(root)
    rules.check(content, found)
    if found.problems:
        raise Broken(sorted(set(found.problems)))
    return content


def translated(root: Path) -> dict[str, tuple[shapes.Content, Translation]]:
    """The content of the English folder in every other language that is installed, and what was found on the way, by
    language. Raises Broken; the English must not be.
    """
    others = [code for code, _name in settings.LANGUAGES if code != ENGLISH]
    found = {code: translations.lay(root, code) for code in others}
    problems = {problem for _content, translation in found.values() for problem in translation.problems}
    if problems:
        raise Broken(sorted(problems))
    return found


def publish(root: Path) -> Outcome:
    """Put the content of the English folder and of those beside it in place of what is published, in one transaction.
    Raises Broken; nothing changes then.

    The same content from the same build changes nothing. What a newer build has published stays: while nodes of two
    versions run side by side, the old one must not put the old words back.
    """
    contents = {ENGLISH: gather(root)}
    contents |= {code: content for code, (content, _found) in translated(root).items()}
    fingerprint = reading.fingerprint(root, *(root.parent / code for code in contents if code != ENGLISH))
    with transaction.atomic():
        # The row is made first and locked, so that two nodes that start at once publish one after the other.
        Edition.objects.get_or_create(pk=1, defaults={"content": "", "build": "0", "published_at": timezone.now()})
        edition = Edition.objects.select_for_update().get(pk=1)
        if build.read(edition.build) > build.read(build.build()):
            return Outcome.OLDER
        if (edition.content, edition.build) == (fingerprint, build.build()):
            return Outcome.SAME
        tables.write(contents)
        edition.content, edition.build, edition.published_at = fingerprint, build.build(), timezone.now()
        edition.save()
    shelf.forget()
    return Outcome.PUBLISHED


def changes(root: Path) -> Iterator[str]:
    """The sentences that publishing would change: "+ " new and "- " gone, below their page. Raises Broken."""
    yield from _changes(gather(root), tables.load())
    for code, (content, _found) in translated(root).items():
        yield from (
            line if line[:2] in ("+ ", "- ") else f"{code} {line}" for line in _changes(content, tables.load(code))
        )


def _changes(content: shapes.Content, published: shapes.Content) -> Iterator[str]:
    new, old = dict(_sentences(content)), dict(_sentences(published))
    for name in sorted(new.keys() | old.keys()):
        found = difflib.ndiff(old.get(name, []), new.get(name, []))
        changed = [line for line in found if line[:2] in ("+ ", "- ")]
        if changed:
            yield name
            yield from changed


def _sentences(content: shapes.Content) -> Iterator[tuple[str, list[str]]]:
    """Where words stand, and their sentences."""
    for page in (*content.pages, *content.answers):
        texts = [part.value for part in prose.parts(page.words) if part.kind == "words"]
        yield f"page {page.name}", _cut(page.title, page.line, *texts)
    for guide in content.guides:
        yield f"guide {guide.slug}", _cut(guide.title, guide.line, guide.intro, guide.scenes)
    for guide, step in content.steps():
        sections = [f"## {section.heading}\n\n{section.words}" for section in step.sections]
        yield f"step {guide.slug}/{step.slug}", _cut(step.title, step.advice, *sections, ", ".join(step.ideas))
    for tool in content.tools:
        asked = [text for question in tool.questions for text in (question.label, question.hint)]
        offered = [
            text for question in tool.questions for option in question.options for text in (option.label, option.says)
        ]
        yield f"tool {tool.slug}", _cut(tool.title, tool.intro, tool.closed_text, *asked, *offered)
    for source in content.sources:
        ideas = [f"{idea.id}: {idea.text} {idea.reason}" for idea in source.ideas]
        facts = f"{source.author}, {source.title}, {source.year}. {source.published}. {source.licence} {source.link}"
        yield f"source {source.slug}", _cut(facts, source.intro, *ideas)
    for question in content.questions:
        said = (question.title, *question.also, question.words, question.leads, ", ".join(question.ideas))
        yield f"question {question.slug}", _cut(*said)
    for study in content.evidence:
        yield f"study {study.id}", _cut(study.study, study.weight, study.found, study.not_shown, ", ".join(study.ideas))
    for situation in content.situations:
        yield f"situation {situation.name}", _cut(situation.label, situation.mine)
    for old, new in content.moved:
        yield f"moved {old}", [new]
    for country in content.countries:
        lines = [", ".join(str(value) for fact in _LINE if (value := getattr(line, fact))) for line in country.lines]
        yield f"help lines {country.name}", [f"{country.emergency} {country.emergency_note}".strip(), *lines]


def _cut(*texts: str) -> list[str]:
    return [sentence for text in texts for sentence in prose.sentences(text)]
