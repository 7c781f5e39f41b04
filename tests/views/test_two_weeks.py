"""Two weeks of an invented life, typed into the real pages; the sheets that come out say what went in, and no more.

Jo's partner moved out on 2 March and asked for space. What each evening holds stands in EVENINGS; what the papers must
say is counted from there, not by the program.
"""

import subprocess
from datetime import date, timedelta

import pytest

from journal.doing import press
from tests.views.form import Reader

FIRST_DAY = date(2026, 3, 4)
# One evening each: sleep, food, moved, people, how often the wish came and Jo waited, how hard, what Jo stands by.
EVENINGS = (
    ("under3", "hardly", "no", "nobody", 0, "9", "I let the phone lie for an hour."),
    ("under3", "hardly", "no", "one", 1, "9", "I rang my sister instead."),
    ("under3", "some", "little", "one", 2, "8", "I went to work."),
    ("3to5", "some", "little", "nobody", 0, "9", ""),
    ("under3", "hardly", "no", "nobody", 1, "10", "I stopped after one message."),
    ("3to5", "some", "20up", "one", 3, "8", "I walked to the lake."),
    ("3to5", "some", "20up", "more", 2, "7", "I kept the hour with the counselor."),
    ("3to5", "some", "little", "one", 1, "7", "I paid the electricity bill."),
    ("5to7", "enough", "20up", "more", 1, "6", "I cooked for the children."),
    ("3to5", "some", "20up", "one", 2, "7", "I did not drive by."),
    ("5to7", "enough", "20up", "one", 0, "5", "I slept in my bed."),
    ("under3", "some", "no", "one", 3, "8", "I wrote it here and not to them."),
    ("5to7", "enough", "20up", "more", 1, "6", "I laughed once."),
    ("5to7", "enough", "20up", "one", 1, "5", "I answered about the school trip in one line."),
)
AGREED = "Ten minutes before I answer anything."
WENT = "Nine times of eleven."
SAID = "You need not answer tonight."
QUESTION = "Am I still pushing in ways I cannot see?"


@pytest.fixture(autouse=True, scope="module")
def _one_helper():
    yield
    press.stop()


def words(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def paper(jo: Reader, address: str, size: str = "a4") -> str:
    answer = jo.client.post(address, {"paper": size})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.count(b"/Type /Page\n") + answer.content.count(b"/Type /Page/") <= 1
    return words(answer.content)


def evening(jo: Reader, clock, number: int) -> None:
    sleep, food, moved, people, waited, hard, stand_by = EVENINGS[number]
    day = FIRST_DAY + timedelta(days=number)
    for time in range(waited):
        clock(f"{day}T20:{10 + 11 * time}")
        assert "you waited" in jo.send("/n/ten/", waited="1")
    clock(f"{day}T22:30")
    taps = {"sleep": sleep, "food": food, "moved": moved, "people": people, "hard": hard}
    lines = {"stand_by": stand_by, "tomorrow": f"Walk at seven, day {number + 2}"}
    if number:
        assert f"Walk at seven, day {number + 1}" in jo.open("/n/today/")
        taps["yesterday"] = "did"
    page = jo.send("/n/today/", **taps, **lines, counselor=QUESTION if number == 3 else "")
    assert "That is enough for tonight." in page


@pytest.mark.slow
def test_two_weeks_and_what_the_papers_say_of_them(alice, alice_journal, clock):
    jo = Reader(alice)
    clock("2026-03-04T19:00")
    jo.send("/n/state/", lines=["space"])
    jo.send("/n/tools/three-things/", q_first="I text before work.", q_instead="Shoes on, round the block.")
    jo.send("/n/plan/", slow_do="No calls. Nothing until they write.", go="fill")
    evening(jo, clock, 0)
    evening(jo, clock, 1)

    # Day three: a first hour is needed, and a page for it is made of almost nothing.
    clock("2026-03-06T12:00")
    jo.send(
        "/n/sheet/first/",
        why="My partner moved out on 2 March. I want us to try.",
        said_1="2 March: they moved out.",
        said_2="3 March: they asked for space.",
        question_1="How do I stop at night?",
    )
    said = paper(jo, "/n/sheet/first/paper/")
    for line in ("My partner moved out on 2 March.", "3 March: they asked for space.", "How do I stop at night?"):
        assert line in said
    assert "No calls. Nothing until they write." in said
    assert "Shoes on, round the block." in said

    # A slip on the fifth evening: the page says so kindly, and contact waits for an answer from then on.
    evening(jo, clock, 2)
    evening(jo, clock, 3)
    clock("2026-03-08T02:10")
    assert "A slip is one evening." in slip(jo)
    assert "Nothing until they write." in jo.open("/n/tools/my-limit/")
    for number in range(4, 7):
        evening(jo, clock, number)

    # The hour, on the evening of the seventh day; what was agreed is typed in and comes back.
    clock("2026-03-10T18:00")
    jo.send("/n/tools/after-the-hour/1/", q_day="2026-03-10", q_try=AGREED, q_said=SAID, q_next="19 March, at four")
    assert SAID in jo.open("/n/ten/")
    for number in range(7, 14):
        evening(jo, clock, number)
    clock("2026-03-17T23:30")
    jo.send("/n/tools/after-the-hour/1/", q_went=WENT)
    jo.send("/n/sheet/next/", since_1="8 March: I wrote once at night.", go="fill")
    check_the_next_sheet(paper(jo, "/n/sheet/next/paper/"))
    assert paper(jo, "/n/sheet/next/paper/", "letter")
    check_the_month(jo)


def slip(jo: Reader) -> str:
    jo.send("/n/tools/my-limit/", reached="message")
    return jo.send("/n/tools/my-limit/", reached="any")


def check_the_next_sheet(said: str) -> None:
    assert said.index(AGREED) < said.index("8 March: I wrote once at night.")
    assert WENT in said
    assert QUESTION in said
    # These seven days and the seven before, counted here from what was typed.
    now, before = EVENINGS[7:14], EVENINGS[:7]
    for stretch in (now, before):
        numbers = sorted(int(each[5]) for each in stretch)
        assert f"{numbers[0]} to {numbers[-1]}" in said
    assert sum(each[0] == "under3" for each in now) == 1
    assert "one night under 3" in said
    # What was not chosen for the paper is not on it: counts, and not a word of a night.
    assert "time" not in said.partition("How hard")[2].partition("hardest")[0].replace("next time", "")
    for each in EVENINGS:
        assert not each[6] or each[6] not in said


def check_the_month(jo: Reader) -> None:
    page = jo.open("/n/days/2026-03/")
    for number in range(len(EVENINGS)):
        assert f'href="/n/days/{FIRST_DAY + timedelta(days=number)}/"' in page
