"""Reads questions/: what people ask, and the one place that answers each."""

import re

from guides import shapes
from guides.folder import SLUG, Reading


def read_questions(reading: Reading) -> tuple[shapes.Question, ...]:
    """The questions in the order of their files. What is wrong is written into `reading`."""
    found: dict[str, shapes.Question] = {}
    for name in reading.names("questions/*"):
        cut = re.fullmatch(rf"questions/\d\d-({SLUG})\.md", name)
        if not cut:
            reading.wrong(name, "This is not named like a question.", "Name it as in 01-keep-hoping.md.")
        elif cut[1] in found:
            reading.wrong(name, f"There are two questions at /questions/{cut[1]}/.", "Rename one of the files.")
        if cut:
            found[cut[1]] = _question(reading, name, cut[1])
    return tuple(found.values())


def _question(reading: Reading, name: str, slug: str) -> shapes.Question:
    document = reading.open(name)
    facts = document.facts
    item = shapes.Question(
        slug=slug,
        title=facts.text("title"),
        also=facts.texts("also"),
        ideas=facts.texts("ideas"),
        leads=facts.text("leads", needed=False),
        words=document.body.strip(),
        words_in=document.words_in,
        stale=document.stale,
    )
    facts.done()
    if item.leads and item.words:
        document.body_wrong(1, "This question has two answers.", "Take out leads, or the words below.")
    elif not item.leads and not item.words:
        document.body_wrong(1, "Nobody answers this question.", 'Write leads = "/guides/...", or the answer below.')
    reading.items.append((document, item))
    return item
