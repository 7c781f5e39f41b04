"""The helper process that draws papers: `python -m journal.doing.press_helper`, started by journal.doing.press alone.

It imports WeasyPrint and nothing of Django or of our settings, draws one page to warm up, and then forks once for each
paper, so that the limits count for that paper alone. HTML comes in and PDF goes out through pipes, with a length before
each; nothing that a person wrote touches the disk. It ends when the web worker is gone, or after ten idle minutes.

Forking is safe only while a process has a single thread. Newer versions of Pango keep one of their own (Debian 13), and
on macOS it is never safe. There the helper draws a single paper by itself and ends; the press starts the next one in
advance, so that it is warm when a paper comes. `--once` asks for that.
"""

import gc
import json
import math
import os
import re
import resource
import select
import shutil
import signal
import struct
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

FOLDER = "press-"  # then the helper's number: where it unpacks our fonts
READY, READY_ONCE, PAPER, MISSING, TOO_SLOW, TOO_LONG, FAILED = b"R", b"O", b"P", b"M", b"S", b"L", b"F"
LENGTH = struct.Struct(">I")
IDLE_SECONDS, WALL_SECONDS, CPU_SECONDS = 600.0, 30.0, 20
MEMORY_BYTES = 1 << 30

STATIC = Path(__file__).resolve().parents[2] / "static"
HERE = "press:/fonts/"
FONTS = {HERE + name: STATIC / "fonts" / name for name in ("atkinson-hyperlegible-next.woff2", "literata.woff2")}
SIZES = {"a4": "A4", "letter": "letter"}
# A paper with a number of pages is set as large as fits, and never smaller than the style sheet lets it be (8.4 pt).
FITS = (1.0, 0.97, 0.94, 0.91, 0.85, 0.75, 0.65, 0.56)
HOPELESS = 4  # pages too many: the smallest of these sizes holds three times the largest
ENDED_TOO_LONG = 3  # how a process ends whose paper has too many pages
WARM_UP = "<!doctype html><html lang=en><title>Notes</title><body class=sheet><h1>Notes</h1><p>A <b>first</b> page.</p>"


class TooLong(Exception):
    """It has more pages than it may have."""


class Hangup(Exception):
    """The web worker is gone."""


def readable(pipes: tuple[int, ...], seconds: float | None) -> list[int]:
    """Those of the pipes that have something to read or have closed; none after `seconds`."""
    poll = select.poll()  # not select(), which knows no file number above 1,023
    for pipe in pipes:
        poll.register(pipe, select.POLLIN)
    return [pipe for pipe, _ in poll.poll(None if seconds is None else max(0.0, seconds) * 1000)]


def read_exactly(source: int, size: int, deadline: float | None = None) -> bytes:
    """`size` bytes from a pipe. Raises Hangup at its end, TimeoutError at the deadline (of time.monotonic)."""
    parts = []
    while size:
        if not readable((source,), None if deadline is None else deadline - time.monotonic()):
            raise TimeoutError
        part = os.read(source, min(size, 1 << 16))
        if not part:
            raise Hangup
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def write_all(target: int, data: bytes) -> None:
    """All of `data` into a pipe. Raises BrokenPipeError when nobody reads it."""
    view = memoryview(data)
    while view:
        view = view[os.write(target, view) :]


def framed(status: bytes, payload: bytes = b"") -> bytes:
    """An answer as it goes through the pipe: what it is, how long, and the bytes."""
    return status + LENGTH.pack(len(payload)) + payload


def limits() -> None:
    """Bind this process to what one paper may take. Never called in a process that is kept: CPU time adds up."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    spent = math.ceil(time.process_time())  # warming up is not the paper's
    resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU_SECONDS, spent + CPU_SECONDS + 1))
    if sys.platform != "darwin":  # where it does nothing but complain
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def give_way() -> None:
    """Let web pages go first: two papers would keep two processors busy for seconds.

    Linux weighs sessions against each other where it can, and then the niceness of one process in its own says nothing.
    """
    os.nice(10)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text("10")


class Drawing:
    """WeasyPrint with our style sheet and fonts, warmed up. Raises ImportError or OSError where a part is missing."""

    def __init__(self) -> None:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        self.fonts, self.fetcher = FontConfiguration(), only_fonts()

        def style(text: str) -> object:
            return CSS(string=text, base_url=HERE, font_config=self.fonts, url_fetcher=self.fetcher)

        text = (STATIC / "css" / "paper.css").read_text(encoding="utf-8")
        self.look = style(text.replace("../fonts/", HERE))
        self.sizes = {paper: style(f"@page {{ size: {name}; margin-bottom: 9mm }}") for paper, name in SIZES.items()}
        self.fits = [style(f".sheet {{ --fit: {fit} !important }}") for fit in FITS]
        self({"html": WARM_UP, "paper": "a4", "most": 0})

    def __call__(self, job: dict[str, Any]) -> bytes:
        """The PDF of one job. Raises TooLong if it has more pages than the job wants at most."""
        from weasyprint import HTML

        html = HTML(string=job["html"], url_fetcher=self.fetcher)
        for fit in self.fits:
            styles = [self.look, self.sizes[job["paper"]], fit]
            document = html.render(font_config=self.fonts, stylesheets=styles, pdf_variant="pdf/ua-1")
            more = len(document.pages) - job["most"] if job["most"] else 0
            if more <= 0 or more >= HOPELESS:
                break
        if more > 0:
            raise TooLong
        document.metadata = unsigned(document.metadata.lang)
        pdf: bytes = document.write_pdf(
            pdf_variant="pdf/ua-1",
            pdf_identifier=b"notes",  # the same words give the same bytes
            finisher=lambda _, made: made.info.pop("Producer", None),
        )
        return pdf


def only_fonts() -> object:
    """A fetcher that serves our own fonts by name and stops the paper at anything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OnlyFonts(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        def fetch(self, url: str, headers: object = None) -> object:
            if url not in FONTS:
                raise FatalURLFetchingError("A paper fetches nothing.")
            return URLFetcherResponse(url, FONTS[url].read_bytes())

    return OnlyFonts()


def unsigned(lang: str | None) -> object:
    """What a paper says about itself: a neutral title and its language, not the program that made it."""
    from weasyprint.document import DocumentMetadata

    class Unsigned(DocumentMetadata):  # type: ignore[misc]  # as above
        def generate_rdf_metadata(self, *about: Any) -> bytes:
            made: bytes = super().generate_rdf_metadata(*about)
            return re.sub(rb'(?s)<pdf:Producer>.*?</pdf:Producer>|pdf:Producer="[^"]*"', b"", made)

    return Unsigned(title="Notes", lang=lang)


def in_child(draw: Drawing, job: dict[str, Any], source: int, target: int) -> bytes:
    """The answer to one job, drawn in a fork of its own. Raises Hangup if the web worker goes away meanwhile."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            # The worker must hear at once when the helper dies, so its pipes do not live on in here.
            for inherited in (read, source, target):
                os.close(inherited)
            limits()
            write_all(write, draw(job))
            os._exit(0)
        except TooLong:
            os._exit(ENDED_TOO_LONG)
        finally:
            os._exit(1)
    os.close(write)
    try:
        pdf = until_the_end(read, source, time.monotonic() + WALL_SECONDS)
    except (TimeoutError, Hangup) as error:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if isinstance(error, Hangup):
            raise
        return framed(TOO_SLOW)
    finally:
        os.close(read)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    wrong = framed({-signal.SIGXCPU: TOO_SLOW, ENDED_TOO_LONG: TOO_LONG}.get(ended, FAILED))
    return framed(PAPER, pdf) if ended == 0 else wrong


def until_the_end(read: int, source: int, deadline: float) -> bytes:
    """Everything the child writes. Raises TimeoutError at the deadline, Hangup if `source` closes first."""
    parts: list[bytes] = []
    while True:
        ready = readable((read, source), deadline - time.monotonic())
        if source in ready:  # a worker waits for its answer before it asks again: this can only be its end
            raise Hangup
        if not ready:
            raise TimeoutError
        part = os.read(read, 1 << 16)
        if not part:
            return b"".join(parts)
        parts.append(part)


def may_fork() -> bool:
    """Whether a child of this process can draw: nobody else is at work in here, whose locks it would inherit."""
    return sys.platform == "linux" and len([*Path("/proc/self/task").iterdir()]) == 1


def alone(draw: Drawing, job: dict[str, Any], source: int) -> bytes:
    """The answer to one job, drawn in this process, which ends afterwards; by a signal where it takes too long."""
    limits()
    signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)
    done = threading.Event()
    threading.Thread(target=end_with, args=(source, done), daemon=True).start()
    try:
        return framed(PAPER, draw(job))
    except BaseException as error:  # whatever it was: the worker gets an answer, and no words of the paper in it
        return framed(TOO_LONG if isinstance(error, TooLong) else FAILED)
    finally:
        done.set()


def end_with(source: int, done: threading.Event) -> None:
    """End this process when the web worker goes away while the paper is drawn."""
    readable((source,), None)  # a worker waits for its answer before it asks again: this can only be its end
    if not done.is_set():
        os.kill(os.getpid(), signal.SIGTERM)


def main(*, once: bool = False, idle: float = IDLE_SECONDS) -> None:
    """Answer jobs from standard input until it closes, or until nothing came for `idle` seconds."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    sweep()
    give_way()
    with tempfile.TemporaryDirectory(prefix=f"{FOLDER}{os.getpid()}-") as folder:
        tempfile.tempdir = folder  # WeasyPrint unpacks our fonts into a file; nothing else is written
        serve(once=once, idle=idle)


def sweep() -> None:
    """Remove the folders of helpers that are gone: one that is killed takes nothing along."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*-*"):
        number = folder.name.removeprefix(FOLDER).partition("-")[0]
        if not number.isdigit() or folder.is_symlink():
            continue
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (OSError, OverflowError):
            continue  # somebody else's


def serve(*, once: bool, idle: float) -> None:
    """Say what is missing, or that the press is ready, and answer jobs."""
    source, target = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)  # a library that prints must not print into the answers
    os.environ["SOURCE_DATE_EPOCH"] = "0"  # or the fonts inside a paper say to the second when it was drawn
    gc.disable()  # a paper is drawn a quarter faster, and its process is short
    try:
        draw = Drawing()
    except (ImportError, OSError) as error:
        write_all(target, framed(MISSING, str(error).encode()[:500]))
        return
    gc.collect()
    gc.freeze()
    once = once or not may_fork()
    write_all(target, framed(READY_ONCE if once else READY))
    while readable((source,), idle):
        try:
            (size,) = LENGTH.unpack(read_exactly(source, LENGTH.size))
            job = json.loads(read_exactly(source, size))
            write_all(target, alone(draw, job, source) if once else in_child(draw, job, source, target))
        except (Hangup, BrokenPipeError):
            return
        if once:
            return


if __name__ == "__main__":
    main(once="--once" in sys.argv[1:])
