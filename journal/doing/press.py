"""HTML in, PDF out. The drawing happens in a helper process, so that a paper can take no more than its limits.

Each web worker has one helper, started with its first paper. Whatever happens to it, the next paper gets a new one.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Literal

from journal.doing import press_helper as helper
from journal.pure import signs

COMMAND = [sys.executable, "-m", "journal.doing.press_helper"]
ROOT = Path(__file__).resolve().parents[2]
KEPT_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "XDG_CACHE_HOME", "DYLD_FALLBACK_LIBRARY_PATH")
TURN_SECONDS = 3.0  # how long a second paper waits for the first
START_SECONDS = 60.0
ANSWER_SECONDS = helper.WALL_SECONDS + 5.0
OVER_TIME = (-signal.SIGXCPU, -signal.SIGALRM)  # what ends a helper that draws by itself
INSTALL = (
    "On Debian or Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
    "On a Mac: brew install pango."
)


class PressMissing(Exception):
    """WeasyPrint, or Pango below it, is not on this machine. The message says what to install."""


class PressTooSlow(Exception):
    """The paper took more time than one paper may."""


class PressFailed(Exception):
    """The paper could not be drawn, or not within its pages or one paper's memory."""


class PressTooLong(PressFailed):
    """The paper has more pages than it may have, in the smallest letters that it may be set in."""


class PressBusy(Exception):
    """Another paper of this web worker is being drawn."""


class _Gone(Exception):
    """The helper ended without an answer."""


class Press:
    """One helper process and the turn to use it."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.draws_once: bool | None = None  # None: the helper has not said yet that it is ready

    def render(self, html: str, *, paper: Literal["a4", "letter"], most: int = 0) -> bytes:
        """The PDF of a whole HTML document. See render() of this module."""
        job = json.dumps({"html": html, "paper": paper, "most": most}).encode()
        if not self.turn.acquire(timeout=TURN_SECONDS):
            raise PressBusy
        try:
            try:
                return self._ask(job)
            except _Gone:  # it had ended, or was ended, since the last paper
                return self._ask(job)
        except _Gone as error:
            raise PressFailed from error
        finally:
            self.turn.release()

    def stop(self) -> None:
        """End the helper, if there is one."""
        process, self.process, self.draws_once = self.process, None, None
        if process is None:
            return
        try:
            self._end(process)
        finally:
            helper.sweep()

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin
        assert process.stdout
        process.stdin.close()
        process.stdout.close()
        try:
            process.wait(timeout=1)  # a helper that is well ends by itself when its pipe closes
        except subprocess.TimeoutExpired:
            process.terminate()  # one that still warms up hears this, and takes its folder of fonts along
        try:
            process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # its session: the child that draws goes with it
            process.wait()

    def _ask(self, job: bytes) -> bytes:
        process = self.process or self._start()
        if self.draws_once is None:
            self._wait(process)
        try:
            self._send(process, helper.LENGTH.pack(len(job)) + job)
            status, payload = self._answer(process, ANSWER_SECONDS)
        except _Gone as error:
            slow = self.draws_once and process.wait() in OVER_TIME
            self.stop()
            raise (PressTooSlow if slow else _Gone) from error
        except BaseException:
            self.stop()
            raise
        if self.draws_once:
            self.stop()
            self._start()  # the next one warms up meanwhile
        if status == helper.TOO_SLOW:
            raise PressTooSlow
        if status == helper.TOO_LONG:
            raise PressTooLong
        if status != helper.PAPER:
            raise PressFailed
        return payload

    def _start(self) -> subprocess.Popen[bytes]:
        self.process = process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a complaint about a paper could carry its words
            cwd=ROOT,
            env={name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ} | {"PYTHONHASHSEED": "0"},
            start_new_session=True,
        )
        return process

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until the helper is warm. Raises PressMissing if it cannot be."""
        try:
            status, reason = self._answer(process, START_SECONDS)
        except BaseException:
            self.stop()
            raise
        if status not in (helper.READY, helper.READY_ONCE):
            self.stop()
            raise PressMissing(f"{INSTALL} ({reason.decode(errors='replace')})")
        self.draws_once = status == helper.READY_ONCE

    def _send(self, process: subprocess.Popen[bytes], data: bytes) -> None:
        assert process.stdin
        try:
            helper.write_all(process.stdin.fileno(), data)
        except BrokenPipeError as error:
            raise _Gone from error

    def _answer(self, process: subprocess.Popen[bytes], seconds: float) -> tuple[bytes, bytes]:
        assert process.stdout
        source, deadline = process.stdout.fileno(), time.monotonic() + seconds
        try:
            head = helper.read_exactly(source, 1 + helper.LENGTH.size, deadline)
            (size,) = helper.LENGTH.unpack(head[1:])
            return head[:1], helper.read_exactly(source, size, deadline)
        except helper.Hangup as error:
            raise _Gone from error
        except TimeoutError as error:
            raise PressTooSlow from error


_press = Press()
atexit.register(_press.stop)


def render(html: str, *, paper: Literal["a4", "letter"], most: int = 0) -> bytes:
    """The PDF of a whole HTML document, styled by static/css/paper.css, titled "Notes" whatever the HTML says.

    What our fonts lack is replaced, as journal.pure.signs says. paper: the page's size. most: set it as large as fits
    on so many pages, at most in the size of the style sheet, and at least in the size that can still be read; 0: it may
    go over as many as it needs.
    Raises PressMissing, PressTooSlow, PressTooLong, PressFailed, PressBusy.
    """
    return _press.render(signs.on_paper(html), paper=paper, most=most)


def stop() -> None:
    """End this worker's helper; the next paper starts a new one."""
    _press.stop()
