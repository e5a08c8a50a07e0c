"""A snapshot of a few rows, written and published as the loader does: for tests that need data but no delivery."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from engagement.catalog import load_catalog
from engagement.catalog.schema import create_tables
from engagement.contract import load_contract
from engagement.release.build import build_release
from engagement.settings import ROOT, Settings
from engagement.store.fingerprint import RELEASE_FOLDERS, release_files
from engagement.store.snapshots import Snapshot, point_to, records, releases

CONTRACT = load_contract(ROOT / "data" / "datapackage.json")
AS_OF = date(2026, 11, 1)
# two countries, each in a region of the usual scheme
PLACES = (
    "insert into countries by name select unnest(['FRA', 'KEN']) as iso3, unnest(['France', 'Kenya']) as display_name",
    """insert into regions by name select 'summit' as scheme, '2026' as version, unnest(['FRA', 'KEN']) as iso3,
        unnest(['Europe', 'Africa']) as region""",
)


def settings_in(
    folder: Path,
    queries: Mapping[str, str] | None = None,
    *,
    metrics: Collection[str] = ("students_abroad",),
    **changes: object,
) -> Settings:
    """Settings of an empty data folder, and a folder of these queries, by id, beside the shipped models and macros.

    What else counts people is left out: to publish everything takes two seconds.
    """
    settings = Settings(data_dir=folder / "data", queries_dir=folder / "queries", query_memory="500MB")
    for directory in (settings.snapshots_dir, settings.records_dir, settings.queries_dir):
        directory.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "queries" / "models", settings.queries_dir / "models", dirs_exist_ok=True)
    left_out = {path.stem for path in (ROOT / "queries" / "metrics").glob("*.sql")} - {*metrics}
    paths = (*(ROOT / "queries" / "metrics").glob("*.sql"), *(ROOT / "queries" / "macros").glob("*.sql"))
    texts = {f"{path.parent.name}/{path.stem}": path.read_text(encoding="utf-8") for path in paths}
    unusable = {f"metrics/{name}" for name in left_out}
    unusable |= {id_ for id_, text in texts.items() if any(f"{name}_by_" in text for name in left_out)}
    # nor what calls a macro that is left out, however many steps away
    while calling := {
        id_
        for id_, text in texts.items()
        if id_ not in unusable and any(f"{name.partition('/')[2]}(" in text for name in unusable)
    }:
        unusable |= calling
    for id_ in texts.keys() - unusable:
        save(settings, id_, texts[id_])
    for id_, text in (queries or {}).items():
        save(settings, id_, text)
    return replace(settings, **changes)  # type: ignore[arg-type]


def save(settings: Settings, id_: str, text: str) -> Path:
    """Save a query as an analyst does."""
    path = settings.queries_dir / f"{id_}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def publish(settings: Settings, statements: Sequence[str] = (), *, name: str = "one") -> Snapshot:
    """Build records of empty tables, fill them by the statements, release them, and make the release current."""
    snapshot = build(settings, statements, name=name)
    point_to(settings, snapshot, signature=name)
    return snapshot


def build(settings: Settings, statements: Sequence[str] = (), *, name: str = "one") -> Snapshot:
    """Build records of empty tables, fill them by the statements, and release them; it is not current yet.

    What was built of the same files, settings and statements before is copied.
    """
    id_, stores = sha256(name.encode()).hexdigest()[:16], (records(settings), releases(settings))
    folder = _built() / _mark_of(settings, statements, name)
    if not folder.exists():
        _build(settings, statements, id_)
        for store in stores:
            shutil.copytree(store.folder / id_, folder / store.folder.name)
    else:
        for store in stores:
            shutil.copytree(folder / store.folder.name, store.folder / id_)
    snapshot = stores[1].find(id_)
    assert snapshot is not None
    return snapshot


@cache
def _built() -> Path:
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    return Path(folder.name)


def _mark_of(settings: Settings, statements: Sequence[str], name: str) -> str:
    """What a release of these statements is made of, as a hash."""
    files = [(str(path.relative_to(settings.queries_dir)), path.read_bytes()) for path in release_files(settings)]
    decided = replace(settings, data_dir=Path(), queries_dir=Path())
    return sha256(repr((files, decided, list(statements), name)).encode()).hexdigest()


def _build(settings: Settings, statements: Sequence[str], id_: str) -> None:
    stores = (records(settings), releases(settings))
    details = {
        "loaded_at": datetime.now(UTC).isoformat(),
        "is_demonstration": False,
        "as_of": AS_OF.isoformat(),
        "released_for": AS_OF.isoformat(),
        "records": id_,
    }
    with stores[0].building() as directory:
        with duckdb.connect(directory / stores[0].database) as connection:
            create_tables(connection, CONTRACT)
            connection.execute(
                "insert into ledger.snapshot by name select timestamp '2026-11-01 09:00:00' as loaded_at"
            )
            for statement in (*PLACES, *statements):
                connection.execute(statement)
        rows = stores[0].publish(directory, id_, details)
    with stores[1].building() as directory:
        catalog = load_catalog(settings.queries_dir, CONTRACT, folders=RELEASE_FOLDERS)
        target = directory / stores[1].database
        build_release(rows.database, target, catalog=catalog, settings=settings, as_of=AS_OF, progress=lambda _: None)
        stores[1].publish(directory, id_, details)


def students(n: int, *, country: str = "FRA", year: int = 2024, first: int = 0) -> str:
    """SQL that adds students with one completed placement each."""
    return f"""insert into placements by name
        select i as person_key, 'p' || i as placement_id, '{country}' as host_country, {year} as year,
            '{year}/{year + 1}' as academic_year, 'outbound' as direction, 'completed' as application_status,
            1 as participants, 'study' as placement_type
        from range({first}, {first + n}) as numbers (i)"""
