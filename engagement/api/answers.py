"""The addresses below /api: which queries there are, their answers, and the description of both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from engagement import __version__
from engagement.access.policy import Reader
from engagement.api.formats import MEDIA, format_of
from engagement.api.guard import Guard, Handler
from engagement.api.openapi import description
from engagement.app import runtime
from engagement.app.answering import MOST_ROWS, answer
from engagement.app.described import description_of, queries_of
from engagement.errors import CallError, Fault, without_folders
from engagement.export.answer_formats import FORMATS, as_json
from engagement.place import Place
from engagement.result import Result

_PAGING = ("row-limit", "row-offset")


def routes(below: Callable[[str], str], guard: Guard) -> list[Route]:
    """Return the routes; `below` puts a path below the one that the dashboard is served at."""
    handlers: dict[str, Handler] = {
        "api/openapi.json": _openapi,
        "api/queries": _queries,
        "api/queries/{path:path}": _query,
        "api/{path:path}": _nothing,
    }
    return [Route(below(path), guard(handler, _problem)) for path, handler in handlers.items()]


def _queries(request: Request, reader: Reader) -> Response:
    view = runtime.view_for(reader)
    told = [description_of(query, view) for query in queries_of(view)]
    return _json({"snapshot": view.snapshot.id, "as_of": view.as_of.isoformat(), "queries": told}, request)


def _openapi(request: Request, reader: Reader) -> Response:
    return _json(description(runtime.view_for(reader), str(request.url).partition("/openapi.json")[0]), request)


def _nothing(request: Request, reader: Reader) -> Response:
    del request, reader
    fault = Fault("There is nothing here.", fix="/api/openapi.json describes what there is.")
    return _problem(404, (fault,), {})


def _query(request: Request, reader: Reader) -> Response:
    id_, form = format_of(request.path_params["path"], request.headers.get("accept", ""))
    view = runtime.view_for(reader)
    pairs = [(name, text) for name, text in request.query_params.multi_items() if name not in _PAGING]
    count, start = (_whole(request, name, least) for name, least in zip(_PAGING, (1, 0), strict=True))
    count = min(count or MOST_ROWS, MOST_ROWS) if form == "json" else count
    answered = answer(view, reader, id_, pairs, start=start or 0, count=count, by=form)
    result, part = answered.whole, answered.part
    headers = {"ETag": _etag(result, form, start, count), "Engagement-Rows": str(result.table.num_rows)}
    headers |= {
        "Engagement-Snapshot": result.provenance.snapshot_id,
        "Engagement-As-Of": result.provenance.as_of.isoformat(),
        "Engagement-Demonstration": str(result.provenance.is_demonstration).lower(),
    }
    if answered.next_row is not None:
        more = request.url.include_query_params(**{"row-offset": answered.next_row, "row-limit": count})
        headers["Link"] = f'<{more}>; rel="next"'
    if _is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    content = as_json(part, rows_in_all=result.table.num_rows) if form == "json" else FORMATS[form][0](part)
    if form != "json":
        headers["Content-Disposition"] = f'attachment; filename="{result.query.id.rpartition("/")[2]}.{form}"'
    return Response(content, media_type=MEDIA[form], headers=headers)


def _whole(request: Request, name: str, least: int) -> int | None:
    text = request.query_params.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) >= least):
        raise CallError(Fault(f'"{text}" cannot be the value of {name}.', Place(part=name), "Give a whole number."))
    return int(text)


def _etag(result: Result, *more: object) -> str:
    asked = (__version__, result.provenance.snapshot_id, result.query.sha256, sorted(result.parameters.items()), *more)
    return f'"{hashlib.sha256(repr(asked).encode()).hexdigest()[:24]}"'


def _is_known(request: Request, etag: str) -> bool:
    given = [text.strip().removeprefix("W/") for text in request.headers.get("if-none-match", "").split(",")]
    return etag in given or "*" in given


def _json(content: dict[str, Any], request: Request) -> Response:
    text = json.dumps(content, ensure_ascii=False)
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
    if _is_known(request, etag):
        return Response(status_code=304, headers={"ETag": etag})
    return Response(text, media_type="application/json", headers={"ETag": etag})


def _where(fault: Fault) -> str:
    return without_folders(str(fault.where))


def _problem(status: int, faults: tuple[Fault, ...], headers: Mapping[str, str]) -> Response:
    """Return what is wrong, by RFC 9457, with every fault; no folder of the server is in it."""
    told = [{"what": without_folders(fault.what), "where": _where(fault), "fix": fault.fix} for fault in faults]
    content = json.dumps({"title": told[0]["what"], "status": status, "faults": told}, ensure_ascii=False)
    return Response(content, status, dict(headers), media_type="application/problem+json")
