"""The counselor sheet through the press, held against plain WeasyPrint on the same HTML, both in warm processes.

usage: python -m benchmarks.sheet     goal: at most 1.5 times plain WeasyPrint
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date

os.environ["CLEARING_DATA"] = tempfile.mkdtemp(prefix="clearing-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

ROUNDS = 40
WORDS = "I said that I would wait and then I did not wait for long, because nobody rang and it was late in the night. "


def html() -> str:
    """A sheet with most of its lines filled."""
    import django

    django.setup()
    from django.template.loader import render_to_string

    from guides.shapes import Country
    from journal.doing import papers
    from journal.pure import plan, sheet

    text = {name: (WORDS * 3)[: limit.letters * 2 // 3] for name, limit in sheet.FIELDS["first"].items()}
    rows = papers.plan_rows({name: WORDS[: letters * 2 // 3] for name, letters in plan.fields().items()})
    page = papers.Sheet("first", date(2026, 3, 11), sheet.PARTS["first"], text, rows, Country("DE", "", "112", "", ()))
    return render_to_string("papers/document.html", {"sheet": page, "content": "papers/sheet.html"})


def plain() -> Callable[[str], bytes]:
    """WeasyPrint as its manual calls it, with the style sheet and fonts read once."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from journal.doing.press_helper import STATIC

    fonts = FontConfiguration()
    look = CSS(filename=STATIC / "css" / "paper.css", font_config=fonts)
    size = CSS(string="@page { size: A4; margin-bottom: 9mm }", font_config=fonts)

    def draw(page: str) -> bytes:
        made: bytes = HTML(string=page).write_pdf(
            font_config=fonts, stylesheets=[look, size], pdf_variant="pdf/ua-1", pdf_identifier=b"notes"
        )
        return made

    return draw


def seconds(make: Callable[[], bytes]) -> float:
    """How long one paper takes."""
    begun = time.perf_counter()
    make()
    return time.perf_counter() - begun


def main() -> None:
    """Both in turns, so that a busy machine is busy for both; the medians and their ratio."""
    page, draw = html(), plain()
    from journal.doing import press

    first = seconds(lambda: press.render(page, paper="a4", one_page=True))
    draw(page)
    pairs = [
        (seconds(lambda: press.render(page, paper="a4", one_page=True)), seconds(lambda: draw(page)))
        for _ in range(ROUNDS)
    ]
    through, alone = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"first paper of a worker  {first * 1000:6.0f} ms")
    print(f"press, warm              {through * 1000:6.0f} ms")
    print(f"plain WeasyPrint, warm   {alone * 1000:6.0f} ms")
    print(f"ratio                    {through / alone:6.2f}    goal: at most 1.5")


if __name__ == "__main__":
    main()
