"""Keys that say nothing of who a person is: what spreadsheets and systems put where a key was lost.

Two people under "unknown" would be one person, and so would two under 2.20E+07.
"""

from __future__ import annotations

from engagement.quoting import literal

DAMAGED_KEY = (
    "This is no key of a person: a spreadsheet shortened it, or it stands for a key that is not known. "
    "Export the column as text."
)
_PLACEHOLDERS = (
    "unknown", "unbekannt", "desconocido", "desconhecido", "inconnu", "none", "null", "nil", "nan", "n/a", "na", "n.a.",
    "not available", "not applicable", "tbd", "tba", "x", "xx", "xxx", "-", "--", "---", "?", ".", "..", "...", "*",
    "anonymous", "test", "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!",
)  # fmt: skip
_SHORTENED = r"[0-9]([.,][0-9]+)?[eE]\+[0-9]{1,3}"


def is_damaged_key(key: str) -> str:
    """Write SQL for whether the SQL expression `key` cannot tell one person from another."""
    placeholders = ", ".join(map(literal, _PLACEHOLDERS))
    # Most keys are neither short nor hold a plus: the slower looks are for the few that do.
    return (
        f"(length({key}) <= 14 and lower({key}) in ({placeholders}) or ltrim({key}, '0') = '' "
        f"or contains({key}, '+') and regexp_full_match({key}, {literal(_SHORTENED)}))"
    )
