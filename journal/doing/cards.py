"""Eight cards to carry: the reader's own words where they wrote some, else sentences of the steps (ideas T4.6, TQ3).

Half of them are for the moment when somebody asks, half for the ten minutes in which a wish comes and goes. Where
contact is none for now, or was never said to be welcome, no card holds words to the partner (mends S1 to S5).
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from guides.tools import Tool
from journal.access.records import Journal
from journal.doing import ten, tools
from journal.doing.state import state
from journal.pure import contact, sheet

TOOL = "half-of-it"
MANY = 8
_PAGES = 6  # of them are looked at for words


def cards(journal: Journal, tool: Tool) -> list[str]:
    """The texts of MANY cards, no two the same."""
    here = state(journal)
    closed = here is None or contact.closes(here, tool.closed_in)
    own = ten.own(journal)
    mine = _first(MANY // 2, [*own.people[:2], *own.counselor[:1], *own.hands[:1], *own.phone[:1]])
    if closed:
        return _first(MANY, [*mine, *_for_me()])
    written = [str(row.answers.get("words", "")) for row in tools.latest(journal, TOOL, _PAGES)]
    said = _first(MANY // 2, [*written, *_for_them()])
    return _first(MANY, [*said, *mine, *_for_me()])


def _first(many: int, texts: Iterable[str]) -> list[str]:
    """The first texts that say something, each once and each in one line, as they can be printed."""
    plain = (" ".join(sheet.printable(text).split()) for text in texts)
    return list(dict.fromkeys(filter(None, plain)))[:many]


def _for_them() -> list[str]:
    return [
        _("How long do you need?"),
        _("I can do half an hour on Sunday."),
        _("Not this week. Thank you for asking."),
        _("I had a good time. I am going home now."),
    ]


def _for_me() -> list[str]:
    return [
        _("Breathe in. Breathe out for longer. Ten times."),
        _("It climbs, it breaks, it sinks. I wait ten minutes."),
        _("What would they tell me now, the one who knows me well?"),
        _("Phone in the other room. Shoes on. Once round the block."),
        _("Drink some water. Eat something plain."),
        _("I do not decide that tonight."),
        _("Who can I ring? One kind voice."),
        _("It passes, slowly."),
    ]
