"""How many records pages open, and how long a search takes, in a journal of 3,650 nights.

usage: python -m benchmarks.journal     goals: home and month open at most 60 records; a search
under 200 ms of server time
"""

import os
import statistics
import tempfile
import time
from datetime import date, timedelta
from unittest.mock import patch

os.environ["CLEARING_DATA"] = tempfile.mkdtemp(prefix="clearing-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

NIGHTS, SEARCHES = 3650, 7


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("publish", verbosity=0)
    from journal.pure.vault import Key
    from tests.people import make_person, open_client

    _, journal = make_person(name="bench-1")
    text = "I walked to the lake before work and did not write. " * 15
    first = date.today() - timedelta(days=NIGHTS)
    from django.db import transaction

    with transaction.atomic():
        for number in range(NIGHTS):
            day = first + timedelta(days=number + 1)
            journal.put("night", day.isoformat(), {"more": f"{text} {number}", "stand_by": "I rang my sister."})
    client: Client = open_client("bench-1")
    for address in ("/n/", "/n/today/", "/n/days/", "/n/plan/", "/n/sheet/first/"):
        with patch.object(Key, "open", autospec=True, side_effect=Key.open) as opened:
            status = client.get(address).status_code
        print(f"{address:16} {status}   opens {opened.call_count:4d} records (goal: at most 60)")
    times = []
    for _ in range(SEARCHES):
        begun = time.perf_counter()
        answer = client.post("/n/find/", {"q": "lake 3141"})
        times.append(1000 * (time.perf_counter() - begun))
        assert answer.status_code == 200
    print(f"search in {NIGHTS} nights: median {statistics.median(times):.0f} ms (goal: under 200)")


if __name__ == "__main__":
    main()
