"""Hours with people who help: the next one and what came of the last, offered for the plan (ideas T3.1, C2.4)."""

from datetime import date

from django.utils.formats import date_format

from journal.access.records import Journal
from journal.doing import tools

TOOL = "appointments"
_LOOKED_AT = 8  # the latest pages; an hour is seldom planned further ahead


def offers(journal: Journal, today: date) -> dict[str, str]:
    """What is offered for the plan's row about help: the next hour, today's too, and what came of the latest one."""
    dated = [(row.day, row.answers) for row in tools.latest(journal, TOOL, _LOOKED_AT) if row.day]
    coming = sorted((pair for pair in dated if pair[0] >= today), key=lambda pair: pair[0])
    past = sorted((pair for pair in dated if pair[0] <= today and pair[1].get("came")), key=lambda pair: pair[0])
    offered = {}
    if coming:
        day, answers = coming[0]
        said = [date_format(day, "MONTH_DAY_FORMAT"), answers.get("time"), answers.get("who")]
        offered["plan.help_do"] = ", ".join(filter(None, said))
    if past:
        offered["plan.help_going"] = str(past[-1][1]["came"])
    return offered
