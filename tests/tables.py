"""Read a table of a page as a reader does: by the titles of its columns."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Reader(HTMLParser):
    """Headings, cells and links of tables, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
        elif tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_data(self, data: str) -> None:
        """Add words to the cell that they stand in."""
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def read(markup: str) -> list[dict[str, str]]:
    """Return the rows of a table by the titles of its columns."""
    reader = _Reader()
    reader.feed(markup)
    head, *rows = reader.rows
    return [dict(zip(head, row, strict=True)) for row in rows]


def links(markup: str) -> list[str]:
    """Return where the names of a table lead."""
    reader = _Reader()
    reader.feed(markup)
    return reader.links


def on_page(page: Any) -> list[str]:
    """Return the markup of every table on a page."""
    return [body for part in page.get("html") if 'class="answer"' in (body := part.proto.body)]
