"""Programs get over HTTP what their owners see on the pages, and nothing else."""

from __future__ import annotations

import io
import json
import re
from http.client import HTTPConnection

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from engagement.warehouse import Warehouse
from tests.api.served import ELSEWHERE, Served

STUDENTS = "queries/placements/students_by_region_and_year"


@pytest.fixture(scope="module")
def vera(api: Served) -> str:
    """The token of a viewer of everything."""
    return api.tokens.make("vera@example.edu", ("all-staff",))


@pytest.fixture(scope="module")
def ada(api: Served) -> str:
    """The token of a viewer of Africa alone."""
    return api.tokens.make("ada@example.edu", ("africa-desk",))


def test_an_answer_is_the_same_in_every_form(api: Served, vera: str, demo_warehouse: Warehouse):
    asked = f"{STUDENTS}{{}}?region=Africa"
    expected = demo_warehouse.run("placements/students_by_region_and_year", regions=["Africa"])
    answer = api.get(asked.format(""), vera).json()
    rows = expected.table.to_pylist()
    assert answer["rows"] == rows
    assert answer["rows_in_all"] == len(rows)
    assert answer["parameters"]["regions"] == ["Africa"]
    assert answer["sources"]
    by_csv = pd.read_csv(io.BytesIO(api.get(asked.format(".csv"), vera).content))
    assert by_csv["students"].fillna(-1).tolist() == expected.dataframe["students"].fillna(-1).tolist()
    parquet = pq.read_table(io.BytesIO(api.get(asked.format(".parquet"), vera).content))
    arrow = pa.ipc.open_stream(api.get(asked.format(""), vera, accept="application/vnd.apache.arrow.stream").content)
    assert parquet.equals(expected.table)
    assert arrow.read_all().equals(expected.table)
    assert json.loads(arrow.schema.metadata[b"engagement"])["snapshot"] == answer["snapshot"]


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        pytest.param("period=2024/2025", "period=2024", id="a period as it is printed"),
        pytest.param("period=Last%205%20complete%20years", "period=last_5", id="a span of years as it is printed"),
        pytest.param("country=kenya", "countries=KEN", id="a country by its name"),
        pytest.param("scheme=World%20Bank%20regions", "scheme=worldbank", id="a scheme as it is printed"),
        pytest.param("region=Africa&region=China", "regions=Africa,China", id="a list by commas"),
    ],
)
def test_values_are_those_of_the_command_line_and_those_of_addresses(api: Served, vera: str, asked: str, same: str):
    path = "queries/placements/change_by_country"
    first, second = (api.get(f"{path}?{text}", vera) for text in (asked, same))
    assert first.status_code == 200
    assert first.json() == second.json()


def test_pages_of_rows_make_the_whole_and_hidden_values_stay_in_their_rows(api: Served, vera: str):
    path = "queries/partnerships/place_use_by_partner"
    whole = api.get(path, vera).json()
    assert whole["hidden"]["students_out"]
    rows, hidden, url = [], [], f"{path}?row-limit=50"
    while url:
        page = api.get(url, vera)
        hidden += [row + len(rows) for row in page.json()["hidden"].get("students_out", ())]
        rows += page.json()["rows"]
        url = page.links["next"]["url"].partition("/api/")[2] if "next" in page.links else ""
        assert page.headers["engagement-rows"] == str(len(whole["rows"]))
    assert rows == whole["rows"]
    assert hidden == whole["hidden"]["students_out"]


def test_what_has_not_changed_is_not_sent_again(api: Served, vera: str):
    first = api.get(f"{STUDENTS}.csv", vera)
    again = api.get(f"{STUDENTS}.csv", vera, if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "private, no-cache"
    others = [f"{STUDENTS}.json", f"{STUDENTS}.csv?region=Africa", f"{STUDENTS}.csv?row-limit=3"]
    assert first.headers["etag"] not in {api.get(path, vera).headers["etag"] for path in others}


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        pytest.param("queries/placements/types?regoins=Africa", 400, "regions", id="a parameter misspelled"),
        pytest.param("queries/placements/types?region=Afrika", 400, "Africa", id="a region misspelled"),
        pytest.param("queries/placements/equity?period=1066", 400, "period has no value", id="a year without data"),
        pytest.param("queries/placements/types?row-limit=-1", 400, "row-limit", id="fewer rows than none"),
        pytest.param("queries/placements/types?row-offset=9999999999", 400, "row-offset", id="a number without end"),
        pytest.param("queries/placements/types.xlsx", 400, ".parquet", id="a form that there is not"),
        pytest.param("queries/placements/typs", 404, "placements/types", id="a query misspelled"),
        pytest.param("queries/%2e%2e/%2e%2e/engagement.toml", 400, "toml", id="a way out in other letters"),
        pytest.param("queries/partnerships/register?as_of=tomorrow", 400, "as_of", id="a day that is none"),
        pytest.param("queries/partnerships/register?as_of=9999-12-31", 400, "as_of", id="a day without end"),
        pytest.param("queries/placements/types?region='%20or%201=1--", 400, "regions", id="SQL as a value"),
        pytest.param("nothing", 404, "/api/openapi.json", id="an address that there is not"),
    ],
)
def test_a_request_at_fault_is_told_what_and_no_folder(api: Served, vera: str, path: str, status: int, said: str):
    response = api.get(path, vera)
    assert (response.status_code, said in response.text) == (status, True), response.text
    assert not re.search(r"/(work|home|tmp|usr|root)/|Traceback", response.text)
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("token", ["", "eng_000000000000_" + "x" * 43, "../../x", "eng_../../../../x_" + "y" * 43])
def test_without_a_valid_token_nothing_is_answered(api: Served, token: str):
    for path in ("queries", STUDENTS, "openapi.json", "nothing"):
        response = api.get(path, token)
        assert response.status_code == 401
        assert "students" not in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/media/x",
        "/healthz",
        "/api",
        "/static/../api/queries",
        "//api/queries",
        "/static/%2e%2e/api/queries",
        "/API/queries",
    ],
)
def test_a_token_works_below_api_alone(api: Served, vera: str, path: str):
    connection = HTTPConnection("localhost", int(api.url.rpartition(":")[2]), timeout=60)
    connection.request("GET", path, headers={"Authorization": f"Bearer {vera}"})  # as it is written, dots and all
    response = connection.getresponse()
    assert b"placements" not in response.read()
    assert response.status in (200, 401, 404)
    connection.close()


def test_a_token_ends_with_its_removal_its_time_and_its_role(api: Served):
    removed = api.tokens.make("r@example.edu", ("all-staff",))
    assert api.get("queries", removed).status_code == 200
    (token,) = api.tokens.of("r@example.edu")
    assert not api.tokens.remove(token.id, name="somebody else")
    assert api.tokens.remove(token.id, name="r@example.edu")
    ended = api.tokens.make("r@example.edu", ("all-staff",), days=0)
    roleless = api.tokens.make("s@example.edu", ("students",))
    assert [api.get("queries", text).status_code for text in (removed, ended, roleless)] == [401, 401, 401]


def test_the_text_of_a_token_is_not_kept(api: Served, vera: str):
    files = list((api.data_dir / "tokens").iterdir())
    secret = vera.rpartition("_")[2]
    assert not [path for path in files if secret in path.read_text()]
    assert (api.data_dir / "tokens").stat().st_mode & 0o077 == 0


def test_no_answer_holds_a_row_beyond_the_role(api: Served, ada: str):
    """Every query there is, without filters and with every filter that asks for more."""
    told = api.get("queries", ada).json()["queries"]
    assert len(told) > 60
    assert not ELSEWHERE.search(json.dumps(told))
    answered = 0
    for query in told:
        response = api.get(f"queries/{query['id']}", ada)
        assert response.status_code == 200, response.text
        answered += len(response.json()["rows"])
        leak = ELSEWHERE.search(json.dumps(response.json()["rows"], ensure_ascii=False))
        assert leak is None, (query["id"], leak)
    assert answered > 500
    for asked in ("region=China", "country=DEU", "scheme=m49&region=Europe"):
        assert api.get(f"queries/placements/types?{asked}", ada).status_code == 400


@pytest.mark.parametrize(
    "asked", [f"region={'x' * 60_000}", "&".join(f"unknown{number}=1" for number in range(1_000))], ids=["long", "many"]
)
def test_a_refusal_is_short_and_kept_by_nobody(api: Served, ada: str, asked: str):
    response = api.get(f"queries/placements/types?{asked}", ada)
    assert response.status_code == 400
    assert len(response.content) < 25_000
    assert response.headers["cache-control"] == "no-store"


def test_no_value_of_a_parameter_breaks_an_answer(api: Served):
    """Whatever is given for each query's own parameters, it is answered or refused in words."""
    token = api.tokens.make("tess@example.edu", ("data-office",))
    extremes = ["2147483647", "-2147483648", "0", "9999-12-31", "true", "%00", "%F0%9F%98%80", "'", "1e308", "x" * 2000]
    for query in api.get("queries", token).json()["queries"]:
        for parameter in query["parameters"]:
            if not parameter["is_filter"]:
                for value in extremes:
                    response = api.get(f"queries/{query['id']}.csv?{parameter['name']}={value}", token)
                    assert response.status_code in (200, 400), (query["id"], parameter["name"], value, response.text)


def test_rejected_rows_are_for_stewards(api: Served, vera: str):
    stella = api.tokens.make("stella@example.edu", ("data-office",))
    assert api.get("queries/data_health/faults", stella).status_code == 200
    assert api.get("queries/data_health/faults", vera).status_code == 403
    listed = {query["id"] for query in api.get("queries", vera).json()["queries"]}
    assert "data_health/faults" not in listed


def test_every_answer_is_written_down_with_who_asked_and_no_row(api: Served, ada: str):
    api.get(f"{STUDENTS}?period=2024", ada)
    api.get("queries/placements/equity?period=2024", ada)
    line = json.loads(api.audit().splitlines()[-1])
    assert (line["who"], line["event"], line["query"]) == ("ada@example.edu", "answer", "placements/equity")
    assert line["limit"] == "Africa"
    assert "students" not in line


def test_who_asks_too_often_waits_and_nobody_else_does(api: Served, vera: str):
    greedy = api.tokens.make("greedy@example.edu", ("all-staff",))
    statuses = [api.get("nothing", greedy).status_code for _ in range(215)]
    assert statuses[:200] == [404] * 200
    last = api.get("nothing", greedy)
    assert 429 in statuses
    assert last.status_code == 429
    assert 1 <= int(last.headers["retry-after"]) <= 60
    assert api.get("nothing", vera).status_code == 404


def test_the_description_names_every_query_with_the_parameters_that_it_takes(api: Served, ada: str):
    told = api.get("openapi.json", ada).json()
    assert told["openapi"] == "3.1.0"
    assert told["servers"] == [{"url": f"{api.url}/api"}]
    queries = {f"/queries/{query['id']}": query for query in api.get("queries", ada).json()["queries"]}
    assert {*told["paths"]} == {"/queries", *queries}
    for path, query in queries.items():
        operation = told["paths"][path]["get"]
        names = [parameter["name"] for parameter in operation["parameters"]]
        assert names == [*(parameter["name"] for parameter in query["parameters"]), "row-limit", "row-offset"]
        for parameter in operation["parameters"]:
            Draft202012Validator.check_schema(parameter["schema"])
    references = set(re.findall(r'"\$ref": "#/components/responses/(\d+)"', json.dumps(told)))
    assert references == {*told["components"]["responses"]}
