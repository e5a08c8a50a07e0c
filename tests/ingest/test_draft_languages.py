"""Drafts of registers and lists of stays in eleven languages: the right table, most columns and values, none wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from engagement.contract import load_contract
from engagement.ingest.check.places import Places, fold
from engagement.ingest.map.draft import draft_mapping
from engagement.settings import load_settings

# By table and language: our name of each column, its header, a cell.
OFFICES = tomllib.loads(Path(__file__).with_name("drafts_in_languages.toml").read_text(encoding="utf-8"))
MEANT = {"agreement_type": {"student_exchange", "general_mou"}, "gender": {"female"}}


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    settings = load_settings()
    contract, resolve = load_contract(settings.contract_path), Places.load(settings.reference_dirs).resolve
    path = tmp_path_factory.mktemp("languages") / "export.csv"

    def draft(rows):
        path.write_text("".join(f"{';'.join(row)}\n" for row in rows), encoding="utf-8")
        return tomllib.loads(draft_mapping(path, contract, resolve=resolve))

    return draft


@pytest.mark.parametrize(
    ("table", "language"), [(table, language) for table, offices in OFFICES.items() for language in offices]
)
def test_a_draft_in_that_language_names_table_columns_and_values(drafted, table, language):
    columns = OFFICES[table][language]
    draft = drafted(zip(*columns.values(), strict=True))
    assert draft["table"] == table
    right = {name: header for name, (header, _) in columns.items() if name != "_"}
    assert draft["columns"].items() <= right.items(), "none wrong"
    assert len(draft["columns"]) >= 0.8 * len(right)
    for name, meant in MEANT.items():
        if name in columns:
            cell = columns[name][1]
            assert draft.get("values", {}).get(name, {}).get(cell, fold(cell).replace(" ", "_")) in meant
