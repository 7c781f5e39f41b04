"""What saving a night costs, as a multiple of a bare one-row insert with the same durability, in one process on SQLite.

usage: python -m benchmarks.saving       goal: at most 3
"""

import os
import statistics
import tempfile
import time

os.environ["CLEARING_DATA"] = tempfile.mkdtemp(prefix="clearing-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

TURNS, SAVES = 7, 200


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("migrate", verbosity=0)
    from journal.access import accounts

    _, journal = accounts.sign_up("bench-1", "plain yellow kettle window")
    text = "I walked to the lake before work and did not write. " * 15
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id integer PRIMARY KEY, body text)")

    def one_insert(_: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare (body) VALUES (%s)", [text])

    def one_night(number: int) -> None:
        journal.put("night", "2026-03-11", {"more": f"{text}{number}"}, hand="h")

    ratios = []
    for turn in range(TURNS):
        seconds = {one_night: 0.0, one_insert: 0.0}
        for number in range(SAVES):
            for work in seconds:  # in turn, so that a noisy moment hits both
                begun = time.perf_counter()
                work(turn * SAVES + number)
                seconds[work] += time.perf_counter() - begun
        ratios.append(seconds[one_night] / seconds[one_insert])
        night, bare = (1000 * value / SAVES for value in seconds.values())
        print(f"night {night:.2f} ms   bare insert {bare:.2f} ms   ratio {ratios[-1]:.2f}")
    print(f"median ratio {statistics.median(ratios):.2f} (goal: at most 3)")


if __name__ == "__main__":
    main()
