"""What a file may hold: days in names and headings, letters, shapes, and the page that describes them."""

import json
import re
import time
from dataclasses import fields as fields_of
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import fields

from guides.tools import Question
from journal.doing.settings import LOCK_MINUTES, PAPERS, Mine
from journal.pure import archive, bodies, merge, night, plain, shapes

PAGE = (Path(__file__).parents[2] / "docs" / "archive.md").read_text()
FROZEN = json.loads((Path(__file__).parent / "frozen_shapes.json").read_text())
MONTHS = {"february": 2, "march": 3, "mar": 3, "märz": 3, "may": 5}
TODAY = date(2026, 3, 11)
MARCH, FEBRUARY = date(2026, 3, 2), date(2026, 2, 3)


def names_of(shape) -> set[str]:
    """Every field of a shape, and of the shapes inside it."""
    found = set()
    for name, each in (shape() if isinstance(shape, type) else shape).fields.items():
        found.add(name)
        inner = each.inner if isinstance(each, fields.List) else each
        if isinstance(inner, fields.Nested):
            found |= names_of(inner.schema)
    return found


def test_the_page_names_every_kind_and_every_field_and_no_other():
    part = PAGE.split("## The kinds and their fields")[1].split("## Plain texts")[0]
    told: dict[str, set[str]] = {}
    for paragraph in re.split(r"\n\n", part):
        if kind := re.match(r"\*\*(\w+)\*\*", paragraph.strip()):
            told[kind[1]] = set(re.findall(r"`([a-z_]\w*)`", paragraph))
    assert set(told) == set(bodies.KEYS) == set(shapes.NOW) - shapes.PASSING
    for name, shape in bodies.SHAPES.items():
        assert names_of(shape) <= told[name.split()[0]], name
    for kind, names in told.items():
        mine = {n for name, shape in bodies.SHAPES.items() if name.split()[0] == kind for n in names_of(shape)}
        values = {
            "welcome",
            "space",
            "waiting",
            "asked",
            "court",
            "call",
            "message",
            "gift",
            "any",
            "on",
            "change",
            "down",
        }
        keys = {"state", "open", "mine", "current", "plan", "first", "next", "steps", "messages", "begun", "done"}
        assert names - mine <= values | keys, kind


def test_the_shapes_are_those_of_the_program():
    question = {each.name for each in fields_of(Question)} - {"feeds", "mine"}
    assert set(bodies.SHAPES["tool"]().fields["questions"].inner.schema.fields) == question
    assert set(bodies.SHAPES["settings"]().fields) == {each.name for each in fields_of(Mine)} - {"opens", "kit_kept"}
    settings = {"lock_minutes": 5, "paper": "a4"}
    for minutes in LOCK_MINUTES:
        assert bodies.fault("settings", "mine", settings | {"lock_minutes": minutes}) is None
    for paper in PAPERS:
        assert bodies.fault("settings", "mine", settings | {"paper": paper}) is None


@pytest.mark.parametrize("name", [name for name in FROZEN if name.split()[0] in bodies.KEYS])
def test_every_frozen_body_may_come_in_and_one_with_a_wrong_part_may_not(name):
    kind, key, body = name.split()[0], FROZEN[name]["key"], dict(FROZEN[name]["body"])
    body.pop("kit_kept", None)
    assert bodies.fault(kind, key, body) is None
    for part in body:
        assert bodies.fault(kind, key, {**body, part: 7.5}) == "body", part
    assert bodies.fault(kind, f"{key}/../x", body) == "key"
    assert bodies.fault(kind, key, [body]) == "body"


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("2026-03-02.md", (MARCH,)),
        ("2026-03-02 something.txt", (MARCH,)),
        ("2026_3_2.txt", (MARCH,)),
        ("20260302.txt", (MARCH,)),
        ("02.03.2026", (MARCH, FEBRUARY)),
        ("02/03/2026", (MARCH, FEBRUARY)),
        ("2-3-2026 walk.md", (MARCH, FEBRUARY)),
        ("13.02.2026.txt", (date(2026, 2, 13),)),
        ("02.13.2026.txt", (date(2026, 2, 13),)),
        ("03.03.2026.txt", (date(2026, 3, 3),)),
        ("3 March 2026.md", (date(2026, 3, 3),)),
        ("3rd of March 2026", (date(2026, 3, 3),)),
        ("March 3, 2026 late.txt", (date(2026, 3, 3),)),
        ("3. märz 2026.txt", (date(2026, 3, 3),)),
        ("Mar-3-2026", (date(2026, 3, 3),)),
        ("2026-02-30.txt", ()),
        ("02.03.26.txt", ()),
        ("notes.txt", ()),
        ("112026-03-021.txt", ()),
        ("", ()),
    ],
)
def test_a_day_is_found_in_a_name_and_given_in_both_ways_where_there_are_two(name, days):
    assert plain.days_in(name, MONTHS) == days


@pytest.mark.parametrize("gap", [" ", "\t", "# "])
def test_a_long_gap_in_a_heading_takes_no_time(gap):
    begun = time.process_time()
    plain.read("notes.txt", "# x" + gap * 100_000 + "y", MONTHS, TODAY)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("line", ["# 2 March 2026 ##", "## 2 March 2026", "#\t2 March 2026\t#", "# 2 March 2026 # "])
def test_the_marks_of_a_heading_are_no_words(line):
    parts, _faults = plain.read("notes.txt", f"{line}\nA walk.", MONTHS, TODAY)
    assert [(part.days, part.text) for part in parts] == [((MARCH,), "A walk.")]


def test_headings_that_are_days_divide_a_file():
    text = "Before all.\n\n# 2 March 2026\nA.\n\n2026-03-03\n---\nB\n2026-03-04 I said: no.\n\n"
    text += "Monday 5 March 2026:\nC\n\n## Other\nD"
    parts, faults = plain.read("diary.md", text, MONTHS, TODAY)
    said = [(part.line, part.days[0].day, part.text) for part in parts]
    assert said == [(3, 2, "A."), (6, 3, "B\n2026-03-04 I said: no."), (11, 5, "C\n\n## Other\nD")]
    assert [(fault.line, fault.why) for fault in faults] == [(1, "no day")]


@pytest.mark.parametrize(
    ("name", "text", "line", "why"),
    [
        ("x.txt", "words", 1, "no day"),
        ("2026-03-02.txt", " \n ", 1, "empty"),
        ("2026-03-02.txt", "x" * (night.MORE_LIMIT + 1), 1, "long"),
        ("2026-04-02.txt", "words", 1, "ahead"),
        ("1999-04-02.txt", "words", 1, "old"),
        ("d.md", "# 2 March 2026\nA\n# 3 March 2026\n\n# 4 March 2026\nC", 3, "empty"),
    ],
)
def test_what_cannot_be_read_is_named_by_file_and_line(name, text, line, why):
    faults = plain.read(name, text, MONTHS, TODAY)[1]
    assert [(fault.file, fault.line, fault.why) for fault in faults] == [(name, line, why)]


@pytest.mark.parametrize(
    ("data", "text", "old"),
    [
        ("Zoë".encode(), "Zoë", False),
        ("\ufeffZoë".encode(), "Zoë", False),
        ("Zoë".encode("utf-16"), "Zoë", False),
        (b"\xfe\xff" + "Zoë".encode("utf-16-be"), "Zoë", False),
        ("Zoë – “so”".encode("cp1252"), "Zoë – “so”", True),
        (b"a\r\nb\rc\n", "a\nb\nc\n", False),
    ],
)
def test_letters_are_read_as_they_were_meant(data, text, old):
    assert plain.decoded(data) == (text, old)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"a\0b", "binary"),
        (b"\x81\x8d", "letters"),
        (b"{\\rtf1 x}", "rich"),
        (b"\xff\xfeabc", "binary"),
        (b"%PDF\x01", "binary"),
    ],
)
def test_what_is_no_plain_text_is_said(data, why):
    with pytest.raises(plain.NotText) as caught:
        plain.decoded(data)
    assert caught.value.why == why


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
nights = st.fixed_dictionaries(
    {}, optional={"more": words, "stand_by": words, "sleep": st.sampled_from(night.FACTS["sleep"])}
)
written = st.dictionaries(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(lambda day: ("night", day.isoformat())),
    st.lists(nights, min_size=1, max_size=3),
    max_size=8,
)


@given(written)
def test_whatever_was_written_comes_back_the_same(records):
    rows = [archive.record(kind, key, texts) for (kind, key), texts in records.items()]
    whole = archive.document(rows, about="a", taken_out="t", unreadable=[])
    assert archive.of_json(archive.as_json(whole)) == records
    again = archive.document(reversed(rows), about="a", taken_out="t", unreadable=[])
    assert archive.packed({"notes.json": archive.as_json(whole)}) == archive.packed(
        {"notes.json": archive.as_json(again)}
    )


@given(st.lists(nights, min_size=1, max_size=3), st.lists(nights, max_size=3))
def test_no_word_is_lost_and_the_second_time_changes_nothing(here, coming):
    after = merge.together("night", "2026-03-11", here, coming, {})
    assert after[: len(here)] == here
    for body in coming:
        assert body in after or any(body["more"] in each.get("more", "") for each in after)
    assert merge.together("night", "2026-03-11", after, coming, {}) == after


@pytest.mark.parametrize("name", [name for name in FROZEN if name.split()[0] in bodies.KEYS])
def test_every_kind_comes_in_beside_itself_without_a_change(name):
    kind, key, body = name.split()[0], FROZEN[name]["key"], FROZEN[name]["body"]
    assert merge.together(kind, key, [body], [body], {}) == [body]


def test_half_a_character_that_lies_here_can_still_be_taken_out():
    rows = [archive.record("night", "2026-03-11", [{"more": "a\ud800b"}])]
    data = archive.as_json(archive.document(rows, about="", taken_out="", unreadable=[]))
    assert json.loads(data)["records"][0]["texts"] == [{"more": "a\ud800b"}]
