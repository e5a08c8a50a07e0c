"""What is counted of records, before the gate: for tests of statistics, which the gate rounds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from engagement.catalog import Catalog
from engagement.catalog.binding import models_in_order
from engagement.catalog.schema import SETTINGS_COLUMNS
from engagement.population import table_name
from engagement.release.aggregate import cells_of, stage
from engagement.release.lattice import create_lattice


def true_cells(records: Path, catalog: Catalog, population: str, *by: str, as_of: date) -> pd.DataFrame:
    """The cells of one published table with their true values.

    Args:
        records: the database of a snapshot of records.
        catalog: the models and metrics files.
        population: the name of a metrics file.
        by: its dimensions, in the order of the published table.
        as_of: the day that is counted for.
    """
    told = catalog.populations[population]
    wanted = next(each for each in told.publications if each.table == table_name(population, by))
    with duckdb.connect(records, read_only=True) as connection:
        connection.execute(f"create temp table settings ({SETTINGS_COLUMNS})")
        connection.execute("insert into settings values (?, '08-01', 1, 1, 3, null)", [as_of])
        for file in models_in_order(catalog):
            sql = catalog.models[file.name].sql.rstrip().rstrip(";")
            connection.execute(f'create temp view "{file.name}" as {sql}')
        create_lattice(connection)
        stage(connection, told, catalog.metrics[population].sql.rstrip().rstrip(";"))
        return cells_of(connection, told, wanted).to_pandas()
