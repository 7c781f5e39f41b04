"""What our fonts have, and what stands on paper for what they lack."""

import io

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from journal.doing import press
from journal.doing.press_helper import FONTS
from journal.pure import signs

OTHERS = "Dvořák Łódź \U0001f468\u200d\U0001f469 漢字 שלום مرحبا z\u0301\u0309 ﬁ ⅓ \ufdfd e\u200bf नमस्ते"


@pytest.fixture(autouse=True, scope="module")
def _one_helper():
    yield
    press.stop()


def test_the_signs_are_those_of_our_fonts_and_none_is_wider_than_is_said():
    ours = {each for row in signs.WIDTHS.values() for each in row}
    for file in FONTS.values():
        assert ours <= {chr(code) for code in TTFont(file).getBestCmap()}
    font = TTFont(next(iter(FONTS.values())))
    tenths = {chr(code): -(-font["hmtx"][name][0] // 100) for code, name in font.getBestCmap().items()}
    assert {each: width for width, row in signs.WIDTHS.items() for each in row} == tenths


def test_a_letter_loses_its_mark_and_another_script_becomes_a_line():
    assert signs.on_paper("Dvořák, Łódź, ﬁ, ⅓") == "Dvorák, Lódz\u0301, fi, 1\u20443"
    assert signs.on_paper("漢字 שלום \U0001f600") == "__ ____ _"
    assert signs.on_paper("Größe “ça” €5\n") == "Größe “ça” €5\n"
    assert signs.not_printed("ń ř \U0001f600 ř é \u200d") == ["ř", "\U0001f600"]


def test_wide_letters_need_more_room_and_plain_words_no_more():
    assert signs.letters("I said that I would wait.") == 25
    assert signs.letters("W" * 54) == 100


def test_no_font_of_the_machine_comes_into_a_paper():
    html = f'<!doctype html><html lang="en"><body class="sheet"><h1>{OTHERS}</h1><p>{OTHERS}</p></body></html>'
    with pikepdf.open(io.BytesIO(press.render(html, paper="a4"))) as pdf:
        names = {str(font.BaseFont).partition("+")[2] for font in pdf.pages[0].Resources.Font.values()}
    assert names == {"Atkinson-Paper", "Literata-Paper-Semi-Bold"}
