"""The words themselves: plain enough for this night, free of words that hurt, and with what must stand together.

A grade is a floor and no proof: people in the reader's place decide. The rules of the files are the checker's
(guides/content/README.md), and tested with it.
"""

import re
import tomllib
from pathlib import Path

import pytest

from guides import prose, publishing
from tests import words
from tests.guides_fixtures import REAL
from tests.rules.make_shingles import BYTES, FILE, fingerprint, runs

ROOT = REAL.parents[2]
CRISIS = [REAL / "pages/help.md", REAL / "pages/tonight.md", *sorted(REAL.glob("gate/?.md"))]
STEPS = sorted(REAL.glob("guides/*/*.md"))
TOOLS = sorted(REAL.glob("tools/*.toml"))
READ = [*sorted(REAL.glob("pages/*.md")), *sorted(REAL.glob("gate/*.md")), *STEPS]
MEASURED = sorted(REAL.glob("guides/04-*/*.md"))

# Each with its reason. Sources tell what an article says and may use any word; what we say ourselves may not.
FORBIDDEN = {
    r"allowances?|quotas?|budgets?|left this week|remaining": "a limit is never a right to contact (S1)",
    r"outreach|journeys?|toxic|closure|red flags?|needy|manipulat\w+": "not how a friend speaks",
    r"relapses?|lapses?|failures?": "a slip is one evening",
    r"ex|exes|spouses?|husbands?|wife|wives|boyfriends?|girlfriends?": "your partner, the one who left",
    r"he|she|him|his|hers|himself|herself": "no gender is assumed",
    r"commit\w* suicide": "died by suicide",
    r"narciss\w+|avoidant|borderline|personality disorder": "nobody is diagnosed here (K11)",
    r"win (?:them |your partner )?back|get them back|save (?:your|the) marriage": "we promise no return",
    r"god|bible|scripture|pray\w*|sin": "no faith as an argument (K7)",
    r"well done|proud of you|congratulations|good job": "a page comforts and does not praise",
    r"insurance pays|cost you your relationship": "a claim that is wrong for many (R19)",
    r"you may want to consider|it is important to": "say the plain verb",
    r"sealed record|idea id|evidence grade|slot": "our own words, not the reader's",
}
NOT_IN_TEXT = {"!": "nobody is shouted at", "%": "no odds are printed"}

# Where the first is said, the second stands in the same paragraph.
TOGETHER = [
    (r"move out", r"not safe at home, go first", "A2: nobody is kept in a house that is not safe"),
    (
        r"discernment|joint session|couple work|couples? counsel\w+|counselor with you",
        r"If you are afraid of your partner, ask to be seen alone",
        "A9: joint work can be unsafe",
    ),
    (r"worried for your safety", r"do not weigh it\. Ring a help line", "A1: a friend's warning is not a bias"),
    (r"offer half", r"No is a full answer", "A3: half is never owed"),
    (r"say little", r"Tell your counselor, your doctor and one friend everything", "A4: no silence about harm"),
    (r"(?:once|one) a month", r"only if the last one was welcome", "S2: a gift can be a push"),
    (r"stand(?:ing)? (?:by|for) your marriage", r"leav(?:e|ing) them alone", "S12: no siege"),
]


def shown(path: Path) -> str:
    return path.relative_to(REAL).as_posix()


def tool_texts(path: Path) -> list[str]:
    """Everything that a tool says, a question with its hint together."""
    tool = tomllib.loads(path.read_text())
    asked = [f"{question['label']}\n{question.get('hint', '')}" for question in tool["question"]]
    offered = [option["label"] for question in tool["question"] for option in question.get("options", ())]
    return [tool["title"], tool["intro"], tool["closed_text"], *asked, *offered]


def paragraphs(path: Path) -> list[str]:
    if path.suffix == ".toml":
        return tool_texts(path)
    facts, body = re.match(r"\+\+\+\n(.*?)\n\+\+\+\n(.*)", path.read_text(), re.DOTALL).groups()
    said = [value for value in tomllib.loads(facts).values() if isinstance(value, str)]
    blocks = [block for part in prose.parts(body) if part.kind == "words" for block in prose.blocks(part.value)]
    return [*said, *(block.text for block in blocks)]


def test_the_words_can_be_published():
    try:
        publishing.gather(REAL)
    except publishing.Broken as broken:
        pytest.fail("\n".join(map(str, broken.problems)))


def test_there_is_something_to_read():
    assert len(CRISIS) == 8
    assert len(STEPS) > 20
    assert len(TOOLS) >= 4


@pytest.mark.parametrize("path", READ, ids=shown)
def test_every_page_is_plain(path):
    most = 5.0 if path in CRISIS else 6.0
    grade = words.grade(words.prose(path.read_text()))
    assert grade <= most, f"grade {grade:.1f}, at most {most}"


@pytest.mark.parametrize("path", [*READ, *TOOLS], ids=shown)
def test_no_sentence_is_long(path):
    text = "\n".join(tool_texts(path)) if path in TOOLS else words.prose(path.read_text())
    length, sentence = words.longest(text)
    assert length <= 22, sentence


@pytest.mark.parametrize("path", [*READ, *TOOLS], ids=shown)
def test_no_word_that_hurts(path):
    text = "\n".join(paragraphs(path))
    for pattern, reason in FORBIDDEN.items():
        found = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
        assert not found, f"{found[0]!r}: {reason}"
    for mark, reason in NOT_IN_TEXT.items():
        assert mark not in text, f"{mark!r}: {reason}"


@pytest.mark.parametrize("path", [*READ, *TOOLS], ids=shown)
def test_what_must_stand_together_does(path):
    for paragraph in paragraphs(path):
        for said, needed, reason in TOGETHER:
            if re.search(rf"\b(?:{said})\b", paragraph, re.IGNORECASE):
                assert re.search(needed, paragraph, re.IGNORECASE), f"{reason}: {paragraph}"


@pytest.mark.parametrize("path", [REAL / "gate/c.md", *MEASURED], ids=shown)
def test_an_order_comes_before_any_answer(path):
    """S5 and R3: answering can break an order, so the sentence stands before "half" and before words to say."""
    body = path.read_text().split("+++\n", 2)[2]
    before = re.split(r"\bhalf\b|^>|\"|“", body, maxsplit=1, flags=re.MULTILINE | re.IGNORECASE)[0]
    afterwards = len(before) < len(body)
    if path.name != "guide.md" or afterwards:
        assert "do not answer, even if they write first" in before.lower()


def test_the_friends_step_begins_with_the_warning():
    """A1: the first line of the step that teaches to weigh advice."""
    found = [path for path in STEPS if "what-friends" in path.name]
    assert found
    for path in found:
        first = path.read_text().split("+++\n", 2)[2].strip()
        assert first.startswith("If a friend says they are worried for your safety, do not weigh it.")


def test_every_rule_guide_begins_with_comfort():
    """One sentence of what being left does to people, and one of "it passes, slowly"."""
    for first in sorted(REAL.glob("guides/0[1-4]-*/1-*.md")):
        text = first.read_text().lower()
        assert "being left" in text, first
        assert re.search(r"it (?:passes|does pass)", text), first


def test_help_says_what_to_do_when_nobody_answers():
    """U4, U9: the line is busy; distance to anything one could use."""
    for name in ("pages/help.md", "gate/a.md"):
        text = (REAL / name).read_text().lower()
        assert "if nobody answers" in text
        assert "staying on hold is all right" in text
        assert "distance between you and anything you could use" in text


def test_shared_runs_are_found():
    """The comparison itself: a run that is in the hashes is seen, whatever its capitals and marks."""
    data = FILE.read_bytes()
    assert len(data) % BYTES == 0
    assert len(data) // BYTES > 5000
    assert runs("One two THREE, four; five six seven eight nine") == [
        "one two three four five six seven eight",
        "two three four five six seven eight nine",
    ]
    assert fingerprint("one two three four five six seven eight").hex() == "62d51a1fd36f8eb32446ed41"


def test_no_eight_words_in_a_row_stand_in_the_articles():
    """The articles are copyrighted. Their text is not here, only hashes of its runs: see make_shingles.py."""
    data = FILE.read_bytes()
    known = {data[at : at + BYTES] for at in range(0, len(data), BYTES)}
    folders = [ROOT / name for name in ("guides", "journal", "config", "templates", "docs", "static", "tests")]
    files = [path for folder in folders for path in folder.rglob("*")]
    texts = [
        path for path in (*files, *ROOT.glob("*.md")) if path.suffix in {".md", ".toml", ".html", ".py", ".js", ".txt"}
    ]
    assert len(texts) > 100
    shared = [
        f"{path.relative_to(ROOT)}: {run}"
        for path in texts
        for run in runs(path.read_text(encoding="utf-8"))
        if fingerprint(run) in known
    ]
    assert not shared, shared
