"""Whatever was typed becomes a paper, or a kind message, and never a press that stands still.

The limits of the press are the real ones here; tests/faults/test_press.py shows that they hold. Time is counted as the
processor's, so that what else runs on the machine makes no difference: the helper's by its own limit, ours by asking.
"""

import subprocess
import time
from datetime import date

import pytest

from guides import shelf
from journal.doing import press, press_helper, tools
from tests.in_memory import volume_of
from tests.views.test_period import MARCH, file_of, wait

SECONDS = 20
NEEDLE = "found again"
HOSTILE = {
    "one endless word": "w" * 99_000,
    "nothing but line ends": NEEDLE + "\n" * 99_000,
    "a line for each letter": "a\n" * 49_000,
    "piled marks": ("z" + "\u0301\u0316" * 40) * 1200,
    "all the marks": "".join(map(chr, range(0x300, 0x370))) * 880,
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 " * 900,
    "overrides": "\u202e\u2066\u202a" * 30_000 + NEEDLE,
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f600" * 900,
    "joiners": "\u200d\u200c" * 49_000,
    "html": "</p></article></body><script>alert(1)</script><img src=x><style>p{display:none}</style>" * 500,
    "css": "} .book { display: none } @page { size: 1mm } /* url(file:///etc/hostname) " * 800,
    "nul and controls": "\x00\x01\x1b[2J\x07" * 20_000 + NEEDLE,
    "lone surrogates": "\ud83d" * 50_000 + NEEDLE,
    "wide letters": "\u6f22" * 20_000,
    "widest letters": "\ufdfd" * 3000,
}


@pytest.fixture(autouse=True, scope="module")
def _one_helper():
    yield
    press.stop()


@pytest.fixture(autouse=True)
def _evening(clock):
    """It is 11 March 2026 in the evening."""


def ends_well(make) -> bytes:
    assert press_helper.CPU_SECONDS <= SECONDS
    begun = time.process_time()
    made = make()
    assert time.process_time() - begun < SECONDS
    return made


def read_back(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode(errors="replace")


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_night_of_hostile_text_becomes_a_paper(published, text):
    kept = {date(2026, 3, 1): {"more": text, "stand_by": text[:160]}, date(2026, 3, 2): {"more": "The night after."}}
    pdf = ends_well(lambda: press.render(volume_of(kept), paper="a4"))
    said = read_back(pdf)
    assert "The night after." in " ".join(said.split())
    assert (NEEDLE in said) == (NEEDLE in text)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["one endless word", "a line for each letter", "all the marks", "html"])
def test_a_tool_of_hostile_text_ends_as_a_paper_or_a_kind_message(alice, alice_journal, name):
    plain = [tool for tool in shelf.tools() if not tool.again and not tool.closed_in]
    found = next(tool for tool in plain if any(each.kind in ("text", "line") for each in tool.questions))
    sheet = tools.open_tool(alice_journal, found)
    answers = {each.key: HOSTILE[name][: each.limit] for each in sheet.questions if each.kind in ("text", "line")}
    tools.save(alice_journal, sheet, answers, base=0, hand="")
    answer = ends_well(lambda: alice.post(f"/n/tools/{found.slug}/paper/"))
    kind = answer.content.startswith(b"%PDF") or "print this page from your browser" in answer.content.decode()
    assert kind, answer.content[:200]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["one endless word", "lone surrogates", "html"])
def test_the_same_text_through_the_pages(alice, alice_journal, name):
    """From the sealed record to the file, and on the screen."""
    alice_journal.put("night", "2026-03-01", {"more": HOSTILE[name]})
    answer = ends_well(lambda: alice.get(file_of(wait(alice, MARCH))))
    assert answer.content.startswith(b"%PDF")
    seen = alice.get(MARCH + "1/look/").content.decode()
    assert "<script>alert" not in seen
