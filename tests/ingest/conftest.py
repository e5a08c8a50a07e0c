"""A bench for checking: CSV files on disk in, rows and faults out, without the rest of a load."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engagement.catalog.schema import LEDGER
from engagement.contract import Contract, load_contract
from engagement.ingest.check.explain import CREATE_FAULTS
from engagement.ingest.check.people import number_people
from engagement.ingest.check.place_names import resolve_places
from engagement.ingest.check.places import Places
from engagement.ingest.check.table import check_all, create_types
from engagement.ingest.map.feeds import Feed, bind, survey
from engagement.ingest.read.receive import Arrival, stage
from engagement.ingest.snapshot.inputs import InputFile
from engagement.loading.load import LoadReport, load
from engagement.settings import Settings, load_settings
from engagement.store.snapshots import Snapshot, current, current_records

PLACES = Places(
    lookup={"deu": "DEU", "germany": "DEU", "fra": "FRA", "jpn": "JPN", "cote d ivoire": "CIV", "civ": "CIV"},
    names={"CIV": "Côte d'Ivoire", "DEU": "Germany", "FRA": "France", "JPN": "Japan"},
)

# Rows that nothing is wrong with; a test changes what it is about.
AGREEMENT = {
    "agreement_id": "A1",
    "partner_name": "Kyoto University",
    "partner_country": "JPN",
    "agreement_type": "general_mou",
    "term_type": "open_ended",
}
PLACEMENT = {
    "placement_id": "P1",
    "person_key": "S1",
    "direction": "outbound",
    "academic_year": "2024/2025",
    "placement_type": "study",
    "application_status": "completed",
    "host_country": "JPN",
}
ENROLLMENT = {
    "enrollment_id": "E1",
    "person_key": "S1",
    "program_id": "GLL",
    "program_name": "Leadership Lab",
    "academic_year": "2024/2025",
    "focus_level": "individual",
    "status": "completed",
}
DIAGNOSTIC = {
    "diagnostic_id": "D1",
    "subject_level": "individual",
    "subject_key": "S1",
    "instrument": "GLI",
    "scale": "vision",
    "wave": "pre",
    "score": "3",
    "scale_min": "1",
    "scale_max": "5",
}
GOOD: Mapping[str, Mapping[str, str]] = {
    "partnerships": AGREEMENT,
    "placements": PLACEMENT,
    "leadership_enrollments": ENROLLMENT,
    "leadership_diagnostics": DIAGNOSTIC,
}

Row = Mapping[str, str]


@dataclass(frozen=True)
class Checked:
    """What became of the delivered rows. `taken`: rows taken by file."""

    connection: duckdb.DuckDBPyConnection
    delivered: Mapping[str, int]
    taken: Mapping[str, int]

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table, in the order of their lines."""
        found = self.connection.execute(f"select * from {table} order by _file, _line")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def row(self, table: str) -> dict[str, Any]:
        """The only row of a table."""
        (row,) = self.rows(table)
        return row

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """Column, rule and effect of every fault, by line."""
        return self.connection.execute(
            "select column_name, rule, effect from work.faults order by _file, _line, column_name, rule"
        ).fetchall()


@pytest.fixture(scope="session")
def contract() -> Contract:
    """The shipped contract."""
    return load_contract(load_settings().contract_path)


@pytest.fixture
def check(contract, tmp_path) -> Iterator[Callable[..., Checked]]:
    """Check rows: `check(partnerships=[{…}])` changes the good row of the table; a text is a whole CSV file."""
    opened: list[duckdb.DuckDBPyConnection] = []

    def run(*, salt: str = "a salt for tests", **tables: list[Row] | str) -> Checked:
        connection = duckdb.connect()
        opened.append(connection)
        return check_files(connection, contract, tmp_path, tables, salt=salt)

    yield run
    for connection in opened:
        connection.close()


def check_files(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    folder: Path,
    tables: Mapping[str, list[Row] | str],
    *,
    salt: str = "a salt for tests",
) -> Checked:
    """Write files, read them, and check them: the steps of a load between reading and the ledger."""
    arrivals = []
    for name, rows in tables.items():
        # partnerships and partnerships_2 are two files of one table
        table = next(each for each in contract.delivered if name.startswith(each.name))
        path = folder / f"{name}.csv"
        path.write_text(rows if isinstance(rows, str) else as_csv(table.name, rows), encoding="utf-8")
        feed = Feed(table.name, path, expected=frozenset(field.name for field in table.fields))
        file = InputFile(path, f"exports/{name}.csv", "", path.stat().st_size, datetime.now(UTC), False)
        delivery = survey(feed)
        arrivals.append(Arrival(feed, table, file, delivery, bind(None, delivery, table)))
    connection.execute("attach ':memory:' as work")
    connection.execute("create schema ledger")
    for ledger_table, columns in LEDGER.items():
        connection.execute(f"create table {ledger_table} ({columns})")
    connection.execute(CREATE_FAULTS)
    received = stage(connection, arrivals, lambda _: None)
    parts = [(each.table, each.part) for each in received]
    create_types(connection, contract, list(PLACES.names))
    resolve_places(connection, parts, lambda: PLACES, threshold=10)
    number_people(connection, parts, salt=salt)
    taken = check_all(connection, contract, received, lambda _: None)
    return Checked(
        connection,
        {each.file.name: each.rows for each in received},
        {each.file.name: taken[each.part.number] for each in received},
    )


def as_csv(table: str, rows: list[Row]) -> str:
    """A CSV file of good rows with changes; each row gets a key of its own unless it names one."""
    key = next(iter(GOOD[table]))
    whole = [{**GOOD[table], key: f"{GOOD[table][key]}-{number}", **row} for number, row in enumerate(rows)]
    headers = list(dict.fromkeys(name for row in whole for name in row))
    lines = [",".join(quoted(row.get(header, "")) for header in headers) for row in whole]
    return "\n".join([",".join(headers), *lines]) + "\n"


def quoted(cell: str) -> str:
    """A cell in quotes where it needs them."""
    needs = any(mark in cell for mark in ',"\n\r') or cell != cell.strip()
    return '"' + cell.replace('"', '""') + '"' if needs else cell


@dataclass(frozen=True)
class DataFolder:
    """A data folder with small reference tables and no models or metrics, so that a load takes a moment."""

    path: Path

    @property
    def settings(self) -> Settings:
        """The settings that a command with --data and --queries would use."""
        return load_settings(data_dir=self.path / "data", queries_dir=self.path / "queries")

    def put(self, name: str, content: str | bytes) -> Path:
        """Write a file below the data folder."""
        path = self.path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def deliver(self, **tables: list[Row]) -> None:
        """Write exports of good rows with changes; `partnerships_2` is a second file of partnerships."""
        for name, rows in tables.items():
            table = next(each for each in GOOD if name.startswith(each))
            self.put(f"exports/{name}.csv", as_csv(table, rows))

    def model(self, name: str, sql: str, *, materialized: str = "table") -> None:
        """Write a model."""
        path = self.path / "queries" / "models" / f"{name}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        words = "".join(f'{key} = "{name}"\n' for key in ("title", "question", "grain", "owner"))
        path.write_text(f'/*---\n{words}materialized = "{materialized}"\n---*/\n{sql}\n')

    def load(self, *, accept: bool = False) -> LoadReport:
        """Load what is there."""
        return load(self.settings, accept=accept)

    def ask(self, sql: str, *values: object) -> list[tuple]:
        """Ask the records that the current release was made of."""
        return _asked(current_records(self.settings), sql, values)

    def ask_release(self, sql: str, *values: object) -> list[tuple]:
        """Ask the current release, as the web server does."""
        return _asked(current(self.settings), sql, values)


def _asked(snapshot: Snapshot | None, sql: str, values: Sequence[object]) -> list[tuple]:
    assert snapshot is not None
    with duckdb.connect(snapshot.database, read_only=True) as connection:
        return connection.execute(sql, list(values)).fetchall()


@pytest.fixture
def data(tmp_path, monkeypatch) -> DataFolder:
    """A data folder that waits for its exports."""
    monkeypatch.delenv("ENGAGEMENT_SALT", raising=False)
    return data_folder(tmp_path)


def data_folder(parent: Path) -> DataFolder:
    """A data folder with reference tables, without exports."""
    folder = DataFolder(parent / "institution")
    others = {"ITA": "Italy", "ESP": "Spain", "BRA": "Brazil", "CHL": "Chile", "PER": "Peru", "POL": "Poland"}
    named = (PLACES.names | others).items()
    countries = "".join(f"{iso3},{iso3[:2]},{name},{name},1,1\n" for iso3, name in named)
    folder.put("reference/countries.csv", f"iso3,iso2,display_name,m49_name,latitude,longitude\n{countries}")
    aliases = "Nippon,JPN,office\nItalia,ITA,es\nFrancia,FRA,es\nPerú,PER,es\nBrasil,BRA,es\n"
    folder.put("reference/country_aliases.csv", f"alias,iso3,origin\n{aliases}")
    folder.put("reference/country_aliases_cldr.csv", "alias,iso3,origin\nAllemagne,DEU,fr\n")
    folder.put("reference/regions.csv", "scheme,version,region,iso3\nsummit,1,Asia,JPN\n")
    (folder.path / "queries" / "models").mkdir(parents=True)
    return folder
