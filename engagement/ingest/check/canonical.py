"""Delivered text -> text in the form that all our tables share, as SQL. What does not fit stays as it was delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engagement.contract import Field
from engagement.quoting import literal

# What a spreadsheet makes of a date: the day is wanted, the time of day is not.
_ISO_WITH_TIME = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S.%fZ",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
)
_YES = ("true", "yes", "y", "t", "1")
_NO = ("false", "no", "n", "f", "0")


def as_text(sql: str, type_: str, field: Field) -> str:
    """Write SQL for the text of an expression that yields no text: a date, a number, a truth."""
    if type_.startswith("TIMESTAMP") and field.type == "date":
        return f"cast(cast({sql} as date) as varchar)"
    if type_.startswith(("DOUBLE", "FLOAT", "DECIMAL")) and field.type == "integer":
        whole = f"cast(cast({sql} as hugeint) as varchar)"
        return f"case when {sql} = floor({sql}) then {whole} else cast({sql} as varchar) end"
    return f"cast({sql} as varchar)"


def with_values(text: str, pairs: Mapping[str, str]) -> str:
    """Put in the values of a mapping. Case, line ends and surplus blanks of what was delivered do not count.

    Args:
        text: SQL of the delivered text.
        pairs: as delivered -> ours; "*" stands for anything else, "" for an empty cell. Ours may be empty.
    """
    named = {" ".join(old.split()).lower(): new for old, new in pairs.items() if old not in ("", "*")}
    key = f"lower(regexp_replace({text}, '\\s+', ' ', 'g'))"
    whens = "".join(f" when {literal(old)} then {_value(new)}" for old, new in named.items())
    other = _value(pairs["*"]) if "*" in pairs else text
    chosen = f"case {key}{whens} else {other} end" if whens else other
    return f"case when {text} is null then {_value(pairs.get('', ''))} else {chosen} end"


def _value(new: str) -> str:
    return literal(new) if new else "null"


def as_boolean(text: str) -> str:
    """Write SQL for `true` or `false` for the English words and signs for yes and no, in any case."""
    yes, no = (", ".join(map(literal, words)) for words in (_YES, _NO))
    return f"case when lower({text}) in ({yes}) then 'true' when lower({text}) in ({no}) then 'false' else {text} end"


def as_date(text: str, formats: Sequence[str] = ()) -> str:
    """Write SQL for a date in ISO 8601, read by the first format that fits; without formats only as ISO 8601."""
    if not formats:
        listed = ", ".join(map(literal, _ISO_WITH_TIME))
        parsed = f"cast(cast(try_strptime({text}, [{listed}]) as date) as varchar)"
        return f"case when length({text}) <= 10 then {text} else coalesce({parsed}, {text}) end"
    # DuckDB reads the year 15 out of 9-Sep-15 by %Y: such a year is no reading, and the next format is tried.
    readings = [f"try_strptime({text}, {literal(form)})" for form in formats]
    years = [f"case when {reading} >= timestamp '1000-01-01' then {reading} end" for reading in readings]
    return f"coalesce(cast(cast(coalesce({', '.join(years)}) as date) as varchar), {text})"


def as_number(text: str, decimal: str) -> str:
    """Write with a point a number written with `decimal`, "," or ".", with or without separators of thousands.

    Where nothing is said of the decimal sign, only blanks part thousands: of a comma or a point nobody can know.
    """
    if not decimal:
        shape = r"[-+]?\d{1,3}([ \x{a0}\x{202f}]\d{3})+(\.\d+)?"
        plain = f"regexp_replace({text}, '[ \\x{{a0}}\\x{{202f}}]', '', 'g')"
        return f"case when regexp_full_match({text}, '{shape}') then {plain} else {text} end"
    thousands = "." if decimal == "," else ","
    separators = rf"[\{thousands} \x{{a0}}\x{{202f}}''\x{{2019}}]"
    shape = rf"[-+]?(\d{{1,3}}({separators}\d{{3}})+|\d+)(\{decimal}\d+)?"
    plain = f"replace(regexp_replace({text}, '{separators}', '', 'g'), {literal(decimal)}, '.')"
    return f"case when regexp_full_match({text}, '{shape}') then {plain} else {text} end"
