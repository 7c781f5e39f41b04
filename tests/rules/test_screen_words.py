"""The sentences that stand in templates and forms are held to the same measure as the guides."""

import ast
import re
from pathlib import Path

import pytest

from tests import words
from tests.rules.test_content import FORBIDDEN

ROOT = Path(__file__).resolve().parents[2]
# Names of the house that a reader never sees, and why each would be in the way.
HOUSE = {
    r"records?": "say page",
    r"visits?": "say that the notes are open",
    r"slots?|gates?|editions?|verifiers?": "words of the house",
    r"log ?in|sign ?in|log ?out": "say open and lock",
    r"please(?! ask me)": "a plain verb is kinder than a form's politeness",
    r"invalid|illegal|error occurred": "say what to do",
}
TAGS = re.compile(
    r"{% (?:translate|trans) \"([^\"]+)\"[^%]*%}|{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", re.DOTALL
)


def in_templates() -> list[tuple[str, str]]:
    found = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for one, block in TAGS.findall(path.read_text()):
            for text in (one or block).split("{% plural %}"):
                bare = re.sub(r"<[^>]+>", "", re.sub(r"{{[^}]+}}", "thing", text))
                found.append((str(path.relative_to(ROOT)), " ".join(bare.split())))
    return found


def in_python() -> list[tuple[str, str]]:
    found = []
    for path in sorted((ROOT / "journal").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            marked = (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}
            )
            if marked and node.args and isinstance(node.args[0], ast.Constant):
                found.append((str(path.relative_to(ROOT)), str(node.args[0].value)))
    return found


SENTENCES = sorted({*in_templates(), *in_python()})


def test_there_are_sentences_to_read():
    assert len(SENTENCES) > 200


@pytest.mark.parametrize(("where", "text"), SENTENCES)
def test_a_sentence_on_the_screen_is_short_and_holds_no_forbidden_word(where, text):
    # The papers' own words are a counselor's too: "please write here" stands on a line for a pen.
    house = {} if where.startswith("templates/papers") else HOUSE
    length, sentence = words.longest(text)
    assert length <= 22, sentence
    for pattern, reason in {**FORBIDDEN, **house}.items():
        found = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
        assert not found, f"{found[0]!r} in {text!r}: {reason}"
    assert "!" not in text


def test_each_page_reads_at_grade_six():
    pages = {}
    for where, text in SENTENCES:
        pages.setdefault(where, []).append(text if text.endswith((".", "?", ":")) else f"{text}.")
    hard = {where: round(words.grade("\n".join(texts)), 1) for where, texts in pages.items()}
    assert not {where: grade for where, grade in hard.items() if grade > 6.0 and len(pages[where]) > 3}, hard
