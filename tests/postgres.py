"""A PostgreSQL server for one run of the tests, with its data in a folder that is thrown away.

usage: python -m tests.postgres COMMAND [ARG ...]    runs the command with DATABASE_URL set to such a server
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# What is lost when the power goes is not tested here, so nothing waits for the disk.
FAST = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60", "listen_addresses="]
INITIAL = ["--username=clearing", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]


def programs() -> Path:
    """The folder of initdb and postgres, the newest version first. Raises FileNotFoundError."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found:
        raise FileNotFoundError("no PostgreSQL server is installed (apt-get install postgresql)")
    return found[-1].parent


def _somebody_else() -> dict[str, Any]:
    """Options for a process that may not run as root: the server refuses that."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server and give the DATABASE_URL of an empty database in it; end it afterwards.

    Raises FileNotFoundError if none is installed, RuntimeError with what it said if it does not start.
    """
    bin_folder = programs()
    other = _somebody_else()
    folder = Path(tempfile.mkdtemp(prefix="clearing-pg-"))
    said, started = (folder / "said").open("w+b"), None
    try:
        if other:
            os.chown(folder, other["user"], other["group"])
        common = {"cwd": folder, "stdout": said, "stderr": said, **other}
        made = subprocess.run([bin_folder / "initdb", "-D", folder / "data", *INITIAL], check=False, **common)
        if made.returncode == 0:
            options = [word for option in FAST for word in ("-c", option)]
            command = [bin_folder / "postgres", "-D", folder / "data", "-k", folder, *options]
            started = subprocess.Popen(command, start_new_session=True, **common)
        if started is None or not _answers(folder, started):
            said.seek(0)
            raise RuntimeError("PostgreSQL did not start:\n" + said.read().decode(errors="replace"))
        yield f"postgres://clearing@/postgres?host={folder}"
    finally:
        if started is not None:
            started.send_signal(signal.SIGINT)  # "fast": ends open connections, then itself
            try:
                started.wait(timeout=30)
            except subprocess.TimeoutExpired:
                started.kill()
        said.close()
        shutil.rmtree(folder, ignore_errors=True)


def _answers(folder: Path, process: subprocess.Popen[bytes]) -> bool:
    import psycopg

    for _ in range(300):
        if process.poll() is not None:
            return False
        try:
            psycopg.connect(host=str(folder), user="clearing", dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return True
    return False


def main() -> int:
    with server() as url:
        return subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
