"""A query's own parameters as widgets, from its header alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import streamlit as st

from engagement.app import runtime
from engagement.catalog.parameters import is_list, scalar_type
from engagement.present import format
from engagement.query import Parameter
from engagement.result import Result

_BIND: Literal["query-params"] = "query-params"


def parameters(query_id: str) -> dict[str, Any]:
    """Draw one widget per own parameter of a query, bound to the URL so that a link asks the same.

    Returns:
        The chosen values by name, ready to be bound; none where the query cannot be used: its answer says why.
    """
    query = runtime.view().catalog.queries.get(query_id)
    asked = query.own_parameters if query else ()
    if not asked:
        return {}
    values = {}
    for at, column in enumerate(st.columns(3)):
        for parameter in asked[at::3]:
            with column:
                values[parameter.name] = _widget(parameter, key=f"{query_id}.{parameter.name}")
    return values


def chosen(result: Result) -> str:
    """Say which values an answer has of its query's own parameters: "At least: 10"; nothing of those left open."""
    values = {parameter: result.parameters.get(parameter.name) for parameter in result.query.own_parameters}
    return " · ".join(
        f"{_label(parameter)}: {format.value(value, 'text')}"
        for parameter, value in values.items()
        if value not in (None, "", [])
    )


def _label(parameter: Parameter) -> str:
    return parameter.title or parameter.name.replace("_", " ").capitalize()


def _widget(parameter: Parameter, *, key: str) -> Any:
    label = _label(parameter)
    if is_list(parameter.type):
        options = list(parameter.choices or parameter.default or ())
        return st.multiselect(
            label,
            options,
            default=parameter.default or [],
            key=key,
            accept_new_options=not parameter.choices,
            bind=_BIND,
        )
    if parameter.choices:
        index = parameter.choices.index(parameter.default) if parameter.default in parameter.choices else None
        return st.selectbox(label, parameter.choices, index=index, key=key, bind=_BIND)
    return _WIDGETS.get(scalar_type(parameter.type) or "", _whole)(label, parameter.default, key)


def _text(label: str, default: Any, key: str) -> str | None:
    return st.text_input(label, value=default or "", key=key, bind=_BIND) or None


def _whole(label: str, default: Any, key: str) -> int | None:
    chosen: int | None = st.number_input(label, value=default, step=1, key=key, bind=_BIND)
    return chosen


def _number(label: str, default: Any, key: str) -> float | None:
    chosen: float | None = st.number_input(
        label, value=None if default is None else float(default), key=key, bind=_BIND
    )
    return chosen


def _day(label: str, default: Any, key: str) -> Any:
    return st.date_input(label, value=default, key=key, bind=_BIND)


def _moment(label: str, default: Any, key: str) -> Any:
    return st.datetime_input(label, value=default, key=key, bind=_BIND)


def _yes_or_no(label: str, default: Any, key: str) -> bool:
    chosen: bool = st.toggle(label, value=bool(default), key=key, bind=_BIND)
    return chosen


_WIDGETS: Mapping[str, Callable[[str, Any, str], Any]] = {
    "VARCHAR": _text,
    "DOUBLE": _number,
    "DATE": _day,
    "TIMESTAMP": _moment,
    "BOOLEAN": _yes_or_no,
}
