"""Reads sources/ and left-out.toml: what the five articles say, in our words."""

import re
from pathlib import Path

from django.utils.translation import gettext_noop as _

from guides import shapes
from guides.folder import Document, LeftOut, Reading

REASONS = (_("risk"), _("commercial"), _("duplicate"))
_IDEA = re.compile(r"- ([A-Z]{1,2}\d+(?:\.\d+)?[a-z]?) +(\S.*)")
_IDEA_BEGUN = re.compile(r"- +[A-Z]{1,2}\d")


def read_source(reading: Reading, name: str) -> shapes.Source:
    """The source in the file of this name. What is wrong goes into `reading`; left-out.toml comes before it."""
    document = reading.open(name)
    facts = document.facts
    letter = facts.text("letter")
    intro, ideas = _ideas(reading, document, letter)
    item = shapes.Source(
        slug=Path(name).stem,
        letter=letter,
        author=facts.text("author"),
        title=facts.text("title"),
        year=facts.number("year", needed=False),
        published=facts.text("published"),
        licence=facts.text("licence"),
        link=facts.text("link", needed=False),
        intro=intro,
        ideas=ideas,
        words_in=document.words_in,
        stale=document.stale,
    )
    facts.done()
    if item.link and not re.match("https?://", item.link):
        facts.wrong("link", f"{item.link!r} is no address.", "Begin it with https://, or leave it out.")
    reading.items.append((document, item))
    return item


def _ideas(reading: Reading, document: Document, letter: str) -> tuple[str, tuple[shapes.Idea, ...]]:
    intro: list[str] = []
    found: list[shapes.Idea] = []
    for number, line in enumerate(document.body.split("\n"), start=1):
        idea = _IDEA.fullmatch(line.rstrip())
        if idea:
            if not idea[1].startswith(letter):
                document.body_wrong(number, f"{idea[1]} does not begin with {letter}.", "Correct the id or the letter.")
            if idea[1] in reading.idea_lines:
                document.body_wrong(number, f"There are two ideas {idea[1]}.", "Give each idea its own id.")
            reading.idea_lines[idea[1]] = (document, document.body_line + number)
            out = reading.left_out.get(idea[1])
            found.append(shapes.Idea(idea[1], idea[2], out.kind if out else "", out.reason if out else ""))
        elif found and line.startswith("  ") and line.strip():
            found[-1] = shapes.Idea(
                found[-1].id, f"{found[-1].text} {line.strip()}", found[-1].left_out, found[-1].reason
            )
        elif _IDEA_BEGUN.match(line):
            document.body_wrong(number, "This idea does not read as one.", 'Write it as "- T0.1 The idea."')
        elif not found:
            intro.append(line)
        elif line.strip() and not line.startswith("## "):
            document.body_wrong(number, "This stands among the ideas and is none.", "Move it above the first idea.")
    if not found and not document.silent:
        document.body_wrong(1, "This source has no ideas.", 'Add lines such as "- T0.1 The idea."')
    return "\n".join(intro).strip(), tuple(found)


def read_left_out(reading: Reading) -> None:
    """Which ideas no page uses and why, into `reading`, and what is wrong with that."""
    facts = reading.open("left-out.toml").facts
    for table in facts.tables("left_out", "left_out"):
        kind, reason = table.text("kind", choices=REASONS), table.text("reason")
        for idea in table.texts("ideas"):
            if idea in reading.left_out:
                table.wrong("ideas", f"{idea} is left out twice.", "Name it once.")
            reading.left_out[idea] = LeftOut(kind, reason, table.line("ideas"))
        table.done()
    facts.done()
