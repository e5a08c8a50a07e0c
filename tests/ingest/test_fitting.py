"""`check` says of a mapping what a load would refuse it for, with the exports that are there."""

from __future__ import annotations

from engagement.cli import main

MAPPING = """table = "partnerships"
files = ["a*.csv"]
[columns]
partner_name = "Partner"
partner_country = "Country"
"""


def check(data, capsys) -> tuple[int, str]:
    code = main(["check", "--data", str(data.settings.data_dir), "--queries", str(data.settings.queries_dir)])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_a_mapping_that_its_export_does_not_fit_is_found_before_the_load(data, capsys):
    data.put("mappings/a.toml", MAPPING)
    assert "delivery-missing-column" not in check(data, capsys)[1], "no export is there yet"
    data.put("exports/a_2026.csv", "Name,Country\nUni,Japan\n")
    code, said = check(data, capsys)
    assert code == 1
    for what in ('no column "Partner"', "No column gives agreement_type", "No column gives term_type"):
        assert what in said


def test_an_export_that_is_no_table_is_found_too(data, capsys):
    data.put("mappings/a.toml", MAPPING)
    data.put("exports/a.csv", "Partner,Country\n")
    assert "not one row" in check(data, capsys)[1]
