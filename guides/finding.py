"""Finding a page by words: an index in memory, made from one edition, the best page first.

Words are compared by their stem ("calls" finds "calling"), and one wrong letter is forgiven in a word of five or more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from textwrap import shorten

from tantivy import (
    Document,
    Filter,
    Index,
    Occur,
    Query,
    SchemaBuilder,
    Snippet,
    SnippetGenerator,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from guides import prose, shapes
from guides.languages import ENGLISH, Worded

MOST_WORDS = 24  # of a question; the rest of a long one is not looked at
MOST_FOUND = 12
HITS = 80  # entries that are looked at; a page may be among them in many ways of asking
SNIPPET = 160  # characters of a page that are shown
HEAP = 15_000_000  # bytes, the least that Tantivy takes; given back when the index stands
FORGIVING_FROM = 5  # letters
WEIGHTS = {"title": 4.0, "asked": 6.0, "words": 1.0}
FORGIVEN = 0.3  # what a word with a wrong letter weighs beside a right one
# Words that say nothing about what is sought.
EMPTY = (
    "a about after again all also am an and any are as at be because been but by can could did do does doing don for "
    "from get had has have having he her him his how i if in into is it its just like ll m may me might my not now of "
    "on or our out re s shall she should so some t than that the their them then there these they this to too up us ve "
    "very was way we were what when where which who whom why will with would yet you your "
    "cant cannot couldnt didnt doesnt dont wont isnt im ive hes shes theyre since got"
)


@dataclass(frozen=True)
class Found(Worded):
    """A page, or an idea of an article (`idea`), that was found; its address is the English one. `snippet` is cut into
    pieces of plain text, each with whether it was asked for.
    """

    address: str
    title: str
    snippet: tuple[tuple[str, bool], ...]
    idea: bool


@dataclass(frozen=True)
class _Entry:
    address: str
    title: str
    words: str
    words_in: str
    asked: str = ""
    idea: bool = False


class Finder:
    """The index over one edition."""

    def __init__(self, content: shapes.Content, language: str = ENGLISH) -> None:
        self._analyzer = _analyzer(language)
        builder = SchemaBuilder()
        for name in WEIGHTS:
            builder.add_text_field(name, stored=True, tokenizer_name="ours")
        for name in ("address", "words_in"):
            builder.add_text_field(name, stored=True, tokenizer_name="raw")
        builder.add_boolean_field("idea", stored=True, indexed=True)
        self._schema = builder.build()
        self._index = Index(self._schema)
        self._index.register_tokenizer("ours", self._analyzer)
        writer = self._index.writer(HEAP, 1)
        self._pages = {page.address: page for page in _pages(content)}
        for entry in _entries(self._pages, content.questions):
            writer.add_document(Document(**asdict(entry)))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def find(self, question: str) -> tuple[Found, ...]:
        """The pages that answer best, the best first, then the ideas of the articles; at most MOST_FOUND of each. Any
        text will do, of any length.
        """
        terms = self._analyzer.analyze(question[:4000])[:MOST_WORDS]
        if not terms:
            return ()
        query = self._query(terms)
        searcher = self._index.searcher()
        snippets = SnippetGenerator.create(searcher, query, self._schema, "words")
        snippets.set_max_num_chars(SNIPPET)
        found: list[Found] = []
        for idea in (False, True):
            kind = Query.term_query(self._schema, "idea", idea)
            both = Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.boost_query(kind, 0.0))])
            hits = searcher.search(both, HITS).hits
            best = dict.fromkeys(str(searcher.doc(address)["address"][0]) for _, address in hits)
            found += [_found(self._pages[address], snippets) for address in [*best][:MOST_FOUND]]
        return tuple(found)

    def _query(self, terms: list[str]) -> Query:
        parts: list[tuple[Occur, Query]] = []
        for term in dict.fromkeys(terms):
            for field, weight in WEIGHTS.items():
                right = Query.term_query(self._schema, field, term)
                parts.append((Occur.Should, Query.boost_query(right, weight)))
                if len(term) >= FORGIVING_FROM:
                    near = Query.fuzzy_term_query(self._schema, field, term, distance=1)
                    parts.append((Occur.Should, Query.boost_query(near, weight * FORGIVEN)))
        return Query.boolean_query(parts)


def _analyzer(language: str) -> TextAnalyzer:
    filters = [Filter.lowercase(), Filter.ascii_fold(), Filter.remove_long(40)]
    if language == ENGLISH:
        filters += [Filter.custom_stopword(EMPTY.split()), Filter.stemmer("english")]
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for each in filters:
        builder = builder.filter(each)
    return builder.build()


def _entries(pages: Mapping[str, _Entry], questions: Iterable[shapes.Question]) -> Iterator[_Entry]:
    """Every page, and each way of asking as an entry of its own: a question is no weaker for another beside it."""
    yield from pages.values()
    for question in questions:
        if page := pages.get(question.address):
            for words in (question.title, *question.also):
                yield replace(page, title="", words="", asked=words)


def _pages(content: shapes.Content) -> Iterator[_Entry]:
    for page in content.pages:
        if page.name not in ("home", "disagreements"):
            yield _Entry(f"/{page.name}/", page.title, _plain(page.words), page.words_in)
        elif page.name == "disagreements":
            yield from (
                _Entry(
                    f"/disagreements/#{heading.split(' ')[0]}", heading.split(" ", 1)[1], _plain(words), page.words_in
                )
                for heading, words in prose.sections(page.words)[1]
            )
    for answer in content.answers:
        if answer.address:
            yield _Entry(f"/before-you-begin/{answer.address}/", answer.title, _plain(answer.words), answer.words_in)
        elif answer.name == "gate":
            others = (f"{other.line} {_plain(other.words)}" for other in content.answers if other.line)
            words = " ".join((_plain(answer.words), *others))
            yield _Entry("/before-you-begin/", answer.title, words, answer.words_in)
    for guide in content.guides:
        words = f"{guide.line} {_plain(guide.intro)}"
        yield _Entry(f"/guides/{guide.slug}/", guide.title, words, guide.words_in)
    for guide, step in content.steps():
        words = " ".join(_plain(text) for text in (step.advice, *(part.words for part in step.sections)))
        yield _Entry(f"/guides/{guide.slug}/{step.slug}/", step.title, words, step.words_in)
    for tool in content.tools:
        yield _Entry(f"/tools/{tool.slug}/", tool.title, tool.intro, tool.words_in)
    for question in content.questions:
        if not question.leads:
            yield _Entry(question.address, question.title, _plain(question.words), question.words_in)
    for source in content.sources:
        address, worded = f"/sources/{source.slug}/", source.words_in
        yield _Entry(address, f"{source.author}: {source.title}", _plain(source.intro), worded)
        yield from (
            _Entry(f"{address}#{idea.id}", f"{source.author}, {idea.id}", idea.text, worded, idea=True)
            for idea in source.ideas
        )


def _plain(text: str) -> str:
    words = (block.text for part in prose.parts(text) if part.kind == "words" for block in prose.blocks(part.value))
    return re.sub(r"\{[a-z-]+\} ", "", " ".join(words))


def _found(page: _Entry, snippets: SnippetGenerator) -> Found:
    snippet = snippets.snippet_from_doc(Document(words=page.words))
    pieces = _pieces(snippet) or ((shorten(page.words, SNIPPET, placeholder=" ..."), False),)
    return Found(address=page.address, title=page.title, snippet=pieces, idea=page.idea, words_in=page.words_in)


def _pieces(snippet: Snippet) -> tuple[tuple[str, bool], ...]:
    fragment = snippet.fragment().encode()  # the places are counted in bytes
    pieces: list[tuple[str, bool]] = []
    at = 0
    for place in snippet.highlighted():
        pieces += [(fragment[at : place.start].decode(), False), (fragment[place.start : place.end].decode(), True)]
        at = place.end
    return tuple(piece for piece in (*pieces, (fragment[at:].decode(), False)) if piece[0])
