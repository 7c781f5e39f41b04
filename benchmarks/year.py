"""A year of nights through the press, held against one plain WeasyPrint call over the same words.

The plain document is what one would write first: a heading, a table of the facts and some paragraphs for each night, no
contents, no chapters. Ours is the volume as a reader gets it. Both are tagged PDF/UA, on the same paper, from warm
processes.

usage: python -m benchmarks.year     goals: at most 0.6 times plain WeasyPrint; no process over 400 MB; within
the limits of the press. Ends with 1 where one is missed.
"""

import gc
import os
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

os.environ["CLEARING_DATA"] = tempfile.mkdtemp(prefix="clearing-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

GOAL, GOAL_MB, GOAL_SECONDS = 0.6, 400, 20.0
ROUNDS, NIGHTS, WORDS = 3, 365, 150
FIRST = date(2025, 3, 1)
PLAIN = """
@page { size: A4; margin: 21mm 32mm 24mm; @bottom-center { content: counter(page) " / " counter(pages) } }
body { font: 10.8pt/1.45 "Atkinson Paper"; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
th { width: 40%; text-align: left }
p { margin: 0 0 .35em }
"""


def nights() -> dict[date, dict[str, Any]]:
    """A year of nights with every fact, three lines and 150 words."""
    from journal.management import invented

    dice, kept = random.Random(1), invented.nights(FIRST + timedelta(days=NIGHTS), NIGHTS)
    words = " ".join((*invented.STAND_BY, *invented.MORE)).split()
    for body in kept.values():
        body["more"] = " ".join(dice.choice(words) for _ in range(WORDS))
        body["counselor"] = dice.choice(invented.COUNSELOR)
    return kept


def ours(kept: dict[date, dict[str, Any]]) -> str:
    """The volume's HTML, made by its own template."""
    from tests.in_memory import volume_of

    return volume_of(kept)


def straightforward(kept: dict[date, dict[str, Any]]) -> str:
    """The same words, a table for each night."""
    from journal.pure.night import LINES
    from journal.web.forms_nights import in_words

    names = {"more", *LINES}
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Notes</title></head><body><h1>Notes</h1>'
    ]
    for day, body in kept.items():
        taps = in_words({name: value for name, value in body.items() if name not in names})
        rows = "".join(f'<tr><th scope="row">{escape(str(a))}</th><td>{escape(str(b))}</td></tr>' for a, b in taps)
        words = in_words({name: value for name, value in body.items() if name in names})
        lines = "".join(f"<p><b>{escape(str(a))}</b> {escape(str(b))}</p>" for a, b in words)
        parts.append(f"<h2>{day:%A %d %B %Y}</h2><table><tbody>{rows}</tbody></table>{lines}")
    return "".join([*parts, "</body></html>"])


class Largest(threading.Thread):
    """Watches the helper and the child that draws: the most memory that one of them ever had, in MB."""

    def __init__(self, helper: int) -> None:
        super().__init__(daemon=True)
        self.helper, self.most, self.over = helper, 0.0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.02):
            try:
                below = Path(f"/proc/{self.helper}/task/{self.helper}/children").read_text().split()
                for pid in (self.helper, *below):
                    peak = Path(f"/proc/{pid}/status").read_text().partition("VmHWM:")[2].split()[0]
                    self.most = max(self.most, int(peak) / 1024)
            except (OSError, IndexError):
                continue  # it ended between two looks


def plain(page: str) -> bytes:
    """WeasyPrint as its manual calls it."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from journal.doing.press_helper import STATIC

    fonts = FontConfiguration()
    faces = [line for line in (STATIC / "css" / "paper.css").read_text().splitlines() if line.startswith("@font-face")]
    look = CSS(string="\n".join(faces) + PLAIN, base_url=str(STATIC / "css" / "x"), font_config=fonts)
    made: bytes = HTML(string=page).write_pdf(font_config=fonts, stylesheets=[look], pdf_variant="pdf/ua-1")
    return made


def main() -> int:
    """Both in turns, so that a busy machine is busy for both."""
    import django

    django.setup()
    from journal.doing import press

    kept = nights()
    made, theirs = ours(kept), straightforward(kept)
    press.render("<!doctype html><p>warm", paper="a4")
    plain("<!doctype html><p>warm")
    helper = press._press.process
    assert helper is not None
    watch, pairs = Largest(helper.pid), []
    watch.start()
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        pdf = press.render(ours(kept), paper="a4")
        through = time.perf_counter() - begun
        gc.collect()  # what an earlier round left is not this one's
        begun = time.perf_counter()
        plain(theirs)
        pairs.append((through, time.perf_counter() - begun))
        print(f"ours {pairs[-1][0]:6.2f} s   plain {pairs[-1][1]:6.2f} s   ratio {pairs[-1][0] / pairs[-1][1]:.2f}")
    watch.over.set()
    ratio = statistics.median(one / other for one, other in pairs)
    slowest = max(one for one, _ in pairs)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"a year: {len(made) // 1000} kB of HTML, {len(pdf) // 1000} kB of PDF")
    print(f"ratio                     {ratio:6.2f}       goal: at most {GOAL}")
    print(f"largest press process     {watch.most:6.0f} MB    goal: at most {GOAL_MB}")
    print(f"this one, with plain calls{own:6.0f} MB")
    print(f"slowest year              {slowest:6.2f} s     goal: within {GOAL_SECONDS:.0f}, the limit of the press")
    return int(ratio > GOAL or watch.most > GOAL_MB or slowest > GOAL_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
