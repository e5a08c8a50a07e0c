"""One figure, chart or table alone, for the pages of others: drawn here, without scripts, with a link home."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from engagement.access.policy import Reader
from engagement.api.guard import Guard
from engagement.app import runtime
from engagement.app.answering import answer
from engagement.charts import print as on_paper
from engagement.charts.model.alt import alt_text
from engagement.charts.model.data import data_of
from engagement.charts.model.spec import drawing
from engagement.errors import CallError, Fault, without_folders
from engagement.place import Place
from engagement.present import format
from engagement.present.reading import reading
from engagement.result import TOO_FEW, Result

SHOWN = "show-as"
"""The parameter that says what is shown; no query can have one of this name."""

_KINDS = ("card", "chart", "table")
_MOST_ROWS = 100
_WIDTH = 620
_STYLE = """\
body{font:15px/1.45 system-ui,sans-serif;color:#1f2328;background:#fff;margin:0;padding:12px}
h1{font-size:17px;margin:0 0 4px}img{max-width:100%;height:auto;display:block}
.value{font-size:34px;font-weight:600}.note{color:#59636e;font-size:13px;margin:6px 0 0}
table{border-collapse:collapse}th,td{padding:4px 12px 4px 0;border-bottom:1px solid #d8dee4;text-align:left}
.number{text-align:right;font-variant-numeric:tabular-nums}a{color:#0b5f96}
"""
_LETTERS = '<style>text{font-family:"Liberation Sans",Arial,Helvetica,sans-serif!important}</style>'


def routes(below: Callable[[str], str], guard: Guard) -> list[Route]:
    """Return the routes; `below` puts a path below the one that the dashboard is served at."""

    def shown(request: Request, reader: Reader) -> Response:
        return _shown(request, reader, home=below(""))

    def problem(status: int, faults: tuple[Fault, ...], headers: Mapping[str, str]) -> Response:
        told = "".join(f"<p>{html.escape(without_folders(f'{fault.what} {fault.fix}'))}</p>" for fault in faults)
        why = "<p>Sign in to the dashboard to see this.</p>" if status == 401 else told
        kept = {name: text for name, text in headers.items() if name != "WWW-Authenticate"}
        return HTMLResponse(_page("Not shown", f"{why}{_link(below(''), 'Open the dashboard')}"), status, kept)

    return [Route(below("embed/{path:path}"), guard(shown, problem))]


def _shown(request: Request, reader: Reader, *, home: str) -> Response:
    pairs = [(name, text) for name, text in request.query_params.multi_items() if name != SHOWN]
    asked = answer(runtime.view_for(reader), reader, request.path_params["path"], pairs, by="embed")
    result = asked.whole
    body = _DRAW[_kind(request.query_params.get(SHOWN, ""), result)](result)
    notes = [f"As of {format.day(result.provenance.as_of)}", *filter(None, [result.hidden_note])]
    if result.provenance.is_demonstration:
        notes.insert(0, "Demonstration data")
    notes += [f"{name.capitalize()}: {text}" for name, text in pairs if text]
    link = f"{home}query_library?{urlencode([('query', result.query.id), *pairs])}"
    note = html.escape(" · ".join(notes))
    title = html.escape(result.query.title)
    below = f'<p class="note">{note} · {_link(link, "Open in the dashboard")}</p>'
    return HTMLResponse(_page(title, f"<h1>{title}</h1>{body}{below}"))


def _kind(asked: str, result: Result) -> str:
    """Return what is shown: the chart if there is one, or what is asked for."""
    chart = result.query.chart
    has_chart = chart is not None and chart.kind != "table" and result.table.num_rows > 0
    offered = [kind for kind, is_there in zip(_KINDS, (result.query.card, has_chart, True), strict=True) if is_there]
    if asked and asked not in offered:
        what = f'"{result.query.id}" cannot be shown as "{asked}".'
        raise CallError(Fault(what, Place(part=SHOWN), f"Choose one of {', '.join(offered)}."))
    return asked or ("chart" if has_chart else offered[0])


def _card(result: Result) -> str:
    figure = reading(result)
    change = " ".join(filter(None, (figure.change, figure.compared_with)))
    lines = "".join(f'<p class="note">{html.escape(line)}</p>' for line in (change, figure.target) if line)
    return f'<p><span class="value">{html.escape(figure.value)}</span> {html.escape(figure.unit)}</p>{lines}'


def _chart(result: Result) -> str:
    drawn = drawing(data_of(result))
    vectors = re.sub(r"(<svg[^>]*>)", rf"\1{_LETTERS}", on_paper.svg(drawn, width=_WIDTH), count=1)
    # as a picture: whatever a name in the data holds, it cannot be part of this page
    source = base64.b64encode(vectors.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{source}" alt="{html.escape(alt_text(drawn))}">'


def _table(result: Result) -> str:
    columns = [column for column in result.query.columns.values() if not column.name.endswith(("_id", "_key"))]
    heads = "".join(
        f'<th scope="col"{_number(column.unit)}>{html.escape(format.titled(column.title, column.unit))}</th>'
        for column in columns
    )
    lines = []
    for index, row in enumerate(result.table.slice(0, _MOST_ROWS).to_pylist()):
        cells = (
            TOO_FEW if index in result.hidden.get(column.name, ()) else format.value(row[column.name], column.unit)
            for column in columns
        )
        told = (
            f"<td{_number(column.unit)}>{html.escape(cell)}</td>" for column, cell in zip(columns, cells, strict=True)
        )
        lines.append(f"<tr>{''.join(told)}</tr>")
    more = result.table.num_rows - _MOST_ROWS
    rest = f'<p class="note">{more:,} more rows.</p>' if more > 0 else ""
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>{rest}"


_DRAW: Mapping[str, Callable[[Result], str]] = {"card": _card, "chart": _chart, "table": _table}


def _number(unit: str) -> str:
    return ' class="number"' if format.is_number(unit) else ""


def _link(address: str, words: str) -> str:
    return f'<a href="{html.escape(address)}" target="_blank" rel="noopener">{words}</a>'


def _page(title: str, body: str) -> str:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return f'<!doctype html><html lang="en"><head>{head}<style>{_STYLE}</style></head><body>{body}</body></html>'
