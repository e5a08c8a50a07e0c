"""An assistant gets what its reader sees, over standard input and from a running dashboard, by the SDK's client."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from engagement.api.assistants import server_of
from engagement.api.sources import Dashboard
from engagement.cli import main
from engagement.settings import ROOT
from engagement.warehouse import Warehouse
from tests.api.served import ELSEWHERE, Served

TOOLS = ["list_queries", "describe_query", "run_query", "sources_of_query"]
STUDENTS = "placements/students_by_region_and_year"


def talk(server: Any, conversation: Callable[[Client], Awaitable[Any]]) -> Any:
    """Connect a client, and return what comes of a conversation."""

    async def connected() -> Any:
        async with Client(server) as client:
            return await conversation(client)

    # in a thread of its own: the browser of another test may hold this one's event loop
    with ThreadPoolExecutor(1) as own:
        return own.submit(lambda: asyncio.run(connected())).result()


async def told(client: Client, tool: str, **arguments: Any) -> Any:
    """What a tool answers, as data."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content[0].text
    structured = result.structured_content
    return structured["result"] if {*structured} == {"result"} else structured


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    """Why a tool does not answer."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    return " ".join(part.text for part in result.content)


def own_process(api: Served, token: str) -> StdioServerParameters:
    """The command, as an assistant starts it."""
    environment = {**os.environ, "ENGAGEMENT_DATA": str(api.data_dir), "ENGAGEMENT_TOKEN": token}
    return StdioServerParameters(
        command=sys.executable, args=["-m", "engagement", "mcp"], env=environment, cwd=str(ROOT)
    )


def test_an_assistant_finds_asks_and_cites_within_its_readers_limit(api: Served, demo_warehouse: Warehouse):
    async def conversation(client: Client) -> None:
        assert [tool.name for tool in (await client.list_tools()).tools] == TOOLS
        queries = await told(client, "list_queries", search="students region year")
        assert STUDENTS in [query["id"] for query in queries]
        described = await told(client, "describe_query", id=STUDENTS)
        assert {"scheme", "regions"} <= {parameter["name"] for parameter in described["parameters"]}
        answer = await told(client, "run_query", id=STUDENTS, parameters={"regions": ["Africa"]})
        expected = demo_warehouse.run(STUDENTS, regions=["Africa"])
        assert [row["students"] for row in answer["rows"]] == expected.table.column("students").to_pylist()
        assert not ELSEWHERE.search(json.dumps(await told(client, "run_query", id=STUDENTS)))
        sources = await told(client, "sources_of_query", id=STUDENTS)
        assert re.fullmatch("[0-9a-f]{64}", sources["sources"][0]["sha256"])
        for tool, arguments, said in (
            ("run_query", {"id": STUDENTS, "parameters": {"regions": ["China"]}}, "no value"),
            ("run_query", {"id": STUDENTS, "parameters": {"region": "'; drop table x; --"}}, "no value"),
            ("run_query", {"id": "select 1"}, "no query"),
            ("run_query", {"id": "../../etc/passwd"}, "no query"),
            ("run_query", {"id": STUDENTS, "row_limit": 10**9}, "row_limit"),
            ("run_query", {"id": STUDENTS, "row_offset": -1}, "row_offset"),
            ("run_query", {"id": "data_health/faults"}, "stewards"),
            ("describe_query", {"id": "data_health/faults"}, "no query"),
        ):
            why = await refused(client, tool, **arguments)
            assert said in why
            assert not re.search(r"/(work|home|tmp|usr|root)/|Traceback", why)

    talk(own_process(api, api.tokens.make("ada@example.edu", ("africa-desk",))), conversation)
    lines = [json.loads(line) for line in api.audit().splitlines()]
    own = [line for line in lines if line.get("by") == "mcp"]
    assert {(line["who"], line["query"]) for line in own} == {("ada@example.edu", STUDENTS)}


def test_every_query_from_a_dashboard_elsewhere_stays_within_its_limit(api: Served):
    """Whatever an assistant asks of a server, the server decides."""

    async def conversation(client: Client) -> int:
        rows = 0
        for query in (await told(client, "list_queries"))[::4]:
            answer = await told(client, "run_query", id=query["id"], row_limit=2000)
            assert not ELSEWHERE.search(json.dumps(answer["rows"], ensure_ascii=False)), query["id"]
            rows += len(answer["rows"])
        assert "no value" in await refused(client, "run_query", id=STUDENTS, parameters={"regions": ["China"]})
        assert "no query" in await refused(client, "run_query", id="../openapi")
        return rows

    token = api.tokens.make("eva@example.edu", ("africa-desk",))
    assert talk(server_of(Dashboard(api.url, token)), conversation) > 50


def test_without_a_valid_token_an_assistant_is_told_so(api: Served, capsys: pytest.CaptureFixture[str], monkeypatch):
    async def conversation(client: Client) -> str:
        return await refused(client, "list_queries")

    assert "valid token" in talk(server_of(Dashboard(api.url, "wrong")), conversation)
    assert "does not answer" in talk(server_of(Dashboard("http://localhost:9", "")), conversation)
    monkeypatch.delenv("ENGAGEMENT_TOKEN", raising=False)
    assert main(["mcp", "--data", str(api.data_dir)]) == 1
    assert "ENGAGEMENT_TOKEN" in capsys.readouterr().err
