"""Spellings of one partner are listed with a proposal, and become one only where the office has accepted it."""

from __future__ import annotations

import unicodedata

import pytest

from engagement.ingest.check.partner_names import alike, difference
from engagement.loading.load import load
from engagement.settings import load_settings
from engagement.warehouse import open_warehouse
from tests.ingest.conftest import as_csv

SAO_PAULO = "Universidade de São Paulo"


@pytest.mark.parametrize(
    ("name", "how"),
    [
        (f"{SAO_PAULO}\u200b", "invisible characters or blanks"),
        (unicodedata.normalize("NFD", SAO_PAULO), "invisible characters or blanks"),
        (SAO_PAULO.upper(), "case"),
        ("Universidade de Sao Paulo", "accents or punctuation"),
        ("São Paulo, Universidade de", "order of words"),
        (f"{SAO_PAULO} S.A.", "legal form"),
    ],
)
def test_spellings_of_a_name_are_alike_and_differ_in_one_way(name, how):
    assert alike(name) == alike(SAO_PAULO)
    assert difference(name, SAO_PAULO) == how


@pytest.mark.parametrize(
    ("name", "other", "how"),
    [
        ("Universitaet Koeln", "Universität Köln", "accents or punctuation"),
        ("UC Berkeley", "U.C. Berkeley", "accents or punctuation"),
        ("Köln, Universität", "Universitaet Koeln", "order of words"),
    ],
)
def test_umlauts_and_initials_are_written_in_two_ways(name, other, how):
    assert alike(name) == alike(other)
    assert difference(name, other) == how


@pytest.mark.parametrize("other", ["University of York", "York College", "York"])
def test_other_names_are_not_alike(other):
    assert alike(other) != alike("York University")


def test_spellings_are_reviewed_and_one_name_once_they_are_accepted(data):
    delivered = [SAO_PAULO, SAO_PAULO.upper(), f"{SAO_PAULO}\u200b", "Sao Paulo, Universidade de"]
    rows = [{"partner_name": name, "partner_country": "Brazil"} for name in delivered]
    rows += [{"partner_name": SAO_PAULO, "partner_country": "Chile"}]  # the same name elsewhere is another partner
    # one identifier: one partner, however it is spelled
    rows += [{"partner_name": name, "partner_id": "jp1"} for name in ("Kyoto University", "KYOTO UNIVERSITY")]
    rows = [{**row, "agreement_id": f"A{number}"} for number, row in enumerate(rows)]
    hosts = [
        {"placement_id": f"P{number}", "person_key": f"S{number}", "host_country": "Brazil", "host_name": name}
        for number, name in enumerate([*["Universidade de Sao Paulo"] * 10, "universidade de são paulo"])
    ]
    data.deliver(partnerships=rows, placements=hosts)
    data.load()
    review = "select value, country, rows, proposal from ledger.partner_review order by value"
    expected = [
        ("Sao Paulo, Universidade de", "BRA", 1, SAO_PAULO),
        (SAO_PAULO.upper(), "BRA", 1, SAO_PAULO),
        ("Universidade de Sao Paulo", "BRA", 10, SAO_PAULO),  # the other host's rows are too few to be shown
    ]
    assert sorted(data.ask(review)) == sorted(data.ask_release(review)) == sorted(expected)
    partners = "select distinct partner_name from partnerships where partner_country = 'BRA'"
    assert len(data.ask(partners)) == 3  # invisible characters go in every load

    accepted = [*delivered[1:], "Universidade de Sao Paulo"]
    lines = [f'"{alias}",BRA,{SAO_PAULO}' for alias in (SAO_PAULO, *accepted[:1], *accepted[2:])]
    data.put("reference/partner_aliases.csv", "\n".join(["alias,country,partner_name", *lines]) + "\n")
    data.load()
    assert data.ask(partners) == [(SAO_PAULO,)]
    assert data.ask(review) == []
    assert data.ask("select host_name, count(*) from placements group by all order by 2 desc")[0] == (SAO_PAULO, 10)


def test_the_address_of_a_ror_record_is_shortened_to_its_identifier_in_every_table(data):
    written = ["https://ror.org/05a28rw58", "ror.org/05A28RW58/", "05a28rw58", "https://example.org/05a28rw58"]
    agreements = [{"agreement_id": f"A{number}", "partner_id": text} for number, text in enumerate(written)]
    data.deliver(partnerships=agreements, placements=[{"partner_id": written[0]}])
    data.load()
    identifiers = data.ask("select partner_id, partner_id_scheme::varchar from partnerships order by agreement_id")
    assert identifiers == [("05a28rw58", "ror")] * 2 + [("05a28rw58", None), (written[3], None)]
    assert data.ask("select partner_id from placements") == [("05a28rw58",)]


def test_partners_with_and_without_an_identifier_have_a_published_number(tmp_path):
    """Of 18 and 31 students, broken down and so rounded to 10: by agreement or by identifier they count with it."""
    settings = load_settings(data_dir=tmp_path)
    (tmp_path / "exports").mkdir()
    agreements = [
        {"agreement_id": "A1", "partner_name": SAO_PAULO, "partner_country": "Brazil"},
        {"agreement_id": "A2", "partner_id": "https://ror.org/05a28rw58", "partner_id_scheme": "ror"},
    ]
    stays = [{"agreement_id": "A1", "host_country": "Brazil"}] * 18
    stays += [{"agreement_id": "A2"}] * 16 + [{"partner_id": "https://ror.org/05a28rw58"}] * 15
    stays = [{**stay, "placement_id": f"P{number}", "person_key": f"S{number}"} for number, stay in enumerate(stays)]
    for table, rows in (("partnerships", agreements), ("placements", stays)):
        (tmp_path / "exports" / f"{table}.csv").write_text(as_csv(table, rows), encoding="utf-8")
    load(settings)
    warehouse = open_warehouse(settings)
    for key, students in ((f"BRA:{SAO_PAULO}", 20), ("ror:05a28rw58", 30)):
        (total,) = warehouse.run("partnerships/partner_students_in_total", partner=key).table.to_pylist()
        assert total["students_out"] == students
