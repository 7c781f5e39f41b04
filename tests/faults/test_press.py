"""Papers that take too much, helpers and workers that die: the next paper works, and nobody is left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from journal.doing import press

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PLAIN = '<!doctype html><html lang="en"><body class="sheet"><p>A page.</p>'
LONG = PLAIN + "<p>A paragraph of some words. </p>" * 2500

# A helper with small limits, and papers that ask for trouble by name. The limits and the forks are the real ones.
TROUBLE = """
import sys, time
from journal.doing import press_helper as helper
helper.CPU_SECONDS, helper.WALL_SECONDS = 1, 3.0
class Drawing(helper.Drawing):
    def __call__(self, job):
        if "SPIN" in job["html"]:
            while True: pass
        if "SLEEP" in job["html"]: time.sleep(600)
        if "EAT" in job["html"]: bytearray(2 << 30)
        if "PRINT" in job["html"]: print("noise", flush=True)
        return super().__call__(job)
helper.Drawing = Drawing
helper.main(idle=float(sys.argv[1]), once="--once" in sys.argv)
"""


@pytest.fixture(autouse=True)
def _nobody_left():
    press.stop()
    yield
    press.stop()


@pytest.fixture(params=["forks where it may", "--once"])
def trouble(monkeypatch, request):
    """Both ways of drawing; a machine whose Pango has threads knows only the second."""
    monkeypatch.setattr(press, "COMMAND", [sys.executable, "-c", TROUBLE, "600", request.param])


def is_gone(pid: int, within: float = 5.0) -> bool:
    """Whether the process ends; one that waits to be reaped has ended."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def works() -> bool:
    return press.render(PLAIN, paper="a4").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("word", "problem"), [("SPIN", press.PressTooSlow), ("SLEEP", press.PressTooSlow), ("EAT", press.PressFailed)]
)
def test_a_paper_that_takes_too_much_is_ended_and_the_next_one_works(trouble, word, problem):
    works()
    helper = press._press.process.pid
    with pytest.raises(problem):
        press.render(PLAIN + word, paper="a4")
    assert is_gone(helper, within=0.1) if press._press.draws_once is None else not children_of(helper)
    assert works()
    # One that draws a single paper has been followed by the next; one that forks is still the same.
    assert (press._press.process.pid == helper) is (press._press.draws_once is False)


def test_the_limits_count_for_each_paper_alone(trouble):
    """CPU time adds up in a process that is kept: ten papers of a quarter second would end a helper with limit one."""
    assert all(press.render(LONG[: len(PLAIN) + 8000], paper="a4") for _ in range(10))


def test_what_a_library_prints_does_not_get_into_the_paper(trouble):
    assert press.render(PLAIN + "PRINT", paper="a4").startswith(b"%PDF")
    assert works()


def test_a_helper_killed_between_papers_is_replaced():
    works()
    os.kill(press._press.process.pid, signal.SIGKILL)
    assert works()


@pytest.mark.parametrize("after", [0.0, 0.05, 0.4, 1.0])
def test_a_helper_killed_while_it_draws_is_replaced(after):
    works()
    first, made = press._press.process.pid, []
    drawing = threading.Thread(target=lambda: made.append(press.render(LONG, paper="a4")))
    drawing.start()
    time.sleep(after)
    os.kill(first, signal.SIGKILL)
    drawing.join(60)
    assert made[0].startswith(b"%PDF")
    assert works()


@pytest.mark.parametrize("drawing", [False, True])
def test_a_helper_that_is_killed_leaves_no_folder_behind(monkeypatch, tmp_path, drawing):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    works()
    first, made = press._press.process.pid, []
    paper = threading.Thread(target=lambda: made.append(press.render(LONG if drawing else PLAIN, paper="a4")))
    if drawing:
        paper.start()
        time.sleep(0.2)
    os.kill(first, signal.SIGKILL)
    if not drawing:
        paper.start()
    paper.join(60)
    assert made[0].startswith(b"%PDF")
    assert not list(tmp_path.glob(f"press-{first}-*"))
    press.stop()
    assert not list(tmp_path.iterdir())


def test_what_two_killed_processes_left_goes_with_the_next_paper(monkeypatch, tmp_path):
    """Worker and helper killed at once can remove nothing; the next helper does, and touches no living one's folder."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    for name in (f"press-{ended.pid}-abc", f"press-{os.getpid()}-abc", "press-abc-abc"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "font").write_text("x")
    works()
    press.stop()
    assert {path.name for path in tmp_path.iterdir()} == {f"press-{os.getpid()}-abc", "press-abc-abc"}


def test_a_helper_that_starts_and_says_nothing_is_ended(monkeypatch):
    monkeypatch.setattr(press, "COMMAND", [sys.executable, "-c", "import time; time.sleep(600)"])
    monkeypatch.setattr(press, "START_SECONDS", 0.3)
    with pytest.raises(press.PressTooSlow):
        works()
    assert press._press.process is None
    monkeypatch.undo()
    assert works()


def test_a_helper_that_dies_with_every_paper_is_said_once(monkeypatch):
    monkeypatch.setattr(press, "COMMAND", [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(press.PressFailed):
        works()


def test_an_idle_helper_ends_and_the_next_paper_has_a_new_one(monkeypatch):
    monkeypatch.setattr(press, "COMMAND", [sys.executable, "-c", TROUBLE, "0.2"])
    works()
    assert is_gone(press._press.process.pid)
    assert works()


def test_four_threads_at_once_all_get_their_paper(monkeypatch):
    monkeypatch.setattr(press, "TURN_SECONDS", 600.0)
    made = []
    threads = [threading.Thread(target=lambda: made.append(works())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [True] * 4


@pytest.mark.parametrize("way", ["forks where it may", "--once"])
@pytest.mark.parametrize("word", ["", "SLEEP"])
def test_a_worker_that_is_killed_takes_its_helper_along(word, way):
    """Also while a paper is being drawn: neither the helper nor the child that draws stays."""
    code = (
        "import sys, threading\n"
        "from journal.doing import press\n"
        f"press.COMMAND = [sys.executable, '-c', {TROUBLE.replace('3.0', '600.0')!r}, '600', {way!r}]\n"
        f"press.render({PLAIN!r}, paper='a4')\n"
        "print(press._press.process.pid, press._press.draws_once is False, flush=True)\n"
        f"press.render({PLAIN!r} + {word!r}, paper='a4')\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:
        helper, forks = worker.stdout.readline().split()
        time.sleep(0.5)
        drawing = children_of(int(helper)) if forks == "True" else []
        assert len(drawing) == (1 if word and forks == "True" else 0)
        helpers = children_of(worker.pid)
        assert helpers
        worker.kill()
    assert all(is_gone(pid) for pid in (*helpers, *drawing))
