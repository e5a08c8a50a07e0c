"""A draft of a mapping saves typing, guesses nothing in silence, and the document on mappings does what it says."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from pathlib import Path

import duckdb
import pytest

from engagement.contract import Contract, load_contract
from engagement.errors import CallError, DeliveryError
from engagement.ingest.map.draft import date_formats, draft_mapping
from engagement.ingest.map.feeds import plan, projection, survey
from engagement.ingest.map.mapping import load_mapping
from engagement.ingest.map.mapping_faults import SECTIONS
from engagement.ingest.map.read_faults import READ_OPTIONS
from engagement.ingest.read.relation import stage
from engagement.settings import load_settings

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "mapping-an-export.md"


@pytest.fixture(scope="module")
def contract() -> Contract:
    return load_contract(load_settings().contract_path)


@pytest.fixture
def export(tmp_path: Path):
    def write(text: str, name: str = "export.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def drafted(path: Path, contract: Contract, table: str = "") -> dict:
    return tomllib.loads(draft_mapping(path, contract, table=table))


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


# the document


def test_the_draft_in_the_document_is_what_the_command_prints(export, contract):
    path = export(blocks("csv")[0], "convenios_2026.csv")
    command, _, printed = blocks("console")[0].partition("\n")

    assert command == "$ python -m engagement draft-mapping data/exports/convenios_2026.csv"
    assert draft_mapping(path, contract) == printed


def test_the_mapping_in_the_document_gives_the_rows_in_the_document(tmp_path, contract):
    delivered, arriving = blocks("csv")
    for folder, name, content in (
        ("exports", "convenios_2026.csv", delivered),
        ("mappings", "convenios.toml", blocks("toml")[0]),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(content, encoding="utf-8")
    (feed,) = plan(load_settings(data_dir=tmp_path), contract)
    delivery = survey(feed)
    with duckdb.connect() as connection:
        stage(connection, delivery, "staged")
        found = connection.execute(projection(feed, delivery, contract, staged="staged"))
        names = [column[0] for column in found.description or ()]
        rows = [["" if cell is None else str(cell) for cell in row] for row in found.fetchall()]

    assert [names, *rows] == list(csv.reader(io.StringIO(arriving)))


@pytest.mark.parametrize("name", [*SECTIONS, *READ_OPTIONS])
def test_every_part_and_option_of_a_mapping_is_in_the_document(name):
    assert re.search(rf"^\| `\[?{name}(\.NAME)?\]?` \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)


# drafts


def test_a_draft_is_a_mapping_that_loads(export, contract, tmp_path):
    path = export("Partner,Country,Type,Signed On\nKyoto,Japan,MoU,1-Mar-2020\n")
    (tmp_path / "draft.toml").write_text(draft_mapping(path, contract), encoding="utf-8")

    mapping, faults = load_mapping(tmp_path / "draft.toml", contract)

    assert faults == ()
    assert mapping is not None
    assert mapping.covers("export.csv")


@pytest.mark.parametrize(
    ("headers", "table", "columns"),
    [
        pytest.param(
            "agreement_id,Partner Name,TERM TYPE",
            "partnerships",
            {"agreement_id": "agreement_id", "partner_name": "Partner Name", "term_type": "TERM TYPE"},
            id="our own names, however written",
        ),
        pytest.param(
            "Matrikelnummer,Gastland,Studienjahr,Geschlecht",
            "placements",
            {
                "person_key": "Matrikelnummer",
                "host_country": "Gastland",
                "academic_year": "Studienjahr",
                "gender": "Geschlecht",
            },
            id="German",
        ),
        pytest.param(
            "대학명,국가,체결일,만료일",
            "partnerships",
            {"partner_name": "대학명", "partner_country": "국가", "signed_date": "체결일", "end_date": "만료일"},
            id="Korean",
        ),
        pytest.param(
            "Student ID,Destination,Application Status,Home School",
            "placements",
            {
                "person_key": "Student ID",
                "application_status": "Application Status",
                "host_country": "Destination",
                "home_school": "Home School",
            },
            id="what an American office writes",
        ),
        pytest.param(
            "Respondent,Scale,Score,Rater",
            "leadership_diagnostics",
            {"subject_key": "Respondent", "scale": "Scale", "rater": "Rater", "score": "Score"},
            id="a survey",
        ),
    ],
)
def test_headers_are_matched_and_the_table_with_them(export, contract, headers, table, columns):
    draft = drafted(export(f"{headers}\nx{',' * headers.count(',')}\n"), contract)

    assert (draft["table"], draft["columns"]) == (table, columns)


def test_the_table_can_be_stated(export, contract):
    path = export("Code,Country\nA,Japan\n")

    assert drafted(path, contract, "placements")["columns"] == {"host_country": "Country"}
    with pytest.raises(CallError, match='Did you mean "placements"'):
        draft_mapping(path, contract, table="placement")


def test_a_file_in_which_nothing_is_known_asks_for_the_table(export, contract):
    with pytest.raises(DeliveryError, match="--table partnerships or placements"):
        draft_mapping(export("qwe,rty\n1,2\n"), contract)


def test_headers_that_were_matched_with_nothing_are_listed(export, contract):
    draft = draft_mapping(export('Partner,"Say ""what""",Back\\slash\nx,y,z\n'), contract, table="partnerships")

    assert '#   "Say \\"what\\""\n#   "Back\\\\slash"' in draft


def test_required_columns_without_a_header_are_listed(export, contract):
    draft = draft_mapping(export("Partner,Country\nKyoto,Japan\n"), contract)

    assert "# term_type = " in draft
    assert "# agreement_type = " in draft
    assert "# agreement_id" not in draft, "it is generated where it is blank"


@pytest.mark.parametrize(
    ("cells", "formats", "is_clear"),
    [
        pytest.param(["2026-11-01"], (), True, id="ISO 8601 needs none"),
        pytest.param(["25/12/2026", "1/2/2026"], ("%d/%m/%Y",), True, id="one day above 12 makes days come first"),
        pytest.param(["12/25/2026", "1/2/2026"], ("%m/%d/%Y",), True, id="or months"),
        pytest.param(["1/2/2026", "3/4/2026"], ("%d/%m/%Y", "%m/%d/%Y"), False, id="nobody can tell"),
        pytest.param(["31.12.2026"], ("%d.%m.%Y",), True, id="points"),
        pytest.param(["1-Mar-2020", "2-Mar-20"], ("%d-%b-%Y", "%d-%b-%y"), True, id="two and four digits"),
        pytest.param(["March 1, 2020", "soon"], ("%B %d, %Y",), True, id="what is no date does not matter"),
    ],
)
def test_formats_of_dates_are_found_where_they_are_clear(cells, formats, is_clear):
    assert date_formats(cells) == (formats, is_clear)


def test_dates_that_could_be_either_are_left_to_a_person(export, contract):
    draft = draft_mapping(export("Partner,Signed\nKyoto,1/2/2026\n"), contract)

    assert "day first or month first?" in draft
    assert tomllib.loads(draft)["dates"] == {}


def test_known_words_for_values_are_proposed_and_others_left_open(export, contract):
    path = export("Student ID,Direction,Gender\n1,Outgoing,F\n2,incoming,sonstige\n3,outbound,M\n")
    draft = draft_mapping(path, contract, table="placements")

    assert tomllib.loads(draft)["values"] == {
        "direction": {"Outgoing": "outbound", "incoming": "inbound"},
        "gender": {"F": "female", "M": "male"},
    }
    assert '# "sonstige" = ""' in draft


def test_a_longer_text_with_one_known_word_is_proposed_as_a_comment_with_the_word(export, contract):
    cells = ("Others: Student Internship", "Joint research and staff exchange", "Kunst")
    path = export("Partner;Country;Agreement type\n" + "".join(f"Uni;Japan;{cell}\n" for cell in cells))
    draft = draft_mapping(path, contract)
    assert '# "Others: Student Internship" = "internship"     # it holds "student internship"' in draft
    assert '# "Joint research and staff exchange" = ""\n' in draft, "two words speak for two values"
    assert '# "Kunst" = ""\n' in draft


def test_words_among_the_days_on_which_agreements_end_give_the_kind_of_term(export, contract):
    ends = ("2030-01-31", "2031-01-31", "auto renew", "Auto Renew", "unlimited", "as agreed")
    rows = "".join(f"Uni;Japan;{end}\n" for end in ends)
    draft = drafted(export(f"Partner;Country;Expiry\n{rows}"), contract)
    assert (draft["columns"]["end_date"], draft["columns"]["term_type"]) == ("Expiry", "Expiry")
    assert draft["values"] == {
        "end_date": {"auto renew": "", "unlimited": ""},
        "term_type": {"auto renew": "auto_renew", "unlimited": "open_ended", "*": "fixed", "": "unknown"},
    }


def test_a_draft_says_how_the_file_is_to_be_read(export, contract, tmp_path):
    text = "Partner;Annual cost\nGenève;1.200,50\nZürich;n/a\n"
    (tmp_path / "old.csv").write_bytes(text.encode("cp1252"))

    assert drafted(tmp_path / "old.csv", contract)["read"] == {
        "encoding": "windows-1252",
        "decimal": ",",
        "nulls": ["n/a"],
    }


def test_a_draft_of_people_shows_no_cells_but_categories(export, contract):
    path = export("Student ID,Name,Country,Gender\nS-4711,Ada Lovelace,France,F\n")
    draft = draft_mapping(path, contract, table="placements")

    assert "S-4711" not in draft
    assert "Lovelace" not in draft


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        pytest.param("Year", ("1", "2", "3"), id="years that count from one"),
        pytest.param("In/Out", ("3.18", "2.71"), id="ratios that are called like a direction"),
        pytest.param("Start", ("x", "y"), id="days that are none"),
    ],
)
def test_a_header_over_cells_of_another_kind_is_left_out_and_said(export, contract, header, cells):
    rows = "".join(f"s{number},{cell}\n" for number, cell in enumerate(cells))
    draft = draft_mapping(export(f"Student ID,{header}\n{rows}"), contract, table="placements")
    assert re.search(rf'^#   "{header}"     # called like \w+, but its cells are not$', draft, re.MULTILINE)


def test_cells_that_speak_for_a_column_are_said_under_a_header_that_is_not_known(export, contract):
    path = export("Student ID,Wohin,Wann,Was\ns1,Spanien,2024/25,study\ns2,Japan,2023/24,Zitrone\n")
    draft = draft_mapping(path, contract, table="placements", resolve={"Spanien": "ESP", "Japan": "JPN"}.get)
    assert '#   "Wohin"     # its cells are like host_country\n' in draft
    assert '#   "Wann"     # its cells are like academic_year\n' in draft
    assert '#   "Was"\n' in draft


def test_a_row_of_data_is_never_printed_as_a_header(export, contract):
    path = export("S-4711,2024-09-01,Ada Lovelace\nS-4712,2024-09-01,Alan Turing\nS-4713,2025-02-01,Emmy Noether\n")
    with pytest.raises(DeliveryError, match="first row looks like data"):
        draft_mapping(path, contract)
    draft = draft_mapping(path, contract, table="placements")
    assert "header = false" in draft
    assert "Lovelace" not in draft
    assert "S-4711" not in draft


def test_numbered_items_of_a_survey_become_rows(export, contract):
    draft = drafted(export("Respondent,Q1_1,Q1_2,Q1_3\np1,3,4,5\np2,2,2,1\n"), contract)
    assert (draft["table"], draft["unpivot"]) == ("leadership_diagnostics", {"columns": ["Q1_1", "Q1_2", "Q1_3"]})
    assert draft["columns"] == {"subject_key": "Respondent", "scale": "_column", "score": "_value"}
