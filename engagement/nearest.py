"""The right name for a wrong one, for error messages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name most like `name`; empty where none is like it."""
    folded = {candidate.casefold(): candidate for candidate in known}
    return next((folded[match] for match in get_close_matches(name.casefold(), folded, n=1)), "")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return ` Did you mean "…"?` with a leading blank, or nothing."""
    match = nearest(name, known)
    return f' Did you mean "{match}"?' if match else ""
