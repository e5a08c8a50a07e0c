"""Figures compared with what the reader asks for in the filters: another year, the target, or the other regions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from engagement.app import runtime
from engagement.app.choices import choices
from engagement.app.scope import Scope
from engagement.charts.model.drawing import NO_REGIONS
from engagement.present import comparison
from engagement.present.comparison import AcademicYear, Others
from engagement.present.reading import Reading
from engagement.result import Result


@dataclass(frozen=True)
class ByRegion:
    """Where a card's figure stands for every region: the query and its columns.

    `base` is a rate's denominator. `period` names the column of the period, where there is a row for each;
    `is_one_year` tells that the query answers for all years that are chosen, so that only the figure's own is.
    """

    query_id: str
    value: str
    base: str = ""
    period: str = ""
    is_one_year: bool = False


BY_REGION: Mapping[str, ByRegion] = MappingProxyType(
    {
        "cards/students_abroad": ByRegion("placements/students_by_region_and_year", "students", period="academic_year"),
        "cards/demand_met": ByRegion("placements/demand_by_region", "met", "applicants", is_one_year=True),
        "cards/active_agreements": ByRegion("region/summary", "active"),
        "cards/active_partners": ByRegion("region/summary", "active_partners"),
        "cards/agreements_ending_12_months": ByRegion("region/summary", "ending_12_months"),
        "cards/reviews_overdue": ByRegion("region/summary", "overdue"),
    }
)
"""Cards that one region can be compared in with the others."""


def compared(reading: Reading, result: Result, scope: Scope, *, of: str = "") -> Reading:
    """Compare a card with what the reader has chosen; `of` is the academic year that the card is about."""
    if scope.compare == "target":
        return comparison.with_target(reading, result, of=of)
    if scope.compare == "regions":
        return comparison.with_others(reading, result, _others(result, scope, of), of=of)
    if isinstance(scope.compare, int):
        return comparison.with_year(reading, result, academic_year(scope.compare), of=of)
    return reading


def academic_year(year: int) -> AcademicYear:
    """Return the academic year that starts in a calendar year, by the institution's own first day."""
    month, day = map(int, runtime.settings().year_starts.split("-"))
    last = date(year + 1, month, day) - timedelta(days=1)
    return AcademicYear(choices().academic_year(year), date(year, month, day), last)


def _others(result: Result, scope: Scope, of: str) -> Others:
    by = BY_REGION.get(result.query.id)
    if by is None:
        return Others(None, "this figure is not compared with other regions")
    if len(scope.regions) != 1 or scope.countries:
        return Others(None, "choose one region to compare it with the others")
    period = comparison.latest_period(result, of=of)
    if period is None:
        return Others(None, "")
    view = runtime.view()
    parameters = {**scope.parameters_of(view.catalog.find(by.query_id)), "regions": []}
    if by.is_one_year:
        parameters["period"] = period[:4]
    among = [region for region in choices().regions[scope.scheme] if region not in (*scope.regions, *NO_REGIONS)]
    period_filter = (by.period, period) if by.period else None
    by_region = view.run(by.query_id, **parameters)
    return comparison.others(by_region, value=by.value, base=by.base, among=among, moment=period_filter)
