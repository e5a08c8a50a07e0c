"""What its author has to say about a query, in Markdown beside it: method, caveats, whom to ask."""

from __future__ import annotations

from engagement.query import Query

_MOST_BYTES = 20_000


def notes_of(query: Query) -> str:
    """Return the text of the file beside a query, such as placements/types.md; empty where there is none."""
    path = query.path.with_suffix(".md")
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8-sig", errors="replace").strip()
    except OSError:
        return ""
