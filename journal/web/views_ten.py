"""Ten minutes together, for the moment when the wish to reach out comes."""

from datetime import timedelta

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from journal.doing import measure, ten
from journal.pure import measure as rules
from journal.pure import night
from journal.web.forms_measure import hand_of, new_hand
from journal.web.saving import saved_at, see_other
from journal.web.visit import JournalRequest

MINUTES = timedelta(minutes=10)


@require_http_methods(["GET", "HEAD", "POST"])
def ten_minutes(request: JournalRequest) -> HttpResponse:
    """The wave, breath, hands, people, the counselor's voice, until a time of day that does not tick; then one tap.

    Nothing comes before it: neither the contact state nor the limit is asked, because this cannot wait for a form.
    """
    log = measure.look(request.journal, night.date_of(request.now))
    if request.method == "POST":
        return _keep(request, log)
    at = saved_at(request, log)
    kept = {name: _kept_at(lines, log, at) for name, lines in (("reached", log.lines), ("waited", log.waited))}
    context = {
        "own": ten.own(request.journal),
        "now": request.now.time(),
        "until": (request.now + MINUTES).time(),
        "saved_at": at,
        "kept": kept,
        "state": log.state,
        "can_say": not measure.is_closed(log.state),
        "hand": new_hand(),
    }
    return render(request, "journal/ten.html", context)


def _keep(request: JournalRequest, log: measure.Log) -> HttpResponse:
    """Keep how it went, or take it back. With an order or fear it is not kept that somebody reached out."""
    sent = request.POST
    if "waited" in sent:
        measure.waited(request.journal, request.now, hand_of(sent))
    elif "reached" in sent:
        if not measure.is_closed(log.state):
            measure.reached_out(request.journal, rules.ANY, request.now, hand_of(sent))
    elif sent.get("go") == "back":
        measure.take_back(request.journal, sent.get("seen", ""), log.today)
        return see_other(reverse("ten"))
    else:
        return HttpResponseBadRequest("No such tap.", content_type="text/plain")
    return see_other(f"{reverse('ten')}?at={request.now:%H:%M}#saved")


def _kept_at(lines: list[measure.Line], log: measure.Log, at: str) -> str:
    """The mark of the line that was kept today at this time; "" for none."""
    return next(
        (line["id"] for line in reversed(lines) if (line["day"], line["at"]) == (log.today.isoformat(), at)), ""
    )
