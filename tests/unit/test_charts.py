"""A row of boxes: where each lies, how full it is, and that paper draws it too."""

import io
import re
from datetime import date
from itertools import pairwise

import pikepdf
import pytest
from django.template.loader import render_to_string

from journal.doing import press
from journal.pure import charts, trends
from journal.pure.charts import Box

WEEK = trends.week_of(date(2026, 3, 9))
SLEEP = trends.LEVELS["sleep"]


def strip_of(nights, fact="sleep", days=WEEK):
    return charts.strip(trends.marks(fact, days, nights, days[-1]), trends.LEVELS[fact])


def test_a_day_that_was_not_written_has_no_box_and_one_of_nothing_has_an_empty_one():
    strip = strip_of({WEEK[0]: {"waited": "0"}, WEEK[1]: {"waited": "4up"}, WEEK[2]: None}, "waited")
    assert [filling.height for filling in strip.fillings] == [0, charts.WEEK.high - 2 * charts.WEEK.inset]
    assert (len(strip.frames), len(strip.crosses), len(strip.dashes)) == (2, 1, 4)
    assert strip.solids.count("M") == 1


def test_the_least_sleep_is_not_an_empty_box():
    strip = strip_of({day: {"sleep": value} for day, value in zip(WEEK, SLEEP, strict=False)})
    assert [filling.height for filling in strip.fillings] == [9, 18, 27, 36]


def test_a_week_begins_after_a_gap_in_a_month():
    month = trends.month_of(date(2026, 3, 1))  # the first is a Sunday
    strip = strip_of({day: {"sleep": "7up"} for day in month}, days=month)
    steps = [after.x - before.x for before, after in pairwise(strip.frames)]
    usual = charts.MONTH.wide + charts.MONTH.between
    assert steps == [usual + (charts.MONTH.week if day.weekday() == 0 else 0) for day in month[1:]]


def test_the_paths_are_the_boxes():
    strip = charts.Strip(9, 9, 1, (Box(1, 2, 3, 4),), (Box(1, 2, 3, 0),), (Box(5, 6, 7, 0),), (Box(1, 2, 3, 4),))
    assert (strip.outlines, strip.solids, strip.strokes) == ("M1 2h3v4h-3z", "", "M5 6h7M1 2l3 4m-3 0l3 -4")


@pytest.mark.slow
def test_paper_draws_frames_and_fillings_and_not_one_black_shape():
    """WeasyPrint gives no style sheet to an inline SVG, so whatever it is to draw stands in attributes."""
    strip = strip_of({WEEK[0]: {"sleep": "3to5"}, WEEK[1]: {"sleep": "7up"}, WEEK[2]: None})
    drawn = render_to_string("charts/_strip.html", {"strip": strip, "label": "Sleep", "wide": "18rem"})
    page = f'<!doctype html><html lang="en"><title>Notes</title><body><p>Sleep</p>{drawn}</body></html>'
    try:
        made = press.render(page, paper="a4")
    finally:
        press.stop()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        streams = [pdf.pages[0].Contents.read_bytes(), *_forms(pdf)]
    told = b"\n".join(streams).decode("latin-1")
    lines = re.findall(r"(?<=\s)([SsfFB]\*?)(?=\s)", f" {told} ")
    assert lines.count("S") + lines.count("s") == 2, lines  # frames; dashes and crosses
    assert sum(line in ("f", "f*", "F") for line in lines) == 1, lines  # fillings


def _forms(pdf):
    found = pdf.pages[0].Resources.get("/XObject", {})
    return [form.read_bytes() for form in found.values() if form.get("/Subtype") == "/Form"]
