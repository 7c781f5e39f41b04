"""How long web pages take while two papers are being made, one in each worker, held against their usual time.

usage: python -m benchmarks.two      goal: under 2 times the usual. Ends with 1 where it is missed.
"""

import re
import statistics
import sys
import threading
import time
import urllib.error
from datetime import date, timedelta

from benchmarks.servers import Reader, clearing_with_person

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
    """Papers without a pause: more who ask than workers, so that each worker is always making one."""

    def __init__(self, reader: Reader, file: str) -> None:
        self.reader, self.file, self.over, self.made = reader, file, threading.Event(), 0
        self.threads = [threading.Thread(target=self._ask) for _ in range(4)]

    def __enter__(self) -> "Papers":
        for thread in self.threads:
            thread.start()
        time.sleep(2)
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _ask(self) -> None:
        while not self.over.is_set():
            try:
                self.made += self.reader.get(self.file).startswith(b"%PDF")
            except urllib.error.HTTPError:
                continue  # another one was being made


def main() -> int:
    """Without papers and with two, in turns."""
    with clearing_with_person(workers=2) as (_, reader):
        today = date.today()
        volumes = f"/n/pages/{today - timedelta(days=80)}/{today}/words-facts-reached-small-a4/"
        found = re.search(r'content="0; url=([^"]+)"', reader.send(volumes, go="1").decode())
        assert found
        usual, busy, made = [], [], 0
        for _ in range(TURNS):
            usual.append(times(reader))
            with Papers(reader, found[1]) as papers:
                busy.append(times(reader))
            made += papers.made
    worst = 0.0
    for name in PAGES:
        alone = statistics.median(each[name] for each in usual)
        beside = statistics.median(each[name] for each in busy)
        worst = max(worst, beside / alone)
        print(f"{name:24} {alone:6.1f} ms   with two papers {beside:6.1f} ms   ratio {beside / alone:.2f}")
    print(f"{made} papers of sixty nights were made meanwhile")
    print(f"worst ratio {worst:.2f}    goal: under {GOAL}")
    return int(worst >= GOAL or not made)


if __name__ == "__main__":
    sys.exit(main())
