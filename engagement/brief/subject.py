"""What a brief is about: a summit or a region, worked out from the reference tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from engagement.brief.model import Member, Summit
from engagement.brief.outline import AUDIENCES
from engagement.errors import CallError, Fault
from engagement.nearest import did_you_mean
from engagement.place import NOWHERE
from engagement.warehouse import View
from engagement.warehouse.view import EVERY_YEAR

_SUMMITS, _REGIONS, _PLACES = "brief/summits", "filters/regions", "filters/places"
_PERIODS = "filters/periods"


@dataclass(frozen=True)
class Request:
    """What a reader asks for: a summit by its id, or a region by its name; `period` is the key of a period."""

    summit: str = ""
    region: str = ""
    scheme: str = ""
    period: str = EVERY_YEAR
    audience: str = "committee"
    as_of: date | None = None


@dataclass(frozen=True)
class Subject:
    """A request whose names are known: the region, who is in it, and the parameters of every question."""

    scheme: str
    region: str
    summit: Summit | None
    period: str
    as_of: date
    members: tuple[Member, ...]
    parameters: Mapping[str, Any]
    own: Mapping[str, Any]

    @property
    def upcoming(self) -> Summit | None:
        """The summit, unless it is over: nothing can be decided for it any more."""
        return self.summit if self.summit and self.summit.date >= self.as_of else None


@dataclass(frozen=True)
class Meeting:
    """A summit and the region that it is for."""

    summit: Summit
    scheme: str
    region: str


def meetings(view: View) -> tuple[Meeting, ...]:
    """Return every summit, in order of its date."""
    return tuple(
        Meeting(
            Summit(row["summit_id"], row["name"], row["date"], row["city"] or "", row["place"] or "", row["brief_due"]),
            row["scheme"],
            row["region"],
        )
        for row in view.run(_SUMMITS).table.to_pylist()
        if row["date"] is not None and row["region"]
    )


def regions(view: View, scheme: str) -> tuple[str, ...]:
    """Return the regions of a scheme, those with a summit first."""
    rows = view.run(_REGIONS).table.to_pylist()
    return tuple(dict.fromkeys(row["region"] for row in rows if row["scheme"] == scheme))


def subject_of(view: View, request: Request) -> Subject:
    """Work out what a request is about.

    Raises:
        CallError: neither or both of summit and region are given, or a name is not known.
    """
    if bool(request.summit) == bool(request.region):
        raise CallError(Fault("A brief is for a summit or for a region.", fix="Give one of the two."))
    if request.audience not in AUDIENCES:
        raise _unknown("audience", request.audience, list(AUDIENCES))
    summit, scheme, region = None, request.scheme or view.settings.scheme, request.region
    if request.summit:
        by_id = {meeting.summit.id: meeting for meeting in meetings(view)}
        if request.summit not in by_id:
            raise _unknown("summit", request.summit, list(by_id))
        meeting = by_id[request.summit]
        summit, scheme, region = meeting.summit, meeting.scheme, meeting.region
    rows = view.run(_REGIONS).table.to_pylist()
    schemes = dict.fromkeys(row["scheme"] for row in rows)
    if scheme not in schemes:
        raise _unknown("scheme", scheme, list(schemes))
    named = list(dict.fromkeys(row["region"] for row in rows if row["scheme"] == scheme))
    if region not in named:
        raise _unknown("region", region, named)
    as_of = request.as_of or view.as_of
    parameters = {
        "scheme": scheme,
        "regions": [region],
        "countries": [],
        "period": request.period,
        "as_of": as_of,
    }
    own = {"summit_date": summit.date if summit and summit.date >= as_of else None}
    # a register alone has no periods; a brief of it is for all years
    periods = {EVERY_YEAR: "All years"} | {row["period"]: row["title"] for row in view.run(_PERIODS).table.to_pylist()}
    if request.period not in periods:
        raise _unknown("period", request.period, list(periods))
    return Subject(
        scheme, region, summit, periods[request.period], as_of, _members(view, scheme, region, rows), parameters, own
    )


def _members(view: View, scheme: str, region: str, rows: Sequence[Mapping[str, Any]]) -> tuple[Member, ...]:
    names = {row["iso3"]: row["place"] for row in view.run(_PLACES).table.to_pylist()}
    choices = [
        Member(row["iso3"], names.get(row["iso3"], row["iso3"]), region, scheme, str(row["version"]))
        for row in rows
        if row["scheme"] == scheme and row["region"] == region
    ]
    return tuple(sorted(choices, key=lambda member: _unaccented(member.name)))


def _unaccented(name: str) -> str:
    """Return a name as it is sorted: São Tomé stands before South Africa."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if letter.isalpha() or letter == " ")


def _unknown(label: str, name: str, names: Sequence[str]) -> CallError:
    listed = f"Known: {', '.join(names)}." if names else f"No {label} is in the reference tables."
    return CallError(
        Fault(f'There is no {label} "{name}".{did_you_mean(name, names)}', NOWHERE, listed, f"brief-{label}")
    )
