"""An answer's rows as a table in HTML: names that lead on, numbers at their end, bars where one compares.

A table of the page's own is read by screen readers, printed, and a list on a phone; a canvas is none of these.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from engagement.present import format
from engagement.query import Column

MOST_ROWS = 1_000
"""A browser draws so many rows at once; the download has all."""

SMALL = "columns too small to show"
"""The entry of a row that holds the names of its columns whose value has too few people."""

_SAFE = ("https://", "http://")
"""How an address begins that a link may lead to: what comes from an export could begin in any way."""

_FEWEST_BARS = 3
_LONG = 28  # letters from which a cell is a sentence, and gets a wider column
_BARS = format.COUNTS | {"share"}

Link = Callable[[Mapping[str, Any]], str]
"""Where the name in a row leads; empty for nowhere."""


def table(
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Any]],
    *,
    label: str,
    too_few: str,
    links: Mapping[str, Link],
    barred: str = "",
) -> str:
    """Write the table.

    Args:
        columns: those that are shown, the first of which names its row.
        rows: by name of column, with what links need besides.
        label: what a screen reader calls the table.
        too_few: the words for what is missing because it has too few people; a row names it under `SMALL`.
        links: by column, where its names lead.
        barred: the column whose values are compared by bars.
    """
    heads = "".join(_head(column) for column in columns)
    longest = _longest(barred, columns, rows)
    lines = []
    for row in rows[:MOST_ROWS]:
        cells = "".join(
            _cell(
                column,
                row,
                text=too_few if column.name in row.get(SMALL, ()) else "",
                link=links[column.name](row) if column.name in links else "",
                share=_share(row.get(column.name), longest) if column.name == barred else None,
                is_first=place == 0,
            )
            for place, column in enumerate(columns)
        )
        lines.append(f"<tr>{cells}</tr>")
    return (
        f'<div class="answer" role="region" tabindex="0" aria-label="{_quoted(label)}"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _head(column: Column) -> str:
    title = _title(column)
    about = f' title="{_quoted(column.description)}"' if column.description else ""
    kind = ' class="number"' if _is_number(column) else ""
    return f'<th scope="col"{kind}{about}><button type="button">{html.escape(title)}</button></th>'


def _title(column: Column) -> str:
    title = format.titled(column.title, column.unit)
    return title.removesuffix(" (%)") if column.unit == "share" else title


def _cell(column: Column, row: Mapping[str, Any], *, text: str, link: str, share: float | None, is_first: bool) -> str:
    value = row.get(column.name)
    shown = html.escape(text or format.value(value, column.unit))
    if link:
        shown = f'<a href="{_quoted(link)}">{shown}</a>'
    elif column.unit == "url" and isinstance(value, str) and value.startswith(_SAFE):
        shown = f'<a href="{_quoted(value)}" target="_blank" rel="noopener noreferrer">{shown}</a>'
    kinds = [
        word
        for word, holds in (
            ("number", _is_number(column)),
            ("day", column.unit == "date"),
            ("gap", text or value is None),
            ("long", isinstance(value, str) and len(value) >= _LONG),
        )
        if holds
    ]
    look = f' class="{" ".join(kinds)}"' if kinds else ""
    bar = f' style="--share:{share:.0%}"' if share is not None else ""
    name = f' data-title="{_quoted(_title(column))}" data-value="{_quoted(_sorted_by(value))}"'
    return f'<th scope="row"{look}{name}>{shown}</th>' if is_first else f"<td{look}{bar}{name}>{shown}</td>"


def _longest(barred: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> float:
    """Return the value of a full bar; 0 where there is nothing to compare."""
    if not any(column.name == barred and column.unit in _BARS for column in columns) or len(rows) < _FEWEST_BARS:
        return 0.0
    values = [float(row[barred]) for row in rows if row.get(barred) is not None]
    return 0.0 if not values or min(values) < 0 else max(values)


def _share(value: Any, longest: float) -> float | None:
    return None if value is None or not longest else float(value) / longest


def _is_number(column: Column) -> bool:
    return format.is_number(column.unit)


def _sorted_by(value: Any) -> str:
    if value is None:
        return ""
    return format.iso(value) if isinstance(value, date) else str(value)


def _quoted(text: str) -> str:
    return html.escape(text, quote=True)
