"""What `./run test` does: every check, one after the other, whatever fails before; then one line each and the sum.

usage: python -m tests.everything [PYTEST ARGUMENTS]      with arguments pytest alone runs, and gets them

A part that cannot run counts as failed and says why. So does a skipped test: nothing is left out in silence.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests import postgres

TOP = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = [sys.executable, "-m", "pytest", "--color=no", "-o", "faulthandler_timeout=120"]
OURS = re.compile(r"CLEARING_|OPERATOR_|SIGN_UP|DATABASE_URL|DJANGO_|PYTEST_|PG[A-Z]+$")
LIMIT = 20 * 60  # seconds for one part; what takes longer hangs
COUNT = re.compile(r"(\d+) (passed|failed|error|skipped|xfailed|xpassed)")


@dataclass
class Outcome:
    """How one part went: what it counted, how long it took, and why it failed, if it did."""

    name: str = ""
    passed: int = 0
    failed: int = 0
    seconds: float = 0.0
    why: list[str] = field(default_factory=list)


def checks() -> dict[str, list[str | Path]]:
    """The checks that are not tests, by name. Each is one command that exits with 0 if all is well."""
    templates = sorted(str(path.relative_to(TOP)) for path in (TOP / "templates").rglob("*.html"))
    return {
        "ruff check": [BIN / "ruff", "check", "."],
        "ruff format": [BIN / "ruff", "format", "--check", "."],
        "djade": [BIN / "djade", "--check", "--target-version", "5.2", *templates],
        "djlint": [BIN / "djlint", "--lint", "--quiet", "templates"],
        "mypy": [BIN / "mypy"],
        "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    }


def environment(**more: str) -> dict[str, str]:
    """This process's environment without any setting of Clearing's, and with `more`."""
    return {name: value for name, value in os.environ.items() if not OURS.match(name)} | more


def execute(command: list[str | Path], env: dict[str, str], *, show: bool) -> tuple[int, str]:
    """Run a command to its end and give its exit code and all it said; with `show`, say it on as it comes.

    Raises OSError if it cannot be started and TimeoutError if it takes longer than LIMIT.
    """
    process = subprocess.Popen(
        command, cwd=TOP, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(process.pid, signal.SIGKILL))
    signal.alarm(LIMIT)
    started, said = time.monotonic(), []
    for line in process.stdout:
        said.append(line)
        if show:
            print(line, end="", flush=True)
    code = process.wait()
    signal.alarm(0)
    if time.monotonic() - started >= LIMIT:
        raise TimeoutError(f"stopped after {LIMIT} seconds")
    return code, "".join(said)


def check(command: list[str | Path], env: dict[str, str]) -> Outcome:
    """Run one check. What it said is printed only if it failed."""
    code, said = execute(command, env, show=False)
    if code == 0:
        return Outcome(passed=1)
    print(said, flush=True)
    return Outcome(failed=1, why=[f"exit code {code}"])


def tests(arguments: list[str], env: dict[str, str]) -> Outcome:
    """Run pytest and count. Failed, too, are tests that were skipped, and a run that was not whole."""
    code, said = execute([*PYTEST, *arguments], env, show=True)
    closing = next((line for line in reversed(said.splitlines()) if COUNT.search(line)), "")
    counts = {word: int(number) for number, word in COUNT.findall(closing)}
    outcome = Outcome(passed=counts.get("passed", 0))
    for word in ("failed", "error", "skipped", "xfailed", "xpassed"):
        if counts.get(word):
            outcome.failed += counts[word]
            outcome.why.append(f"{counts[word]} {word}")
    if not outcome.failed and (code or not outcome.passed):
        outcome.failed = 1
        outcome.why.append({5: "no tests were found"}.get(code, f"pytest ended with code {code}"))
    return outcome


def tests_on_postgres(env: dict[str, str]) -> Outcome:
    """The tests that reach a database, on a server that is started for them."""
    with postgres.server() as url:
        apart = ["--ignore=tests/rules", "--ignore=tests/browser"]
        return tests(["-n", "2", "-m", "database", *apart], env | {"DATABASE_URL": url})


def attempt(name: str, run: Callable[[], Outcome]) -> Outcome:
    """Run one part. One that cannot run has failed, with the reason."""
    print(f"--- {name}", flush=True)
    started = time.monotonic()
    try:
        outcome = run()
    except (OSError, RuntimeError) as problem:
        outcome = Outcome(failed=1, why=[f"could not run: {problem}"])
    outcome.name, outcome.seconds = name, time.monotonic() - started
    return outcome


def everything(env: dict[str, str]) -> Iterator[Outcome]:
    """Run all parts, in order, whatever fails."""
    for name, command in checks().items():
        yield attempt(name, partial(check, command, env))
    yield attempt("tests on SQLite", partial(tests, ["-n", "2", "-m", "not browser"], env))
    yield attempt("browser on SQLite", partial(tests, ["-n", "2", "-m", "browser"], env))
    yield attempt("tests on PostgreSQL", partial(tests_on_postgres, env))


def main() -> int:
    if sys.argv[1:]:
        os.chdir(TOP)
        os.execve(sys.executable, [*PYTEST, *sys.argv[1:]], environment())
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="clearing-checks-") as data:
        outcomes = list(everything(environment(CLEARING_DATA=data)))
    print("\n--- what was checked")
    for outcome in outcomes:
        result = "FAILED" if outcome.failed else "ok"
        why = f"  ({', '.join(outcome.why)})" if outcome.why else ""
        print(f"{result:6}  {outcome.name:20}  {outcome.passed:4} passed  {outcome.seconds:6.1f} s{why}")
    passed, failed = sum(one.passed for one in outcomes), sum(one.failed for one in outcomes)
    counted = (f"{failed} failed, " if failed else "") + f"{passed} passed"
    print(f"===== {counted} in {time.monotonic() - started:.2f}s =====")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
