"""A question as a program or a link writes it: the parameters of one query, by name, as texts.

Names and values are those of `python -m engagement run --param`, and those that a page's address has: `region` for
`regions`, `2024/2025` for the period `2024`, a country by its name. What is not known is an error, never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from engagement.app.choices import Choices
from engagement.catalog.parameters import parse
from engagement.errors import CallError, Fault
from engagement.nearest import did_you_mean
from engagement.place import Place
from engagement.query import Query

_OTHER_NAMES = {"region": "regions", "country": "countries", "on": "as_of"}


def values_of(
    query: Query, pairs: Iterable[tuple[str, str]], known: Choices, *, days: tuple[date, date]
) -> dict[str, Any]:
    """Return the values that texts stand for, ready to be bound.

    Args:
        query: the one that is asked.
        pairs: name and text of each parameter; a name may come several times.
        known: what the filters offer to whoever asks.
        days: the first and the last day that agreements can be told for.

    Raises:
        CallError: every name that the query does not take, and every value that is of the wrong type or not offered.
    """
    texts: dict[str, list[str]] = {}
    for name, text in pairs:
        own = name if name in query.parameters else _OTHER_NAMES.get(name, name)
        texts.setdefault(own, []).extend([_whole(own, text, known)] if text else [])
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for name, given in texts.items():
        if name not in query.parameters:
            names = ", ".join(query.parameters) or "none"
            what = f'"{query.id}" has no parameter "{name}".{did_you_mean(name, query.parameters)}'
            faults.append(Fault(what, Place(part=name), f"It takes: {names}.", "parameter-unknown"))
        elif given:
            try:
                values[name] = parse(query.parameters[name], given)
            except CallError as error:
                faults += [replace(fault, where=Place(part=name)) for fault in error.faults]
    try:
        values |= _offered(values, known)
    except CallError as error:
        faults += error.faults
    if "as_of" in values and not days[0] <= values["as_of"] <= days[1]:
        what = f"Agreements are not told for {values['as_of']}."
        faults.append(Fault(what, Place(part="as_of"), f"Give a day from {days[0]} to {days[1]}.", "parameter-choice"))
    if faults:
        raise CallError(*faults)
    return values


def _whole(name: str, text: str, known: Choices) -> str:
    """Return a text in which the commas of a country's or region's own name do not part a list."""
    names = {"countries": known.places.values(), "regions": {region for _, region in known.members}}
    return text.replace(",", ",,") if text in names.get(name, ()) else text


def _offered(values: Mapping[str, Any], known: Choices) -> dict[str, Any]:
    """Return the filters' values by key, where a printed name may have been given."""
    scheme = values.get("scheme") or known.default_scheme
    if values.get("scheme"):
        scheme = _key("scheme", scheme, known.schemes, known.scheme_title)
    offered: dict[str, Any] = {"scheme": scheme} if values.get("scheme") else {}
    for name, keys, title in (
        ("regions", known.regions.get(scheme, ()), str),
        ("countries", tuple(known.places), known.place),
    ):
        if values.get(name):
            offered[name] = [_key(name, value, keys, title) for value in values[name]]
    if values.get("period"):
        offered["period"] = _key("period", values["period"], tuple(known.periods), known.period)
    return offered


def _key(name: str, value: str, keys: Iterable[str], title: Callable[[str], str]) -> str:
    by_title = {title(key).casefold(): key for key in keys} | {key.casefold(): key for key in keys}
    key = by_title.get(value.casefold())
    if key is None:
        what = f'{name} has no value "{value}".{did_you_mean(value, [title(key) for key in keys])}'
        offered = [*map(title, keys)]
        more = f", and {len(offered) - 12} more" if len(offered) > 12 else ""
        raise CallError(Fault(what, Place(part=name), f"Offered: {', '.join(offered[:12])}{more}.", "parameter-choice"))
    return key
