"""The description of the interface in OpenAPI 3.1: every query that whoever asks may ask is a path of its own."""

from __future__ import annotations

from typing import Any

from engagement import __version__
from engagement.api.formats import MEDIA
from engagement.app.described import parameter_of, queries_of
from engagement.query import Query
from engagement.warehouse import View

_JSON_TYPES: dict[str, dict[str, Any]] = {
    "VARCHAR": {"type": "string"},
    "BOOLEAN": {"type": "boolean"},
    "DOUBLE": {"type": "number"},
    "DATE": {"type": "string", "format": "date"},
    "TIMESTAMP": {"type": "string", "format": "date-time"},
}
_PAGING = (
    ("row-limit", "How many rows at most.", {"type": "integer", "minimum": 1}),
    ("row-offset", "How many rows are passed over first.", {"type": "integer", "minimum": 0, "default": 0}),
)
_REFUSALS = {
    "304": "Nothing has changed since the answer with this ETag.",
    "400": "A parameter is unknown or of the wrong type.",
    "401": "Nobody has signed in, or the token is not valid.",
    "403": "Your role may not ask this.",
    "404": "There is no such query.",
    "429": "Too many requests; Retry-After says when to ask again.",
    "503": "There is no data yet, or the answer was stopped at a limit.",
}


def description(view: View, base: str) -> dict[str, Any]:
    """Return the description of what may be asked of a view.

    Args:
        view: what whoever asks may see.
        base: the address of `/api`, as they write it.
    """
    paths = {f"/queries/{query.id}": {"get": _operation(query, view)} for query in queries_of(view)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Global engagement of {view.settings.institution}",
            "version": __version__,
            "description": "Published counts and agreements. No row is a person; a count of fewer than "
            f"{view.settings.threshold} people is missing, never zero.",
        },
        "servers": [{"url": base}],
        "security": [{"token": []}, {}],
        "paths": {"/queries": {"get": _list()}, **paths},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {status: {"description": text} for status, text in _REFUSALS.items()},
        },
    }


def _list() -> dict[str, Any]:
    return {
        "operationId": "queries",
        "summary": "What can be asked",
        "responses": {
            "200": {"description": "Every query, its parameters and columns.", **_content("json")},
            **_refused(),
        },
    }


def _operation(query: Query, view: View) -> dict[str, Any]:
    return {
        "operationId": query.id.replace("/", "_"),
        "summary": query.title,
        "description": f"{query.question} {query.grain[:1].upper()}{query.grain[1:]}.",
        "tags": [query.id.partition("/")[0]],
        "parameters": [
            *(_parameter(parameter_of(parameter, view)) for parameter in query.parameters.values()),
            *({"name": name, "in": "query", "description": text, "schema": schema} for name, text, schema in _PAGING),
        ],
        "responses": {"200": {"description": "The answer with its provenance.", **_content(*MEDIA)}, **_refused()},
    }


def _parameter(told: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_JSON_TYPES.get(told["type"], {"type": "integer"}))
    if told["choices"]:
        schema["enum"] = told["choices"]
    if told["is_list"]:
        schema = {"type": "array", "items": schema}
    if told["default"] not in (None, []):
        schema["default"] = told["default"]
    return {"name": told["name"], "in": "query", "description": told["title"], "schema": schema}


def _content(*formats: str) -> dict[str, Any]:
    return {"content": {MEDIA[name]: {} for name in formats}}


def _refused() -> dict[str, Any]:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in _REFUSALS}
