"""Where an assistant's answers come from: the release of this machine, or a dashboard that runs elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Protocol

import httpx

from engagement.access.policy import Reader
from engagement.api.rates import Rates
from engagement.app.answering import answer
from engagement.app.described import description_of, queries_of
from engagement.app.runtime import seen_by
from engagement.errors import AccessError, CallError, EngagementError, Fault
from engagement.export.answer_formats import as_json
from engagement.place import NOWHERE
from engagement.warehouse import Warehouse

Pairs = Sequence[tuple[str, str]]
_SECONDS = 60.0


class Source(Protocol):
    """Something that has queries and answers them."""

    def queries(self) -> list[dict[str, Any]]:
        """Return every query that may be asked, described."""

    def answer(self, id_: str, pairs: Pairs, *, start: int, count: int) -> dict[str, Any]:
        """Return some rows of an answer, with its provenance.

        Raises:
            EngagementError: it cannot be answered.
        """


class Release:
    """The release of this machine, as one reader sees it."""

    def __init__(self, warehouse: Warehouse, reader: Reader) -> None:
        self._warehouse, self._reader = warehouse, reader
        self._rates = Rates(warehouse.settings.answers_per_minute)

    def queries(self) -> list[dict[str, Any]]:
        """Return every query that may be asked, described."""
        self._warehouse.refresh()
        view = seen_by(self._reader, self._warehouse)
        return [description_of(query, view) for query in queries_of(view)]

    def answer(self, id_: str, pairs: Pairs, *, start: int, count: int) -> dict[str, Any]:
        """Return some rows of an answer, with its provenance."""
        if not self._reader.is_current:
            raise AccessError(Fault("The token has ended.", NOWHERE, "Make another one.", "not-signed-in"))
        if wait := self._rates.wait(self._reader.name):
            raise CallError(Fault("Too many questions.", NOWHERE, f"Ask again in {wait:.0f} s.", "rate"))
        self._warehouse.refresh()
        view = seen_by(self._reader, self._warehouse)
        asked = answer(view, self._reader, id_, pairs, start=start, count=count, by="mcp")
        told: dict[str, Any] = json.loads(as_json(asked.part, rows_in_all=asked.whole.table.num_rows))
        return told


class Dashboard:
    """A dashboard that runs elsewhere, asked with a token: it decides what may be seen, and writes it down."""

    def __init__(self, url: str, token: str) -> None:
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._url = f"{url.rstrip('/')}/api"

    def queries(self) -> list[dict[str, Any]]:
        """Return every query that may be asked, described."""
        told: list[dict[str, Any]] = self._get("queries", [])["queries"]
        return told

    def answer(self, id_: str, pairs: Pairs, *, start: int, count: int) -> dict[str, Any]:
        """Return some rows of an answer, with its provenance."""
        paging = [("row-offset", str(start)), ("row-limit", str(count))]
        known = {query["id"] for query in self.queries()}
        if id_ not in known:
            raise CallError(Fault(f'There is no query named "{id_}".', NOWHERE, "list_queries has them all."))
        return self._get(f"queries/{id_}.json", [*pairs, *paging])

    def _get(self, path: str, pairs: Pairs) -> dict[str, Any]:
        try:
            response = httpx.get(f"{self._url}/{path}", params=list(pairs), headers=self._headers, timeout=_SECONDS)
            told: dict[str, Any] = response.json() if "json" in response.headers.get("content-type", "") else {}
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise EngagementError(Fault("The dashboard does not answer.", NOWHERE, "Check --server.")) from error
        if response.status_code == 401:
            raise AccessError(Fault("The dashboard asks for a valid token.", NOWHERE, "Set ENGAGEMENT_TOKEN."))
        if response.status_code != 200:
            faults = [Fault(fault["what"], NOWHERE, fault["fix"]) for fault in told.get("faults", ())]
            raise CallError(*(faults or [Fault(f"The dashboard answered with status {response.status_code}.")]))
        return told
