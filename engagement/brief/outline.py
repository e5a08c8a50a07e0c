"""The editions of a brief: which sections each kind of readers gets, in which order. Data, no logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from engagement.brief.annex_sections import LEADERSHIP, MORE_STUDENTS, PRINCIPLES, PROFILES, REGISTER, RISKS
from engagement.brief.body_sections import (
    AT_A_GLANCE,
    COMPARED,
    DECISIONS_PLAN,
    FIGURES,
    GROUP,
    RENEWALS,
    SINCE_PLAN,
    STUDENTS,
    TOGETHER,
    WHITE_SPACE,
)
from engagement.brief.plan import Ask, Plan

AGENDA = Plan("agenda", "Agenda", nothing="")
"""Printed once the office has written something in it."""


@dataclass(frozen=True)
class Edition:
    """What one kind of readers gets: what the cover calls them, and their sections in order."""

    readers: str
    plans: tuple[Plan, ...]


AUDIENCES: Mapping[str, Edition] = MappingProxyType(
    {
        "committee": Edition(
            "the committee",
            (
                *(DECISIONS_PLAN, AT_A_GLANCE, SINCE_PLAN, RENEWALS, COMPARED, GROUP, STUDENTS, WHITE_SPACE),
                *(PROFILES, REGISTER, MORE_STUDENTS, LEADERSHIP, PRINCIPLES, RISKS),
            ),
        ),
        "leadership": Edition(
            "the leadership of the institution",
            (
                *(DECISIONS_PLAN, AT_A_GLANCE, COMPARED, STUDENTS, WHITE_SPACE, RENEWALS, SINCE_PLAN),
                *(REGISTER, LEADERSHIP, RISKS),
            ),
        ),
        "partners": Edition(
            "partners and hosts",
            (
                AGENDA,
                replace(AT_A_GLANCE, figures=FIGURES),
                TOGETHER,
                STUDENTS,
                replace(MORE_STUDENTS, figures=(), asks=MORE_STUDENTS.asks[1:3]),
            ),
        ),
    }
)
"""Editions by the id of their readers. What these readers may not see is not asked, and so not in the kept file."""

ASKED_FOR_DECISIONS: tuple[Ask, ...] = (RENEWALS.ask("renewals"), WHITE_SPACE.ask("white_space"))
"""Questions from whose answers decisions are drafted."""
