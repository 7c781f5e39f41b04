"""The release command that names numbers to read or dial again."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.guides_fixtures import SMALL


def check(folder, today) -> tuple[str, int]:
    out = io.StringIO()
    try:
        call_command("check_helplines", "--content", str(folder), "--today", today, stdout=out, stderr=out)
    except CommandError as ended:
        return out.getvalue(), ended.returncode
    return out.getvalue(), 0


def test_old_lines_and_lines_that_nobody_dialled_are_named():
    said, code = check(SMALL, "2026-11-30")
    assert code == 1
    assert said.splitlines() == [
        "READ AGAIN  Italy, 1522 1522: read on 2026-01-01 at example.org, 333 days ago.",
        "NEVER DIALLED  Italy, 1522 1522: dial it and write dialled_on.",
    ]


@pytest.mark.parametrize(("today", "old"), [("2026-06-30", False), ("2026-07-01", True)])
def test_a_line_is_old_after_180_days(today, old):
    assert ("READ AGAIN  Italy" in check(SMALL, today)[0]) is old


def test_it_is_content_when_everything_was_dialled(draft):
    path = draft / "helplines.toml"
    path.write_text(path.read_text().replace("2026-01-01", "2026-11-01\ndialled_on = 2026-11-02"))
    assert check(draft, "2026-11-30") == ("", 0)


def test_broken_words_end_it_with_2(draft):
    (draft / "helplines.toml").write_text("")
    assert check(draft, "2026-11-30")[1] == 2
