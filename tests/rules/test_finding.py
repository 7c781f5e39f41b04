"""Fifty questions as people type them at night, each with the page that must come first."""

import tomllib
from pathlib import Path

import pytest

from guides import finding, reading
from tests.guides_fixtures import REAL

ASKED = tomllib.loads((Path(__file__).parents[1] / "questions.toml").read_text())["question"]


@pytest.fixture(scope="module")
def finder():
    return finding.Finder(reading.read(REAL)[0])


def test_there_are_fifty():
    assert len({question["typed"] for question in ASKED}) >= 50


def test_most_are_not_written_into_the_questions():
    """What is only found because the very words stand there proves little."""
    written = {words.lower() for question in reading.read(REAL)[0].questions for words in question.also}
    assert len([question for question in ASKED if question["typed"] not in written]) >= 15


@pytest.mark.parametrize("question", ASKED, ids=[question["typed"] for question in ASKED])
def test_the_right_page_comes_first(finder, question):
    found = finder.find(question["typed"])
    assert found, "Nothing was found."
    assert found[0].address == question["first"]
