"""What offices call our columns and values, from synonyms.toml. Used to draft a mapping only; a load never reads it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


def headers_for(name: str) -> tuple[str, ...]:
    """Return what a column of ours is called elsewhere, the usual names first."""
    return tuple(_synonyms()["headers"].get(name, ()))


def values_for(name: str) -> Mapping[str, str]:
    """Return folded values of an enumerated column of ours, as offices write them -> ours."""
    found: Mapping[str, str] = _synonyms()["values"].get(name, {})
    return found


@cache
def _synonyms() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
