"""How many records pages open, how many queries they ask and how long they take, and a search, in ten years: 3,650
nights, 500 weeks of the log, a tool with 400 pages.

usage: python -m benchmarks.journal     goals: no page opens more than 60 records; a search under 250 ms of server
time. Ends with 1 where a goal is missed.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from unittest.mock import patch

os.environ["CLEARING_DATA"] = tempfile.mkdtemp(prefix="clearing-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

NIGHTS, WEEKS, PAGES, SEARCHES, MOST, SOON = 3650, 500, 400, 7, 60, 250


def main() -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("publish", verbosity=0)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from journal.pure.night import FACTS
    from journal.pure.trends import week_key
    from journal.pure.vault import Key
    from tests.people import make_person, open_client

    _, journal = make_person(name="bench-1")
    text = "I walked to the lake before work and did not write. " * 15
    first = date.today() - timedelta(days=NIGHTS)
    from django.db import transaction

    with transaction.atomic():
        journal.put("contact", "state", {"lines": ["welcome"]})
        for number in range(NIGHTS):
            day = first + timedelta(days=number + 1)
            taps = {name: values[number % len(values)] for name, values in FACTS.items()}
            journal.put("night", day.isoformat(), taps | {"more": f"{text} {number}", "stand_by": "I rang my sister."})
        for number in range(WEEKS):
            day = date.today() - timedelta(weeks=number)
            line = {"id": str(number), "by": "message", "day": day.isoformat(), "at": "21:10"}
            journal.put("week", week_key(day), {"reached": [line], "waited": [line] * 5})
        question = {"key": "said", "label": "Said", "hint": "", "kind": "line", "limit": 160, "lines": 1, "options": []}
        for number in range(1, PAGES + 1):
            body = {"questions": [question], "answers": {"said": f"Breathe first, {number}."}, "older": []}
            journal.put("tool", f"after-the-hour/{number}", body)
    client: Client = open_client("bench-1")
    past, most = date.today() - timedelta(days=40), 0
    full = (f"/n/days/{past:%Y-%m}/", f"/n/days/{week_key(past)}/")
    views = ("/n/", "/n/today/", "/n/days/", "/n/days/week/", *full, "/n/plan/", "/n/sheet/first/", "/n/sheet/next/")
    tools = ("after-the-hour/", "after-the-hour/7/", "my-limit/", "three-things/")
    for address in (*views, "/n/ten/", *(f"/n/tools/{tool}" for tool in tools)):
        client.get(address)  # the first view of a template reads it
        with (
            CaptureQueriesContext(connection) as queries,
            patch.object(Key, "open", autospec=True, side_effect=Key.open) as opened,
        ):
            status = client.get(address).status_code
        asked = len(queries)  # counted now: the next request empties the list
        begun = time.perf_counter()
        client.get(address)
        took, most = 1000 * (time.perf_counter() - begun), max(most, opened.call_count)
        told = f"opens {opened.call_count:4d} records (goal: at most {MOST}), {asked:2d} queries, {took:4.0f} ms"
        print(f"{address:28} {status}   {told}")
    times = []
    for _ in range(SEARCHES):
        begun = time.perf_counter()
        answer = client.post("/n/find/", {"q": "lake 3141"})
        times.append(1000 * (time.perf_counter() - begun))
        assert answer.status_code == 200
    print(f"search in {NIGHTS} nights and {WEEKS} weeks: median {statistics.median(times):.0f} ms (goal: under {SOON})")
    return 0 if most <= MOST and statistics.median(times) < SOON else 1


if __name__ == "__main__":
    sys.exit(main())
