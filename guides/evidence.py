"""Reads evidence.toml: the studies that touch ideas of the articles."""

from guides import shapes
from guides.folder import Reading


def read_evidence(reading: Reading) -> tuple[shapes.Evidence, ...]:
    """The studies in the order of the file. What is wrong is written into `reading`."""
    facts = reading.open("evidence.toml").facts
    found: dict[str, shapes.Evidence] = {}
    for table in facts.tables("study", "study"):
        item = shapes.Evidence(
            id=table.text("id"),
            study=table.text("study"),
            link=table.text("link", needed=False),
            weight=table.text("weight"),
            found=table.text("found"),
            not_shown=table.text("not_shown"),
            ideas=table.texts("ideas"),
        )
        table.done()
        if item.link and not item.link.startswith("https://"):
            table.wrong("link", f"{item.link!r} is no address.", "Begin it with https://, or leave it out.")
        if item.id in found:
            table.wrong("id", f"There are two studies {item.id}.", "Give each study its own id.")
        for idea in item.ideas:
            if idea not in reading.idea_lines:
                table.wrong("ideas", f"No source has an idea {idea}.", "Correct the id, or take it out.")
        found[item.id] = item
    facts.done()
    return tuple(found.values())
