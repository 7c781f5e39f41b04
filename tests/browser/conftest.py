"""A real browser against the real server, the one that `./run` starts: granian, hashed static files, real cookies,
real costs.

CHROMIUM names the browser; otherwise one is looked for. Every browser profile comes from an address of its own, as
behind a proxy, so that the brakes on guessing and signing up see different people.
"""

import itertools
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing
from ipaddress import IPv4Address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from benchmarks.servers import chromium, free_port
from tests.browser.looking import remember
from tests.browser.reader import NOTHING_STORED, evening_zone, unlock

ROOT = Path(__file__).resolve().parents[2]
SIZES = {
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 900},
    "small": {"width": 320, "height": 640},
}
DAY_HAS_COME = """
from datetime import date, timedelta
from journal.access import accounts
from journal.pure import names
name, passphrase = names.new_name(), names.new_passphrase()
_, journal = accounts.sign_up(name, passphrase)
on, before = (str(date.today() - timedelta(days=days)) for days in (2, 90))
look = {"word": "on", "on": before, "who": "Ana", "did": "I slept again.", "know": "They said: not now."}
journal.put("review", before, {"looks": [look]})
journal.put("review", "current", {"signs": ["I sleep five hours."], "on": on, "who": "Ana", "days": [before]})
print(name, passphrase, sep="\\n")
"""


class Server:
    """Our server on a data folder and a port of its own. It can be killed, and started again on what it had saved."""

    def __init__(self):
        self.folder, self.port = Path(tempfile.mkdtemp(prefix="clearing-browser-")), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = self.folder / "log"

        self.environment = {
            **os.environ,
            "CLEARING_DATA": str(self.folder),
            "CLEARING_LEAVE_TO": f"{self.address}/up/",
            "CLEARING_PROXIES": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }

    def start(self):
        command = [sys.executable, "manage.py", "serve", "--no-papers", "--port", str(self.port), "--workers", "2"]
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=said, stderr=said, start_new_session=True
            )
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.address}/up/", timeout=1).read()
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.1)
            else:
                return
        raise AssertionError(self.log.read_text())

    def invented_person(self) -> tuple[str, str]:
        """Name and passphrase of a person with sixty nights, as `./run demo` makes one."""
        command, environment = [sys.executable, "manage.py", "demo"], {**self.environment, "CLEARING_DEBUG": "1"}
        said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
        found = re.search(r"^Name: (.+)\nPassphrase: (.+)$", said, re.M)
        assert found, said
        return found[1], found[2]

    def person_whose_day_has_come(self) -> tuple[str, str]:
        """Name and passphrase of a person whose day to look again was the day before yesterday: no page takes such."""
        made = [sys.executable, "manage.py", "shell", "--no-imports", "-c", DAY_HAS_COME]
        said = subprocess.run(made, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True).stdout
        name, passphrase = said.strip().splitlines()[-2:]
        return name, passphrase

    def spoil_newest_record(self) -> None:
        """Break the record that was written last, as a bad disk would."""
        newest = "SELECT max(rowid) FROM journal_record"
        with closing(sqlite3.connect(self.folder / "db" / "clearing.sqlite3")) as database, database:
            database.execute(f"UPDATE journal_record SET sealed = zeroblob(length(sealed)) WHERE rowid = ({newest})")

    def stop(self, how: int = signal.SIGTERM):
        if self.process.poll() is None:
            os.killpg(self.process.pid, how)
        self.process.wait(20)

    def end(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    # Letters that are fitted to the screen's dots stand apart on paper, and words cannot be read back from it.
    hints = ["--no-sandbox", "--font-render-hinting=none"]
    return {**browser_type_launch_args, "executable_path": chromium(), "args": hints}


@pytest.fixture(scope="session")
def server():
    """A server for this test process, with nobody in it at first."""
    server = Server()
    try:
        server.start()
        yield server
    finally:
        server.end()


@pytest.fixture
def own_server():
    """A server for one test alone, which may kill it."""
    server = Server()
    try:
        server.start()
        yield server
    finally:
        server.end()


@pytest.fixture(scope="module")
def signed_in(server, browser):
    """The cookies of a person with sixty nights, whose notes are open."""
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    page.goto("/n/unlock/")
    unlock(page, *server.invented_person())
    expect(page.get_by_text("Your path")).to_be_visible()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def may_say():
    """What the console may say in this test; a test adds to it. All of it Chromium and htmx say by themselves: a
    save was refused, Leave cleared what it clears, a passphrase is asked for once more without the name (which need
    not stand on a screen), and the page that Leave leads to in tests is bare and has no icon.
    """
    return [
        *(f"{words} {status}" for words in ("status of", "Error Code") for status in (401, 409)),
        "Clear-Site-Data header on",
        "Password forms should have (optionally hidden) username fields",
        "/favicon.ico",
    ]


_readers = map(IPv4Address, itertools.count(int(IPv4Address("10.0.0.1"))))


@pytest.fixture
def open_page(browser, request, may_say):
    """Opens a page of a fresh browser profile: open_page(script=True, size="phone").

    In the end the console must have been silent, no request may have gone to anyone else, no public page may have set
    a cookie, and nothing may be left in the browser but the three cookies of an open journal.
    """
    contexts, said, answers = [], [], []

    def open_one(
        *, script: bool = True, size: str | dict[str, int] = "phone", scheme: str = "light", server: str = "", **more
    ):
        where = server or request.getfixturevalue("server").address
        context = browser.new_context(
            java_script_enabled=script,
            viewport=SIZES[size] if isinstance(size, str) else size,
            color_scheme=scheme,
            base_url=where,
            accept_downloads=True,
            timezone_id=more.pop("timezone_id", evening_zone()),
            extra_http_headers={"X-Forwarded-For": str(next(_readers))},
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        context.on("page", remember)
        context.on("console", lambda message: said.append(f"{message.text} {message.location['url']}"))
        context.on("weberror", lambda error: said.append(str(error.error)))
        context.on("request", lambda request: _own(request.url, where, said))
        context.on("response", lambda response: _public(response) and answers.append(response))
        return context.new_page()

    yield open_one
    for answer in answers:
        if answer.frame.page.is_closed():
            continue  # its headers are gone with it
        headers = answer.all_headers()
        if "set-cookie" in headers or "cookie" in headers.get("vary", "").lower():
            said.append(f"{answer.url} set a cookie or varies by it")
    for context in contexts:
        said += left_behind(context)
        context.close()
    assert not [line for line in said if not any(words in line for words in may_say)]


def left_behind(context: BrowserContext) -> list[str]:
    """What a person leaves in this browser profile and should not."""
    left = [f"A cookie: {one['name']}" for one in context.cookies() if one["name"] not in ("sid", "key", "form")]
    for page in context.pages:
        if not page.url.startswith("http"):
            continue
        stored = page.evaluate(NOTHING_STORED)
        if any(stored):
            left.append(f"Left in the browser by {page.url}: {stored}")
    return left


def _own(url: str, address: str, said: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        said.append(f"A request went to {url}")


def _public(response) -> bool:
    path = urlsplit(response.url).path
    return response.request.is_navigation_request() and not path.startswith(("/n/", "/leave/"))
