"""Outline + view → Brief: every question is asked once, of one snapshot, and frozen with how it came about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from engagement.brief import statements
from engagement.brief.answer import Answer, evidence, freeze
from engagement.brief.exhibits import exhibit
from engagement.brief.key_figures import key_figure
from engagement.brief.model import Brief, Evidence, KeyFigure, Mark, Section, Statement
from engagement.brief.outline import AUDIENCES, DECISIONS, FINDINGS, INTERNAL, MOST_FINDINGS, OUTLINE, Plan
from engagement.brief.rules.context import Context
from engagement.brief.subject import Request, Subject, subject_of
from engagement.result import Result
from engagement.settings import Settings
from engagement.warehouse import View

_EVENTS = "filters/events"
_DECISIONS = "For the committee to fill in: what is asked, of whom, by when."


def compose(view: View, request: Request, *, progress: Callable[[str], None] | None = None) -> Brief:
    """Make a brief from what is current.

    Args:
        view: one snapshot and one catalog.
        request: what the brief is about.
        progress: told the title of each section before it is asked for.

    Raises:
        CallError: there is no such summit, region, scheme or audience.
        QueryError: a query of the brief is at fault.
    """
    subject = subject_of(view, request)
    asker = _Asker(view, subject)
    context = _context(subject, view.settings)
    sections, weighed = [], []
    with asker.asking_ahead(OUTLINE):
        for plan in OUTLINE:
            if progress:
                progress(plan.title)
            section, drafts = _section(plan, asker, context)
            sections.append(section)
            weighed += drafts
    printed = AUDIENCES[request.audience][1]
    sections = [
        replace(
            section,
            statements=_findings(weighed, printed) if section.id == FINDINGS else section.statements,
            figures=tuple(shown for shown in section.figures if INTERNAL.get(shown.id, section.id) in printed),
            is_included=section.id in printed,
        )
        for section in sections
    ]
    return Brief(
        title=subject.summit.name if subject.summit else subject.region,
        subtitle=f"Brief for {AUDIENCES[request.audience][0]}",
        institution=view.settings.institution,
        office=view.settings.office,
        audience=request.audience,
        scheme=subject.scheme,
        regions=(subject.region,),
        summit=subject.summit,
        period=subject.period,
        period_key=request.period,
        as_of=subject.as_of,
        snapshot_id=view.snapshot.id,
        is_demonstration=view.snapshot.is_demonstration,
        threshold=view.settings.threshold,
        rounding=view.settings.rounding,
        sections=tuple(sections),
        evidence=tuple(asker.evidence),
        membership=subject.members,
    )


def _context(subject: Subject, settings: Settings) -> Context:
    """Return the context that the rules get."""
    return Context(
        region=subject.region,
        as_of=subject.as_of,
        threshold=settings.threshold,
        summit_date=subject.summit.date if subject.summit else None,
        summit=subject.summit.name if subject.summit else "",
        rounding=settings.rounding,
        period=subject.period,
    )


@dataclass(frozen=True)
class _Weighed:
    section: str
    statement: Statement
    weight: int


def _section(plan: Plan, asker: _Asker, context: Context) -> tuple[Section, list[_Weighed]]:
    if plan.id == DECISIONS:
        return Section(plan.id, plan.title, lead=_DECISIONS), []
    if plan.tables and not asker.is_delivered(plan.tables):
        return Section(plan.id, plan.title, lead=plan.missing), []
    figures = tuple(filter(None, map(asker.key_figure, plan.figures)))
    exhibits, drafts, notes = [], [], []
    for ask in plan.asks:
        result = asker.ask(ask.query) if asker.is_delivered(ask.tables) else None
        if result is None:
            continue
        answer = asker.answers[result.query.id]
        if ask.is_of_region:
            answer = answer.only("region", context.region)
        drafts += [_Weighed(plan.id, draft, weight) for draft, weight in statements.draft(ask.key, answer, context)]
        title = (not asker.subject.summit and ask.region_title) or ask.title or result.query.title
        title = title.replace("{summit}", context.summit)
        as_of, threshold = asker.subject.as_of, asker.threshold
        drawn = exhibit(ask, result, answer, title=title, marks=asker.marks, as_of=as_of, threshold=threshold)
        if drawn is not None:
            exhibits.append(drawn)
        elif ask.nothing:
            notes.append(ask.nothing.format(threshold=threshold))
    drafted = tuple(draft.statement for draft in drafts)
    lead = " ".join(filter(None, (plan.lead, *notes)))
    if not (figures or exhibits or drafted):
        lead = plan.nothing.format(region=context.region)
    return Section(plan.id, plan.title, lead, figures=figures, statements=drafted, exhibits=tuple(exhibits)), drafts


def _findings(weighed: list[_Weighed], printed: frozenset[str]) -> tuple[Statement, ...]:
    """Return the few statements that matter most, of the sections that these readers get."""
    drafts = [draft for draft in weighed if draft.weight and draft.section in printed]
    ranked = sorted(drafts, key=lambda draft: -draft.weight)
    return tuple(replace(draft.statement, id=f"{FINDINGS}.{draft.statement.id}") for draft in ranked[:MOST_FINDINGS])


class _Asker:
    """Asks each question once and keeps how it came about. Questions that the catalog does not have are passed over."""

    def __init__(self, view: View, subject: Subject) -> None:
        self.view, self.subject = view, subject
        self.threshold = view.settings.threshold
        self.evidence: list[Evidence] = []
        self.answers: dict[str, Answer] = {}
        self._results: dict[str, Result] = {}
        self.marks = self._marks()

    @contextmanager
    def asking_ahead(self, plans: tuple[Plan, ...]) -> Iterator[None]:
        """Run two queries at a time while sections are written one after the other: the same answers, sooner."""
        ids = [id_ for plan in plans for id_ in self._ids(plan) if id_ in self.view.catalog.queries]
        pool = ThreadPoolExecutor(2)
        try:
            for id_ in dict.fromkeys(ids):
                pool.submit(self._run, id_)  # the view keeps the answer; a fault is met again where it is asked for
            yield
        finally:
            pool.shutdown(cancel_futures=True)

    def _ids(self, plan: Plan) -> list[str]:
        if plan.tables and not self.is_delivered(plan.tables):
            return []
        return [*plan.figures, *(ask.query for ask in plan.asks if self.is_delivered(ask.tables))]

    def _run(self, id_: str) -> Result:
        parameters = self.view.catalog.queries[id_].parameters
        own = {name: value for name, value in self.subject.own.items() if name in parameters}
        return self.view.run(id_, **self.subject.parameters, **own)

    def ask(self, id_: str) -> Result | None:
        if id_ not in self.view.catalog.queries:
            return None
        if id_ not in self._results:
            result = self._run(id_)
            number = len(self.evidence) + 1
            self._results[id_] = result
            self.answers[id_] = freeze(result, number)
            self.evidence.append(evidence(result, number))
        return self._results[id_]

    def key_figure(self, id_: str) -> KeyFigure | None:
        result = self.ask(id_)
        return key_figure(result, self.answers[id_].evidence) if result is not None else None

    def is_delivered(self, tables: tuple[str, ...]) -> bool:
        """Return whether a file with at least one row was delivered for every table."""
        sources: Mapping[str, Any] = self.view.ledger.sources
        return all(any(source.rows_accepted for source in sources.get(table, ())) for table in tables)

    def _marks(self) -> tuple[Mark, ...]:
        if _EVENTS not in self.view.catalog.queries:
            return ()
        rows = self.view.run(_EVENTS, **self.subject.parameters).table.to_pylist()
        return tuple(
            Mark(row["date"], row["label"], row.get("academic_year") or "")
            for row in rows
            if isinstance(row["date"], date)
        )
