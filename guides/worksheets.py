"""Reads tools/: the worksheets."""

import re
from pathlib import Path

from guides.folder import SLUG, Reading, Table
from guides.tools import KINDS, STATES, Option, Question, Tool


def read_tool(reading: Reading, name: str) -> Tool:
    """The tool in the file of this name. What is wrong is written into `reading`."""
    document = reading.open(name)
    facts = document.facts
    slug = Path(name).stem
    if not re.fullmatch(SLUG, slug):
        document.wrong(1, f"{slug!r} cannot be an address.", "Name the file in small letters, as in my-days.toml.")
    closed_in = facts.texts("closed_in", choices=STATES)
    questions = facts.tables("question", "question")
    item = Tool(
        slug=slug,
        title=facts.text("title"),
        intro=facts.text("intro"),
        ideas=facts.texts("ideas"),
        closed_in=closed_in,
        closed_text=facts.text("closed_text", needed=bool(closed_in)),
        questions=tuple(_question(table) for table in questions),
        again=facts.flag("again"),
        quiet=facts.flag("quiet"),
        dying=facts.flag("dying"),
    )
    facts.done()
    if not questions:
        document.wrong(1, "This tool asks nothing.", "Add a part that begins with [[question]].")
    keys = [question.key for question in item.questions]
    for table, key in zip(questions, keys, strict=True):
        if keys.count(key) > 1:
            table.wrong("key", f"Two questions have the key {key!r}.", "Give each question its own key.")
    reading.items.append((document, item))
    return item


def _question(table: Table) -> Question:
    key, kind = table.text("key"), table.text("kind", choices=KINDS)
    written, chosen = kind in ("line", "text", "length"), kind == "choice"
    if key and not re.fullmatch("[a-z][a-z0-9_]*", key):
        table.wrong("key", f"{key!r} is no key.", "Use small letters, digits and _, beginning with a letter.")
    for name, wanted in (("limit", written), ("lines", kind == "text"), ("options", chosen)):
        if table.has(name) and not wanted:
            table.wrong(name, f"A question of kind {kind!r} has no {name}.", "Take it out.")
    lines = table.number("lines", needed=kind == "text") or 0
    feeds = table.text("feeds", needed=False)
    if feeds and (chosen or kind == "check" or not re.fullmatch(r"(?:plan|sheet)\.[a-z0-9_]+", feeds)):
        table.wrong("feeds", f"{feeds!r} is no place for this answer.", 'Write feeds = "plan.self_do", or take it out.')
    question = Question(
        key=key,
        label=table.text("label"),
        hint=table.text("hint", needed=False),
        kind=kind,
        limit=table.number("limit", needed=written) or 0,
        lines=1 if kind in ("line", "date", "length") else lines,
        options=_options(table) if chosen or table.has("options") else (),
        feeds=feeds,
        mine=table.flag("mine"),
    )
    if question.mine and kind not in ("line", "text"):
        table.wrong("mine", f"A question of kind {kind!r} has no mine.", "Take it out.")
    table.done()
    return question


def _options(table: Table) -> tuple[Option, ...]:
    found = []
    for item in table.inline("options"):
        value, label, says = item.get("value"), item.get("label"), item.get("says", "")
        texts = [text for text in (value, label, says) if isinstance(text, str)]
        if set(item) - {"says"} != {"value", "label"} or len(texts) < 3:
            mend = 'Write { value = "phone", label = "By phone" }.'
            table.wrong("options", "An option is not a value and a label.", mend)
            continue
        option = Option(*texts)
        if not re.fullmatch("[a-z][a-z0-9_]*", option.value) or not option.label.strip():
            table.wrong("options", f"The option {value!r} is not usable.", "Give it a small-letter value and a label.")
        found.append(option)
    if len({option.value for option in found}) < len(found):
        table.wrong("options", "Two options have the same value.", "Give each option its own value.")
    if len(found) < 2:
        table.wrong("options", "There is nothing to choose from.", "Give at least two options.")
    return tuple(found)
