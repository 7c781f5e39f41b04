"""Every address that opens without signing in, each with its reason. All others are private."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# Public addresses and why nobody has to sign in there.
PUBLIC = {
    "": "the promise and the two buttons: what a stranger sees first",
    "tonight/": "ten minutes before calling or writing, for anyone, at once",
    "tonight/paper/<slug:size>/": "the same on one page of paper, drawn once for everybody",
    "before-you-begin/": "the gate keeps nothing, so it knows nobody",
    "before-you-begin/none/": "steps link to it: no contact means none",
    "before-you-begin/all/": "reviewers read all six answers",
    "guides/": "everything public works without an account",
    "guides/<slug:guide>/": "everything public works without an account",
    "guides/<slug:guide>/paper/<slug:size>/": "a whole guide to hand out, drawn once for everybody",
    "guides/<slug:guide>/<slug:step>/": "everything public works without an account",
    "tools/<slug:tool>/": "a worksheet to fill in by hand",
    "tools/<slug:tool>/paper/<slug:size>/": "the worksheet with lines to write on, drawn once for everybody",
    "tools/<slug:tool>/cards/<slug:size>/": "blank cards to cut out, drawn once for everybody",
    "sources/": "whom the words come from",
    "sources/<slug:source>/": "whom the words come from, idea by idea",
    "sources/evidence/": "what studies found, and what they do not show",
    "questions/": "what people ask, each with the way to its answer",
    "questions/<slug:question>/": "an answer that no step gives",
    "search/": "finding a page by any words; nothing is kept, and the address does not say what was asked",
    "disagreements/": "where the articles differ, and which rule the steps follow",
    "counselors/": "for the counselor who is handed a sheet, and has no account",
    "help/": "two taps to ringing, from anywhere",
    "protects/": "what is kept, to be read before anybody signs up",
    "leave/": "must work for everyone, with one press",
    "up/": "the health check of whoever runs this",
    "n/unlock/": "the door itself",
    "n/lock/": "ends a visit, and says the same where none is left",
    "n/new/": "makes a private place",
    "n/back/": "the way back with the recovery code",
    "n/gone/": "after a lost passphrase: the pages are gone",
}


def patterns(resolver: URLResolver | None = None, above: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, above + str(pattern.pattern))
        else:
            yield above + str(pattern.pattern), pattern


def test_only_these_addresses_are_public():
    found = {address for address, pattern in patterns() if not getattr(pattern.callback, "login_required", True)}
    assert found == set(PUBLIC)


def test_every_private_address_lies_below_n():
    private = {address for address, pattern in patterns() if getattr(pattern.callback, "login_required", True)}
    assert private
    assert not [address for address in private if not address.startswith("n/")]


def test_no_address_tells_what_was_chosen():
    """A history can be read by whoever takes the phone."""
    telling = ("afraid", "safety", "abuse", "divorce", "suicide", "danger", "violence", "court")
    assert not [(address, word) for address, _ in patterns() for word in telling if word in address]
