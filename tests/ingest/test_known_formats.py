"""The shipped mappings of known formats load their invented samples, every row and every line accounted for."""

from __future__ import annotations

import pytest

from engagement.settings import ROOT
from tests.ingest.conftest import data_folder

FORMATS = ROOT / "docs" / "formats"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """Every shipped mapping and table, with its sample, loaded together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ENGAGEMENT_SALT", raising=False)
        data = data_folder(tmp_path_factory.mktemp("formats"))
        folders = {".toml": "mappings", ".json": "contract", ".csv": "exports"}
        for path in FORMATS.glob("*.*"):
            if path.suffix in folders:
                data.put(f"{folders[path.suffix]}/{path.name}", path.read_bytes())
        codes = "".join(f"{iso2},{iso3},ISO\n" for iso2, iso3 in CODES.items())
        data.put("reference/country_aliases.csv", f"alias,iso3,origin\n{codes}GBR,GBR,ISO\n")
        countries = data.path / "data" / "reference" / "countries.csv"
        countries.write_text(countries.read_text() + "GBR,GB,United Kingdom,United Kingdom,1,1\n")
        yield data, data.load()


@pytest.fixture(scope="module")
def data(loaded):
    return loaded[0]


CODES = {"PL": "POL", "IT": "ITA", "DE": "DEU", "ES": "ESP", "BRA": "BRA", "ITA": "ITA"}


def test_every_row_of_the_samples_is_accounted_for(loaded):
    data, report = loaded
    files = {file.file: file for file in report.deliveries if file.file.startswith("exports/")}
    assert {name: (file.rows_accepted, file.rows_rejected, file.rows_left_out) for name, file in files.items()} == {
        "exports/ewp_iias.csv": (2, 0, 0),
        "exports/ewp_omobilities.csv": (2, 1, 0),  # a mobility under no agreement has no country
        "exports/qualtrics.csv": (3, 0, 3),  # two extra header lines and a preview
        "exports/erasmus_plus.csv": (3, 0, 2),  # staff, and a mobility between two others
        "exports/terra_dotta.csv": (4, 0, 0),
        "exports/moveon.csv": (3, 0, 0),
        "exports/workday_learning.csv": (2, 0, 1),  # a course that is about something else
        "exports/open_doors.csv": (5, 0, 4),  # totals
        "exports/uis.csv": (3, 0, 0),
    }
    assert data.ask("select column_name, effect from ledger.faults where file <> 'exports/ewp_omobilities.csv'") == []


def test_agreements_and_mobilities_of_erasmus_without_paper(data):
    assert data.ask(
        "select agreement_id, partner_country::varchar, workflow_status::varchar, end_date::varchar "
        "from partnerships order by all"
    ) == [("a1b2", "POL", "signed", "2027-08-31"), ("c3d4", "ITA", "proposed", "2027-08-31")]
    assert data.ask(
        "select placement_id, host_country::varchar, application_status::varchar, start_date::varchar "
        "from placements where placement_id like 'm-%' order by all"
    ) == [("m-1", "POL", "completed", "2025-09-17"), ("m-2", "POL", "nominated", "2027-02-15")]


def test_a_survey_of_qualtrics(data):
    assert data.ask("select wave::varchar, scale, score from leadership_diagnostics order by all desc") == [
        ("pre", "Voice", 3), ("pre", "Trust", 4), ("post", "Trust", 5),
    ]  # fmt: skip


STAYS = """select direction::varchar, host_country::varchar, host_name, academic_year::varchar, placement_type::varchar,
    participants, start_date::varchar, end_date::varchar from placements where {} order by start_date, direction"""


def test_published_mobilities_of_erasmus_plus(data):
    year, arts = "2018/2019", "Invented University of Arts"
    assert data.ask(
        STAYS.format("_file = (select delivery_id from ledger.deliveries where file like '%erasmus_plus%')")
    ) == [
        ("outbound", "ITA", arts, year, "study", 3, "2018-09-01", "2019-01-31"),
        ("inbound", "ESP", "Invented Polytechnic", year, "study", 2, "2018-09-01", "2019-06-30"),
        ("outbound", "GBR", "Invented Company", year, "work", 1, "2019-02-01", "2019-05-31"),
    ]
    assert data.ask("select student_level::varchar, gender::varchar from placements where participants = 3") == [
        ("ug_unspecified", "female")
    ]


def test_applications_in_the_style_of_terra_dotta(data):
    assert data.ask(
        "select placement_id, direction::varchar, program_model::varchar, term::varchar, academic_year::varchar, "
        "application_status::varchar, start_date::varchar from placements where placement_id like '900%' order by all"
    ) == [
        ("90001", "outbound", "exchange", "fall", "2024/2025", "completed", "2024-09-02"),
        ("90002", "outbound", "faculty_led", "summer", "2024/2025", "live", "2025-06-01"),
        ("90003", "inbound", "exchange", "spring", "2024/2025", "offered", "2025-01-15"),
        ("90004", "outbound", "provider", "full_year", "2025/2026", "withdrawn", None),
    ]


def test_stays_in_the_style_of_moveon(data):
    assert data.ask(
        "select placement_id, agreement_id, host_country::varchar, student_level::varchar, application_status::varchar "
        "from placements where placement_id like 'S-%' order by all"
    ) == [
        ("S-1", "a1b2", "POL", "ug_unspecified", "completed"),
        ("S-2", "a1b2", "POL", "masters", "live"),
        ("S-3", None, "BRA", "ug_unspecified", "applied"),
    ]


def test_enrollments_in_the_style_of_workday(data):
    assert data.ask(
        "select enrollment_id, program_id, academic_year::varchar, status::varchar, contact_hours, end_date::varchar "
        "from leadership_enrollments order by all"
    ) == [
        ("W-1", "LD-100", "2025/2026", "completed", 24, "2025-12-05"),
        ("W-2", "LD-100", "2025/2026", "in_progress", None, "2026-04-30"),
    ]


def test_published_statistics_are_tables_of_their_own(data):
    open_doors = "select destination::varchar, academic_year::varchar, students from open_doors order by all"
    assert data.ask_release(open_doors) == [
        ("BRA", "2023/2024", 272), ("DEU", "2022/2023", 1001), ("DEU", "2023/2024", 400),
        ("ITA", "2022/2023", 500), ("ITA", "2023/2024", 550),
    ]  # fmt: skip
    assert data.ask_release("select country::varchar, year, value, magnitude, qualifier from uis order by all") == [
        ("BRA", 2021, 1234.5, None, None), ("BRA", 2022, None, "NA", None), ("ITA", 2022, 77, None, "UIS_EST"),
    ]  # fmt: skip


def test_every_mapping_of_a_known_format_has_a_sample_and_names_its_source():
    readme = (FORMATS / "README.md").read_text(encoding="utf-8")
    for mapping in FORMATS.glob("*.toml"):
        assert mapping.with_suffix(".csv").is_file()
        (line,) = [row for row in readme.splitlines() if f"]({mapping.name})" in row]
        assert "://" in line
