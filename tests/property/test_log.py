"""Whatever is tapped, in whatever order: contact is open exactly while nothing waits for an answer, and the log holds
what was tapped and not taken back.
"""

from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.doing import measure, state
from journal.pure import measure as rules
from journal.pure import night

START = datetime(2027, 1, 3, 20, 15)  # a Sunday, in the last week of 2026
TAPS = st.lists(
    st.one_of(
        st.tuples(st.just("started"), st.sampled_from([*rules.CHANNELS, rules.ANY])),
        st.tuples(st.just("again"), st.none()),
        st.tuples(st.just("wrote"), st.none()),
        st.tuples(st.just("not"), st.none()),
        st.tuples(st.just("back"), st.integers(0, 5)),
        st.tuples(st.just("hours"), st.integers(1, 30)),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taps=TAPS, ticked=st.booleans())
def test_it_is_open_exactly_while_nothing_waits(alice_journal, taps, ticked):
    journal, now = alice_journal, START
    journal.burn("contact", "open")
    for key in rules.weeks_back((START + timedelta(days=40)).date(), 8):
        journal.burn("week", key)
    state.say(journal, ["welcome", "waiting"] if ticked else ["welcome"])
    days: dict[str, str] = {}  # by line, what stands in the log
    waiting, answered, said = [], None, ticked
    for number, (what, which) in enumerate(taps):
        name = f"page-{number:06}"
        if what == "started":
            measure.reached_out(journal, which, now, name)
            days[name] = night.date_of(now).isoformat()
            waiting, answered = [*waiting, name], None
        elif what == "again" and days and list(days.values())[-1] >= (now.date() - timedelta(days=6)).isoformat():
            measure.reached_out(journal, rules.ANY, now, list(days)[-1])
        elif what == "wrote" and (waiting or said):
            measure.they_wrote(journal, waiting[-1] if waiting else "", now.date())
            waiting, answered, said = [], (waiting, said), False
        elif what == "not" and answered is not None:
            measure.they_did_not(journal)
            waiting, said, answered = [*answered[0], *waiting], said or answered[1], None
        elif what == "back" and days:
            name = list(days)[-1 - which % len(days)]
            if days[name] >= (now.date() - timedelta(days=7)).isoformat():
                measure.take_back(journal, name, night.date_of(now))
                del days[name]
                waiting = [each for each in waiting if each != name]
                answered = answered and ([each for each in answered[0] if each != name], answered[1])
        elif what == "hours":
            now += timedelta(hours=which)
        here = state.standing(journal)
        assert list(here.waiting) == waiting
        assert here.now == ("waiting" if waiting or said else "welcome")
        log = measure.look(journal, night.date_of(now))
        assert [(line["id"], line["day"]) for line in log.lines] == list(days.items())
