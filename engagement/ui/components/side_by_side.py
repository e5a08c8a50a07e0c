"""Key figures of two or more regions or countries next to each other: a line per figure, a column per area."""

from __future__ import annotations

import html
from collections.abc import Mapping

import streamlit as st

from engagement.app import runtime
from engagement.app.scope import Scope
from engagement.ui.components import tiles
from engagement.ui.shell import parts


def figures(*query_ids: str, areas: Mapping[str, Scope]) -> None:
    """Draw one line per query; one that fails says so above the table.

    Args:
        query_ids: queries with a [card].
        areas: what each column is about, by the words above it.
    """
    lines = []
    for query_id in query_ids:
        with parts.part(query_id):
            title = html.escape(runtime.view().catalog.find(query_id).title)
            cells = (tiles.offered(query_id, scope, key=area) for area, scope in areas.items())
            lines.append(f'<tr><th scope="row">{title}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>')
    heads = "".join(f'<th scope="col">{html.escape(area)}</th>' for area in areas)
    st.html(
        '<div class="sides" role="region" tabindex="0" aria-label="Key figures side by side"><table>'
        f'<thead><tr><th scope="col">Figure</th>{heads}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'
    )
