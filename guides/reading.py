"""The content folder, read into plain values. Every problem is collected; content/README.md has the rules."""

import datetime
import hashlib
import re
from pathlib import Path

from guides import prose, shapes
from guides.articles import read_left_out, read_source
from guides.evidence import read_evidence
from guides.folder import SLUG, Reading
from guides.helplines import read_countries
from guides.questions import read_questions
from guides.situations import read_situations
from guides.worksheets import read_tool

PAGES = ("home", "tonight", "help", "protects", "disagreements", "counselors")
SCENES = "Two people"
ANSWERS = ("a", "b", "c", "d", "e", "f")
_NEVER = datetime.date.min


def files(root: Path) -> list[Path]:
    """Every file of the folder but hidden ones, in order."""
    found = (path for path in root.rglob("*") if path.is_file())
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(root).parts))


def fingerprint(*roots: Path) -> str:
    """A hash over names and bytes of whole folders."""
    total = hashlib.sha256()
    for number, root in enumerate(roots):
        for path in files(root):
            total.update(f"{number} {path.relative_to(root).as_posix()}\0{path.stat().st_size}\0".encode())
            total.update(path.read_bytes())
    return total.hexdigest()


def read(root: Path) -> tuple[shapes.Content, Reading]:
    """The folder's content, and everything found on the way. The content is whole only where nothing is wrong."""
    reading = Reading(root)
    return content_of(reading), reading


def content_of(reading: Reading) -> shapes.Content:
    """What is read through `reading`, which takes up everything found on the way."""
    root = reading.root
    read_left_out(reading)
    content = shapes.Content(
        pages=tuple(_page(reading, f"pages/{name}.md", name) for name in PAGES),
        answers=tuple(_page(reading, f"gate/{name}.md", name) for name in ("gate", *ANSWERS)),
        guides=_guides(reading),
        tools=tuple(read_tool(reading, name) for name in reading.names("tools/*.toml")),
        sources=tuple(read_source(reading, name) for name in reading.names("sources/*.md")),
        countries=read_countries(reading),
        questions=read_questions(reading),
        evidence=read_evidence(reading),
        situations=read_situations(reading),
        moved=reading.open("moved.toml").facts.pairs(),
    )
    for path in files(root):
        if path not in reading.read:
            name = path.relative_to(root).as_posix()
            reading.wrong(name, "No page is made from this file.", "Rename it as README.md says, or move it out.")
    return content


def _page(reading: Reading, name: str, page: str) -> shapes.Page:
    document = reading.open(name)
    facts = document.facts
    answer = page in ANSWERS
    item = shapes.Page(
        name=page,
        title=facts.text("title"),
        line=facts.text("line") if answer else "",
        address=facts.text("address", needed=False, choices=("none",)) if answer else "",
        words=document.body,
        words_in=document.words_in,
        stale=document.stale,
    )
    facts.done()
    reading.items.append((document, item))
    return item


def _guides(reading: Reading) -> tuple[shapes.Guide, ...]:
    found: dict[str, shapes.Guide] = {}
    for name in reading.names("guides/*"):
        cut = re.fullmatch(rf"guides/(\d\d)-({SLUG})", name)
        if not cut:
            reading.wrong(name, "This is not named like a guide.", "Name the folder as in 01-slow-down.")
            continue
        if cut[2] in found:
            reading.wrong(name, f"There are two guides at /guides/{cut[2]}/.", "Rename one of the folders.")
        found[cut[2]] = _guide(reading, name, cut[2])
    return tuple(found.values())


def _guide(reading: Reading, name: str, slug: str) -> shapes.Guide:
    document = reading.open(f"{name}/guide.md")
    facts = document.facts
    steps: dict[int, shapes.Step] = {}
    for path in reading.names(f"{name}/*.md"):
        cut = re.fullmatch(rf"{re.escape(name)}/(\d+)-({SLUG})\.md", path)
        if path.endswith("/guide.md"):
            continue
        if not cut:
            reading.wrong(path, "This is not named like a step.", "Name it as in 1-take-the-pressure-off.md.")
        elif int(cut[1]) in steps:
            reading.wrong(path, f"There are two steps {cut[1]}.", "Give each step of a guide its own number.")
        elif cut[2] in {step.slug for step in steps.values()}:
            reading.wrong(path, f"There are two steps at /guides/{slug}/{cut[2]}/.", "Rename one of the files.")
        if cut:
            steps[int(cut[1])] = _step(reading, path, cut[2])
    intro, sections = prose.sections(document.body)
    for block in prose.blocks(document.body):
        if block.kind == "heading" and block.text != SCENES:
            wrong = f"The heading {block.text!r} is not known."
            document.body_wrong(block.line, wrong, f"A guide may have ## {SCENES}.")
    item = shapes.Guide(
        slug=slug,
        title=facts.text("title"),
        line=facts.text("line"),
        rule=facts.flag("rule"),
        intro=intro,
        scenes=dict(sections).get(SCENES, ""),
        steps=tuple(steps[number] for number in sorted(steps)),
        words_in=document.words_in,
        stale=document.stale,
    )
    facts.done()
    if not steps:
        document.wrong(1, "This guide has no step.", "Add a file such as 1-first-step.md beside it.")
    reading.items.append((document, item))
    return item


def _step(reading: Reading, name: str, slug: str) -> shapes.Step:
    document = reading.open(name)
    facts = document.facts
    advice, sections = prose.sections(document.body)
    item = shapes.Step(
        slug=slug,
        title=facts.text("title"),
        ideas=facts.texts("ideas"),
        checked=facts.date("checked") or _NEVER,
        reaches_partner=facts.flag("reaches_partner"),
        tool=facts.text("tool", needed=False),
        advice=advice,
        sections=tuple(shapes.Section(name, words) for name, words in sections),
        words_in=document.words_in,
        stale=document.stale,
    )
    facts.done()
    reading.items.append((document, item))
    return item
