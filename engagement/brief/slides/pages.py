"""The content of each slide of a brief, from the outline of slides: words and exhibits, without positions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engagement.brief.body_sections import DECISIONS, FINDINGS
from engagement.brief.model import Brief, Evidence, Exhibit, KeyFigure, Section
from engagement.brief.slides.outline import SLIDES, Part, Plan
from engagement.brief.statement import Decision, Statement
from engagement.brief.wording import whose

_NOT_TOLD = "What this brief cannot tell"


@dataclass(frozen=True)
class Shown:
    """An exhibit on a slide, with the columns that its table has there."""

    exhibit: Exhibit
    part: Part


@dataclass(frozen=True)
class Page:
    """One slide after the cover. `cards` are key figures in a row; `numbers` those of the answers it rests on.

    heading: what it is about, for a title that does not fit. has_room: whether it is the slide for decisions;
    `decisions` are those that are asked for.
    """

    title: str
    bullets: tuple[str, ...] = ()
    cards: tuple[KeyFigure, ...] = ()
    columns: tuple[tuple[Shown, ...], ...] = ()
    shares: tuple[float, ...] = ()
    numbers: tuple[int, ...] = ()
    is_beside: bool = False
    has_room: bool = False
    decisions: tuple[Decision, ...] = ()
    heading: str = ""


def pages(brief: Brief) -> tuple[Page, ...]:
    """Return the slides in the order of the brief's sections. What was not delivered is said on one slide."""
    included = {section.id: section for section in brief.included}
    order = list(included)
    ordered: list[tuple[int, Page]] = []
    untold: list[Section] = []
    for plan in SLIDES:
        sections = [included[id_] for id_ in plan.sections if id_ in included]
        sections_told = [section for section in sections if not section.is_empty or section.id == DECISIONS]
        if not sections_told:
            untold += [section for section in sections if section not in untold]
            continue
        page = _page(plan, sections)
        if page is not None:
            ordered.append((order.index(sections[0].id), page))
    if untold:
        last = order.index(DECISIONS) if DECISIONS in order else len(order)
        leads = tuple(f"{section.title}: {section.lead}" for section in untold)
        ordered.append((last, Page(_NOT_TOLD, leads)))
        ordered.sort(key=lambda entry: (entry[0], entry[1].title != _NOT_TOLD))
        return tuple(page for _, page in ordered)
    return tuple(page for _, page in sorted(ordered, key=lambda entry: entry[0]))


def answers(brief: Brief, page: Page) -> Iterator[Evidence]:
    """Yield how the numbers of a slide came about."""
    yield from (answer for answer in brief.evidence if answer.number in page.numbers)


def _page(plan: Plan, sections: list[Section]) -> Page | None:
    by_id = {statement.id: statement for section in sections for statement in section.included}
    title = next((by_id[id_] for id_ in plan.titles if id_ in by_id), None)
    is_decisions = plan.sections == (DECISIONS,)
    rest = list(_rest(plan, sections)) if plan.has_rest else []
    if title is None and rest and not is_decisions:
        title = rest[0]
    rest = [statement for statement in rest if statement is not title]
    figures = tuple(key_figure for section in sections for key_figure in section.figures) if plan.has_rest else ()
    columns = tuple(column for parts in plan.columns if (column := _column(parts, sections)))
    if not (title or rest or figures or columns or is_decisions):
        return None
    is_first = FINDINGS in plan.sections
    bullets = [_words(statement) for statement in rest]
    bullets += [section.lead for section in sections if section.lead and plan.has_rest and not is_decisions]
    bullets += [own.text for section in sections if not is_decisions for own in section.asked]
    bullets += [] if is_first else [_key_figure(key_figure) for key_figure in figures]
    exhibits = [exhibit for column in columns for exhibit in column]
    numbers = {key_figure.evidence for key_figure in figures} | {exhibit.exhibit.evidence for exhibit in exhibits}
    decided = [decision for section in sections for decision in section.asked]
    numbers |= {number for item in (*rest, *([title] if title else [])) for number in item.cited}
    numbers |= {number for item in decided for number in item.cited}
    return Page(
        _words(title) if title else _heading(sections, exhibits),
        tuple(bullets),
        figures if is_first else (),
        columns,
        plan.shares if len(plan.shares) == len(columns) else (1.0,) * len(columns),
        tuple(sorted(numbers)),
        is_beside=plan.is_beside,
        has_room=is_decisions,
        decisions=tuple(decided) if is_decisions else (),
        heading=", ".join(section.title for section in sections),
    )


def _rest(plan: Plan, sections: list[Section]) -> Iterator[Statement]:
    """Yield every statement that is the title of no other slide."""
    titles = {id_ for other in SLIDES if other is not plan for id_ in other.titles[:1]} - set(plan.titles)
    yield from (statement for section in sections for statement in section.included if statement.id not in titles)


def _column(parts: tuple[Part, ...], sections: list[Section]) -> tuple[Shown, ...]:
    exhibits = {exhibit.id: exhibit for section in sections for exhibit in section.exhibits}
    return tuple(Shown(exhibits[part.key], part) for part in parts if part.key in exhibits)


def _heading(sections: list[Section], exhibits: list[Shown]) -> str:
    if len(sections) == 1 and exhibits and sections[0].id != DECISIONS:
        return f"{sections[0].title}: {exhibits[0].exhibit.title[:1].lower()}{exhibits[0].exhibit.title[1:]}"
    return ", ".join(section.title for section in sections)


def _words(statement: Statement) -> str:
    return f"{statement.text} ({whose(statement)})" if statement.is_committee else statement.text


def _key_figure(key_figure: KeyFigure) -> str:
    return ", ".join(filter(None, [f"{key_figure.title}: {key_figure.printed}", key_figure.change, key_figure.target]))
