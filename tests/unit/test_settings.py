"""The environment decides, and says so when it cannot. Each case reads the settings in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # starts processes

TOP = Path(__file__).resolve().parents[2]


def read(data: Path, show: str = "''", **settings: str) -> subprocess.CompletedProcess[str]:
    """Import the settings with nothing but `settings` in the environment, and print the expression `show`."""
    return subprocess.run(
        [sys.executable, "-c", f"from config import settings; print({show})"],
        cwd=TOP,
        env={"PATH": os.environ["PATH"], "CLEARING_DATA": str(data), **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_has_to_be_set(tmp_path):
    answer = read(tmp_path / "new", "settings.DATABASES['default']['NAME'], settings.HTTPS, settings.SIGN_UP")
    assert answer.stdout.split() == [str(tmp_path / "new" / "db" / "clearing.sqlite3"), "False", "open"]


def test_all_that_is_wrong_is_named_at_once_one_line_each(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    answer = read(
        in_the_way,
        SIGN_UP="perhaps",
        CLEARING_HTTPS="maybe",
        CLEARING_PROXIES="-1",
        CLEARING_LEAVE_TO="nowhere",
        OPERATOR_COUNTRY="Germany",
        DATABASE_URL="nonsense://x",
    )
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert [line.split(":")[0] for line in answer.stderr.splitlines()] == [
        "CLEARING_DATA",
        "CLEARING_HTTPS",
        "CLEARING_LEAVE_TO",
        "CLEARING_PROXIES",
        "DATABASE_URL",
        "OPERATOR_COUNTRY",
        "SIGN_UP",
    ]


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"SIGN_UP": "code"}, "SIGN_UP_CODE"),
        ({"CLEARING_HTTPS": "1"}, "CLEARING_HOSTS"),
        ({"DATABASE_URL": "postgres://me@host:port/name"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:////tmp/without-our-own-settings.sqlite3"}, "DATABASE_URL"),
        ({"DATABASE_URL": "mysql://me@host/name"}, "DATABASE_URL"),
    ],
)
def test_a_setting_that_needs_another_says_so(tmp_path, settings, name):
    answer = read(tmp_path, **settings)
    assert answer.returncode == 2
    assert answer.stderr.startswith(f"{name}: ")
    assert len(answer.stderr.splitlines()) == 1


def test_a_password_in_a_wrong_address_is_not_repeated(tmp_path):
    answer = read(tmp_path, DATABASE_URL="postgres://me:hunter2@host:port/name")
    assert answer.returncode == 2
    assert "hunter2" not in answer.stderr


def test_over_https_every_cookie_is_bound_to_it(tmp_path):
    show = (
        "settings.SESSION_COOKIE_NAME, settings.KEY_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "
        "settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE"
    )
    answer = read(tmp_path, show, CLEARING_HTTPS="1", CLEARING_HOSTS="notes.example.org")
    assert answer.stdout.split() == ["__Host-sid", "__Host-key", "__Secure-form", "True", "True"]


def test_the_secrets_are_made_once_and_for_this_user_only(tmp_path):
    first = read(tmp_path, "settings.SECRET_KEY, settings.PEPPER")
    second = read(tmp_path, "settings.SECRET_KEY, settings.PEPPER")
    assert first.stdout == second.stdout
    assert first.stdout != read(tmp_path / "other", "settings.SECRET_KEY, settings.PEPPER").stdout
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    for name in ("key", "pepper"):
        assert (tmp_path / "secret" / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["pepper", "key"])
def test_a_secret_that_was_cut_short_is_not_used(tmp_path, name):
    read(tmp_path)
    (tmp_path / "secret" / name).write_bytes(b"")
    answer = read(tmp_path)
    assert answer.returncode == 2
    assert answer.stderr.startswith("CLEARING_DATA:")
    assert f"{name} is cut short" in answer.stderr


def test_both_lock_files_hold_the_same_versions():
    def pins(name: str) -> dict[str, str]:
        lines = (TOP / name).read_text().splitlines()
        return dict(line.split()[0].split("==") for line in lines if "==" in line and line[0].isalpha())

    served, tested = pins("requirements.lock"), pins("requirements-test.lock")
    assert len(served) > 20
    assert served.items() <= tested.items()


def test_no_lock_file_names_an_address():
    for path in TOP.glob("requirements*.lock"):
        assert "://" not in path.read_text(), path
