"""Another language: its words laid over the English ones, file by file. What is missing there stays English.

A `.md` file is the page in that language: the words, those facts that are words, and `translates`, which names the
English file it was made from. A `.toml` file is a list of English texts, each with its translation. Everything else,
numbers, names, values and which ideas a page uses, comes from the English files and cannot be changed.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from guides import reading, rules, shapes
from guides.folder import Document, Reading, read
from guides.tools import Option, Question, Tool

# The facts of a page that are words, by the folder of its file. The title of a source is the article's own.
FACTS = {
    "pages": ("title",),
    "gate": ("title", "line"),
    "guides": ("title", "line"),
    "questions": ("title", "also"),
    "sources": ("published", "licence"),
}
# What is words in the items that come from .toml files.
TEXTS: dict[type, tuple[str, ...]] = {
    shapes.Country: ("name", "emergency_note"),
    shapes.Helpline: ("whom", "hours", "bill"),
    shapes.Situation: ("label", "mine"),
    shapes.Evidence: ("study", "weight", "found", "not_shown"),
    Tool: ("title", "intro", "closed_text"),
    Question: ("label", "hint"),
    Option: ("label", "says"),
}
# What must stand in a translated page as often as in the English one: placeholders, links, names of situations, ideas
# and disagreements, headings.
_MARK = re.compile(
    r"^\[\[[^\]]*\]\]|^---(?=[ \t]*$)|\]\([^)\s]*\)|\{[a-z-]+\}|^- [A-Z]{1,2}\d[\d.]*[a-z]?(?= )|^## X\d+|^##(?= )",
    re.M,
)


@dataclass
class Translation(Reading):
    """Reads the English folder, with the words of `language` where there are some.

    `missing`, `stale` and `gone` are pairs: a file, and what to write or take out there. `left` are stale files that no
    longer fit; English stands in their place.
    """

    language: str = ""
    left: set[str] = field(default_factory=set)
    missing: list[tuple[str, str]] = field(default_factory=list)
    stale: list[tuple[str, str]] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where the files of this language lie: beside the English ones."""
        return self.root.parent / self.language

    def open(self, name: str) -> Document:
        """The file of this name: the page of this language, laid over the English facts, if there is one."""
        english = super().open(name)
        if not name.endswith(".md"):
            return english
        mark = made_from(self.root / name)
        if not (self.folder / name).is_file():
            self.missing.append((name, f'translates = "{mark}"'))
            return english
        said = read(self.folder / name, self.root.parent, self.problems)
        if said.silent:
            return said
        said.stale = said.facts.text("translates") != mark
        if said.stale:
            self.stale.append((name, f'translates = "{mark}"'))
        if said.path in self.left:
            return english
        _check(said, english, FACTS[name.split("/")[0]])
        facts = said.facts.over(english.facts)
        said.facts, facts.document, said.words_in = facts, said, self.language
        return said

    def words(self, name: str, texts: set[str]) -> dict[str, str]:
        """The translations in a .toml file, by the English text. `texts`: all that the English file says."""
        path, found = self.folder / name, dict[str, str]()
        if path.is_file():
            pairs = read(path, self.root.parent, self.problems).facts.pairs(needed=False)
            found = {text: said for text, said in pairs if said}
        self.missing += [(name, f"{_quoted(text)} = ") for text in sorted(texts - found.keys())]
        self.gone += [(name, _quoted(text)) for text in sorted(found.keys() - texts)]
        return found


def lay(root: Path, language: str) -> tuple[shapes.Content, Translation]:
    """The content of the English folder `root` in another language, and what was found on the way.

    The content is whole only where there are no problems. A stale page that breaks a rule is no problem: it is left
    away, because whoever changes an English page cannot mend all the others.
    """
    found, left = Translation(root, language=language), set[str]()
    while True:
        content = _lay_texts(reading.content_of(found), found)
        rules.check(content, found)
        unfit = {f"{language}/{name}" for name, _ in found.stale} & {problem.path for problem in found.problems}
        if unfit <= left:
            break
        left |= unfit
        found = Translation(root, language=language, left=left)
    names, english = ({path.relative_to(top).as_posix() for path in reading.files(top)} for top in (found.folder, root))
    found.gone += [(name, "") for name in sorted(names - english)]
    return content, found


def made_from(path: Path) -> str:
    """What `translates` is in a page that was made from this English file as it is now."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _check(said: Document, english: Document, names: tuple[str, ...]) -> None:
    """Write down which words are missing in a page, and what stands in it that does not belong there."""
    for name in names:
        if english.facts.has(name):
            ask = said.facts.texts if name == "also" else said.facts.text
            ask(name)
    said.facts.done()
    ours, theirs = Counter(_MARK.findall(said.body)), Counter(_MARK.findall(english.body))
    for mark in sorted(ours.keys() | theirs.keys()):
        if ours[mark] != theirs[mark]:
            wrong = f"{mark} is {ours[mark]} times in this page, and {theirs[mark]} times in the English one."
            said.body_wrong(1, wrong, "Keep each of these as it is in the English page.")


def _lay_texts(content: shapes.Content, found: Translation) -> shapes.Content:
    """The content with the translations of the .toml files."""

    def laid(name: str, items: Iterable[Any], *more: Any) -> tuple[Any, ...]:
        words = found.words(name, {text for item in (*items, *more) for text in _texts(item)})
        return tuple(_laid(item, words, found.language) for item in items)

    return replace(
        content,
        countries=laid(
            "helplines.toml", content.countries, *(line for each in content.countries for line in each.lines)
        ),
        situations=laid("situations.toml", content.situations),
        evidence=laid("evidence.toml", content.evidence),
        tools=tuple(each for tool in content.tools for each in laid(f"tools/{tool.slug}.toml", [tool])),
    )


def _parts(item: Any) -> dict[str, tuple[Any, ...]]:  # noqa: ANN401  (any of TEXTS)
    """What is translated together with an item, or not at all: half a worksheet helps nobody."""
    return {name: getattr(item, name) for name in ("questions", "options") if hasattr(item, name)}


def _texts(item: Any) -> Iterator[str]:  # noqa: ANN401  (any of TEXTS)
    yield from (text for name in TEXTS[type(item)] if (text := getattr(item, name)))
    for part in chain.from_iterable(_parts(item).values()):
        yield from _texts(part)


def _laid(item: Any, words: Mapping[str, str], language: str) -> Any:  # noqa: ANN401  (any of TEXTS)
    """The item in another language; as it is where words are missing. A country and its lines stand each for itself."""
    if isinstance(item, shapes.Country):
        item = replace(item, lines=tuple(_laid(line, words, language) for line in item.lines))
    if not all(text in words for text in _texts(item)):
        return item
    return replace(_said(item, words), words_in=language)


def _said(item: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401  (any of TEXTS)
    texts = {name: words[text] for name in TEXTS[type(item)] if (text := getattr(item, name))}
    parts = {name: tuple(_said(part, words) for part in parts) for name, parts in _parts(item).items()}
    return replace(item, **texts, **parts)
