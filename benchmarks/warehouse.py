"""A query through catalog, warehouse and disclosure control, against the same SQL and snapshot with bare DuckDB.

    python -m benchmarks warehouse            10 million placements; BENCHMARK_PLACEMENTS=1000000 for fewer

Each answer is worked out anew: the cache of answers is emptied before each run. Where a query takes its totals from
others, these are asked before, as on the page that shows them; what it costs to ask them too is told beside it.
"""

from __future__ import annotations

import os
from dataclasses import replace

import duckdb

from benchmarks.report import Comparison, machine, seconds
from engagement.demo import write_demo
from engagement.loading.load import load
from engagement.query import Query
from engagement.settings import ROOT, Settings, load_settings
from engagement.warehouse import View, open_warehouse

LIMIT = 1.15
RUNS = 3


def main() -> None:
    """Print a line per query over placements, and the verdict over all of them together."""
    placements = int(os.environ.get("BENCHMARK_PLACEMENTS", 10_000_000))
    settings = prepare(placements)
    view = open_warehouse(settings).view
    print(machine())
    rows = view.database.run("select count(*) as rows from placements").to_pylist()[0]["rows"]
    print(f"{rows:,} placements, snapshot {view.snapshot.database.stat().st_size / 2**20:,.0f} MB\n")
    with duckdb.connect() as bare:
        # a file is opened with one set of settings per process: bare DuckDB reads it from a database of its own
        bare.execute(f"attach '{view.snapshot.database}' as snapshot (read_only)")
        bare.execute("use snapshot")
        compared = [_compare(view, bare, query) for query in _over_placements(view)]
    whole = Comparison("all together", _sums(compared, "ours"), _sums(compared, "floor"), LIMIT)
    print(f"\n{whole}")


def _over_placements(view: View) -> list[Query]:
    """All queries that placements stand behind: those whose answers take long."""
    catalog = view.catalog
    return [query for name, query in sorted(catalog.queries.items()) if "placements" in catalog.sources(query)]


def prepare(placements: int) -> Settings:
    """Settings of a data folder with so many generated placements, loaded; kept for the next benchmark."""
    data = ROOT / "benchmarks" / "output" / f"placements-{placements}"
    if not (data / "exports" / "demonstration.json").exists():
        print(f"writing {placements:,} placements to {data} …", flush=True)
        write_demo(data, placements=placements)
    # the limit is there to stop runaways, not to be measured on a busy machine
    settings = replace(load_settings(data_dir=data), query_seconds=600)
    load(settings, progress=lambda what: print(f"  {what}", flush=True))
    return settings


def _compare(view: View, bare: duckdb.DuckDBPyConnection, query: Query) -> Comparison:
    values = dict(view.run(query.id).parameters)
    totals = query.disclosure.total_queries if query.disclosure else ()
    pairs = []
    for _ in range(RUNS):
        view.cache.clear()
        for name in totals:
            view.run(name)
        ours = seconds(lambda: view.run(query.id))
        floor = seconds(lambda: bare.execute(query.sql, values).fetchall())
        pairs.append((ours, floor))
    view.cache.clear()
    alone = seconds(lambda: view.run(query.id)) / floor
    comparison = Comparison(query.id, tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs), LIMIT)
    print(f"{comparison}; {alone:.2f} x with {len(totals)} totals asked too", flush=True)
    return comparison


def _sums(compared: list[Comparison], side: str) -> tuple[float, ...]:
    return tuple(sum(each) for each in zip(*(getattr(comparison, side) for comparison in compared), strict=True))
