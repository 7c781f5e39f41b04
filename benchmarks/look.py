"""What a page weighs and how soon it stands, on a phone on a slow line, held against the goals.

usage: python -m benchmarks.look [--lighthouse FOLDER]     ends with code 1 when a goal is missed, and says which

Our server as `./run` starts it, the invented person, and Chromium (CHROMIUM names it) as Lighthouse's mobile profile
has it: 412 x 823 px, 1.75 device pixels to one, a processor slowed four times, 1.6 Mbit/s, 150 ms from request to
answer. It is plain HTTP on this machine: the two or three round trips in which a first visit greets a server over HTTPS
(0.3 to 0.45 s) are not in it. Sizes are bytes over the wire with headers, as encoded; KB is 1,000 of them. `again` is
the page in a browser that has been on another page of ours. Times are the best of five loads, each with nothing kept,
because other work on the machine only adds to them; how far things jump is the worst of these, and of one load in which
the scripts come long after the page.

--lighthouse runs Lighthouse itself as well. FOLDER is an npm folder outside this project, made once with
`npm install --prefix FOLDER node@22 lighthouse@13`
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.servers import chromium
from tests.browser.conftest import Server
from tests.browser.reader import unlock

KB = 1000
PUBLIC, PRIVATE = 60, 75  # KB of a first view
AGAIN, SCRIPT, ANSWERS = 10, 3, 6  # KB, KB of our own, and answers of a first public view
LCP, JUMPS, BLOCKING = 1500, 0.0005, 50  # ms, score (what would be printed as 0.001), ms
PERFORMANCE, ACCESSIBILITY = 98, 100

READ = ("/", "/tonight/", "/guides/slow-down/take-the-pressure-off/", "/help/")
DOORS = ("/n/unlock/", "/n/new/")
INSIDE = ("/n/", "/n/today/")
LOADS, SCORES = 5, 3
AUDITS = ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
    "timezone_id": "Europe/Berlin",  # some pages look at it
}
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}

WATCH = """
globalThis.seen = {lcp: 0, cls: 0, fcp: 0, long: []};
const each = (type, act) => new PerformanceObserver((list) => list.getEntries().forEach(act))
  .observe({type, buffered: true});
each("largest-contentful-paint", (entry) => (seen.lcp = entry.startTime));
each("layout-shift", (entry) => (seen.cls += entry.hadRecentInput ? 0 : entry.value));
each("paint", (entry) => entry.name === "first-contentful-paint" && (seen.fcp = entry.startTime));
each("longtask", (entry) => seen.long.push([entry.startTime, entry.duration]));
"""
OWN_SCRIPT = """performance.getEntriesByType("resource").filter((entry) => entry.name.includes("/static/js/"))
  .reduce((sum, entry) => sum + entry.encodedBodySize, 0)"""


@dataclass
class Load:
    """What one load of a page cost: bytes over the wire by address, bytes of our own script, and milliseconds."""

    sizes: dict[str, int] = field(default_factory=dict)
    script: int = 0
    lcp: float = 0
    cls: float = 0
    blocking: float = 0

    @property
    def kb(self) -> float:
        """All of it."""
        return sum(self.sizes.values()) / KB


class Goals:
    """Holds figures against their goals, and remembers what missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def most(self, what: str, figure: float, goal: float, form: str = "{:.1f}") -> str:
        """The figure for the table, with a mark if it is beyond the goal."""
        said = form.format(figure)
        if figure <= goal:
            return said
        self.missed.append(f"{what}: {said}, goal: at most {goal}")
        return f"{said} !"


@contextmanager
def opened(browser: Browser, server: Server, cookies: list[Any]) -> Iterator[Page]:
    """A page of a browser that has nothing, but these cookies."""
    context = browser.new_context(base_url=server.address, **PHONE)
    context.add_init_script(WATCH)
    context.add_cookies(cookies)
    try:
        yield context.new_page()
    finally:
        context.close()


def signed_in(browser: Browser, server: Server) -> list[Any]:
    """The cookies of the invented person's open visit."""
    name, passphrase = server.invented_person()
    with opened(browser, server, []) as page:
        page.goto("/n/unlock/")
        unlock(page, name, passphrase)
        page.wait_for_url("**/n/")
        return page.context.cookies()


def watched(page: Page, path: str) -> Load:
    """What this page costs from here, until nothing has happened for a while."""
    load, addresses = Load(), {}
    line = page.context.new_cdp_session(page)
    line.on("Network.responseReceived", lambda said: addresses.update({said["requestId"]: said["response"]["url"]}))

    def arrived(said: dict[str, Any]) -> None:
        if said["encodedDataLength"]:  # 0: the browser had it
            load.sizes[addresses[said["requestId"]]] = int(said["encodedDataLength"])

    line.on("Network.loadingFinished", arrived)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(path, wait_until="networkidle")
    page.wait_for_timeout(1000)
    seen = page.evaluate("seen")
    load.script, load.lcp, load.cls = page.evaluate(OWN_SCRIPT), seen["lcp"], seen["cls"]
    # A long task counts from the first paint on, and only what it takes beyond 50 ms.
    load.blocking = sum(max(0, min(long, start + long - seen["fcp"]) - 50) for start, long in seen["long"])
    return load


def jumps(page: Page, path: str) -> float:
    """How far things jump when the scripts come long after the page."""
    held: list[Any] = []
    page.route(re.compile(r"\.js$"), lambda route: held.append(route))
    page.goto(path, wait_until="commit")
    page.locator("footer").wait_for(state="attached")
    page.wait_for_timeout(500)
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    return float(page.evaluate("seen.cls"))


def measure(browser: Browser, server: Server, goals: Goals) -> None:
    """A line for each view, and what its first load is made of."""
    inside = signed_in(browser, server)
    print(f"{'':42}{'KB':>8}{'answers':>9}{'again KB':>10}{'script KB':>11}{'LCP ms':>8}{'CLS':>8}{'blocking ms':>13}")
    for kind, most in (("public", PUBLIC), ("private", PRIVATE)):
        answers = ANSWERS if kind == "public" else ""
        print(f"{f'goal, {kind}: at most':42}{most:>8}{answers:>9}{AGAIN:>10}{SCRIPT:>11}{LCP:>8}{0:>8}{BLOCKING:>13}")
    for path in (*READ, *DOORS, *INSIDE):
        fresh = partial(opened, browser, server, inside if path in INSIDE else [])
        loads = []
        for _ in range(LOADS):
            with fresh() as page:
                loads.append(watched(page, path))
        with fresh() as page:
            page.goto("/guides/" if path in READ else "/n/plan/", wait_until="networkidle")
            again = watched(page, path)
        with fresh() as page:
            worst = max(jumps(page, path), *(load.cls for load in loads))
        print(_row(path, loads, again, worst, goals))
        _parts(loads[-1])


def _row(path: str, loads: list[Load], again: Load, worst: float, goals: Goals) -> str:
    first, most = loads[-1], goals.most
    if path in READ and any("htmx" in address for address in first.sizes):
        goals.missed.append(f"{path} loads htmx")
    lcp, blocking = min(load.lcp for load in loads), min(load.blocking for load in loads)
    return (
        f"{path:42}{most(f'{path} KB', first.kb, PUBLIC if path in READ else PRIVATE):>8}"
        f"{most(f'{path} answers', len(first.sizes), ANSWERS if path in READ else 99, '{:.0f}'):>9}"
        f"{most(f'{path} again, KB', again.kb, AGAIN):>10}"
        f"{most(f'{path} script, KB', first.script / KB, SCRIPT, '{:.2f}'):>11}"
        f"{most(f'{path} LCP, ms', lcp, LCP, '{:.0f}'):>8}"
        f"{most(f'{path} CLS', worst, JUMPS, '{:.3f}'):>8}"
        f"{most(f'{path} blocking, ms', blocking, BLOCKING, '{:.0f}'):>13}"
    )


def _parts(load: Load) -> None:
    parts = [(size, address.rpartition("/")[2] or "the page") for address, size in load.sizes.items()]
    print("    " + ", ".join(f"{size} {name}" for size, name in sorted(parts, reverse=True)))


def lighthouse(server: Server, folder: Path, browser: str, goals: Goals) -> None:
    """What Lighthouse says of the pages that need no visit: the best of its runs."""
    print(f"\n{'Lighthouse':42}{'performance':>12}{'accessibility':>15}{'LCP ms':>8}{'CLS':>8}{'blocking ms':>13}")
    print(f"{'goal: at least, then at most':42}{PERFORMANCE:>12}{ACCESSIBILITY:>15}{LCP:>8}{0:>8}{BLOCKING:>13}")
    for path in (*READ, *DOORS):
        runs = [run for run in (_lighthouse(server.address + path, folder, browser) for _ in range(SCORES)) if run]
        if not runs:
            goals.missed.append(f"{path} has no score: Lighthouse failed {SCORES} times")
            continue
        best = max(runs, key=lambda run: (run["performance"], -run[AUDITS[2]]))
        for name, least in (("performance", PERFORMANCE), ("accessibility", ACCESSIBILITY)):
            if best[name] < least:
                goals.missed.append(f"{path} {name}: {best[name]:.0f}, goal: at least {least}")
        lcp, cls, blocking = best[AUDITS[0]], max(run[AUDITS[1]] for run in runs), best[AUDITS[2]]
        print(
            f"{path:42}{best['performance']:>12.0f}{best['accessibility']:>15.0f}"
            f"{goals.most(f'{path} LCP by Lighthouse, ms', lcp, LCP, '{:.0f}'):>8}"
            f"{goals.most(f'{path} CLS by Lighthouse', cls, JUMPS, '{:.3f}'):>8}"
            f"{goals.most(f'{path} blocking by Lighthouse, ms', blocking, BLOCKING, '{:.0f}'):>13}"
        )


def _lighthouse(address: str, folder: Path, browser: str) -> dict[str, float]:
    """Scores and audits by name; nothing if Lighthouse failed, whose reason then stands on the terminal."""
    modules = folder / "node_modules"
    command: list[Path | str] = [modules / "node/bin/node", modules / "lighthouse/cli/index.js", address]
    command += [
        "--output=json",
        "--quiet",
        "--only-categories=performance,accessibility",
        "--chrome-flags=--headless=new --no-sandbox",
    ]
    done = subprocess.run(command, env={**os.environ, "CHROME_PATH": browser}, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        return {}
    said = json.loads(done.stdout)
    scores = {name: 100 * category["score"] for name, category in said["categories"].items()}
    return scores | {name: said["audits"][name]["numericValue"] for name in AUDITS}


def main() -> None:
    asked = argparse.ArgumentParser(description="What a page weighs and how soon it stands.")
    asked.add_argument("--lighthouse", type=Path, metavar="FOLDER", help="an npm folder with node and lighthouse")
    folder = asked.parse_args().lighthouse
    goals, server = Goals(), Server()
    try:
        server.start()
        with sync_playwright() as drive:
            browser = drive.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            measure(browser, server, goals)
            browser.close()
        if folder:
            lighthouse(server, folder, chromium(), goals)
    finally:
        server.end()
    load, processors = os.getloadavg()[0], os.cpu_count()
    print(f"\nload {load:.1f} on {processors} processors: above their number, times say more of the load")
    print(*("", "goals missed:", *goals.missed) if goals.missed else ("", "every goal is reached"), sep="\n")
    sys.exit(bool(goals.missed))


if __name__ == "__main__":
    main()
