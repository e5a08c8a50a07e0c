"""A snapshot of a few rows, written and published as the loader does: for tests that need data but no delivery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import duckdb

from engagement.catalog.schema import create_tables
from engagement.contract import load_contract
from engagement.ingest import shelf
from engagement.settings import ROOT, Settings

CONTRACT = load_contract(ROOT / "data" / "datapackage.json")
AS_OF = date(2026, 11, 1)


def settings_in(folder: Path, queries: Mapping[str, str] | None = None, **changes: object) -> Settings:
    """Settings of an empty data folder, and a folder of these queries, by id."""
    settings = Settings(data_dir=folder / "data", queries_dir=folder / "queries", query_memory="500MB")
    settings.snapshots_dir.mkdir(parents=True, exist_ok=True)
    settings.queries_dir.mkdir(exist_ok=True)
    for id_, text in (queries or {}).items():
        save(settings, id_, text)
    return replace(settings, **changes)  # type: ignore[arg-type]


def save(settings: Settings, id_: str, text: str) -> Path:
    """Save a query as an analyst does."""
    path = settings.queries_dir / f"{id_}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def publish(settings: Settings, statements: Sequence[str] = (), *, name: str = "one") -> shelf.Snapshot:
    """Build a snapshot of empty tables, fill it by the statements, and make it current."""
    snapshot = build(settings, statements, name=name)
    shelf.point_to(settings, snapshot, signature=name)
    return snapshot


def build(settings: Settings, statements: Sequence[str] = (), *, name: str = "one") -> shelf.Snapshot:
    """Build a snapshot of empty tables and fill it by the statements; it is not current yet."""
    with shelf.building(settings) as directory:
        with duckdb.connect(directory / shelf.DATABASE) as connection:
            create_tables(connection, CONTRACT)
            connection.execute(
                "insert into ledger.snapshot by name select timestamp '2026-11-01 09:00:00' as loaded_at"
            )
            for statement in statements:
                connection.execute(statement)
        details = {
            "loaded_at": datetime.now(UTC).isoformat(),
            "is_demonstration": False,
            "as_of": AS_OF.isoformat(),
        }
        return shelf.publish(settings, directory, sha256(name.encode()).hexdigest()[:16], details)


def students(n: int, *, country: str = "FRA", year: int = 2024, first: int = 0) -> str:
    """SQL that adds students with one completed placement each."""
    return f"""insert into placements by name
        select i as person_key, 'p' || i as placement_id, '{country}' as host_country, {year} as year,
            '{year}/{year + 1}' as academic_year, 'outbound' as direction, 'completed' as application_status,
            1 as participants, 'study' as placement_type
        from range({first}, {first + n}) as numbers (i)"""
