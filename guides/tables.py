"""Content into the tables, and back out of them. Both directions stand here so that they cannot part."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from guides import models, shapes
from guides.languages import ENGLISH
from guides.tools import Option, Question, Tool

# Deleting these deletes the rest: ideas, steps, citations and help lines hang on them.
ROOTS = (
    models.Guide,
    models.Tool,
    models.Source,
    models.Country,
    models.Page,
    models.Question,
    models.Evidence,
    models.Situation,
    models.Moved,
)


def write(contents: Mapping[str, shapes.Content]) -> None:
    """Put `contents`, by language, in place of what the tables hold. To be called inside a transaction."""
    for root in ROOTS:
        root._default_manager.all().delete()
    for language, content in contents.items():
        ideas = _write_sources(language, content.sources)
        tools = _write_tools(language, content.tools)
        _write_guides(language, content.guides, ideas, tools)
        _write_countries(language, content.countries)
        _write_the_rest(language, content)
    models.Moved.objects.bulk_create(
        models.Moved(position=at, old=old, new=new) for at, (old, new) in enumerate(contents[ENGLISH].moved)
    )


def load(language: str = ENGLISH) -> shapes.Content:
    """What the tables hold for a language; the English words if they do not know it."""
    pages = list(models.Page.objects.filter(language=language).order_by("position"))
    if not pages and language != ENGLISH:
        return load()
    return shapes.Content(
        pages=tuple(_load_page(row) for row in pages if not row.gate),
        answers=tuple(_load_page(row) for row in pages if row.gate),
        guides=_load_guides(language),
        tools=tuple(_load_tool(row) for row in models.Tool.objects.filter(language=language).order_by("position")),
        sources=_load_sources(language),
        countries=_load_countries(language),
        questions=tuple(
            _load_asked(row) for row in models.Question.objects.filter(language=language).order_by("position")
        ),
        evidence=tuple(
            _load_evidence(row) for row in models.Evidence.objects.filter(language=language).order_by("position")
        ),
        situations=tuple(
            shapes.Situation(row.name, row.label, row.mine, **_worded(row))
            for row in models.Situation.objects.filter(language=language).order_by("position")
        ),
        moved=tuple((row.old, row.new) for row in models.Moved.objects.order_by("position")),
    )


def _flat(item: Any, *without: str) -> dict[str, Any]:  # noqa: ANN401  (any of our dataclasses)
    """The fields of a dataclass by name, but the ones named."""
    return {name: value for name, value in asdict(item).items() if name not in without}


def _worded(row: models.Worded) -> dict[str, Any]:
    return {"words_in": row.words_in, "stale": row.stale}


def _write_sources(language: str, sources: Iterable[shapes.Source]) -> dict[str, models.Idea]:
    found: dict[str, models.Idea] = {}
    for at, source in enumerate(sources):
        row = models.Source.objects.create(language=language, position=at, **_flat(source, "ideas"))
        for place, idea in enumerate(source.ideas):
            found[idea.id] = models.Idea(position=place, source=row, name=idea.id, **_flat(idea, "id"))
    models.Idea.objects.bulk_create(found.values())
    return found


def _write_tools(language: str, tools: Iterable[Tool]) -> dict[str, models.Tool]:
    return {
        tool.slug: models.Tool.objects.create(language=language, position=at, **_flat(tool))
        for at, tool in enumerate(tools)
    }


def _write_guides(
    language: str, guides: Iterable[shapes.Guide], ideas: dict[str, models.Idea], tools: dict[str, models.Tool]
) -> None:
    citations: list[models.Citation] = []
    for at, guide in enumerate(guides):
        row = models.Guide.objects.create(language=language, position=at, **_flat(guide, "steps"))
        for place, step in enumerate(guide.steps):
            made = models.Step.objects.create(
                position=place,
                guide=row,
                tool=tools.get(step.tool),
                sections=[[section.name, section.words] for section in step.sections],
                **_flat(step, "ideas", "tool", "sections"),
            )
            citations += [
                models.Citation(position=number, step=made, idea=ideas[idea]) for number, idea in enumerate(step.ideas)
            ]
    models.Citation.objects.bulk_create(citations)


def _write_countries(language: str, countries: Iterable[shapes.Country]) -> None:
    lines: list[models.Helpline] = []
    for at, country in enumerate(countries):
        row = models.Country.objects.create(language=language, position=at, **_flat(country, "lines"))
        lines += [
            models.Helpline(position=place, country=row, **_flat(line)) for place, line in enumerate(country.lines)
        ]
    models.Helpline.objects.bulk_create(lines)


def _write_the_rest(language: str, content: shapes.Content) -> None:
    pages = [(page, False) for page in content.pages] + [(page, True) for page in content.answers]
    models.Page.objects.bulk_create(
        models.Page(language=language, position=at, gate=gate, **_flat(page)) for at, (page, gate) in enumerate(pages)
    )
    models.Question.objects.bulk_create(
        models.Question(language=language, position=at, **_flat(item)) for at, item in enumerate(content.questions)
    )
    models.Evidence.objects.bulk_create(
        models.Evidence(language=language, position=at, name=item.id, **_flat(item, "id"))
        for at, item in enumerate(content.evidence)
    )
    models.Situation.objects.bulk_create(
        models.Situation(language=language, position=at, **_flat(item)) for at, item in enumerate(content.situations)
    )


def _load_page(row: models.Page) -> shapes.Page:
    return shapes.Page(row.name, row.title, row.words, row.line, row.address, **_worded(row))


def _load_guides(language: str) -> tuple[shapes.Guide, ...]:
    ideas: dict[int, list[str]] = {}
    cited = models.Citation.objects.filter(step__guide__language=language).order_by("step", "position")
    for step, idea in cited.values_list("step_id", "idea__name"):
        ideas.setdefault(step, []).append(idea)
    steps: dict[int, list[shapes.Step]] = {}
    found = models.Step.objects.filter(guide__language=language).select_related("tool")
    for row in found.order_by("guide", "position"):
        steps.setdefault(row.guide_id, []).append(
            shapes.Step(
                slug=row.slug,
                title=row.title,
                ideas=tuple(ideas.get(row.pk, ())),
                checked=row.checked,
                reaches_partner=row.reaches_partner,
                tool=row.tool.slug if row.tool else "",
                advice=row.advice,
                sections=tuple(shapes.Section(name, words) for name, words in row.sections),
                **_worded(row),
            )
        )
    return tuple(
        shapes.Guide(
            slug=row.slug,
            title=row.title,
            line=row.line,
            rule=row.rule,
            intro=row.intro,
            scenes=row.scenes,
            steps=tuple(steps.get(row.pk, ())),
            **_worded(row),
        )
        for row in models.Guide.objects.filter(language=language).order_by("position")
    )


def _load_tool(row: models.Tool) -> Tool:
    return Tool(
        slug=row.slug,
        title=row.title,
        intro=row.intro,
        ideas=tuple(row.ideas),
        closed_in=tuple(row.closed_in),
        closed_text=row.closed_text,
        questions=tuple(_load_question(question) for question in row.questions),
        again=row.again,
        quiet=row.quiet,
        dying=row.dying,
        **_worded(row),
    )


def _load_question(question: dict[str, Any]) -> Question:
    options = tuple(Option(**option) for option in question["options"])
    return Question(**{**question, "options": options})


def _load_sources(language: str) -> tuple[shapes.Source, ...]:
    ideas: dict[int, list[shapes.Idea]] = {}
    for row in models.Idea.objects.filter(source__language=language).order_by("source", "position"):
        ideas.setdefault(row.source_id, []).append(shapes.Idea(row.name, row.text, row.left_out, row.reason))
    return tuple(
        shapes.Source(
            slug=row.slug,
            letter=row.letter,
            author=row.author,
            title=row.title,
            year=row.year,
            published=row.published,
            licence=row.licence,
            link=row.link,
            intro=row.intro,
            ideas=tuple(ideas.get(row.pk, ())),
            **_worded(row),
        )
        for row in models.Source.objects.filter(language=language).order_by("position")
    )


def _load_countries(language: str) -> tuple[shapes.Country, ...]:
    lines: dict[int, list[shapes.Helpline]] = {}
    for row in models.Helpline.objects.filter(country__language=language).order_by("country", "position"):
        lines.setdefault(row.country_id, []).append(
            shapes.Helpline(
                kind=row.kind,
                name=row.name,
                call=row.call,
                text=row.text,
                web=row.web,
                whom=row.whom,
                anyone=row.anyone,
                hours=row.hours,
                bill=row.bill,
                source=row.source,
                read_on=row.read_on,
                dialled_on=row.dialled_on,
                **_worded(row),
            )
        )
    return tuple(
        shapes.Country(
            code=row.code,
            name=row.name,
            emergency=row.emergency,
            emergency_note=row.emergency_note,
            lines=tuple(lines.get(row.pk, ())),
            **_worded(row),
        )
        for row in models.Country.objects.filter(language=language).order_by("position")
    )


def _load_asked(row: models.Question) -> shapes.Question:
    return shapes.Question(row.slug, row.title, tuple(row.also), tuple(row.ideas), row.leads, row.words, **_worded(row))


def _load_evidence(row: models.Evidence) -> shapes.Evidence:
    return shapes.Evidence(
        id=row.name,
        study=row.study,
        link=row.link,
        weight=row.weight,
        found=row.found,
        not_shown=row.not_shown,
        ideas=tuple(row.ideas),
        **_worded(row),
    )
