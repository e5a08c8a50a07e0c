"""Placements of ours in the home country are accepted, told of, and not abroad."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from engagement.catalog import load_catalog
from engagement.catalog.schema import SETTINGS_COLUMNS
from engagement.contract import load_contract
from engagement.loading.load import load
from engagement.settings import load_settings
from engagement.store.snapshots import current_records


def test_domestic_placements_are_told_of_and_are_not_abroad(data):
    home = [{"person_key": f"H{number}", "host_country": "Japan"} for number in range(10)]
    abroad = [{"person_key": "A1", "host_country": "France"}]
    inbound = [{"person_key": "I1", "host_country": "Japan", "direction": "inbound"}]
    rows = [{**row, "placement_id": f"P{number}"} for number, row in enumerate([*home, *abroad, *inbound])]
    data.deliver(placements=rows)
    report = load(replace(data.settings, home_country="JPN"))
    assert report.deliveries[0].rows_accepted == 12
    ((notes,),) = data.ask("select notes from ledger.deliveries where table_name = 'placements'")
    assert notes == "10 placements are in the home country (JPN), and do not count as abroad."

    shipped = load_settings()
    models = load_catalog(shipped.queries_dir, load_contract(shipped.contract_path)).models
    with duckdb.connect(current_records(data.settings).database, read_only=True) as records:
        records.execute(f"create temp table settings ({SETTINGS_COLUMNS})")
        for home_country, applications, stays in (("JPN", 1, 2), (None, 11, 12)):
            records.execute("delete from settings")
            records.execute("insert into settings (home_country) values (?)", [home_country])
            counts = [
                records.execute(f"select count(*) from ({models[name].sql.rstrip().rstrip(';')})").fetchall()
                for name in ("applications", "stays")
            ]
            assert counts == [[(applications,)], [(stays,)]]
