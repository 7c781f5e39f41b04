"""Requests per second of a public step page, as a share of a bare Django view with the same bytes on the same server.

usage: python -m benchmarks.pages       goal: at least 0.5; also the memory of a worker at rest after
1,000 requests, in MB
"""

import statistics
import time
import urllib.request

from benchmarks.servers import bare, clearing, memory_mb, requests_per_second

STEP = "/guides/slow-down/take-the-pressure-off/"
TURNS, SECONDS = 5, 2


def main() -> None:
    with clearing() as (ours, process):
        body = urllib.request.urlopen(ours + STEP).read()
        for _ in range(1000):
            urllib.request.urlopen(ours + STEP).read()
        time.sleep(2)
        memory = memory_mb(process.pid)
        with bare(body) as (theirs, _):
            ratios = []
            for _ in range(TURNS):
                one = requests_per_second(ours + STEP, seconds=SECONDS)
                other = requests_per_second(theirs + "/", seconds=SECONDS)
                ratios.append(one / other)
                print(f"step page {one:8.0f}/s   bare view {other:8.0f}/s   ratio {one / other:.2f}")
    print(f"median ratio {statistics.median(ratios):.2f} (goal: at least 0.50)")
    print(f"largest process after 1,000 requests {memory[0]:.0f} MB (goal: under 120)")


if __name__ == "__main__":
    main()
