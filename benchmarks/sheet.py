"""The counselor sheet from click to last byte, held against plain WeasyPrint on the same HTML, both in warm processes.

usage: python -m benchmarks.sheet     goal: under 1.3 times plain WeasyPrint. Ends with 1 where it is missed.
"""

import re
import statistics
import sys
import time
from collections.abc import Callable

from benchmarks.servers import clearing_with_person

ROUNDS, GOAL = 40, 1.3
PAPER = "/n/sheet/first/paper/"


def html(preview: bytes) -> str:
    """The paper's own document, out of the page that shows it: it is the same HTML."""
    found = re.search(r"<article.*</article>", preview.decode(), re.DOTALL)
    assert found
    return f'<!doctype html><html lang="en" dir="ltr"><head><title>Notes</title></head><body>{found[0]}</body></html>'


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


def main() -> int:
    """Both in turns, so that a busy machine is busy for both; the medians and their ratio."""
    with clearing_with_person() as (_, reader):
        page, draw = html(reader.get(PAPER)), plain()
        first = seconds(lambda: reader.send(PAPER))
        draw(page)
        pairs = [(seconds(lambda: reader.send(PAPER)), seconds(lambda: draw(page))) for _ in range(ROUNDS)]
    through, alone = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"first paper of a worker  {first * 1000:6.0f} ms")
    print(f"click to last byte       {through * 1000:6.0f} ms")
    print(f"plain WeasyPrint, warm   {alone * 1000:6.0f} ms")
    print(f"ratio                    {through / alone:6.2f}    goal: under {GOAL}")
    return int(through / alone >= GOAL)


if __name__ == "__main__":
    sys.exit(main())
