"""The public pages. Each fetches from the shelf and answers; none knows who is reading."""

from collections import Counter

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from guides import prose, shapes, shelf
from guides.public import public_answer, public_page


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What this is, the two buttons, the four rules, and why one may trust it."""
    page = shelf.page("home")
    lead, rest = prose.halves(page.words)
    rules = [guide for guide in shelf.guides() if guide.rule]
    shown = {"page": page, "lead": lead, "rest": rest, "rules": rules, "leaving": shelf.guide(shelf.LEAVING)}
    checked = min(step.checked for guide in shelf.guides() for step in guide.steps)
    return render(request, "guides/home.html", {**shown, "checked": checked})


@public_page
def tonight(request: HttpRequest) -> HttpResponse:
    """Ten minutes before calling or writing: numbered parts, the card "Call now if", the end."""
    page = shelf.page("tonight")
    above, end = prose.halves(page.words)
    lead, sections = prose.sections(above)
    shown = {"page": page, "lead": lead, "parts": sections[:-1], "card": sections[-1], "end": end}
    return render(request, "guides/tonight.html", {**shown, "first": _first_step()})


@public_answer
def before(request: HttpRequest) -> HttpResponse:
    """The gate: six buttons of one form without fields. A POST is answered in place, so that the browser's history
    holds one address whatever was chosen; an answer we do not know shows the lines again.
    """
    if request.method == "POST":
        chosen = [page for page in shelf.answers() if page.name == request.POST.get("line")]
        response = _answer(request, chosen[0]) if chosen else _gate(request, unknown=True)
        response["Cache-Control"] = "no-store"
        return response
    return _gate(request, unknown=False)


@public_page
def before_none(request: HttpRequest) -> HttpResponse:
    """The answer "No contact means none", at an address of its own because the steps link to it."""
    return _answer(request, next(page for page in shelf.answers() if page.address == "none"))


@public_page
def before_all(request: HttpRequest) -> HttpResponse:
    """All six answers below each other, for reviewers."""
    response = render(request, "guides/before_all.html", {"answers": shelf.answers()})
    response["X-Robots-Tag"] = "noindex"
    return response


@public_page
def guides(request: HttpRequest) -> HttpResponse:
    """The four rules, and the other guides."""
    found = shelf.guides()
    shown = {"rules": [guide for guide in found if guide.rule], "others": [guide for guide in found if not guide.rule]}
    return render(request, "guides/guides.html", shown)


@public_page
def guide(request: HttpRequest, guide: str) -> HttpResponse:
    """A guide and its steps."""
    found = shelf.guide(guide)
    if found is None:
        raise Http404
    return render(request, "guides/guide.html", {"guide": found})


@public_page
def step(request: HttpRequest, guide: str, step: str) -> HttpResponse:
    """One step: the advice, tonight's act, the way on, whom it comes from."""
    spot = shelf.step(guide, step)
    if spot is None:
        raise Http404
    shown = {"spot": spot, "guide": spot.guide, "step": spot.step, "authors": _authors(spot.step)}
    return render(request, "guides/step.html", {**shown, "tool": shelf.tool(spot.step.tool)})


@public_page
def tool(request: HttpRequest, tool: str) -> HttpResponse:
    """A blank worksheet, to fill in by hand."""
    found = shelf.tool(tool)
    if found is None:
        raise Http404
    steps = [(guide, step) for guide in shelf.guides() for step in guide.steps if step.tool == tool]
    studies = [study for study in shelf.evidence() if study.ideas and set(study.ideas) <= set(found.ideas)]
    return render(request, "guides/tool.html", {"tool": found, "steps": steps, "studies": studies})


@public_page
def sources(request: HttpRequest) -> HttpResponse:
    """The articles."""
    return render(request, "guides/sources.html", {"sources": shelf.sources()})


@public_page
def source(request: HttpRequest, source: str) -> HttpResponse:
    """One article, idea by idea, each with the pages that use it or the reason why none does."""
    found = next((item for item in shelf.sources() if item.slug == source), None)
    if found is None:
        raise Http404
    uses = [
        {
            "idea": idea,
            "steps": [(guide, step) for guide in shelf.guides() for step in guide.steps if idea.id in step.ideas],
            "tools": [tool for tool in shelf.tools() if idea.id in tool.ideas],
            "questions": [question for question in shelf.questions() if idea.id in question.ideas],
            "evidence": [study for study in shelf.evidence() if idea.id in study.ideas],
        }
        for idea in found.ideas
    ]
    return render(request, "guides/source.html", {"source": found, "uses": uses})


@public_page
def evidence(request: HttpRequest) -> HttpResponse:
    """The studies: what each found, how much it weighs, what it does not show, and which ideas it touches."""
    homes = {idea.id: source for source in shelf.sources() for idea in source.ideas}
    studies = [
        {
            "study": study,
            "ideas": [(idea, homes[idea]) for idea in study.ideas],
            "tools": [tool for tool in shelf.tools() if study.ideas and set(study.ideas) <= set(tool.ideas)],
        }
        for study in shelf.evidence()
    ]
    return render(request, "guides/evidence.html", {"studies": studies})


@public_page
def questions(request: HttpRequest) -> HttpResponse:
    """What people ask: each leads to the one place that answers it."""
    urgent, by_guide, others = shelf.asked()
    return render(request, "guides/questions.html", {"urgent": urgent, "by_guide": by_guide, "others": others})


@public_page
def question(request: HttpRequest, question: str) -> HttpResponse:
    """A question that no step answers, with its own answer."""
    found = next((item for item in shelf.questions() if item.slug == question and not item.leads), None)
    if found is None:
        raise Http404
    return render(request, "guides/question.html", {"question": found})


@public_answer
def search(request: HttpRequest) -> HttpResponse:
    """Finding a page. A POST is answered in place like the gate's, so that no history holds what was asked."""
    if request.method != "POST":
        return render(request, "guides/search.html", {})
    asked = request.POST.get("words", "")
    found = shelf.find(asked)
    again = "".join(sign for sign in asked[:200] if sign.isprintable()).strip()
    shown = {"asked": again, "done": True, "pages": [one for one in found if not one.idea]}
    response = render(request, "guides/search.html", {**shown, "ideas": [one for one in found if one.idea]})
    response["Cache-Control"] = "no-store"
    return response


@public_page
def disagreements(request: HttpRequest) -> HttpResponse:
    """Where the articles say different things, and the rule that the steps follow."""
    page = shelf.page("disagreements")
    lead, sections = prose.sections(page.words)
    parts = [(*heading.split(" ", 1), words) for heading, words in sections]
    return render(request, "guides/disagreements.html", {"page": page, "lead": lead, "parts": parts})


@public_page
def counselors(request: HttpRequest) -> HttpResponse:
    """For the counselor who is handed a sheet."""
    return render(request, "guides/counselors.html", {"page": shelf.page("counselors")})


@public_page
def help_now(request: HttpRequest) -> HttpResponse:
    """Who to call, every country on one page."""
    page = shelf.page("help")
    lead, sections = prose.sections(page.words)
    return render(request, "guides/help.html", {"page": page, "lead": lead, "parts": sections, "oldest": _oldest()})


@public_page
def protects(request: HttpRequest) -> HttpResponse:
    """What this protects and what it does not, and who runs this copy."""
    operator = {"name": settings.OPERATOR_NAME, "contact": settings.OPERATOR_CONTACT}
    return render(request, "guides/protects.html", {"page": shelf.page("protects"), "operator": operator})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere: the way on and the help line. Asks the database nothing."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something went wrong on our side. Asks the database nothing: it may be what went wrong."""
    return render(request, "500.html", status=500)


def _gate(request: HttpRequest, *, unknown: bool) -> HttpResponse:
    page = shelf.page("gate")
    lead, rest = prose.halves(page.words)
    shown = {"page": page, "lead": lead, "rest": rest, "answers": shelf.answers(), "unknown": unknown}
    return render(request, "guides/before.html", {**shown, "first": _first_step()})


def _answer(request: HttpRequest, page: shapes.Page) -> HttpResponse:
    shown = {"page": page, "oldest": _oldest() if "[[lines:" in page.words else None}
    return render(request, "guides/answer.html", shown)


def _first_step() -> tuple[shapes.Guide, shapes.Step]:
    """The first step of all, with its guide. A published guide has at least one step."""
    guide = shelf.guides()[0]
    return guide, guide.steps[0]


def _oldest() -> object:
    """The day when the help line that nobody looked up for longest was read."""
    return min((line.read_on for country in shelf.countries() for line in country.lines), default=None)


def _authors(step: shapes.Step) -> str:
    """Whom a step comes from, most cited first: "Al Turtle and Toni Coleman"; "" where no article says it."""
    said = Counter(source.author for source in shelf.sources() for idea in source.ideas if idea.id in step.ideas)
    return get_text_list([author for author, _count in said.most_common()], _("and"))
