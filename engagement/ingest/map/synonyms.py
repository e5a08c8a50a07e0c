"""What offices call our columns and values, from synonyms.toml. Used to draft a mapping only; a load never reads it."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from engagement.contract import Field
from engagement.ingest.check.places import fold

_SHORTEST = 4
_VAGUE = ("other", "unknown")


def headers_for(name: str) -> tuple[str, ...]:
    """Return what a column of ours is called elsewhere, the usual names first."""
    return tuple(_synonyms()["headers"].get(name, ()))


@cache
def values_for(name: str) -> Mapping[str, str]:
    """Return folded values of an enumerated column of ours, as offices write them -> ours."""
    ours: Mapping[str, list[str]] = _synonyms()["values"].get(name, {})
    return {fold(word): value for value, words in ours.items() for word in words}


def word_within(value: str, field: Field) -> tuple[str, str]:
    """Return a value of ours that a longer text may mean, and the known word in it that speaks for it.

    Two empty texts where no word is known, or words of several values of ours are.
    """
    text = f" {fold(value)} "
    own = {ours.replace("_", " "): ours for ours in field.enum if ours not in _VAGUE}
    words = {**own, **values_for(field.name)}
    within = [word for word in words if _is_within(word, text)]
    whole = [word for word in within if not any(word != other and word in other for other in within)]
    if len({words[word] for word in whole}) != 1:
        return "", ""
    return words[whole[0]], whole[0]


def _is_within(word: str, text: str) -> bool:
    if len(word) > 1 and all(unicodedata.category(letter) == "Lo" for letter in word):
        return word in text  # Chinese, Japanese and Korean put no blanks between words
    return len(word) >= _SHORTEST and f" {word} " in text


@cache
def _synonyms() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
