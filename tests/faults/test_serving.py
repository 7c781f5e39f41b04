"""The server itself, as ./run starts it: what it refuses, in how many words, and that it ends when told."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import CommandError, call_command

from benchmarks.servers import free_port
from journal.management import serving
from tests import postgres

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def database(tmp_path) -> Iterator[dict[str, str]]:
    """Settings for a data folder and a database of this test's own, on the kind of server that all tests use."""
    url = os.environ.get("DATABASE_URL", "")
    settings = {"CLEARING_DATA": str(tmp_path / "data")}
    if not url:
        yield settings
        return
    name = f"serving_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield settings | {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def port() -> int:
    """A port that nothing listens on."""
    return free_port()


def start(
    *arguments: object, cwd: Path = TOP, top: Path = TOP, papers: bool = False, **settings: str
) -> subprocess.Popen[str]:
    without = () if papers else ("--no-papers",)
    return subprocess.Popen(
        [sys.executable, top / "manage.py", "serve", *without, *map(str, arguments)],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def refusal(*arguments: object, **more: object) -> str:
    """What a server says that must not start. It must end by itself, with code 2."""
    server = start(*arguments, **more)
    try:
        said, complaint = server.communicate(timeout=60)
    finally:
        server.kill()
    assert server.returncode == 2, complaint
    assert said == ""
    return complaint


def one_line(text: str) -> str:
    assert text.count("\n") == 1, text
    return text


@contextlib.contextmanager
def running(*arguments: object, **more: object) -> Iterator[subprocess.Popen[str]]:
    """A server that has said that it is ready; ended by its own process id."""
    server = start(*arguments, **more)
    try:
        ready = server.stdout.readline()
        assert ready.startswith("Clearing is ready: http://"), server.stderr.read()
        yield server
    finally:
        server.terminate()
        server.communicate(timeout=30)


def status(port: int, path: str = "/up/") -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return answer.status


def test_it_answers_when_it_says_so_and_control_c_ends_all_of_it(database, port):
    with running("--port", port, **database) as server:
        assert status(port) == 200
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) == 0
    assert len(children) >= 2
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


def test_papers_for_everyone_are_drawn_beside_it_and_end_with_it(database, port):
    with running("--port", port, papers=True, **database) as server:
        begins = b""
        for _ in range(300):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/tonight/paper/a4/", timeout=10) as answer:
                begins = answer.read(4)
            if begins == b"%PDF":
                break
            time.sleep(0.1)
        assert begins == b"%PDF"
        server.terminate()
        said, _ = server.communicate(timeout=10)  # whoever draws holds this pipe too, so its end is heard here
        assert "made in" not in said, "all papers were there before the server ended: this shows nothing"


def test_an_open_connection_does_not_hold_up_the_end(database, port):
    with running("--port", port, **database) as server, socket.create_connection(("127.0.0.1", port)) as idle:
        idle.sendall(b"GET /up/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert idle.recv(12) == b"HTTP/1.1 200"
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0


def test_a_second_server_is_told_a_port_that_works(database, port):
    with running("--port", port, **database):
        said = one_line(refusal("--port", port, **database))
        assert said.startswith(f"Port {port} is in use. Try ./run --port ")
        with running("--port", said.split()[-1].rstrip("."), **database):
            pass
        assert status(port) == 200


def test_the_port_is_free_again_at_once(database, port):
    for _ in range(2):
        with running("--port", port, **database):
            assert status(port) == 200


def test_nodes_that_start_together_on_one_empty_database_take_turns(tmp_path):
    with postgres.server() as url:
        settings = {"CLEARING_DATA": str(tmp_path), "DATABASE_URL": url}
        nodes = [start("--port", free_port(), **settings) for _ in range(3)]
        try:
            said = [node.stdout.readline() or node.stderr.read() for node in nodes]
        finally:
            for node in nodes:
                node.terminate()
            for node in nodes:
                node.communicate(timeout=30)
    assert [line.split(":")[0] for line in said] == ["Clearing is ready"] * 3, said


def test_a_worker_that_dies_is_replaced_and_nobody_else_notices(database, port):
    with running("--port", port, "--workers", 1, **database) as server:
        time.sleep(6)  # a worker that dies in its first seconds is taken for one that can never live
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        worker = next(child for child in children.read_text().split() if is_worker(child))
        os.kill(int(worker), signal.SIGKILL)
        for _ in range(100):
            time.sleep(0.1)
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                if status(port) == 200:
                    break
        assert status(port) == 200
        assert worker not in children.read_text().split()


def is_worker(process: str) -> bool:
    return b"resource_tracker" not in Path(f"/proc/{process}/cmdline").read_bytes()


def test_a_data_folder_named_from_where_one_stands_is_found(database, port, tmp_path):
    (tmp_path / "here").mkdir()
    settings = database | {"CLEARING_DATA": "mine"}
    with running("--port", port, cwd=tmp_path / "here", **settings):
        assert status(port) == 200
    assert (tmp_path / "here" / "mine" / "secret" / "pepper").exists()


def test_a_data_folder_that_is_none_is_one_line(port, tmp_path):
    (tmp_path / "file").write_text("in the way")
    said = one_line(refusal("--port", port, CLEARING_DATA=str(tmp_path / "file")))
    assert said.startswith(f"CLEARING_DATA: {tmp_path / 'file'} cannot be used: ")


def test_a_database_file_that_cannot_be_opened_is_one_line(port, tmp_path):
    (tmp_path / "db" / "clearing.sqlite3").mkdir(parents=True)
    said = one_line(refusal("--port", port, CLEARING_DATA=str(tmp_path)))
    assert str(tmp_path / "db" / "clearing.sqlite3") in said


def test_a_file_that_is_no_database_is_one_line_and_left_alone(port, tmp_path):
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "clearing.sqlite3").write_text("somebody's letter, and nothing for a database" * 50)
    before = (tmp_path / "db" / "clearing.sqlite3").read_bytes()
    assert "not a database" in one_line(refusal("--port", port, CLEARING_DATA=str(tmp_path)))
    assert (tmp_path / "db" / "clearing.sqlite3").read_bytes() == before


def test_a_database_server_that_is_away_is_one_line_without_the_password(port, tmp_path):
    away = f"postgres://clearing:hunter2@127.0.0.1:{free_port()}/clearing"
    said = one_line(refusal("--port", port, CLEARING_DATA=str(tmp_path), DATABASE_URL=away))
    assert said.startswith("DATABASE_URL: the database does not answer: ")
    assert "hunter2" not in said


def test_wrong_settings_are_all_named_before_anything_is_done(port, tmp_path):
    said = refusal("--port", port, CLEARING_DATA=str(tmp_path), SIGN_UP="perhaps", CLEARING_PROXIES="many")
    assert [line.split(":")[0] for line in said.splitlines()] == ["CLEARING_PROXIES", "SIGN_UP"]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.2", "::", "example.org"])
def test_other_machines_are_refused_without_https(capsys, host):
    with pytest.raises(SystemExit) as end:
        call_command("serve", "--host", host)
    assert end.value.code == 2
    said = one_line(capsys.readouterr().err)
    assert said.startswith(f"--host {host} ")
    assert "CLEARING_HTTPS=1" in said


def test_with_https_in_front_other_machines_are_let_in(database, port):
    https = {"CLEARING_HTTPS": "1", "CLEARING_HOSTS": "notes.example.org"}
    with running("--port", port, "--host", "0.0.0.0", **https, **database) as server:
        assert server.poll() is None


@pytest.mark.parametrize("wrong", ["0", "65536", "eighty", "-1", ""])
def test_a_port_that_is_none_is_refused(wrong):
    with pytest.raises(CommandError, match="is not a number from 1 to 65535"):
        call_command("serve", f"--port={wrong}")


def test_broken_words_are_named_with_their_line_and_nothing_is_served(database, port, tmp_path):
    copy = tmp_path / "program"
    for name in ("config", "guides", "journal", "templates", "static"):
        shutil.copytree(TOP / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("manage.py", "CHANGELOG.md"):
        shutil.copy(TOP / name, copy / name)
    help_page = copy / "guides" / "content" / "en" / "pages" / "help.md"
    help_page.write_text(help_page.read_text().replace("[[lines: crisis]]", "[[lines: weather]]", 1))
    said = refusal("--port", port, top=copy, cwd=copy, **database)
    line = 1 + help_page.read_text().split("[[lines: weather]]")[0].count("\n")
    assert f"pages/help.md:{line}: " in said


def test_static_files_are_collected_when_they_changed_and_not_again(settings, tmp_path):
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "own.css").write_text("p { color: black }")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [tmp_path / "from"], tmp_path / "to"
    serving._collect_static()
    assert (tmp_path / "to" / "own.css").exists()
    (tmp_path / "to" / "own.css").unlink()
    serving._collect_static()
    assert not (tmp_path / "to" / "own.css").exists()
    (tmp_path / "from" / "own.css").write_text("p { color: black; margin: 0 }")
    serving._collect_static()
    assert (tmp_path / "to" / "own.css").exists()
