"""Agreements as rows of partnerships.csv."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from engagement.demo.agreements import CHAIRS, CHALLENGES, GROUPS, MOBILITY, SCHOOLS, Agreement
from engagement.demo.draw import Draw
from engagement.demo.world import AS_OF

COLUMNS = (
    "agreement_id",
    "parent_agreement_id",
    "renewed_from_id",
    "partner_id",
    "partner_id_scheme",
    "partner_name",
    "partner_type",
    "partner_country",
    "partner_city",
    "agreement_type",
    "binding",
    "level",
    "owning_unit",
    "lead_faculty",
    "challenge_area",
    "working_group_id",
    "workflow_status",
    "proposed_date",
    "signed_date",
    "start_date",
    "end_date",
    "term_type",
    "notice_months",
    "last_review_date",
    "next_review_date",
    "review_outcome",
    "places_out_per_year",
    "places_in_per_year",
    "compliance_review",
    "risk_level",
    "annual_cost",
    "currency",
)
# what some offices write instead of the ISO code; places.py knows each of them
SPELLINGS = {
    "GBR": "UK",
    "GRC": "EL",
    "KOR": "KOREA",
    "LAO": "LAO PDR",
    "NLD": "Holanda",
    "MAC": "Macau",
    "TWN": "Taiwan",
    "CIV": "Côte d'Ivoire",
    "TUR": "Turkey",
    "CZE": "Czech Republic",
    "HKG": "Hong Kong SAR",
    "CHN": "P.R. China",
    "BRA": "Brasil",
    "DEU": "Deutschland",
    "JPN": "日本",
    "MEX": "México",
    "STP": "São Tomé & Príncipe",
    "TZA": "Tanzania, United Republic of",
}
CURRENCIES = {"Europe": "EUR", "China": "CNY", "Latin America": "USD", "Africa": "USD"}
RISK = {"Middle East": (2, 5, 3, 1), "Africa": (4, 5, 2, 0.5), "China": (3, 5, 3, 0.5)}

Row = dict[str, object]


def rows(agreements: Iterable[Agreement], draw: Draw, *, places_factor: float) -> Iterator[Row]:
    """Yield one row per agreement. `places_factor`: how many times more places than at the shipped size."""
    umbrella: dict[str, str] = {}
    for agreement in agreements:
        row = {**_what(agreement, draw), **_who(agreement, draw), **_when(agreement, draw)}
        row |= {**_reviews(agreement, draw), **_care(agreement, draw), **_places(agreement, draw, places_factor)}
        if agreement.type == "general_mou":
            umbrella.setdefault(agreement.partner.id, agreement.id)
        elif draw.chance("addendum", agreement.number, 0.4):
            row["parent_agreement_id"] = umbrella.get(agreement.partner.id)
        yield row


def _what(agreement: Agreement, draw: Draw) -> Row:
    partner, number = agreement.partner, agreement.number
    country = partner.country
    if country in SPELLINGS and draw.chance("spelling", number, 0.2):
        country = SPELLINGS[country]
    return {
        "agreement_id": agreement.id,
        "renewed_from_id": agreement.renewed_from,
        "partner_id": partner.id,
        "partner_id_scheme": "local",
        "partner_name": partner.name,
        "partner_type": partner.type,
        "partner_country": country,
        "partner_city": partner.city,
        "agreement_type": agreement.type,
        "binding": _bool(agreement.type not in {"general_mou", "letter_of_intent"}),
        "workflow_status": agreement.workflow,
        "term_type": agreement.term_type,
    }


def _who(agreement: Agreement, draw: Draw) -> Row:
    number = agreement.number
    level = draw.pick("level", number, ["institution", "institution", "school", "school", "department"])
    school = draw.pick("school", number, SCHOOLS)
    group = GROUPS.get(agreement.partner.region, "")
    challenge = draw.pick("challenge", number, CHALLENGES) if draw.chance("challenged", number, 0.62) else ""
    if challenge in {"climate", "water", "energy"} and draw.chance("theme", number, 0.4):
        group = "WG-CLI"
    return {
        "level": level,
        "owning_unit": "" if level == "institution" else f"School of {school}",
        "lead_faculty": f"Chair of {draw.pick('chair', number, CHAIRS)}" if draw.chance("led", number, 0.71) else "",
        "challenge_area": challenge,
        "working_group_id": group,
    }


def _when(agreement: Agreement, draw: Draw) -> Row:
    number = agreement.number
    if agreement.signed is None:
        proposed: date = AS_OF - timedelta(days=draw.number("proposed", number, 10, 400))
        return {"proposed_date": proposed}
    proposed = agreement.signed - timedelta(days=draw.number("cycle", number, 25, 330))
    return {
        "proposed_date": proposed if draw.chance("has proposed", number, 0.8) else None,
        "signed_date": agreement.signed,
        # a start that equals the signing is often not recorded at all
        "start_date": agreement.start if agreement.start != agreement.signed else None,
        "end_date": agreement.end,
        "notice_months": draw.pick("notice", number, [3, 6, 6, 12]) if agreement.term_type == "auto_renew" else None,
    }


def _reviews(agreement: Agreement, draw: Draw) -> Row:
    number, start = agreement.number, agreement.start
    if start is None or (AS_OF - start).days < 500:
        return {}
    until = min(AS_OF, agreement.last_day)
    share = math.sqrt(float(draw.uniform("review", number)))
    last = start + timedelta(days=365 + int(share * ((until - start).days - 365)))
    if last >= AS_OF or draw.chance("never reviewed", number, 0.22):
        return {}
    next_ = last + timedelta(days=365 * draw.pick("next", number, [2, 3, 3]))
    return {
        "last_review_date": last,
        "next_review_date": next_ if draw.chance("has next", number, 0.75) else None,
        "review_outcome": draw.pick("outcome", number, ["renew", "renew", "renew", "renew_short", "revise", "lapse"]),
    }


def _care(agreement: Agreement, draw: Draw) -> Row:
    number, region = agreement.number, agreement.partner.region
    compliance = ("cleared", "not_required", "pending", "restricted")
    risk = ("low", "moderate", "elevated", "high")
    suspended = agreement.workflow == "suspended"
    reviewed = draw.choice("compliance", number, (60, 24, 13, 3))
    level = draw.choice("risk", number, RISK.get(region, (8, 4, 1, 0.1)))
    return {
        "compliance_review": "restricted" if suspended else compliance[int(reviewed)],
        "risk_level": "high" if suspended else risk[int(level)],
    }


def _places(agreement: Agreement, draw: Draw, factor: float) -> Row:
    number = agreement.number
    row: Row = {}
    if agreement.type in MOBILITY:
        out = max(1, round(draw.number("places out", number, 2, 9) * factor))
        row["places_out_per_year"] = out
        row["places_in_per_year"] = out if agreement.type != "study_abroad_affiliation" else 0
    if draw.chance("costs", number, 0.55):
        row["annual_cost"] = draw.number("cost", number, 2, 90) * 500
        row["currency"] = CURRENCIES.get(agreement.partner.region, "USD")
    return row


def _bool(value: bool) -> str:
    return "true" if value else "false"
