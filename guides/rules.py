"""What must hold between the files, and inside the words: guides/content/README.md, rule by rule."""

import re
from collections.abc import Iterator

from django.urls import Resolver404, resolve

from guides import prose, shapes
from guides.folder import Document, Reading
from guides.languages import ENGLISH
from guides.shapes import SITUATION
from guides.situations import NAMES
from guides.tools import Tool

WORDS_AT_LEAST, WORDS_AT_MOST = 150, 350
ADVICE_AT_LEAST = 60  # of every 100 words
NO_CONTACT = "/before-you-begin/none/"
# Which placeholders may stand in which page. "break" is the line --- .
PLACEHOLDERS = {
    "home": {"break"},
    "tonight": {"box", "lines", "break"},
    "protects": {"kept", "lines"},
    "gate": set(),
    "disagreements": set(),
    "counselors": set(),
}
_NUMBER = re.compile(
    r"\d|\b(?:twice|half|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|once an?|one an?)\b",
    re.I,
)
_DIGIT = re.compile(r"\d")  # where we do not know the words for numbers
_QUOTES = '"“„«「'  # how words to say begin, in one language or another
_FOREIGN = {
    "ordered_list": "numbered list",
    "code_block": "text set in by four spaces",
    "fence": "code block",
    "code_inline": "text between back-ticks",
    "hr": "line ---",
    "image": "image",
    "hardbreak": "forced line break",
    "placeholder": "placeholder",
}


def check(content: shapes.Content, reading: Reading) -> None:
    """Write every broken rule into `reading`."""
    known = set(addresses(content))
    tools = {tool.slug for tool in content.tools}
    for document, item in reading.items:
        if isinstance(item, shapes.Step):
            _step(document, item)
            if item.tool and item.tool not in tools:
                mend = f"Write tools/{item.tool}.toml, or correct the name."
                document.facts.wrong("tool", f"There is no tool {item.tool!r}.", mend)
        elif isinstance(item, shapes.Page):
            _page(document, item)
        elif isinstance(item, shapes.Source):
            _markdown(document, item.intro)
        elif isinstance(item, shapes.Question):
            _markdown(document, item.words)
            if item.leads and not _leads_somewhere(item.leads, known):
                document.facts.wrong("leads", f"{item.leads} leads nowhere.", "Write the address of a page of ours.")
        elif isinstance(item, shapes.Guide):
            _markdown(document, document.body)
            if not item.intro:
                document.body_wrong(0, "The introduction is missing.", "Write two or three sentences.")
        if not isinstance(item, Tool | shapes.Source):
            _links(document, known)
    _gate(reading)
    _moved(content, reading, known)
    if not any(problem.path.startswith("sources/") for problem in reading.problems):  # else every idea would be unknown
        _ideas(reading)


def addresses(content: shapes.Content) -> Iterator[str]:
    """The address of every page that is made from the content."""
    yield from (f"/guides/{guide.slug}/" for guide in content.guides)
    yield from (f"/guides/{guide.slug}/{step.slug}/" for guide, step in content.steps())
    yield from (f"/tools/{tool.slug}/" for tool in content.tools)
    yield from (f"/sources/{source.slug}/" for source in content.sources)
    yield from (f"/questions/{question.slug}/" for question in content.questions if not question.leads)


def _step(document: Document, step: shapes.Step) -> None:
    _markdown(document, document.body)
    if document.words_in == ENGLISH:
        _length(document, step)
    _headings(document, step)
    _situations(document)
    if step.reaches_partner:
        _limit_first(document)


def _length(document: Document, step: shapes.Step) -> None:
    whole, advice = prose.count(document.body), prose.count(step.advice)
    if not WORDS_AT_LEAST <= whole <= WORDS_AT_MOST:
        mend = f"Bring it between {WORDS_AT_LEAST} and {WORDS_AT_MOST}."
        document.body_wrong(1, f"The step has {whole} words.", mend)
    if whole and advice * 100 < whole * ADVICE_AT_LEAST:
        wrong = f"The advice is {advice} of {whole} words."
        document.body_wrong(1, wrong, f"Make it at least {ADVICE_AT_LEAST} of 100: shorten what comes after it.")


def _headings(document: Document, step: shapes.Step) -> None:
    found = [(block.line, block.text) for block in prose.blocks(document.body) if block.kind == "heading"]
    order = list(shapes.SECTIONS)
    names = [name for _, name in found]
    for line, name in found:
        if name not in order:
            document.body_wrong(line, f"The heading {name!r} is not known.", f"Use: {', '.join(order)}.")
    known = [name for name in names if name in order]
    if not names or names[0] != "Tonight":
        document.body_wrong(found[0][0] if found else 1, "Tonight must come first after the advice.", "Add ## Tonight.")
    elif known != sorted(set(known), key=order.index):
        document.body_wrong(found[0][0], "The headings are out of order.", f"Order: {', '.join(order)}.")
    most = 1 if step.tool else 2
    if len(known) - 1 > most:
        why = "A step with a tool" if step.tool else "A step"
        document.body_wrong(found[-1][0], f"{why} has at most {most} more after Tonight.", "Take one out.")
    for section in step.sections:
        if not section.words:
            line = next((at for at, name in found if name == section.name), 1)
            document.body_wrong(line, f"Nothing stands under {section.name!r}.", "Write it, or take it out.")


def _situations(document: Document) -> None:
    for number, line in enumerate(document.body.split("\n"), start=1):
        for name in re.findall(r"\{(.*?)\}", line):
            if name not in NAMES or not line.startswith(f"- {{{name}}} "):
                mend = f"Begin an item of {SITUATION!r} with one of: {', '.join(NAMES)}, in braces."
                document.body_wrong(number, f"{{{name}}} is no situation, or stands at the wrong place.", mend)


def _limit_first(document: Document) -> None:
    """The link to "No contact means none" stands before the first number and the first words to say."""
    link = f"]({NO_CONTACT})"
    number_in = _NUMBER if document.words_in == ENGLISH else _DIGIT
    for number, line in enumerate(document.body.split("\n"), start=1):
        before, found, _ = line.partition(link)
        said = before.lstrip().startswith(">") or any(mark in before for mark in _QUOTES)
        counted = number_in.search(re.sub(r"\]\([^)]*\)", "]", before))
        if said or counted:
            what = f"the number {counted.group()!r}" if counted else "words to say"
            mend = f"Put the sentence with the link to {NO_CONTACT} above it."
            document.body_wrong(number, f"The step reaches the partner, and {what} comes before the limit.", mend)
            return
        if found:
            return
    mend = f"Say when less means none, with a link to {NO_CONTACT}, before the first number or words to say."
    document.facts.wrong("reaches_partner", "The step reaches the partner and never says the limit.", mend)


def _page(document: Document, page: shapes.Page) -> None:
    allowed = PLACEHOLDERS.get(page.name, {"lines"})
    found = prose.parts(document.body)
    kinds = [part.kind for part in found]
    for part in found:
        if part.kind == "words":
            _markdown(document, part.value, above=part.line - 1)
        elif part.kind not in allowed or (part.kind != "lines" and kinds.count(part.kind) > 1):
            shown = "---" if part.kind == "break" else f"[[{part.kind}]]"
            document.body_wrong(part.line, f"{shown} cannot stand here.", "Take it out.")
        elif part.kind == "lines" and part.value not in (*shapes.LINE_KINDS, "emergency", "all"):
            mend = f"Write emergency, {', '.join(shapes.LINE_KINDS)} or all."
            document.body_wrong(part.line, f"There are no help lines of kind {part.value!r}.", mend)
    if page.name == "disagreements":
        names = [heading.split(" ")[0] for heading, _ in prose.sections(document.body)[1]]
        if names != [f"X{number}" for number in range(1, len(names) + 1)]:
            document.body_wrong(1, "The headings do not count from X1.", "Write ## X1 and what it is about, and so on.")
    if page.name == "tonight" and "break" not in kinds:
        document.body_wrong(1, "The page never ends.", 'Put a line --- below the card "Call now if".')
    if "words" not in kinds:
        document.body_wrong(1, "The page is empty.", "Write what the reader finds there.")


def _markdown(document: Document, text: str, above: int = 0) -> None:
    for line, what in prose.foreign(text):
        shown = _FOREIGN.get(what, what)
        mend = "Use paragraphs, *emphasis*, **strong**, lists with -, links, ## headings and > only."
        document.body_wrong(above + line, f"Our Markdown has no {shown}.", mend)


def _links(document: Document, known: set[str]) -> None:
    for part in prose.parts(document.body):
        for block in prose.blocks(part.value if part.kind == "words" else ""):
            for link in block.links:
                if not _leads_somewhere(link, known):
                    mend = "Write an address of ours such as /guides/slow-down/, or one that begins with https://."
                    document.body_wrong(part.line - 1 + block.line, f"The link {link} leads nowhere.", mend)


def _leads_somewhere(link: str, known: set[str]) -> bool:
    if link.startswith("https://"):
        return True
    path = link.partition("#")[0]
    if re.match(r"/(?:guides|tools|sources|questions)/.", path):
        return path in known
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _gate(reading: Reading) -> None:
    """Exactly one answer of the gate can be read at an address of its own."""
    answers = [(document, item) for document, item in reading.items if isinstance(item, shapes.Page) and item.line]
    found = [document for document, item in answers if item.address]
    for document in found[1:]:
        document.facts.wrong("address", f"{found[0].path} has this address already.", "Take it out here.")
    if answers and not found:
        answers[0][0].wrong(1, f"No answer of the gate is at {NO_CONTACT}.", 'Put address = "none" into one of them.')


def _moved(content: shapes.Content, reading: Reading, known: set[str]) -> None:
    """An address that moved leads to a page that stands, and no page stands at the old one."""
    for old, new in content.moved:
        if old in known or new not in known:
            wrong = f"{old} has a page of its own." if old in known else f"{new} leads nowhere."
            mend = 'Write "/the/old/address/" = "/the/new/address/".'
            reading.wrong("moved.toml", wrong, mend)


def _ideas(reading: Reading) -> None:
    """Every idea is used or left out, never both; every id that is named is an idea of a source."""
    used: dict[str, Document] = {}
    for document, item in reading.items:
        if isinstance(item, shapes.Step | shapes.Question | Tool):
            for idea in item.ideas:
                used.setdefault(idea, document)
                if idea not in reading.idea_lines:
                    mend = "Correct the id, or add the idea to its source."
                    document.facts.wrong("ideas", f"No source has an idea {idea}.", mend)
    for idea, out in reading.left_out.items():
        path = "left-out.toml"
        if idea not in reading.idea_lines:
            reading.wrong(path, f"No source has an idea {idea}.", "Correct the id, or take it out.", out.line)
        elif idea in used:
            wrong = f"{idea} is left out here and used in {used[idea].path}."
            reading.wrong(path, wrong, "Take it out of one of them.", out.line)
    for idea, (document, line) in reading.idea_lines.items():
        if idea not in used and idea not in reading.left_out:
            mend = "Name it in the ideas of a step, or in left-out.toml with the reason."
            document.wrong(line, f"No step uses {idea}.", mend)
