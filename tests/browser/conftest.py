"""A real browser against the real server, the one that `./run` starts: granian, hashed static files, real cookies,
real costs.

CHROMIUM names the browser; otherwise Debian's is looked for.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from benchmarks.servers import free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert found, "There is no Chromium. `./run test` installs it on Debian; elsewhere name one in CHROMIUM."
    return {**browser_type_launch_args, "executable_path": found, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def address():
    """The address of a server with an empty database, for this test process."""
    folder, port = tempfile.mkdtemp(prefix="clearing-browser-"), free_port()
    environment = {**os.environ, "CLEARING_DATA": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment["CLEARING_LEAVE_TO"] = f"http://127.0.0.1:{port}/up/"
    log = Path(folder) / "log"
    with log.open("wb") as said:
        command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "2"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said, start_new_session=True)
    try:
        where = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{where}/up/", timeout=1).read()
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
        else:
            raise AssertionError(log.read_text())
        yield where
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


@pytest.fixture
def open_page(browser, address):
    """Opens a page of a fresh browser profile: open_page(script=True, size="phone"). The console must stay silent."""
    contexts, said = [], []

    def open_one(*, script: bool = True, size: str = "phone", scheme: str = "light"):
        context = browser.new_context(
            java_script_enabled=script,
            viewport=SIZES[size],
            color_scheme=scheme,
            base_url=address,
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: _own(request.url, address, said))
        page.set_default_timeout(15_000)
        return page

    yield open_one
    for context in contexts:
        context.close()
    # A refused or locked save is an answer that the tests ask for; Chromium says so in the console by itself.
    assert not [line for line in said if "status of 401" not in line], said


def _own(url: str, address: str, said: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        said.append(f"A request went to {url}")
