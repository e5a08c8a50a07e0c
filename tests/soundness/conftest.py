"""A world of a few rows, drawn in a test's docstring and asked like any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from engagement.catalog import Catalog, load_catalog
from engagement.catalog.schema import create_tables
from engagement.contract import load_contract
from engagement.population import Population
from engagement.release.build import build_release
from engagement.settings import ROOT, Settings

CONTRACT = load_contract(ROOT / "data" / "datapackage.json")
QUERIES = ROOT / "queries"
CATALOG = load_catalog(QUERIES, CONTRACT)
AS_OF = date(2026, 11, 1)
# What a drawing leaves out because it does not matter there.
UNSAID: Mapping[str, Mapping[str, str]] = {
    "partnerships": {"agreement_type": "student_exchange", "term_type": "open_ended", "partner_name": "A university"},
    "placements": {
        "direction": "outbound",
        "placement_type": "study",
        "application_status": "completed",
        "host_country": "FRA",
        "participants": "1",
    },
    "leadership_enrollments": {
        "program_id": "LAB",
        "program_name": "Lab",
        "focus_level": "individual",
        "status": "completed",
    },
    "leadership_diagnostics": {
        "subject_level": "individual",
        "instrument": "Scale",
        "scale": "trust",
        "scale_min": "1",
        "scale_max": "5",
        "n_raters": "1",
    },
    "countries": {"latitude": "0", "longitude": "0"},
}
PLACES = """
countries | iso3 | iso2 | display_name
          | FRA  | FR   | France
          | CHN  | CN   | China
          | MAC  | MO   | Macao
          | KEN  | KE   | Kenya
          | MAR  | MA   | Morocco

regions | scheme | version | region | iso3
        | summit | 2019    | Europe | FRA
        | summit | 2019    | China  | CHN
        | summit | 2019    | China  | MAC
        | summit | 2019    | Africa | KEN
        | summit | 2019    | Africa | MAR
"""


@pytest.fixture
def ask(request, tmp_path) -> Callable[..., pd.DataFrame]:
    """Ask a query of the world that the test's docstring draws, released with nothing rounded and nobody too few."""
    records = tmp_path / "people.duckdb"
    with duckdb.connect(records) as connection:
        create_tables(connection, CONTRACT)
        drawn = _read(request.function.__doc__ or "")
        for name, rows in {**_read(PLACES), **drawn}.items():
            _insert(connection, name, rows)
    settings = Settings(data_dir=tmp_path, queries_dir=QUERIES, threshold=1, rounding=1)

    numbers = count()

    @cache
    def release(names: frozenset[str]) -> Path:
        target, catalog = tmp_path / f"release_{next(numbers)}.duckdb", _only(names)
        build_release(records, target, catalog=catalog, settings=settings, as_of=AS_OF, progress=lambda _: None)
        return target

    def answer(query_id: str, **parameters: object) -> pd.DataFrame:
        query = CATALOG.find(query_id)
        published = CATALOG.behind(query.tables)
        behind = {name for name, each in CATALOG.populations.items() if _tables(each) & published}
        given = {name: each.default for name, each in query.parameters.items()} | _frame() | parameters
        with duckdb.connect(release(frozenset(behind)), read_only=True) as connection:
            return connection.execute(query.sql, {name: given[name] for name in query.parameters}).df()

    return answer


def _only(names: frozenset[str]) -> Catalog:
    """The catalog with these metrics files alone: what else counts people takes two seconds to publish."""
    left_out = {table for name, each in CATALOG.populations.items() if name not in names for table in _tables(each)}
    return replace(
        CATALOG,
        populations={name: CATALOG.populations[name] for name in CATALOG.populations if name in names},
        macros={name: each for name, each in CATALOG.macros.items() if not CATALOG.behind([name]) & left_out},
    )


def _tables(population: Population) -> frozenset[str]:
    return frozenset(publication.table for publication in population.publications)


def _frame() -> dict[str, object]:
    return {"scheme": "summit", "regions": [], "countries": [], "period": "all", "as_of": AS_OF, "policy_years": 3}


def _read(text: str) -> dict[str, list[dict[str, str]]]:
    """Tables drawn as `name | column | column`, their rows below; an empty cell is missing."""
    tables: dict[str, list[dict[str, str]]] = {}
    name, columns = "", []
    for line in text.splitlines():
        found = re.match(r"\s*(\w*)\s*\|(.*)", line)
        if not found:
            continue
        cells = [cell.strip() for cell in found[2].split("|")]
        if found[1]:
            name, columns = found[1], cells
            tables[name] = []
        else:
            tables[name].append(dict(zip(columns, cells, strict=True)))
    return tables


def _insert(connection: duckdb.DuckDBPyConnection, name: str, rows: list[dict[str, str]]) -> None:
    key = CONTRACT.tables[name].primary_key
    for number, row in enumerate(rows, start=1):
        said = {**UNSAID.get(name, {}), **row}
        if len(key) == 1 and key[0] not in said:
            said[key[0]] = f"{name} {number}"
        if "academic_year" in said and "year" in {field.name for field in CONTRACT.tables[name].fields}:
            said["year"] = said["academic_year"][:4]
        values = [value or None for value in said.values()]
        marks = ", ".join("?" for _ in values)
        connection.execute(f"insert into {name} ({', '.join(said)}) values ({marks})", values)
