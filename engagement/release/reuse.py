"""Tables of the release before that stand as they are: nothing that they are made of has changed."""

from __future__ import annotations

import duckdb

from engagement.catalog import Catalog
from engagement.release import lattice
from engagement.store.fingerprint import digest


def recipes(catalog: Catalog, made_from: str) -> dict[str, str]:
    """Mark what the tables of each population are made of.

    Args:
        catalog: models and metrics files.
        made_from: a mark of everything else: the records, the settings, the day, this program.

    Returns:
        By population, a hash that changes with its file and with every model that it reads.
    """
    reusable = {}
    for name, query in catalog.metrics.items():
        models = catalog.behind([*query.tables, *lattice.READS]) & catalog.models.keys()
        paths = [query.path, *(catalog.models[model].path for model in sorted(models))]
        reusable[name] = digest([made_from, *(path.read_text(encoding="utf-8") for path in paths)])
    return reusable


def unchanged(connection: duckdb.DuckDBPyConnection, release: str, recipes: dict[str, str]) -> frozenset[str]:
    """Name the populations of which a release has every table as it would be made now.

    Args:
        connection: where the release is attached.
        release: the name that it is attached under.
        recipes: by population, what its tables are made of now.
    """
    try:
        rows = connection.execute(f"select distinct population, made_of from {release}.ledger.publications").fetchall()
    except duckdb.Error:
        return frozenset()  # made by a version that did not write this down
    return frozenset(name for name, made_of in rows if recipes.get(name) == made_of)
