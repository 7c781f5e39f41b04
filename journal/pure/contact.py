"""The five states of contact. The stricter always wins (DESIGN 1; mends S1 to S6; ideas T1.2 to T1.7; risk K2).

A reader may say that several lines are true. Nothing here counts upwards: a state closes things, and none of them asks
the reader to reach out.
"""

from collections.abc import Collection, Iterable

# From the mildest to the strictest.
STATES = ("welcome", "space", "waiting", "asked", "court")
NONE = frozenset({"asked", "court"})


def strictest(lines: Iterable[str]) -> str | None:
    """The strictest of these states; None if not one of them is a state."""
    return max((line for line in lines if line in STATES), key=STATES.index, default=None)


def none_at_all(state: str | None) -> bool:
    """Whether the reader must never start: they were asked to stop, or a court, the police or fear says so."""
    return state in NONE


def reached_out(state: str | None) -> str | None:
    """Which question about reaching out the night page asks in this state: "reached", "peace", or None for neither.

    With an order or fear nothing is asked, because an answer could be read in court; where the partner asked for none,
    leaving them in peace is what counts.
    """
    if state == "court":
        return None
    return "peace" if state == "asked" else "reached"


def closes(state: str | None, closed_in: Collection[str]) -> bool:
    """Whether a tool that is closed in these states is closed now."""
    return state is not None and state in closed_in
