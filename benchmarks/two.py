"""How long web pages take while two papers are being made, one in each worker, held against their usual time.

usage: python -m benchmarks.two      goal: under 2 times the usual. Ends with 1 where it is missed.
"""

import statistics
import sys
import threading
import time

import django

from benchmarks import year
from benchmarks.servers import Reader, clearing_with_person
from journal.doing import press

PAGES = {"a public page": "/guides/", "the private first page": "/n/", "a month": "/n/days/"}
ROUNDS, TURNS, GOAL = 40, 2, 2.0


def times(reader: Reader) -> dict[str, float]:
    """The median time of each page, in milliseconds."""
    found: dict[str, list[float]] = {name: [] for name in PAGES}
    for _ in range(ROUNDS):
        for name, path in PAGES.items():
            begun = time.perf_counter()
            reader.get(path)
            found[name].append((time.perf_counter() - begun) * 1000)
            time.sleep(0.01)
    return {name: statistics.median(each) for name, each in found.items()}


class Papers:
    """Two presses, as two workers have them, that set a year of nights without a pause."""

    def __init__(self, page: str) -> None:
        self.page, self.over, self.made = page, threading.Event(), 0
        self.presses = [press.Press() for _ in range(2)]
        self.threads = [threading.Thread(target=self._set, args=(each,)) for each in self.presses]

    def __enter__(self) -> "Papers":
        for each in self.presses:
            each.render("<!doctype html><p>warm", paper="a4")
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for each, thread in zip(self.presses, self.threads, strict=True):
            thread.join()
            each.stop()

    def _set(self, mine: press.Press) -> None:
        while not self.over.is_set():
            self.made += mine.render(self.page, paper="a4").startswith(b"%PDF")


def main() -> int:
    """Without papers and with two, in turns."""
    django.setup()
    page = year.ours(year.nights())
    with clearing_with_person(workers=2) as (_, reader):
        usual, busy, made = [], [], 0
        for _ in range(TURNS):
            usual.append(times(reader))
            with Papers(page) as papers:
                busy.append(times(reader))
            made += papers.made
    worst = 0.0
    for name in PAGES:
        alone = statistics.median(each[name] for each in usual)
        beside = statistics.median(each[name] for each in busy)
        worst = max(worst, beside / alone)
        print(f"{name:24} {alone:6.1f} ms   with two papers {beside:6.1f} ms   ratio {beside / alone:.2f}")
    print(f"{made} papers of a year were made meanwhile")
    print(f"worst ratio {worst:.2f}    goal: under {GOAL}")
    return int(worst >= GOAL or not made)


if __name__ == "__main__":
    sys.exit(main())
