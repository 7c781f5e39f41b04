"""Draws the papers for everyone: once for an edition, one after the other, in a process that serves nobody."""

import hashlib
import os
import sys
import threading
import time
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections

from guides import papers
from guides.shelf import NothingPublished
from journal.doing import press, press_helper
from journal.pure import signs

PARTS = ("weasyprint", "pydyf", "fonttools")  # what else decides how the same HTML looks


def program() -> str:
    """A name for what draws papers: another one, and every paper is drawn anew."""
    digest, static = hashlib.sha256(), settings.BASE_DIR / "static"
    fonts = [static / "fonts" / name.rpartition("/")[2] for name in press_helper.FONTS]
    for path in (static / "css" / "paper.css", Path(str(press_helper.__file__)), Path(str(signs.__file__)), *fonts):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for part in PARTS:
        digest.update(metadata.version(part).encode())
    return digest.hexdigest()


def draw_missing() -> bool:
    """Draw every paper of what is published that is not kept yet, and say what was done or could not be. False where
    one is still missing in the end.
    """
    begun, drawn, failed = time.monotonic(), 0, []
    try:
        wanted = papers.missing(papers.wanted(program()))
        for number, paper in enumerate(wanted, start=1):
            if not papers.is_kept(paper):
                try:
                    pdf = press.render(paper.html, paper=paper.sheet, most=1 if paper.one_page else 0)
                except (press.PressFailed, press.PressTooSlow):
                    failed.append(f"{paper.kind} {paper.slug} {paper.size} ({paper.language})")
                    continue
                papers.keep(paper, pdf)
                drawn += 1
            count(f"Papers for everyone: {number} of {len(wanted)}")
    except press.PressMissing as error:
        say(f"Papers for everyone are not made. {error}")
        return False
    except papers.Superseded:
        say("Papers for everyone: other words were published meanwhile. Make them again: ./run manage papers")
        return False
    finally:
        press.stop()
    if failed:
        say(f"Papers that could not be drawn: {', '.join(failed)}")
    if drawn:
        say(f"Papers for everyone: {drawn} made in {time.monotonic() - begun:.0f} s")
    return not failed


def beside_the_server(server: int) -> None:
    """Draw what is missing while the server runs, and end with it; to be called in a process of its own.

    `server`: the reading end of a pipe whose other end only the server holds, so that it closes with the server however
    that ends.
    """
    os.nice(10)  # pages come first
    threading.Thread(target=_end_with, args=(server,), daemon=True).start()
    try:
        draw_missing()
    except (DatabaseError, NothingPublished) as problem:
        say(f"Papers for everyone are not made: {str(problem).strip().partition(chr(10))[0]}")
    finally:
        connections.close_all()


def say(text: str) -> None:
    """A line on the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def count(text: str) -> None:
    """One line that counts, where somebody looks on; a file would fill with it."""
    if sys.stdout.isatty():
        sys.stdout.write(f"{text}\r")
        sys.stdout.flush()


def _end_with(server: int) -> None:
    """End this process when the pipe closes. The helper of the press ends with it."""
    os.read(server, 1)
    os._exit(0)
