"""A file that is for none of our tables becomes a table of the institution's own; people stay with the records."""

from __future__ import annotations

import json

import pytest

from engagement.cli import main
from engagement.contract import load_contract
from engagement.errors import ContractError

GRANTS = """Grant No.,Funder,Country,Amount,Share,Awarded,Reported
G1,Fund A,Japan,1000,0.5,03/02/2024,2024-03-01
G2,Fund B,Germany,250,1.25,28/02/2024,never
"""
ALUMNI = "Alumni ID,Name,Class\nS1,Ada Example,2020\nS2,Bo Example,2021\n"


def test_a_table_of_ones_own_loads_and_people_in_it_stay_with_the_records(data, capsys):
    data.deliver(partnerships=[{}])
    grants = data.put("exports/grants.csv", GRANTS)
    alumni = data.put("exports/alumni.csv", ALUMNI)
    folder = ["--data", str(data.path / "data")]
    assert main(["new-table", str(grants), "--no-people", *folder]) == 0
    assert main(["new-table", str(alumni), "--people", "--key", "Alumni ID", *folder]) == 0
    assert "then python -m engagement load" in capsys.readouterr().err
    report = data.load()
    assert {("grants", 2), ("alumni", 2)} <= {(file.table, file.rows_accepted) for file in report.deliveries}
    rows = [("G1", "JPN", 1000, 0.5, "2024-02-03", "2024-03-01"), ("G2", "DEU", 250, 1.25, "2024-02-28", "never")]
    asked = "select grant_no, country::varchar, amount, share, awarded::varchar, reported from grants order by all"
    assert data.ask(asked) == data.ask_release(asked) == rows
    assert data.ask("select count(distinct alumni_id) from alumni") == [(2,)]
    assert data.ask_release("select count(*) from information_schema.tables where table_name = 'alumni'") == [(0,)]


def test_whether_rows_are_people_has_to_be_said(data, capsys):
    grants = data.put("exports/grants.csv", GRANTS)
    with pytest.raises(SystemExit):
        main(["new-table", str(grants), "--data", str(data.path / "data")])
    assert "--people" in capsys.readouterr().err


def test_a_fault_in_a_table_of_ones_own_names_its_folder_and_table(data):
    fields = [{"name": "amount", "title": "Amount", "type": "money", "description": "in USD"}]
    table = {
        "name": "grants",
        "title": "Grants",
        "description": "Grants.",
        "path": "x.csv",
        "schema": {"fields": fields},
    }
    data.put("contract/grants.json", json.dumps(table))
    with pytest.raises(ContractError, match=r"(?s)money.*contract.*grants"):
        load_contract(data.settings.contract_path, data.settings.own_tables_dir)
