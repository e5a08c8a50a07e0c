"""Outline + view → Brief: every question is asked once, of one snapshot, and frozen with how it came about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from engagement.brief import statements
from engagement.brief.answer import Answer, evidence, freeze
from engagement.brief.body_sections import DECISIONS, SINCE
from engagement.brief.exhibits import exhibit
from engagement.brief.key_figures import key_figure
from engagement.brief.model import Brief, Evidence, Exhibit, KeyFigure, Mark, Section
from engagement.brief.outline import ASKED_FOR_DECISIONS, AUDIENCES
from engagement.brief.plan import Ask, Plan
from engagement.brief.rules import decisions
from engagement.brief.rules.context import Context
from engagement.brief.statement import Decision, Statement
from engagement.brief.subject import Request, Subject, subject_of
from engagement.result import Result
from engagement.settings import Settings
from engagement.warehouse import View

_EVENTS = "filters/events"


def compose(
    view: View,
    request: Request,
    *,
    progress: Callable[[str], None] | None = None,
    earlier: tuple[Decision, ...] = (),
) -> Brief:
    """Make a brief from what is current.

    Args:
        view: one snapshot and one catalog.
        request: what the brief is about.
        progress: told the title of each section before it is asked for.
        earlier: decisions of the last summit's brief, where it is kept.

    Raises:
        CallError: there is no such summit, region, scheme or audience.
        QueryError: a query of the brief is at fault.
    """
    subject = subject_of(view, request)
    edition = AUDIENCES[request.audience]
    asker = _Asker(view, subject)
    context = _context(subject, view.settings)
    sections = []
    with asker.asking_ahead(edition.plans):
        for plan in edition.plans:
            if progress:
                progress(plan.title)
            sections.append(_section(plan, asker, context, earlier))
    return Brief(
        title=subject.summit.name if subject.summit else subject.region,
        subtitle=f"Brief for {edition.readers}",
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
        name=subject.region,
        as_of=subject.as_of,
        threshold=settings.threshold,
        summit_date=subject.upcoming.date if subject.upcoming else None,
        summit=subject.upcoming.name if subject.upcoming else "",
        brief_due=subject.upcoming.brief_due if subject.upcoming else None,
        rounding=settings.rounding,
        period=subject.period,
    )


def _section(plan: Plan, asker: _Asker, context: Context, earlier: tuple[Decision, ...]) -> Section:
    if plan.tables and not asker.is_delivered(plan.tables):
        return Section(plan.id, plan.title, lead=plan.missing, is_annex=plan.is_annex)
    figures = tuple(filter(None, map(asker.key_figure, plan.figures)))
    exhibits: list[Exhibit] = []
    drafted: list[Statement] = []
    notes: list[str] = []
    for ask in plan.asks:
        result = asker.ask(ask.query) if asker.is_delivered(ask.tables) else None
        if result is None:
            continue
        answer = asker.answers[result.query.id]
        if ask.is_of_region:
            answer = answer.only("region", context.name)
        if ask.of_students and not asker.is_delivered(("placements",)):
            answer = answer.without(ask.of_students)
        shown = list(_exhibits(ask, result, answer, asker, context))
        for part, drawn in shown:
            drafted += statements.draft(ask.key, part, context, about=drawn.id if drawn else "")
            exhibits += [drawn] if drawn else []
        if ask.nothing and not any(drawn for _, drawn in shown):
            notes.append(ask.nothing.format(threshold=asker.threshold))
    decided = _decisions(plan, asker, context, earlier)
    lead = " ".join(filter(None, (plan.lead, *notes)))
    if not (figures or exhibits or drafted or decided):
        lead = " ".join(notes) or plan.nothing.format(region=context.region)
    return Section(
        *(plan.id, plan.title, lead),
        figures=figures,
        statements=tuple(drafted),
        exhibits=tuple(exhibits),
        decisions=decided,
        is_annex=plan.is_annex,
    )


def _exhibits(
    ask: Ask, result: Result, answer: Answer, asker: _Asker, context: Context
) -> Iterator[tuple[Answer, Exhibit | None]]:
    """Yield the answer with its exhibit; part by part where each value of some columns has its own."""
    title = (not asker.subject.upcoming and ask.region_title) or ask.title or result.query.title
    title = title.replace("{summit}", context.summit)
    as_of, threshold = asker.subject.as_of, asker.threshold
    parts = answer.split(ask.split) if ask.split else {(): answer}
    for number, (names, part) in enumerate(parts.items(), start=1):
        titled = ", ".join(map(str, names)) or title
        drawn = exhibit(ask, result, part, title=titled, marks=asker.marks, as_of=as_of, threshold=threshold)
        yield part, replace(drawn, id=f"{ask.key}.{number}") if drawn and ask.split else drawn


def _decisions(plan: Plan, asker: _Asker, context: Context, earlier: tuple[Decision, ...]) -> tuple[Decision, ...]:
    if plan.id == SINCE:
        return earlier
    if plan.id != DECISIONS:
        return ()
    renewals, white_space = (
        asker.answers[ask.query] if asker.is_delivered(("partnerships", *ask.tables)) and asker.ask(ask.query) else None
        for ask in ASKED_FOR_DECISIONS
    )
    return decisions.draft(renewals, white_space, context)


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
