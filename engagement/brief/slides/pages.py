"""What stands on each slide of a brief, worked out from the outline of slides: words and exhibits, no places yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engagement.brief.model import Brief, Evidence, Exhibit, Figure, Section, Statement
from engagement.brief.outline import DECISIONS, FINDINGS
from engagement.brief.slides.outline import SLIDES, Part, Plan
from engagement.brief.wording import decisions, lead

_NOT_TOLD = "What this brief cannot tell"


@dataclass(frozen=True)
class Shown:
    """An exhibit on a slide, with the columns that its table has there."""

    exhibit: Exhibit
    part: Part


@dataclass(frozen=True)
class Page:
    """One slide after the cover. `cards` are key figures in a row; `numbers` those of the answers it rests on.

    has_room: whether it is the slide for decisions; `decisions` are those that are written.
    """

    title: str
    bullets: tuple[str, ...] = ()
    cards: tuple[Figure, ...] = ()
    columns: tuple[tuple[Shown, ...], ...] = ()
    shares: tuple[float, ...] = ()
    numbers: tuple[int, ...] = ()
    is_beside: bool = False
    has_room: bool = False
    decisions: tuple[str, ...] = ()


def pages(brief: Brief) -> tuple[Page, ...]:
    """The slides in the order of the brief's sections. What was not delivered is said on one slide."""
    included = {section.id: section for section in brief.included}
    order = list(included)
    found: list[tuple[int, Page]] = []
    untold: list[Section] = []
    for plan in SLIDES:
        sections = [included[id_] for id_ in plan.sections if id_ in included]
        told = [section for section in sections if not section.is_empty or section.id == DECISIONS]
        if not told:
            untold += [section for section in sections if section not in untold]
            continue
        page = _page(plan, sections)
        if page is not None:
            found.append((order.index(sections[0].id), page))
    if untold:
        last = order.index(DECISIONS) if DECISIONS in order else len(order)
        said = tuple(f"{section.title}: {section.lead}" for section in untold)
        found.append((last, Page(_NOT_TOLD, said)))
        found.sort(key=lambda each: (each[0], each[1].title != _NOT_TOLD))
        return tuple(page for _, page in found)
    return tuple(page for _, page in sorted(found, key=lambda each: each[0]))


def answers(brief: Brief, page: Page) -> Iterator[Evidence]:
    """How the numbers of a slide came about."""
    yield from (each for each in brief.evidence if each.number in page.numbers)


def _page(plan: Plan, sections: list[Section]) -> Page | None:
    said = {one.id: one for section in sections for one in section.included}
    title = next((said[id_] for id_ in plan.titles if id_ in said), None)
    is_decisions = plan.sections == (DECISIONS,)
    rest = list(_rest(plan, sections)) if plan.has_rest and not is_decisions else []
    if title is None and rest:
        title = rest[0]
    rest = [one for one in rest if one is not title]
    figures = tuple(figure for section in sections for figure in section.figures) if plan.has_rest else ()
    columns = tuple(column for parts in plan.columns if (column := _column(parts, sections)))
    if not (title or rest or figures or columns or is_decisions):
        return None
    is_first = plan.sections == (FINDINGS,)
    bullets = [_words(one) for one in rest]
    bullets += [lead(section) for section in sections if lead(section) and plan.has_rest]
    bullets += [] if is_first else [_figure(figure) for figure in figures]
    shown = [each for column in columns for each in column]
    numbers = {figure.evidence for figure in figures} | {each.exhibit.evidence for each in shown}
    asked = [one for section in sections for one in decisions(section)]
    numbers |= {number for one in (*rest, *asked, *([title] if title else [])) for number in one.evidence}
    return Page(
        _words(title) if title else _heading(sections, shown),
        tuple(bullets),
        figures if is_first else (),
        columns,
        plan.shares if len(plan.shares) == len(columns) else (1.0,) * len(columns),
        tuple(sorted(numbers)),
        is_beside=plan.is_beside,
        has_room=is_decisions,
        decisions=tuple(map(_words, asked)),
    )


def _rest(plan: Plan, sections: list[Section]) -> Iterator[Statement]:
    """Every statement that is the title of no other slide."""
    titles = {id_ for each in SLIDES if each is not plan for id_ in each.titles[:1]} - set(plan.titles)
    yield from (one for section in sections for one in section.included if one.id not in titles)


def _column(parts: tuple[Part, ...], sections: list[Section]) -> tuple[Shown, ...]:
    exhibits = {exhibit.id: exhibit for section in sections for exhibit in section.exhibits}
    return tuple(Shown(exhibits[part.key], part) for part in parts if part.key in exhibits)


def _heading(sections: list[Section], shown: list[Shown]) -> str:
    if len(sections) == 1 and shown:
        return f"{sections[0].title}: {shown[0].exhibit.title[:1].lower()}{shown[0].exhibit.title[1:]}"
    return ", ".join(section.title for section in sections)


def _words(statement: Statement) -> str:
    return f"{statement.text} (the committee’s words)" if statement.is_committee else statement.text  # noqa: RUF001


def _figure(figure: Figure) -> str:
    return ", ".join(filter(None, [f"{figure.title}: {figure.printed}", figure.change, figure.target]))
