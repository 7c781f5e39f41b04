"""Markdown becomes HTML in one place, and nothing but our few marks comes through."""

import pytest

from guides import prose


def test_our_marks_become_html():
    text = "Say *this* or **that**.\n\n- one\n- [two](/help/)\n\n> Got it.\n\n## Tonight\n"
    assert prose.html(text) == (
        "<p>Say <em>this</em> or <strong>that</strong>.</p>\n"
        '<ul>\n<li>one</li>\n<li><a href="/help/">two</a></li>\n</ul>\n'
        "<blockquote>\n<p>Got it.</p>\n</blockquote>\n<h2>Tonight</h2>\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[press](javascript:alert(1))",
        "[press](data:text/html,hi)",
        "![a](https://example.org/x.png)",
        "<https://example.org/?a=<script>>",
    ],
)
def test_nothing_that_runs_or_loads_comes_through(text):
    made = prose.html(text)
    assert not any(mark in made for mark in ("<script", "<img", 'href="javascript', 'href="data'))


def test_a_page_is_cut_at_its_placeholders():
    found = prose.parts("One.\n\n[[lines: crisis]]\n\nTwo.\n[[box]]\n---\n")
    assert [(part.kind, part.value.strip(), part.line) for part in found] == [
        ("words", "One.", 1),
        ("lines", "crisis", 3),
        ("words", "Two.", 4),
        ("box", "", 6),
        ("break", "", 7),
    ]


def test_halves_are_cut_at_the_line_or_after_the_first_paragraph():
    assert prose.halves("One.\n\nTwo.\n\n---\n\nThree.\n") == ("One.\n\nTwo.", "Three.")
    assert prose.halves("One.\n\nTwo.\n\nThree.\n") == ("One.", "Two.\n\nThree.")


def test_words_are_counted_without_marks_and_addresses():
    clock = "3 o\N{RIGHT SINGLE QUOTATION MARK}clock"
    assert prose.count(f"You don't *have* to. [Read this](/a/b/c/).\n\n## Tonight\n- One: {clock}") == 9


def test_sentences_are_cut_after_their_quotes():
    assert prose.sentences('Say "Got it." Then stop. Why?\n\n- One\n- Two') == [
        'Say "Got it.',
        "Then stop.",
        "Why?",
        "One",
        "Two",
    ]


LIST = "- {apart} Ask for a time.\n- **It rains.** Take a coat.\n- {court} Wait\n  for the court."


def test_named_items_get_their_labels():
    shown = prose.labelled(LIST, {"apart": "You live apart.", "court": "A court says no."})
    assert shown.splitlines()[0] == "- **You live apart.** Ask for a time."
    assert "**A court says no.** Wait\n  for the court." in shown
    assert "**It rains.**" in shown


def test_the_items_of_some_names():
    assert prose.items_of(LIST, {"court"}) == "- {court} Wait\n  for the court."
    assert prose.items_of(LIST, {"apart", "court"}).count("- {") == 2
    assert prose.items_of(LIST, {"married"}) == ""
