"""Delivered text -> text in the form that all our tables share, as SQL. What does not fit stays as it was delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engagement.contract import Field
from engagement.quoting import literal

EXCEL = "excel"  # a date format of ours: days counted by Excel
# The day as it was written is wanted; the time of day and its offset are not.
_TIME = r"([T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?( ?(Z|[+-][0-9]{2}:?[0-9]{2}))?)?"
_ISO_DAY = "^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})" + _TIME + "$"
# "2024-25", "24/25", "WS 2024/25", "2024-2025 Fall": two years in a row, with words around them.
_TWO_YEARS = r"(?i)^[a-z .]{0,20}([0-9]{4}|[0-9]{2}) ?[-/\x{2013}\x{2014}_ ] ?([0-9]{4}|[0-9]{2})[a-z .]{0,20}$"
# "2024", "AY2024", "FY24"
_ONE_YEAR = r"(?i)^(?:ay|fy|sy)?[ -]?([0-9]{4}|[0-9]{2})$"
_ROR = r"(?i)^(?:https?://)?(?:www\.)?ror\.org/(0[a-z0-9]{6}[0-9]{2})/?$"
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
        day = f"try_strptime(regexp_extract({text}, {literal(_ISO_DAY)}, 1), '%Y-%m-%d')"
        return (
            f"case when length({text}) = 10 then {text} else coalesce(cast(cast({day} as date) as varchar), {text}) end"
        )
    if EXCEL in formats:
        # Excel counts from a day before 1900 began, since it takes that year for a leap year.
        days = (
            f"case when regexp_full_match({text}, '[0-9]{{4,5}}(\\.[0-9]+)?') then floor({text}::double)::integer end"
        )
        others = as_date(text, [form for form in formats if form != EXCEL])
        return f"coalesce(cast(date '1899-12-30' + ({days}) as varchar), {others})"
    # DuckDB reads the year 15 out of 9-Sep-15 by %Y: such a year is no reading, and the next format is tried.
    readings = [f"try_strptime({text}, {literal(form)})" for form in formats]
    years = [f"case when {reading} >= timestamp '1000-01-01' then {reading} end" for reading in readings]
    return f"coalesce(cast(cast(coalesce({', '.join(years)}) as date) as varchar), {text})"


def as_academic_year(text: str, named_by: str = "") -> str:
    """Write SQL for an academic year as `2024/2025`, from the ways in which people write two years in a row.

    Args:
        text: SQL of the delivered text.
        named_by: whether a year alone is the one in which it "starts" or "ends"; a year alone is left as it is where
            this is not said, for nobody can know.
    """
    first, second = (f"regexp_extract({text}, {literal(_TWO_YEARS)}, {group})" for group in (1, 2))
    start, end = _year(first), f"try_cast({second} as integer)"
    follows = f"{end} in ({start} + 1, ({start} + 1) % 100)"
    whole = f"case when {follows} then printf('%d/%d', {start}, {start} + 1) end"
    readings = [whole]
    if named_by:
        year = _year(f"regexp_extract({text}, {literal(_ONE_YEAR)}, 1)")
        begins = year if named_by == "starts" else f"({year} - 1)"
        readings.append(f"printf('%d/%d', {begins}, {begins} + 1)")
    is_ours = f"length({text}) = 9 and {text}[5] = '/'"
    return f"case when {is_ours} then {text} else coalesce({', '.join(readings)}, {text}) end"


def _year(digits: str) -> str:
    """Write SQL for a year of two or four digits: 69 to 99 are of the last century."""
    number = f"try_cast({digits} as integer)"
    return (
        f"(case when {number} >= 100 then {number} when {number} >= 69 then 1900 + {number} else 2000 + {number} end)"
    )


def as_person_key(text: str, *, zero_pad: int, ignore_case: bool) -> str:
    """Write SQL for a person's key by the rules that a mapping states: leading zeros put back, case left out."""
    key = f"upper({text})" if ignore_case else text
    if not zero_pad:
        return key
    is_short = f"regexp_full_match({key}, '[0-9]{{1,{zero_pad - 1}}}')" if zero_pad > 1 else "false"
    return f"case when {is_short} then lpad({key}, {zero_pad}, '0') else {key} end"


def as_partner_id(text: str) -> str:
    """Write SQL for a partner's identifier: of the address of a ROR record, what identifies it."""
    return f"case when {is_ror_address(text)} then lower(regexp_extract({text}, {literal(_ROR)}, 1)) else {text} end"


def is_ror_address(text: str) -> str:
    """Write SQL for whether a text is the address of a record of the Research Organization Registry."""
    return f"coalesce(regexp_matches({text}, {literal(_ROR)}), false)"


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
