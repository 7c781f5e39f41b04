"""What was sealed by an earlier program still opens on today's pages. A frozen document is never changed; new numbers
get new ones.
"""

import json
from pathlib import Path

import pytest

from journal.access.records import Journal, as_sealed, from_sealed
from journal.pure import shapes
from journal.pure.vault import CannotOpen

FROZEN = json.loads((Path(__file__).parents[1] / "unit" / "frozen_shapes.json").read_text())


def test_every_kind_and_number_has_a_frozen_document():
    assert set(FROZEN) == {f"{kind} {number}" for kind, now in shapes.NOW.items() for number in range(1, now + 1)}


@pytest.mark.parametrize("name", FROZEN)
def test_a_frozen_document_opens_on_todays_page(alice, alice_journal, clock, monkeypatch, name):
    kind, number = name.split()
    frozen = FROZEN[name]
    monkeypatch.setitem(shapes.NOW, kind, int(number))  # written as the program of that day wrote it
    alice_journal.overwrite(kind, frozen["key"], frozen["body"])
    monkeypatch.undo()
    clock("2026-03-11T20:15")
    page = alice.get(frozen["page"]).content.decode()
    for words in frozen["says"]:
        assert words in page


def test_a_document_from_the_future_is_said_not_to_open(alice_journal):
    alice_journal.put("night", "2026-03-11", {"more": "text"})
    sealed = as_sealed(alice_journal.get("night", "2026-03-11"))
    with pytest.raises(CannotOpen):
        from_sealed({**sealed, "shape": shapes.NOW["night"] + 1})
    with pytest.raises(CannotOpen):
        from_sealed({**sealed, "kind": "letter"})
    assert isinstance(alice_journal, Journal)
