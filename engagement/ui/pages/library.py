"""The query library: every query from its file alone, and every file that cannot be used, in its own place."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from engagement.app import runtime
from engagement.app.scope import Scope
from engagement.catalog import Catalog
from engagement.errors import CallError
from engagement.place import shown_path
from engagement.present import format
from engagement.query import FRAME_PARAMETERS, Query, Review
from engagement.ui.components import show
from engagement.ui.pages import gallery
from engagement.ui.shell import parts
from engagement.ui.workbench import page as workbench

_KEY = "query"
_QUESTIONS, _WORKBENCH, _GALLERY = "Questions", "Workbench", "Gallery"
_MARK = " :green[:material/verified:]"
_TITLES = {"cards": "Key figures"}
_FIRST = ("cards", "partnerships", "placements", "leadership", "strategy", "region")
_LAST = ("brief", "data_health", "filters")


def draw(*, scope: Scope) -> None:
    """Draw the questions that there are, the workbench for new ones, or the gallery of charts, as the URL says."""
    chosen = st.segmented_control(
        "Questions, workbench or gallery",
        [_QUESTIONS, *([_WORKBENCH] if runtime.reader().may("analyst") else []), _GALLERY],
        default=_QUESTIONS,
        key="show",
        bind="query-params",
        label_visibility="collapsed",
    )
    if chosen == _WORKBENCH:
        workbench.draw(scope=scope)
    elif chosen == _GALLERY:
        gallery.draw()
    else:
        _questions(scope=scope)


def _questions(*, scope: Scope) -> None:
    """Draw the query that the URL names, or the list of all."""
    catalog = runtime.view().catalog
    ids = sorted([*catalog.queries, *_faulty(catalog)])
    asked = st.query_params.get(_KEY)
    if st.session_state.get(_KEY) not in (None, *ids):
        st.session_state[_KEY] = None  # its file is gone
    chosen = st.selectbox(
        "Query",
        ids,
        index=None,
        key=_KEY,
        bind="query-params",
        placeholder="Choose one, or type a part of its name",
    )
    if chosen is None and asked and asked not in ids:
        _say_unknown(catalog, asked)
    if chosen is None:
        _list(catalog)
    elif chosen in catalog.queries:
        _detail(catalog, catalog.queries[chosen], scope=scope)
    else:
        _faults(catalog, chosen)


def _list(catalog: Catalog) -> None:
    wanted = st.text_input("Search", key="search", bind="query-params", placeholder="Words of a title or question")
    found = [query for query in catalog.queries.values() if matches(query, wanted or "")]
    st.caption(f"{len(found)} of {len(catalog.queries)} queries")
    for id_ in _faulty(catalog):
        _faults(catalog, id_)
    for area, queries in groupby(sorted(found, key=_in_order), key=lambda one: one.id.partition("/")[0]):
        st.subheader(area_title(area), anchor=False, divider="gray")
        for query in queries:
            with st.container(gap=None):
                label = (
                    f":primary[{parts.plain(query.title)}]{_MARK if query.review and query.review.is_current else ''}"
                )
                st.button(label, key=f"open {query.id}", type="tertiary", on_click=_open, args=(query.id,))
                st.caption(f"{parts.plain(query.question)} · {parts.plain(query.id)}")
    if not found:
        parts.empty("No query matches", "Try one word of its title, or clear the search to see all.")


def matches(query: Query, wanted: str) -> bool:
    """Whether every word that is looked for stands somewhere in the query's own words."""
    told = " ".join(
        [
            query.id,
            query.title,
            query.question,
            query.owner or runtime.settings().office,
            *(column.title for column in query.columns.values()),
        ]
    ).casefold()
    return all(word in told for word in wanted.casefold().split())


def area_title(area: str) -> str:
    """Write the heading of a folder of queries."""
    return _TITLES.get(area, area.replace("_", " ").capitalize())


def _in_order(query: Query) -> tuple[int, str]:
    """Return what readers look for first, then what others have added, then what the dashboard asks for itself."""
    area = query.id.partition("/")[0]
    if area in _FIRST:
        return _FIRST.index(area), query.id
    return len(_FIRST) + (_LAST.index(area) + 1 if area in _LAST else 0), query.id


def _detail(catalog: Catalog, query: Query, *, scope: Scope) -> None:
    st.button("All queries", type="tertiary", icon=":material/arrow_back:", on_click=_open, args=(None,))
    st.markdown(f"**{parts.plain(query.question)}**")
    st.caption(parts.plain(" · ".join((query.id, query.grain, query.owner or runtime.settings().office))))
    _review(query.review)
    answered = [name for name in query.parameters if name in FRAME_PARAMETERS]
    if answered:
        st.caption(parts.plain(f"Answered by the filters and settings: {', '.join(answered)}."))
    show.query(query.id, scope=scope, with_widgets=True)
    sql, columns, behind, people = st.tabs(["SQL", "Columns", "Sources", "Numbers of people"])
    with sql:
        st.code(query.text.strip(), language="sql", wrap_lines=True)
    with columns:
        _columns(query)
    with behind:
        _sources(catalog, query)
    with people:
        _published(catalog, query)


def _review(review: Review | None) -> None:
    """Whether somebody has checked the query as it is now."""
    if review is None:
        return
    by = f" by {parts.plain(review.reviewer)}" if review.reviewer else ""
    if review.is_current:
        st.badge(f"Checked on {format.day(review.date)}{by}", icon=":material/verified:", color="green")
    elif not review.is_sealed:
        st.badge(f"Reviewed on {format.day(review.date)}{by}, and not marked as checked", color="gray")
    else:
        st.badge(f"Changed since it was checked on {format.day(review.date)}{by}", color="gray")


def _columns(query: Query) -> None:
    lines = ["| Column | Title | Unit | Meaning |", "| --- | --- | --- | --- |"]
    for column in query.columns.values():
        cells = (f"`{column.name}`", parts.plain(column.title), column.unit, parts.plain(column.description))
        lines.append(f"| {' | '.join(cells)} |")
    st.markdown("\n".join(lines))


def _sources(catalog: Catalog, query: Query) -> None:
    models = [name for name in query.tables if name in catalog.models]
    st.markdown(f"Tables of the contract: {_names(catalog.sources(query))}")
    if models:
        st.markdown(f"By way of the models: {_names(models)}")
    if query.excludes:
        st.markdown("Left out:\n" + "\n".join(f"- {parts.plain(one)}" for one in query.excludes))
    st.caption(parts.plain(f"File {shown_path(query.path)}, SHA-256 {query.sha256[:16]}…"))


def _published(catalog: Catalog, query: Query) -> None:
    tables = catalog.publications_behind(query)
    if not tables:
        st.markdown("It shows no numbers of people.")
        return
    settings = runtime.settings()
    st.markdown(
        f"Numbers of people come from {_names(tables)}: counted once for each delivery, rounded to the nearest "
        f"**{settings.rounding}**; fewer than **{settings.threshold}** are not shown, and look like none."
    )


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"**{parts.plain(name)}**" for name in names)


def _faulty(catalog: Catalog) -> dict[str, tuple[object, ...]]:
    return {catalog.files[path].id: faults for path, faults in catalog.faults.items()}


def _faults(catalog: Catalog, id_: str) -> None:
    for path, found in catalog.faults.items():
        if catalog.files[path].id == id_:
            with st.container(border=True):
                st.markdown(
                    f":material/error: **{parts.plain(shown_path(path))} cannot be used.** Everything else can."
                )
                parts.faults(found)


def _say_unknown(catalog: Catalog, asked: str) -> None:
    try:
        catalog.find(asked)
    except CallError as error:
        st.info(parts.plain(error.faults[0].what), icon=":material/link_off:")


def _open(query_id: str | None) -> None:
    st.session_state[_KEY] = query_id
