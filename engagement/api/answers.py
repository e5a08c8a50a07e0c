"""The addresses below /api: which queries there are, their answers, and the description of both.

Who asks is decided before, and stands in the request's scope; where nobody does, nothing is answered.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from engagement import __version__
from engagement.access.log_lines import fault_of
from engagement.access.policy import Reader
from engagement.api.formats import MEDIA, format_of
from engagement.api.openapi import description
from engagement.api.rates import Rates
from engagement.app import runtime
from engagement.app.answering import MOST_ROWS, answer
from engagement.app.described import description_of, queries_of
from engagement.errors import AccessError, CallError, EngagementError, Fault, without_folders
from engagement.export.answer_formats import FORMATS, as_json
from engagement.place import Place
from engagement.result import Result

log = logging.getLogger("engagement")

READER = "engagement.reader"
"""Where in the scope of a request the reader stands."""

_AT_ONCE = 4
"""Questions that are worked on at one time: pages and /healthz share the machine with them."""

_PAGING = ("row-limit", "row-offset")
_places: CapacityLimiter | None = None
_rates: dict[int, Rates] = {}

Handler = Callable[[Request, Reader], Response]


def routes(below: Callable[[str], str]) -> list[Route]:
    """Return the routes; `below` puts a path below the one that the dashboard is served at."""
    return [
        Route(below("api/openapi.json"), _answering(_openapi)),
        Route(below("api/queries"), _answering(_queries)),
        Route(below("api/queries/{path:path}"), _answering(_query)),
        Route(below("api/{path:path}"), _answering(_nothing)),
    ]


def _answering(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        global _places
        _places = _places or CapacityLimiter(_AT_ONCE)
        reader = request.scope.get(READER)
        if not isinstance(reader, Reader):
            return _problem(401, Fault("Sign in first, or send a token."), headers={"WWW-Authenticate": "Bearer"})
        return await to_thread.run_sync(_handled, handler, request, reader, limiter=_places)

    return respond


def _handled(handler: Handler, request: Request, reader: Reader) -> Response:
    try:
        wait = _rate().wait(reader.name or (request.client.host if request.client else ""))
        if wait:
            what = Fault("Too many requests.", fix=f"Ask again in {wait:.0f} s.", rule="rate")
            return _problem(429, what, headers={"Retry-After": str(int(wait) + 1)})
        response = handler(request, reader)
    except CallError as error:
        is_unknown = any(fault.rule == "query-unknown" for fault in error.faults)
        return _problem(404 if is_unknown else 400, *error.faults)
    except AccessError as error:
        return _problem(403, *error.faults)
    except EngagementError as error:
        return _problem(503, *error.faults)
    except Exception as error:  # noqa: BLE001  a message may hold a row's values, and is left out
        log.error("fault of /api: %s", fault_of(error, error.__traceback__))
        return _problem(500, Fault("This is an error of the dashboard, not yours."))
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Authorization, Cookie, Accept"
    return response


def _rate() -> Rates:
    per_minute = runtime.settings().answers_per_minute
    return _rates.setdefault(per_minute, Rates(per_minute))


def _queries(request: Request, reader: Reader) -> Response:
    view = runtime.view_for(reader)
    told = [description_of(query, view) for query in queries_of(view)]
    return _json({"snapshot": view.snapshot.id, "as_of": view.as_of.isoformat(), "queries": told}, request)


def _openapi(request: Request, reader: Reader) -> Response:
    return _json(description(runtime.view_for(reader), str(request.url).partition("/openapi.json")[0]), request)


def _nothing(request: Request, reader: Reader) -> Response:
    del request, reader
    return _problem(404, Fault("There is nothing here.", fix="/api/openapi.json describes what there is."))


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


def _problem(status: int, *faults: Fault, headers: dict[str, str] | None = None) -> Response:
    """Return what is wrong, by RFC 9457, with every fault; no folder of the server is in it."""
    told = [{"what": without_folders(fault.what), "where": _where(fault), "fix": fault.fix} for fault in faults]
    content = json.dumps({"title": told[0]["what"], "status": status, "faults": told}, ensure_ascii=False)
    return Response(content, status, headers, media_type="application/problem+json")
