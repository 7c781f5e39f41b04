"""Markdown. The only module that makes HTML from text."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from guides import languages

_markdown = MarkdownIt("commonmark", {"html": False})
_TAGS = {"p", "em", "strong", "ul", "li", "a", "h2", "blockquote"}
_BLOCKS = {"inline"} | {
    f"{name}_{end}"
    for name in ("paragraph", "heading", "bullet_list", "list_item", "blockquote")
    for end in ("open", "close")
}
_INLINE = {
    "text",
    "softbreak",
    "em_open",
    "em_close",
    "strong_open",
    "strong_close",
    "link_open",
    "link_close",
}
_QUOTES = "'\N{RIGHT SINGLE QUOTATION MARK}"
_SENTENCE_END = re.compile(rf"(?<=[.!?])[\"{_QUOTES}" + "\N{RIGHT DOUBLE QUOTATION MARK})]*\\s+")
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_QUOTES}])*")
_PLACEHOLDER = re.compile(r"^(?:\[\[(box|kept|lines)(?:: *([a-z-]+))?\]\]|---)$")
_NAMED = re.compile(r"^- \{([a-z-]+)\} ", re.MULTILINE)
_OURS = re.compile(r'(?<= href=")/[^"]*')
_TAG = re.compile(r"<[A-Za-z/!?]")


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or saying: its first line (from 1), what it is, its plain words, its links."""

    line: int
    kind: str
    text: str
    links: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A stretch of a page: Markdown (`kind` is "words"), or what a placeholder asks for ("box", "kept", "lines"),
    or "break" for the line ---.

    `value` is the Markdown, or the kind of help lines; `line` counts from 1.
    """

    kind: str
    value: str
    line: int


def html(text: str) -> SafeString:
    """The HTML of a Markdown text. What is not on the allow-list does not come through. Links between our own pages
    stay in the active language.
    """
    return _html(text, languages.active())


@lru_cache(maxsize=1024)
def _html(text: str, language: str) -> SafeString:
    made = nh3.clean(
        _markdown.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https"},
        link_rel=None,
    )
    return mark_safe(_OURS.sub(lambda found: languages.local(found[0]), made))


@lru_cache(maxsize=256)
def parts(text: str) -> tuple[Part, ...]:
    """The text cut at the lines that hold only a placeholder. Stretches of blank lines are left away."""
    found: list[Part] = []
    stretch: list[str] = []
    start = 1
    for number, line in enumerate([*text.split("\n"), "[[box]]"], start=1):
        placeholder = _PLACEHOLDER.match(line.strip())
        if not placeholder:
            stretch.append(line)
            continue
        if "".join(stretch).strip():
            found.append(Part("words", "\n".join(stretch), start))
        found.append(Part(placeholder[1] or "break", placeholder[2] or "", number))
        stretch, start = [], number + 1
    return tuple(found[:-1])  # the last one is the sentinel


def halves(text: str) -> tuple[str, str]:
    """What stands before the line ---, and what stands after it; without one, the first paragraph and the rest."""
    first, cut, rest = re.sub(r"^---[ \t]*$", "\0", text, count=1, flags=re.MULTILINE).partition("\0")
    if not cut:
        first, _, rest = text.strip().partition("\n\n")
    return first.strip(), rest.strip()


def sections(text: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first heading; then each heading with the words below it."""
    first, *rest = re.split(r"^##[ \t]+(.+?)[ \t]*$\n?", text, flags=re.MULTILINE)
    found = zip(rest[::2], rest[1::2], strict=True)
    return first.strip(), [(heading, words.strip()) for heading, words in found]


def labelled(text: str, labels: Mapping[str, str]) -> str:
    """The Markdown of a list with the label of each named item in place of its name in braces."""
    return _NAMED.sub(lambda found: f"- **{labels.get(found[1], '')}** ", text)


def items_of(text: str, names: Container[str]) -> str:
    """The Markdown of those items of a list that begin with one of the names in braces."""
    items = re.split(r"^(?=- )", text, flags=re.MULTILINE)
    return "".join(item for item in items if (found := _NAMED.match(item)) and found[1] in names).strip()


def blocks(text: str) -> Iterator[Block]:
    """Everything with words in it, top to bottom."""
    inside: list[str] = []
    for token in _markdown.parse(text):
        if token.type in {"heading_open", "list_item_open", "blockquote_open"}:
            inside.append(token.type.removesuffix("_open"))
        elif token.type in {"heading_close", "list_item_close", "blockquote_close"}:
            inside.pop()
        elif token.type == "inline":
            yield Block(_line(token), _kind(inside), _plain(token), _links(token))


def foreign(text: str) -> Iterator[tuple[int, str]]:
    """The line (from 1) and a name of everything that our Markdown does not have."""
    line = 1
    for token in _markdown.parse(text):
        line = _line(token) if token.map else line
        if token.type not in _BLOCKS:
            yield line, token.type.removesuffix("_open")
        elif token.type == "heading_open" and token.markup != "##":
            yield line, f"heading {token.markup}"
        elif token.type == "bullet_list_open" and token.markup != "-":
            yield line, f"list with {token.markup}"
        for child in token.children or ():
            if child.type not in _INLINE:
                yield line, child.type.removesuffix("_open")
    for number, written in enumerate(text.split("\n"), start=1):
        if _TAG.search(written):
            yield number, "HTML"
        if "[[" in written:
            yield number, "placeholder"


def count(text: str) -> int:
    """The words of a Markdown text, headings among them."""
    return sum(len(_WORD.findall(block.text)) for block in blocks(text))


def sentences(text: str) -> list[str]:
    """The sentences of a Markdown text, top to bottom."""
    found = [_SENTENCE_END.split(block.text) for block in blocks(text)]
    return [sentence for block in found for sentence in block if sentence.strip()]


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _kind(inside: list[str]) -> str:
    if "blockquote" in inside:
        return "say"
    return {"heading": "heading", "list_item": "item"}.get(inside[-1] if inside else "", "words")


def _plain(token: Token) -> str:
    children = token.children or ()
    return "".join(" " if child.type == "softbreak" else child.content for child in children)


def _links(token: Token) -> tuple[str, ...]:
    children = token.children or ()
    return tuple(str(child.attrGet("href")) for child in children if child.type == "link_open")
