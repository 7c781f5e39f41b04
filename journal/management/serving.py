"""What is made sure of before the server takes over: address, database, static files, tables, words."""

import errno
import hashlib
import http.client
import ipaddress
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

NODES_TAKE_TURNS = 4_106_020_307  # the number of a PostgreSQL advisory lock; any number that nothing else uses


class RefusedError(Exception):
    """The server cannot start. The text is the one line that says why and what to do."""


def check_host(host: str) -> None:
    """Raise RefusedError for a host that other machines reach, unless HTTPS stands in front.

    Over plain HTTP a browser on another machine drops the cookies in silence, and others may read along.
    """
    try:
        private = ipaddress.ip_address(host).is_loopback
    except ValueError:
        private = host == "localhost"
    if not private and not settings.HTTPS:
        raise RefusedError(
            f"--host {host} would send nights over the network in the open. "
            "Put a server with HTTPS in front and set CLEARING_HTTPS=1, or leave --host out."
        )


def check_port(host: str, port: int) -> None:
    """Raise RefusedError unless `port` can be bound. The server itself would share a busy port in silence."""
    problem = _bind(host, port)
    if problem is None:
        return
    if problem.errno == errno.EADDRINUSE:
        other = next((n for n in range(port + 1, min(port + 50, 65536)) if _bind(host, n) is None), None)
        raise RefusedError(f"Port {port} is in use." + (f" Try ./run --port {other}." if other else ""))
    if problem.errno == errno.EACCES:
        raise RefusedError(f"Port {port} is for the system only. Try ./run --port 8000.")
    raise RefusedError(f"Nothing can be served on --host {host}: {problem.strerror}.")


def _bind(host: str, port: int) -> OSError | None:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # closed a moment ago is free
            probe.bind(address)
    except OSError as problem:
        return problem
    return None


def check_database() -> None:
    """Raise RefusedError unless the database answers and can be written."""
    os.environ.setdefault("PGCONNECT_TIMEOUT", "5")  # seconds; a wrong address would be waited for a long time
    try:
        with transaction.atomic():
            pass  # a transaction connects, and on SQLite it asks for the right to write
    except DatabaseError as problem:
        said = str(problem).strip().splitlines()[0].rstrip(".")
        if connection.vendor == "sqlite":
            raise RefusedError(f"CLEARING_DATA: {settings.DATABASES['default']['NAME']}: {said}.") from None
        raise RefusedError(f"DATABASE_URL: the database does not answer: {said}.") from None


def prepare() -> None:
    """Collect the static files, migrate and publish; each costs next to nothing when nothing has changed.

    Raises RefusedError if the static files cannot be written. For broken words publish names each line to mend
    and raises CommandError, which ends a command with code 2.
    """
    try:
        _collect_static()
    except OSError as problem:
        raise RefusedError(f"{settings.STATIC_ROOT} cannot be written: {problem.strerror}.") from None
    with _one_node_at_a_time():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        call_command("publish", stdout=StringIO())


def _collect_static() -> None:
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    stamp = settings.STATIC_ROOT / ".collected"
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(digest.hexdigest())


@contextmanager
def _one_node_at_a_time() -> Iterator[None]:
    """Let nodes that start together on one PostgreSQL migrate one after the other. SQLite has one node."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [NODES_TAKE_TURNS])
    try:
        yield
    finally:
        connection.close()  # the lock ends with the connection, whatever state that is in


def announce(host: str, port: int, then: Callable[[int], None] | None = None) -> None:
    """Print the address once something answers there, from a process of its own that then ends.

    The server replaces this process and cannot say when it is ready, so somebody else has to look. `then` is done in
    that process afterwards. It gets the reading end of a pipe that closes when the server ends.
    """
    server = os.getpid()
    hears, held = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        os.close(hears)
        os.set_inheritable(held, True)  # what replaces this process holds it, and nobody writes to it
        return
    if os.fork():  # the grandchild has no parent here, so the server never has to collect it
        os._exit(0)
    os.close(held)
    try:
        if _print_when_ready(server, host, port) and then:
            then(hears)
    finally:
        os._exit(0)


def _print_when_ready(server: int, host: str, port: int) -> bool:
    """Whether it became ready."""
    shown = f"[{host}]" if ":" in host else host
    for _ in range(600):
        try:
            os.kill(server, 0)  # still there?
            door = http.client.HTTPConnection(host, port, timeout=5)
            door.request("GET", "/up/")
            door.getresponse()
        except ProcessLookupError:
            return False
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        else:
            sys.stdout.write(f"Clearing is ready: http://{shown}:{port}\n")
            sys.stdout.flush()
            return True
    return False


def become_server(host: str, port: int, workers: int) -> None:
    """Replace this process by granian. Four threads each: more make reading slower and fill PostgreSQL."""
    os.environ["CLEARING_DATA"] = str(settings.CLEARING_DATA.resolve())
    os.chdir(settings.BASE_DIR)
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(workers),
        "--blocking-threads": "4",
        "--log-level": "warning",
        "--workers-kill-timeout": "3",  # seconds; an open browser would otherwise hold up Ctrl-C for ever
    }
    flags = ["--respawn-failed-workers", "--no-ws", "--no-access-log"]
    words = [word for pair in options.items() for word in pair]
    os.execv(sys.executable, [sys.executable, "-m", "granian", *words, *flags, "config.wsgi:application"])
