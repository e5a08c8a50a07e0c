"""The digest as data: headline figures before and after a delivery, alerts, and what needs attention first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engagement.app.address import address
from engagement.app.expectations import unmet
from engagement.errors import EngagementError
from engagement.present import format
from engagement.present.attention import Pressing, pressing
from engagement.present.periods import Period, periods
from engagement.present.since import HEADLINE, Moved, since
from engagement.query import Card, Column, Query
from engagement.result import Result
from engagement.warehouse import View

ACTIONS, CHANGE = "strategy/attention", "placements/change_by_region"


@dataclass(frozen=True)
class Alert:
    """A figure beyond the line in its header, or an expectation that an answer no longer meets.

    is_new: it was not so with the delivery before.
    """

    title: str
    what: str
    is_new: bool


@dataclass(frozen=True)
class Digest:
    """Everything that the mail says. `about`: the regions that it is limited to; `link`: the dashboard's address."""

    institution: str
    about: str
    release: str
    is_demonstration: bool
    as_of: date
    loaded_at: datetime
    before_at: datetime | None
    figures: tuple[Moved, ...]
    alerts: tuple[Alert, ...]
    pressing: tuple[Pressing, ...]
    link: str

    @property
    def changed(self) -> tuple[Moved, ...]:
        """The figures that the delivery has changed."""
        return tuple(figure for figure in self.figures if figure.before != figure.now)

    @property
    def subject(self) -> str:
        """What the mail is about, in one line."""
        parts = [_number(len(self.changed), "figure changed", "figures changed")] if self.before_at else []
        parts += [_number(len(self.alerts), "alert", "alerts")] if self.alerts else []
        parts += [_number(len(self.pressing), "thing needs attention", "things need attention")]
        about = f", {self.about}" if self.about else ""
        return f"{'Demonstration: ' if self.is_demonstration else ''}Global engagement{about}: {', '.join(parts)}"


def compose(now: View, before: View | None, *, regions: Sequence[str] = (), link: str = "") -> Digest:
    """Compose the digest of what a view shows.

    Args:
        now: what its readers may see of the current delivery.
        before: the same of the delivery before; None where none is kept.
        regions: those that it is about; none for all that may be seen.
        link: the address of the dashboard.

    Raises:
        EngagementError: a question of it cannot be answered.
    """
    asked: dict[str, Any] = {"regions": list(regions), "as_of": now.as_of}
    pairs = [(before.run(id_, **asked), now.run(id_, **asked)) for id_ in _asked(now)] if before else []
    return Digest(
        institution=now.settings.institution,
        about=", ".join(regions) or str(now.limit),
        release=now.snapshot.id,
        is_demonstration=now.snapshot.is_demonstration,
        as_of=now.as_of,
        loaded_at=now.snapshot.loaded_at,
        before_at=before.snapshot.loaded_at if before else None,
        figures=tuple(figure for figure in since(pairs) if figure.period),
        alerts=tuple(_alerts(now, before, asked)),
        pressing=tuple(pressing(now.run(ACTIONS, **asked), now.run(CHANGE, **asked))),
        link=f"{link.rstrip('/')}/{address('overview', {'regions': tuple(regions)})[2:]}" if link else "",
    )


def _asked(view: View) -> Iterator[str]:
    """Yield the headline figures that this institution has."""
    return (id_ for id_ in HEADLINE if id_ in view.catalog.queries)


def _alerts(now: View, before: View | None, asked: dict[str, Any]) -> Iterator[Alert]:
    for query in now.catalog.queries.values():
        card = query.card
        if card is not None and (card.alert_above is not None or card.alert_below is not None):
            what = _beyond(now, query, card, asked)
            if what:
                yield Alert(query.title, what, not (before and _beyond(before, query, card, asked)))
    # expectations are of the whole, and say nothing of values
    for query in () if now.limit else now.catalog.queries.values():
        if any(expected.none for expected in query.expectations):
            for fault in _unmet(now, query):
                yield Alert(query.title, fault, before is not None and fault not in _unmet(before, query))


def _beyond(view: View, query: Query, card: Card, asked: dict[str, Any]) -> str:
    """Say by how much the latest complete figure is beyond its line; empty where it is not, or is not shown."""
    try:
        result = view.run(query.id, **asked)
    except EngagementError:
        return ""
    latest = _latest(result, card)
    if latest is None or latest.value is None:
        return ""
    value, column = float(latest.value), query.columns[card.value]
    shown = f"{format.value(latest.value, column.unit)} {_when(latest, query.columns[card.period])}"
    if card.alert_above is not None and value > card.alert_above:
        return f"{shown}: above {format.value(card.alert_above, column.unit)}"
    if card.alert_below is not None and value < card.alert_below:
        return f"{shown}: below {format.value(card.alert_below, column.unit)}"
    return ""


def _latest(result: Result, card: Card) -> Period | None:
    complete = [period for period in periods(result, card) if period.is_complete]
    return complete[-1] if complete else None


def _when(period: Period, time: Column) -> str:
    return f"on {period.name}" if time.unit == "date" else f"in {period.name}"


def _unmet(view: View, query: Query) -> list[str]:
    return [fault.what for fault in unmet(view, query) if fault.rule == "expect-none"]


def _number(count: int, one: str, several: str) -> str:
    return f"{count or 'no'} {one if count == 1 else several}"
