"""What a load would make of one more file, without that anything becomes current.

A copy of the data folder with the file in it is loaded beside the real one, and removed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import duckdb

from engagement.contract import load_contract
from engagement.errors import DeliveryError, EngagementError, Fault
from engagement.ingest.snapshot.inputs import READ_SUFFIXES
from engagement.loading.load import Progress, load
from engagement.loading.preview_answer import Preview
from engagement.place import Place
from engagement.present.since import HEADLINE, Moved, since
from engagement.settings import Settings
from engagement.store import trials
from engagement.store.fingerprint import SALT_FILE
from engagement.store.snapshots import current_records
from engagement.warehouse import open_warehouse

_FOLDERS = ("exports", "reference", "mappings", "contract")
_FILES = ("datapackage.json", SALT_FILE)
_EXAMPLES = 50


def preview(settings: Settings, file: Path, *, mapping: str = "", progress: Progress | None = None) -> Preview:
    """Load a file beside what is delivered already.

    Args:
        settings: where the data folder is; nothing in it is changed.
        file: the export; it takes the place of one that is called like it.
        mapping: how it is to be read, as TOML; "" where a mapping of the data folder is for it.
        progress: told in a few words what is being done.

    Raises:
        InputError: the file, or the delivery with it, cannot be loaded.
    """
    if file.suffix.lower() not in READ_SUFFIXES:
        fix = f"Save it as one of {', '.join(READ_SUFFIXES)}."
        raise DeliveryError(Fault("Files of this kind are not read.", Place(file.name), fix, "delivery-file"))
    with _beside(settings, file, mapping) as trial:
        report = load(trial, progress=progress)
        name = f"exports/{file.name}"
        taken = [delivery for delivery in report.deliveries if delivery.file == name]
        if not taken:
            reason = next((reason for reason in report.left_out if file.name in reason), "It is for no table.")
            raise DeliveryError(Fault(reason, Place(name), "Choose its table, and try it again.", "trial"))
        found = _found(trial, name, [delivery.table for delivery in taken])
        figures = [asdict(figure) for figure in _figures(settings, trial)]
        return Preview(tables=[asdict(delivery) for delivery in taken], figures=figures, **found)


def _found(trial: Settings, name: str, tables: list[str]) -> dict[str, Any]:
    """Return what the records say of a file."""
    records = current_records(trial)
    if records is None:
        return {"notes": [], "faults": [], "examples": [], "places": []}
    with duckdb.connect(records.database, read_only=True) as connection:
        notes = _rows(connection, "select notes from ledger.deliveries where file = $file", file=name)
        faults = _rows(
            connection,
            """select column_name as "column", effect, reason, count(*) as times from ledger.faults
            where file = $file group by all order by effect desc, times desc, "column" """,
            file=name,
        )
        examples = _rows(
            connection,
            """select line, column_name as "column", value, effect, reason from read_parquet($rejects)
            where file = $file order by line limit $most""",
            rejects=str(records.rejects),
            file=name,
            most=_EXAMPLES,
        )
        places = _rows(
            connection,
            "select distinct value from ledger.place_review where list_contains($tables, table_name) order by value",
            tables=tables,
        )
    contract = load_contract(trial.contract_path, trial.own_tables_dir)
    titles = {field.name: field.title for table in tables for field in contract.tables[table].fields}
    for row in (*faults, *examples):
        row["title"] = titles.get(row["column"], row["column"])
    return {
        "notes": [row["notes"] for row in notes if row["notes"]],
        "faults": faults,
        "examples": examples,
        "places": [row["value"] for row in places],
    }


@contextmanager
def _beside(settings: Settings, file: Path, mapping: str) -> Iterator[Settings]:
    """Make a copy of what is delivered, with the file in it; every other file is the same one, not a second."""
    settings.trials_dir.mkdir(mode=0o700, exist_ok=True)
    # in the folder of its trial: where this process is killed, whoever has killed it knows what is left
    parent = file.parent if file.parent.parent == settings.trials_dir else settings.trials_dir
    folder = Path(tempfile.mkdtemp(prefix=trials.PREVIEW, dir=parent))
    try:
        for name in _FOLDERS:
            (folder / name).mkdir()
            for path in sorted((settings.data_dir / name).rglob("*")):
                if path.is_file():
                    _same(path, folder / path.relative_to(settings.data_dir))
        for name in _FILES:
            if (settings.data_dir / name).is_file():
                _same(settings.data_dir / name, folder / name)
        target = folder / "exports" / file.name
        target.unlink(missing_ok=True)
        shutil.copyfile(file, target)
        if mapping:
            (folder / "mappings" / "the file that is tried.toml").write_text(mapping, encoding="utf-8")
        yield replace(settings, data_dir=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _same(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target)
    except OSError:  # another disk, or a system without such links
        shutil.copy2(path, target)


def _figures(settings: Settings, trial: Settings) -> list[Moved]:
    after = open_warehouse(trial)
    try:
        before = open_warehouse(settings)
    except EngagementError:
        return []  # nothing was loaded yet
    day = after.view.as_of
    asked = [id_ for id_ in HEADLINE if id_ in after.view.catalog.queries]  # an institution may have taken one out
    return since((before.run(id_, as_of=day), after.run(id_, as_of=day)) for id_ in asked)


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, **values: object) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
