"""The words for tests: the real ones for whoever needs real tools and steps, a small made-up folder for the rest."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from guides import publishing, shelf

SMALL = Path(__file__).parent / "content_small"
REAL = settings.BASE_DIR / "guides" / "content" / "en"


@pytest.fixture(scope="session")
def words_at_hand():
    """The real words if they can be published, the small ones otherwise (a test of its own says what is wrong)."""
    try:
        publishing.gather(REAL)
    except publishing.Broken:
        return SMALL
    return REAL


@pytest.fixture(scope="session")
def published_once(django_db_setup, django_db_blocker, words_at_hand):
    with django_db_blocker.unblock():
        publishing.publish(words_at_hand)


@pytest.fixture
def published(published_once, db, words_at_hand):
    """The words are published. A test that empties the tables does not take them from the next one."""
    shelf.forget()
    if shelf.current_edition() is None:
        publishing.publish(words_at_hand)


@pytest.fixture
def small(db):
    """The small made-up words are published, for this test only."""
    publishing.publish(SMALL)
    yield SMALL
    shelf.forget()


@pytest.fixture
def draft(tmp_path):
    """A copy of the small words that a test may break."""
    folder = tmp_path / "words"
    shutil.copytree(SMALL, folder)
    return folder
