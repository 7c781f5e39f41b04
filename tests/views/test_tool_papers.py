"""The paper of a tool: as large as its words allow, and the estimate of that is not too bold."""

from bisect import bisect_right
from dataclasses import replace

import pytest

from guides import shelf
from journal.doing import papers, press, tools
from journal.pure.sheet import SMALLEST, TOOL_SIZES
from tests.unit.test_sheet import PROSE
from tests.views.test_sheet_days import count_pages

pytestmark = pytest.mark.slow  # draws papers


@pytest.fixture(autouse=True, scope="module")
def _one_helper():
    yield
    press.stop()


def rows_of(tool) -> list[papers.ToolRow]:
    return papers.tool_rows(tools.Sheet(tool, None, None, tools.private_questions(tool), [], 0))


def filled(rows, letters: int) -> list[papers.ToolRow]:
    """Every row with an answer of so many letters."""
    return [replace(row, text=(PROSE * 8)[:letters], options=(), blank=range(0)) for row in rows]


def drawn(tool, rows, paper: str) -> bytes:
    """The paper as it is before the press sets anything smaller."""
    context = {"sheet_of": {"tool": tool}, "rows": rows, "paper_size": papers.tool_size(rows)}
    return press.render(papers.document("papers/tool.html", context), paper=paper)


def most(rows, size: str) -> int:
    """The most letters that each row may have to be set in this size; 0 where it never is."""
    order = [*TOOL_SIZES]
    return bisect_right(range(1, 800), order.index(size), key=lambda n: order.index(papers.tool_size(filled(rows, n))))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("size", [size for size in TOOL_SIZES if size != SMALLEST])
def test_the_fullest_tool_of_each_size_keeps_its_page(published, size, paper):
    for tool in shelf.tools()[::4]:
        rows = rows_of(tool)
        if letters := most(rows, size):
            assert count_pages(drawn(tool, filled(rows, letters), paper)) == 1, (tool.slug, letters)


def test_a_tool_to_fill_in_by_hand_keeps_its_page(published):
    for tool in shelf.tools():
        rows = rows_of(tool)
        assert count_pages(drawn(tool, rows, "letter")) == 1, tool.slug


def test_a_short_tool_is_set_in_larger_letters_than_any_sheet(published):
    days = next(tool for tool in shelf.tools() if tool.slug == "my-days")
    assert papers.tool_size(filled(rows_of(days), 30)) == "ample"
    assert papers.tool_size(filled(rows_of(days), 400)) == "usual"
