"""What saving a night costs, as a multiple of a bare one-row insert with the same durability, in one process on SQLite.

usage: python -m benchmarks.saving       goal: at most 3

Bare means a Django model of one column, created and committed. A hand-written INSERT stands beside it: on a disk that
commits in a fraction of a millisecond, that is little more than the commit, and everything that asks first (is this
key still the owner's, what stands there) shows as a multiple of it.
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
    from django.db import connection, models, transaction

    call_command("migrate", verbosity=0)
    from journal.access import accounts

    class Bare(models.Model):
        body = models.TextField()

        class Meta:
            app_label = "benchmarks"

    _, journal = accounts.sign_up("bench-1", "plain yellow kettle window")
    text = "I walked to the lake before work and did not write. " * 15
    with connection.schema_editor() as editor:
        editor.create_model(Bare)

    def one_insert(_: int) -> None:
        with transaction.atomic():
            Bare.objects.create(body=text)

    def by_hand(_: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO benchmarks_bare (body) VALUES (%s)", [text])

    def one_night(number: int) -> None:
        journal.put("night", "2026-03-11", {"more": f"{text}{number}"}, hand="h")

    ratios: dict[str, list[float]] = {"bare": [], "hand": []}
    for turn in range(TURNS):
        seconds = {one_night: 0.0, one_insert: 0.0, by_hand: 0.0}
        for number in range(SAVES):
            for work in seconds:  # in turn, so that a noisy moment hits all
                begun = time.perf_counter()
                work(turn * SAVES + number)
                seconds[work] += time.perf_counter() - begun
        night, bare, hand = (1000 * value / SAVES for value in seconds.values())
        ratios["bare"].append(night / bare)
        ratios["hand"].append(night / hand)
        print(f"night {night:.2f} ms   bare insert {bare:.2f} ms   by hand {hand:.2f} ms   ratio {night / bare:.2f}")
    print(f"median ratio {statistics.median(ratios['bare']):.2f} (goal: at most 3)")
    print(f"to an INSERT by hand {statistics.median(ratios['hand']):.2f}")


if __name__ == "__main__":
    main()
