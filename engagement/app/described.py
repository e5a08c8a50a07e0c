"""What can be asked, as data: for programs and assistants, which have no page to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engagement.catalog.notes import notes_of
from engagement.catalog.parameters import is_list, scalar_type
from engagement.query import FRAME_PARAMETERS, Parameter, Query
from engagement.warehouse import View


def queries_of(view: View) -> Iterator[Query]:
    """Yield the queries that may be asked of a view, by id."""
    for id_ in sorted(view.catalog.queries):
        query = view.catalog.queries[id_]
        if view.closed.isdisjoint(query.tables):
            yield query


def brief_of(query: Query) -> dict[str, Any]:
    """Return what a list of queries says of one."""
    return {
        "id": query.id,
        "title": query.title,
        "question": query.question,
        "parameters": list(query.parameters),
        "is_reviewed": bool(query.review and query.review.is_current),
    }


def description_of(query: Query, view: View) -> dict[str, Any]:
    """Return everything that somebody needs to know to ask a query and to read its answer."""
    metric, review = query.metric, query.review
    return {
        **brief_of(query),
        "grain": query.grain,
        "owner": query.owner or view.settings.office,
        "parameters": [parameter_of(parameter, view) for parameter in query.parameters.values()],
        "columns": [
            {
                "name": column.name,
                "title": column.title,
                "unit": column.unit,
                "description": column.description,
                "is_count_of_people": column.is_count,
            }
            for column in query.columns.values()
        ],
        "definition": metric.definition if metric else "",
        "is_not": metric.is_not if metric else "",
        "excludes": list(query.excludes),
        "notes": notes_of(query),
        "reviewed_on": review.date.isoformat() if review and review.is_current else None,
        "tables": list(view.catalog.sources(query)),
        "counts_of_people_from": list(view.catalog.publications_behind(query)),
        "sha256": query.sha256,
    }


def parameter_of(parameter: Parameter, view: View) -> dict[str, Any]:
    """Return what may be given for a parameter, and what is taken where nothing is."""
    default = view.defaults.get(parameter.name, parameter.default)
    return {
        "name": parameter.name,
        "title": parameter.title or _TITLES.get(parameter.name, parameter.name.replace("_", " ").capitalize()),
        "type": scalar_type(parameter.type) or "VARCHAR",
        "is_list": is_list(parameter.type),
        "is_filter": parameter.name in FRAME_PARAMETERS,
        "default": default.isoformat() if hasattr(default, "isoformat") else default,
        "choices": [choice.isoformat() if hasattr(choice, "isoformat") else choice for choice in parameter.choices],
    }


_TITLES = {
    "scheme": "Scheme of regions: summit, m49 or worldbank",
    "regions": "Regions of the scheme; none for all",
    "countries": "Countries or places, by ISO code or name; none for all",
    "period": "all, last_5, last_3 (complete years), or the year in which an academic year starts",
    "as_of": "The day that agreements are told for",
    "policy_years": "Years between reviews of an agreement",
}
