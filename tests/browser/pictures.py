"""Pictures of every view in every look, and sheets of small ones, to be looked at as a stranger would. Nothing gates.

usage: python -m tests.browser.pictures [FOLDER]      (./run pictures [FOLDER]; var/pictures if none is named)

In the folder: index.html with a row for each view and a column for each look; sheet-*.png, all views in one look, the
first screen of each; and every picture by itself, as long as its page.
"""

import html
import itertools
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.servers import chromium
from tests.browser import states, views
from tests.browser.conftest import ROOT, Server
from tests.browser.reader import evening_zone, press, unlock
from tests.everything import OURS

PLAIN = {"color_scheme": "light", "forced_colors": "none"}
SIZES = {320: 640, 390: 844, 768: 1024, 1280: 900}  # px wide: px high
LOOKS: dict[str, tuple[int, dict[str, Any]]] = {
    f"{wide}-{scheme}": (wide, {**PLAIN, "color_scheme": scheme}) for wide in SIZES for scheme in ("light", "dark")
}
LOOKS["390-forced"] = (390, {"color_scheme": "dark", "forced_colors": "active"})
LOOKS["320-twice"] = (320, PLAIN)  # text at 200 %
TALLEST = 16_000  # px; Chromium draws nothing below 16,384
TEXT_SIZE = "size => document.documentElement.style.fontSize = size"
COLUMNS = {320: 12, 390: 12, 768: 8, 1280: 6}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>
body {{ margin: 16px; font: 13px/1.3 sans-serif; color: #222; background: #ccc; }}
a {{ color: inherit; }} h1 {{ font-size: 16px; }} p {{ margin: 0 0 4px; overflow-wrap: anywhere; }}
table {{ border-spacing: 8px; }} th, td {{ text-align: start; vertical-align: top; }} th {{ max-width: 160px; }}
.grid {{ display: grid; gap: 12px 8px; grid-template-columns: repeat({columns}, {wide}px); }}
img {{ display: block; width: {wide}px; height: {high}px; object-fit: cover; object-position: top; background: #fff; }}
</style><h1>{title}</h1>{body}</html>"""


@dataclass
class Album:
    """A folder of pictures: shown[view] is the name of its files, without the look."""

    folder: Path
    shown: dict[str, str] = field(default_factory=dict)
    papers: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def take(self, name: str, page: Page) -> None:
        """The open page in every look; afterwards it looks as before."""
        before, short = page.viewport_size, name.lower().replace(".html", "")
        file = f"{len(self.shown) + 1:02}-{re.sub(r'[^a-z0-9]+', '-', short)[:48]}"
        for look, (wide, media) in LOOKS.items():
            page.set_viewport_size({"width": wide, "height": SIZES[wide]})
            page.emulate_media(**media)
            page.evaluate(TEXT_SIZE, "200%" if look.endswith("twice") else "")
            page.evaluate("scrollTo(0, 0)")
            high = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            whole = {"x": 0, "y": 0, "width": wide, "height": max(high, SIZES[wide])}
            page.screenshot(path=self.folder / f"{file}-{look}.png", full_page=True, clip=whole)
        page.evaluate(TEXT_SIZE, "")
        page.emulate_media(**PLAIN)
        page.set_viewport_size(before)
        self.shown[name] = file

    def take_all(self, walk: Callable[[Page], Iterator[views.View]], page: Page) -> None:
        """Everything that is seen on one way. A way that goes no further is named in the end; the others are gone."""
        try:
            for name, at in walk(page):
                self.take(name, at)
        except Exception as problem:  # whatever it is, the other pictures are worth having
            said = next(iter(str(problem).splitlines()), "")
            self.missing.append(f"{walk}: {type(problem).__name__}: {said}")

    def take_paper(self, name: str, page: Page) -> None:
        """The PDF behind the button of the open page, as it comes out of a printer."""
        with page.expect_download() as waiting:
            press(page, "Get the page")
        to = self.folder / f"paper-{name}"
        subprocess.run(["pdftoppm", "-r", "80", "-png", waiting.value.path(), to], check=True)
        self.papers += sorted(path.name for path in self.folder.glob(f"{to.name}-*.png"))

    def bind(self, browser: Browser) -> list[Path]:
        """Write the index, and the sheets, which the browser draws; where they are."""
        page = browser.new_page()
        drawn = [self._sheet(page, look, wide) for look, (wide, _media) in LOOKS.items()]
        papers = "".join(f'<a href="{file}"><img src="{file}" alt=""></a>' for file in self.papers)
        paper = self._write("sheet-papers", f'<div class="grid">{papers}</div>', columns=4, wide=400, high=566)
        drawn.append(self._draw(page, paper))
        rows = "".join(
            f"<tr><th>{html.escape(name)}"
            + "".join(
                f'<td><a href="{file}-{look}.png"><img loading="lazy" src="{file}-{look}.png" alt=""></a>'
                for look in LOOKS
            )
            for name, file in self.shown.items()
        )
        head = "<tr><th>" + "".join(f"<th>{look}" for look in LOOKS)
        return [self._write("index", f"<table>{head}{rows}</table><p>{papers}", columns=1, wide=160, high=240), *drawn]

    def _sheet(self, page: Page, look: str, wide: int) -> Path:
        columns = COLUMNS[wide]
        small = 2100 // columns
        cells = "".join(
            f'<div><p>{html.escape(name)}</p><img src="{file}-{look}.png" alt=""></div>'
            for name, file in self.shown.items()
        )
        high = round(small * SIZES[wide] / wide)
        body = f'<div class="grid">{cells}</div>'
        return self._draw(page, self._write(f"sheet-{look}", body, columns=columns, wide=small, high=high))

    def _write(self, name: str, body: str, **sizes: int) -> Path:
        path = self.folder / f"{name}.html"
        path.write_text(PAGE.format(title=name, body=body, **sizes), encoding="utf-8")
        return path

    def _draw(self, page: Page, path: Path) -> Path:
        page.set_viewport_size({"width": 2300, "height": 900})
        page.goto(path.as_uri())
        page.screenshot(path=path.with_suffix(".png"), full_page=True)
        path.unlink()
        return path.with_suffix(".png")


def papers(album: Album, page: Page) -> None:
    """Every paper that the demo person can get, on A4 and Letter."""
    for name, address in {"first": "/n/sheet/first/", "next": "/n/sheet/next/", "plan": "/n/plan/"}.items():
        for size in ("a4", "letter"):
            page.goto(f"{address}paper/?paper={size}")
            album.take_paper(f"{name}-{size}", page)


_readers = itertools.count(1)


def new_page(browser: Browser, server: Server) -> Page:
    """A page of a fresh browser profile, as a phone in the evening."""
    context = browser.new_context(
        base_url=server.address,
        viewport={"width": 390, "height": SIZES[390]},
        timezone_id=evening_zone(),
        extra_http_headers={"X-Forwarded-For": f"10.0.1.{next(_readers)}"},
    )
    context.set_default_timeout(20_000)
    return context.new_page()


def fill(album: Album, browser: Browser, server: Server, developing: Server) -> None:
    """Take everything."""
    for walk in (states.public_pages, *views.BY_STRANGERS, states.wrong_words, states.nothing_yet, states.never_met):
        album.take_all(walk, new_page(browser, server))
    album.take_all(partial(views.unreadable, spoil=server.spoil_newest_record), new_page(browser, server))
    come = server.person_whose_day_has_come()
    album.take_all(partial(views.looked_again, name=come[0], passphrase=come[1]), new_page(browser, server))
    page = new_page(browser, server)
    page.goto("/n/unlock/")
    unlock(page, *server.invented_person())
    for walk in (states.private_pages, *views.BY_THE_SIGNED_IN, states.after_dark, states.no_room):
        album.take_all(walk, page)
    papers(album, page)
    album.take_all(states.the_door, page)
    album.take_all(states.design, new_page(browser, developing))


def main() -> int:
    if sys.argv[1:]:
        folder = Path(sys.argv[1])
    else:
        folder = ROOT / "var" / "pictures"
        folder.parent.mkdir(mode=0o700, exist_ok=True)  # as the server would make it: what is secret lies there too
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    for name in filter(OURS.match, list(os.environ)):
        del os.environ[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    album, started = Album(folder.resolve()), time.monotonic()
    server, developing = Server(), Server()
    developing.environment["CLEARING_DEBUG"] = "1"
    try:
        server.start()
        developing.start()
        with sync_playwright() as drive:
            browser = drive.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            fill(album, browser, server, developing)
            index, *sheets = album.bind(browser)
            browser.close()
    finally:
        server.end()
        developing.end()
    seconds, pictures = time.monotonic() - started, len(album.shown) * len(LOOKS)
    print(f"{len(album.shown)} views, {pictures} pictures, {len(album.papers)} papers, {seconds:.0f} s")
    print(f"{index}\n" + "\n".join(str(sheet) for sheet in sheets))
    print("".join(f"Not seen: {line}\n" for line in album.missing), end="")
    return 1 if album.missing else 0


if __name__ == "__main__":
    sys.exit(main())
