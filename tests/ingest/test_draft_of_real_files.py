"""Drafts of real exports against the mappings that people wrote for them: the right table, most columns, none wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from engagement.contract import load_contract
from engagement.errors import DeliveryError
from engagement.ingest.check.places import Places
from engagement.ingest.map.draft import draft_mapping
from engagement.ingest.map.expressions import headers_in
from engagement.ingest.read.dialect import fold_header
from engagement.settings import load_settings

MAPPINGS = Path(__file__).resolve().parent.parent / "real_mappings"
FILES = {
    "partnerships/chulalongkorn_mou.csv": "chulalongkorn",
    "partnerships/chulalongkorn_mou_utf16le_bom.csv": "chulalongkorn",
    "partnerships/iit_indore_collaborations.csv": "iit_indore",
    "partnerships/hanyang_exchange_2022-2_korean_multiline.csv": "hanyang",
    "placements/erasmusplus_ka347_3184rows.csv": "ka347",
    "placements/erasmus_llp_individuals_kacperroz.csv": "erasmus_individuals",
    "placements/erasmus_country_flows_2013-14_padded.csv": "erasmus_flows",
    "leadership/lq2002.csv": "lq2002",
    "leadership/harvardMIT_courses.csv": "course_runs",
}


@pytest.fixture(scope="module")
def draft(real):
    settings = load_settings()
    contract = load_contract(settings.contract_path)
    resolve = Places.load(settings.reference_dirs).resolve
    return lambda name: draft_mapping(real(name), contract, resolve=resolve)


def written(name: str) -> Mapping:
    return tomllib.loads((MAPPINGS / f"{name}.toml").read_text(encoding="utf-8"))


def headers_by_column(mapping: Mapping) -> dict[str, set[str]]:
    """The headers that each of our columns is made of."""
    read = {name: {fold_header(header)} for name, header in mapping.get("columns", {}).items()}
    read |= {name: set(map(fold_header, headers_in(sql))) for name, sql in mapping.get("expressions", {}).items()}
    return read


@pytest.mark.parametrize(("name", "mapping"), FILES.items())
def test_a_draft_names_the_right_table_and_no_column_wrongly(draft, name, mapping):
    truth = written(mapping)
    drafted = tomllib.loads(draft(name))
    assert drafted["table"] == truth["table"]
    right = headers_by_column(truth)
    wrong = {
        column: header
        for column, header in drafted["columns"].items()
        if fold_header(header) not in right.get(column, ())
    }
    assert not wrong


def test_drafts_read_four_of_five_headers_that_people_read(draft):
    needed = read = 0
    for name, mapping in FILES.items():
        truth, drafted = written(mapping), tomllib.loads(draft(name))
        wanted = {*truth.get("unpivot", {}).get("columns", ())}
        wanted = {fold_header(header) for header in wanted}.union(*headers_by_column(truth).values()) - {"_column"}
        given = [*drafted["columns"].values(), *drafted.get("unpivot", {}).get("columns", ())]
        needed += len(wanted)
        read += len(wanted.intersection(map(fold_header, given)))
    assert read / needed >= 0.8


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("placements/erasmus_in_out_ratio_decimal_comma.csv", id="ratios between countries"),
        pytest.param("placements/peace_corps_resignations.csv", id="resignations by post"),
        pytest.param("reference/country-codes.csv", id="codes of countries"),
    ],
)
def test_what_is_none_of_our_tables_is_not_drafted_as_one(draft, name):
    with pytest.raises(DeliveryError, match="Too few headers"):
        draft(name)
