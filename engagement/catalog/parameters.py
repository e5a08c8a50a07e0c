"""Parameters: their types, and the values that are bound to them.

A value is checked here, before DuckDB sees it, so that a wrong one is reported in the reader's words.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from engagement.errors import CallError, Fault
from engagement.nearest import did_you_mean
from engagement.place import NOWHERE, Place
from engagement.query import FRAME_PARAMETERS, Parameter, Query

_WHOLE = {
    "TINYINT": (-(2**7), 2**7 - 1),
    "SMALLINT": (-(2**15), 2**15 - 1),
    "INTEGER": (-(2**31), 2**31 - 1),
    "BIGINT": (-(2**63), 2**63 - 1),
    "UTINYINT": (0, 2**8 - 1),
    "USMALLINT": (0, 2**16 - 1),
    "UINTEGER": (0, 2**32 - 1),
    "UBIGINT": (0, 2**64 - 1),
}
_EXAMPLES: Mapping[str, Any] = {
    **dict.fromkeys(_WHOLE, 1),
    "VARCHAR": "a",
    "BOOLEAN": True,
    "DOUBLE": 1.0,
    "DATE": date(2020, 1, 1),
    "TIMESTAMP": datetime(2020, 1, 1),
}
TYPES = tuple(_EXAMPLES)
_SYNONYMS = {"TEXT": "VARCHAR", "STRING": "VARCHAR", "INT": "INTEGER", "BOOL": "BOOLEAN", "FLOAT": "DOUBLE"}
# Parameters of the frame that always have a value.
NEVER_EMPTY = frozenset(FRAME_PARAMETERS) - {"regions", "countries"}
_TYPE = re.compile(r"([A-Z]+)(\[\])?")


def scalar_type(type_: str) -> str | None:
    """Return the type of one value by DuckDB's own name: VARCHAR for `text[]`; None for a type that cannot be bound."""
    match = _TYPE.fullmatch(type_.strip().upper())
    name = _SYNONYMS.get(match[1], match[1]) if match else None
    return name if name in TYPES else None


def is_list(type_: str) -> bool:
    """Whether the type holds a list of values."""
    return type_.strip().endswith("[]")


def example(parameter: Parameter) -> Any:
    """Return a value of the right type, for binding against empty tables."""
    value = _EXAMPLES[scalar_type(parameter.type) or "VARCHAR"]
    return [value] if is_list(parameter.type) else value


def bind(query: Query, given: Mapping[str, Any], frame: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of every parameter that the query declares.

    What the frame owns may be given for any query and is left out where the query does not declare it, so that a
    page can hand its filters to all of its queries. `threshold` comes from the settings and is not given.

    Args:
        query: the query to be run.
        given: values by name, from the caller; None for what is not chosen.
        frame: values of the parameters that the frame owns, where `given` has none.

    Raises:
        CallError: every unknown name and every value of a wrong type.
    """
    faults = [_unknown(query, name) for name in given if name not in query.parameters and name not in FRAME_PARAMETERS]
    if "threshold" in given:
        fix = "It is set in engagement.toml, [release], for all queries alike."
        faults.append(Fault('"threshold" cannot be given.', Place(part=query.id), fix, "parameter-threshold"))
    bound = {}
    for name in (name for name in given if name in FRAME_PARAMETERS and name not in query.parameters):
        # a filter that does not count here is still no filter if it is of the wrong type
        try:
            coerce(Parameter(name, FRAME_PARAMETERS[name]), given[name])
        except CallError as error:
            faults += error.faults
    for name, parameter in query.parameters.items():
        value = given.get(name)
        try:
            bound[name] = coerce(parameter, frame.get(name, parameter.default) if value is None else value)
        except CallError as error:
            faults += error.faults
    if faults:
        raise CallError(*faults)
    return bound


def coerce(parameter: Parameter, value: Any) -> Any:
    """Return the value as it is bound: of the declared type, lists as lists, no value as None or an empty list.

    Raises:
        CallError: it is not of the declared type, or not among the choices.
    """
    scalar = scalar_type(parameter.type) or "VARCHAR"
    if value is None:
        # len(null) is null and would filter every row away without a word: no list is the empty list
        return [] if is_list(parameter.type) else None
    if not is_list(parameter.type):
        return _chosen(parameter, _scalar(parameter, scalar, value))
    if isinstance(value, str | bytes) or not isinstance(value, Sequence | set | frozenset):
        raise _wrong(parameter, value)
    return [_chosen(parameter, _scalar(parameter, scalar, item)) for item in value]


def parse(parameter: Parameter, texts: Sequence[str]) -> Any:
    """Return the value that texts from a command line or an address stand for.

    A list takes each text apart at its commas; a doubled comma stands for a comma in a name.

    Raises:
        CallError: a text is not of the declared type, or there are several where one is wanted.
    """
    scalar = scalar_type(parameter.type) or "VARCHAR"
    if is_list(parameter.type):
        pieces = [piece.replace("\0", ",") for text in texts for piece in text.replace(",,", "\0").split(",")]
        return coerce(parameter, [_from_text(parameter, scalar, piece.strip()) for piece in pieces if piece.strip()])
    if len(texts) > 1:
        what = f'"{parameter.name}" was given {len(texts)} times and takes one value.'
        raise CallError(Fault(what, NOWHERE, "Give it once.", "parameter-value"))
    return coerce(parameter, _from_text(parameter, scalar, texts[0]))


def _from_text(parameter: Parameter, scalar: str, text: str) -> Any:
    reads: dict[str, Callable[[str], Any]] = {
        "VARCHAR": str,
        "BOOLEAN": {"true": True, "false": False}.__getitem__,
        "DOUBLE": float,
        "DATE": date.fromisoformat,
        "TIMESTAMP": datetime.fromisoformat,
    }
    try:
        return reads.get(scalar, int)(text)
    except (ValueError, KeyError) as error:
        raise _wrong(parameter, text) from error


def _scalar(parameter: Parameter, scalar: str, value: Any) -> Any:
    if scalar in _WHOLE and not isinstance(value, bool):
        # numpy's integers are welcome, 3.0 is not
        try:
            whole = operator.index(value)
        except TypeError as error:
            raise _wrong(parameter, value) from error
        if _WHOLE[scalar][0] <= whole <= _WHOLE[scalar][1]:
            return whole
    if scalar == "DOUBLE" and isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    if scalar == "DATE" and isinstance(value, date) and not isinstance(value, datetime):
        return value
    kinds = {"VARCHAR": str, "BOOLEAN": bool, "TIMESTAMP": datetime}
    if scalar in kinds and isinstance(value, kinds[scalar]):
        return value
    raise _wrong(parameter, value)


def _chosen(parameter: Parameter, value: Any) -> Any:
    if parameter.choices and value not in parameter.choices:
        choices = [str(choice) for choice in parameter.choices]
        what = f'"{value}" is not a choice for "{parameter.name}".{did_you_mean(str(value), choices)}'
        raise CallError(Fault(what, NOWHERE, f"Choose one of {', '.join(choices)}.", "parameter-choice"))
    return value


def _wrong(parameter: Parameter, value: Any) -> CallError:
    wanted = _WORDS.get(scalar_type(parameter.type) or "", "a whole number")
    wanted = f"a list, each {wanted}" if is_list(parameter.type) else wanted
    what = f'{value!r} cannot be the value of "{parameter.name}", which is {parameter.type.upper()}.'
    return CallError(Fault(what, NOWHERE, f"Give {wanted}.", "parameter-value"))


def _unknown(query: Query, name: str) -> Fault:
    known = ", ".join(query.parameters) or "none"
    what = f'"{query.id}" has no parameter "{name}".{did_you_mean(name, query.parameters)}'
    return Fault(what, NOWHERE, f"It takes: {known}.", "parameter-unknown")


_WORDS = {
    "VARCHAR": "a text",
    "BOOLEAN": "true or false",
    "DOUBLE": "a number",
    "DATE": "a date such as 2026-11-01",
    "TIMESTAMP": "a time such as 2026-11-01T09:30:00",
}
