"""Servers for benchmarks: ours as `./run` starts it, and a bare Django with one view. All on 127.0.0.1, ended by their
own id.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port of 127.0.0.1 that nothing uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def chromium() -> str:
    """The browser: what CHROMIUM names, or the lightest that is installed. Raises FileNotFoundError."""
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise FileNotFoundError("There is no Chromium. ./run test installs it on Debian; elsewhere CHROMIUM names one.")
    return found


@contextmanager
def clearing(*, workers: int = 1) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Our server with an empty journal and the real words: its address, and its process."""
    folder = tempfile.mkdtemp(prefix="clearing-bench-")
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--no-papers", "--port", str(port), "--workers", str(workers)]
    try:
        with _running(command, {"CLEARING_DATA": folder}, port, "/up/") as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def clearing_with_person(*, workers: int = 1) -> Iterator[tuple[str, "Reader"]]:
    """Our server, and an invented person with sixty nights whose notes are open: its address, and their browser."""
    folder = tempfile.mkdtemp(prefix="clearing-bench-")
    port, data = free_port(), {"CLEARING_DATA": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", str(workers)]
    try:
        with _running(command, data, port, "/up/") as (address, _):
            more = {**os.environ, **data, "CLEARING_DEBUG": "1"}
            demo = [sys.executable, "manage.py", "demo"]
            said = subprocess.run(demo, cwd=ROOT, env=more, capture_output=True, text=True, check=True).stdout
            found = re.search(r"^Name: (.+)\nPassphrase: (.+)$", said, re.M)
            if found is None:
                raise RuntimeError(said)
            reader = Reader(address)
            reader.send("/n/unlock/", name=found[1], passphrase=found[2])
            yield address, reader
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Reader:
    """A browser without script: it keeps cookies, sends forms with their token, and follows redirects."""

    def __init__(self, address: str) -> None:
        self.address, self.cookies = address, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> bytes:
        """The answer. Raises HTTPError for any but a good one."""
        got: bytes = self.opener.open(self.address + path, timeout=120).read()
        return got

    def send(self, path: str, **fields: str) -> bytes:
        """The answer to a form, with the token of the page that it stands on."""
        if not any(cookie.name == "form" for cookie in self.cookies):
            self.get(path)
        token = next(str(cookie.value) for cookie in self.cookies if cookie.name == "form")
        sent = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        got: bytes = self.opener.open(self.address + path, sent, timeout=120).read()
        return got


@contextmanager
def bare(body: bytes, *, workers: int = 1) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A Django with no middleware and one view that returns `body`, on the same server with the same options."""
    port = free_port()
    with tempfile.NamedTemporaryFile(suffix=".html") as file:
        file.write(body)
        file.flush()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "benchmarks.bare:application"]
        command += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"]
        with _running(command, {"BARE_BODY": file.name}, port, "/") as running:
            yield running


@contextmanager
def _running(
    command: list[str], extra: dict[str, str], port: int, ready: str
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    environment = {**os.environ, **extra}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(address + ready, timeout=1).read()
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        else:
            raise RuntimeError("The server did not start within 30 seconds.")
        yield address, process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def requests_per_second(address: str, *, seconds: int) -> float:
    """What wrk measures with eight connections for so many seconds; wrk comes with `apt-get install wrk`."""
    if not shutil.which("wrk"):
        raise SystemExit("This needs wrk: apt-get install wrk")
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    errors = re.search(r"Non-2xx.*?(\d+)", said)
    if errors:
        raise RuntimeError(f"{errors[1]} answers were not 200")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if found is None:
        raise RuntimeError(said)
    return float(found[1])


def memory_mb(pid: int) -> list[float]:
    """Resident memory of a process and everything below it, in MB, largest first."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        status = Path(f"/proc/{one}/status").read_text()
        match = re.search(r"VmRSS:\s+(\d+)", status)
        if match:
            found.append(int(match[1]) / 1024)
        for task in Path(f"/proc/{one}/task").iterdir():
            waiting += [int(child) for child in (task / "children").read_text().split()]
    return sorted(found, reverse=True)
