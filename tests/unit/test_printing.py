"""What any text is on paper."""

import re

import pytest

from journal.pure.printing import BREAK, LINES, MARKS, paragraphs, printable, with_few_marks

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\x00b\x07\ud800c\u202ed\ufeff\ue000\u200b", "abcd"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\tb", "a b"),
        ("a\n\n\n\n\n\nb", "a\n\n\nb"),
        ("e\u0301", "\xe9"),
        ("<b>&amp;", "<b>&amp;"),
        ("\u05e9\u05dc\u05d5\u05dd", "\u05e9\u05dc\u05d5\u05dd"),
        (
            "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f",
            "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f",
        ),
        ("\n\n", ""),
        ("", ""),
    ],
)
def test_what_can_be_seen_stays(typed, printed):
    assert printable(typed) == printed


def test_one_endless_word_has_places_to_break_and_loses_no_letter():
    printed = printable("x" * 1_000_000)
    assert max(map(len, printed.split(BREAK))) == 200
    assert printed.replace(BREAK, "") == "x" * 1_000_000
    assert printable("x" * 200 + " " + "y" * 200) == "x" * 200 + " " + "y" * 200


def test_marks_do_not_pile_up():
    zalgo = "".join(map(chr, range(0x300, 0x370))) * 50
    assert len(re.findall("[\u0300-\u036f]", printable("z" + zalgo + "z" + zalgo))) <= 2 * MARKS
    assert printable("z" + "\u20dd" * 90) == "z" + "\u20dd" * MARKS


def test_scripts_that_need_marks_keep_them():
    for word in ("ที่นี่", "בְּרֵאשִׁ֖ית", "क्षत्रिय", "བསྒྲུབས"):
        assert printable(word) == with_few_marks(printable(word), 2, piled=True) == printable(word)
        assert len(printable(word)) >= len(word) - 1


def test_a_heap_of_lines_becomes_one_and_no_word_is_lost():
    assert printable("\n" * 200_000) == ""
    assert printable("a\n" * LINES) == "a\n" * (LINES - 1) + "a"
    many = printable("a\nb\n" * LINES)
    assert "\n" not in many
    assert many.split(" / ") == ["a", "b"] * LINES


def test_paragraphs_are_what_empty_lines_part():
    assert paragraphs("a\nb\n\n\nc\n \nd") == ["a\nb", "c", "d"]
    assert paragraphs(" \n ") == []
