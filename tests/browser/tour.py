"""The long tour: every address there is, public and private, in every light and width, with all rules each time.

It takes minutes, so only who asks for it goes:   ./run test tests/browser/tour.py
"""

import pytest

from tests.browser.looking import problems
from tests.browser.views import private_addresses, public_addresses

pytestmark = pytest.mark.browser


def test_every_public_address_in_every_look(open_page, html_checker):
    page = open_page()
    for address in public_addresses(page):
        assert problems(page, html_checker, tour=True) == [], address


def test_every_private_address_in_every_look(open_page, signed_in, html_checker):
    page = open_page(storage_state=signed_in)
    for address in private_addresses(page):
        assert problems(page, html_checker, tour=True) == [], address
