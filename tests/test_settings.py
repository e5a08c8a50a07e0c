"""The institution's settings: defaults, the file, the environment, and every fault at once."""

from __future__ import annotations

from datetime import date

import pytest

from engagement.errors import SettingsError
from engagement.settings import ROOT, load_settings


def settings_from(tmp_path, text):
    path = tmp_path / "engagement.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, data_dir=tmp_path)


def test_the_shipped_file_says_what_the_defaults_are(tmp_path):
    shipped = load_settings(ROOT / "engagement.toml", data_dir=tmp_path)
    assert shipped == load_settings(tmp_path / "absent.toml", data_dir=tmp_path)


def test_a_data_folder_brings_its_own_settings(tmp_path):
    (tmp_path / "engagement.toml").write_text('[institution]\nname = "Université d\'Été"', encoding="utf-8")
    assert load_settings(data_dir=tmp_path).institution == "Université d'Été"


def test_a_data_folder_may_bring_its_own_contract(tmp_path):
    found = load_settings(data_dir=tmp_path)
    assert found.contract_path == ROOT / "data" / "datapackage.json"
    (tmp_path / "datapackage.json").touch()
    assert found.contract_path == tmp_path / "datapackage.json"


def test_a_logo_is_found_beside_the_settings(tmp_path):
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    assert settings_from(tmp_path, '[institution]\nlogo = "logo.svg"').logo == tmp_path / "logo.svg"


def test_a_logo_that_would_slow_every_page_is_refused(tmp_path):
    (tmp_path / "logo.png").write_bytes(bytes(200_001))
    with pytest.raises(SettingsError, match="larger than 200 KB"):
        settings_from(tmp_path, '[institution]\nlogo = "logo.png"')


def test_the_environment_names_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ENGAGEMENT_DATA", str(tmp_path))
    assert load_settings().data_dir == tmp_path


def test_an_as_of_date_can_be_fixed(tmp_path):
    assert settings_from(tmp_path, "[dates]\nas_of = 2019-06-28").as_of == date(2019, 6, 28)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[release]\nthreshold = 1", "hides nobody", id="a threshold of one"),
        pytest.param("[release]\nthreshold = true", "not of the right type", id="a threshold that is no number"),
        pytest.param("[release]\nthreshhold = 10", "no setting", id="a misspelled key"),
        pytest.param("[releases]\nthreshold = 10", "no setting", id="a misspelled section"),
        pytest.param('[academic_year]\nstarts = "02-30"', "not a month and day", id="a day that is not in every year"),
        pytest.param('[limits]\nquery_memory = "lots"', "memory limit", id="a memory limit in words"),
        pytest.param("[reviews]\npolicy_years = 0", "a year apart", id="reviews every day"),
        pytest.param("[reviews]\npolicy_years = 500", "not 500", id="reviews that never come"),
        pytest.param("[release]\nthreshold = 3_000_000_000", "hides nobody", id="a threshold that no number holds"),
        pytest.param("[limits]\nquery_seconds = 0", "at least a second", id="no time at all"),
        pytest.param("[limits]\nquery_seconds = 10_000_000_000", "seconds", id="more time than DuckDB counts"),
        pytest.param('[limits]\nquery_memory = "0GB"', "do not run in", id="no memory at all"),
        pytest.param('[limits]\nquery_memory = "1MB"', "do not run in", id="too little memory"),
        pytest.param('[limits]\nquery_memory = "99999999999GB"', "memory limit", id="more memory than there is"),
        pytest.param('[limits]\nquery_memory = "٤GB"', "memory limit", id="digits that DuckDB does not read"),
        pytest.param('[academic_year]\nstarts = "0٨-01"', "not a month and day", id="digits that no date is made of"),
        pytest.param("[dates]\nas_of = 2026-11-01T09:00:00", "a day with a time", id="a day with a time"),
        pytest.param("[dates]\nas_of = 2026-11-01T09:00:00Z", "a day with a time", id="a day with a time and zone"),
        pytest.param("[dates]\nas_of = 0026-11-01", "no day of the data", id="a day of antiquity"),
        pytest.param("[dates]\nas_of = 9999-12-31", "no day of the data", id="a day that never comes"),
        pytest.param('[institution]\nname = " "', "no text", id="an institution without a name"),
        pytest.param('[institution]\noffice = "a\\nb"', "no text", id="an office over two lines"),
        pytest.param('[institution]\ncolor = "blue"', "not a color", id="a color by its name"),
        pytest.param('[institution]\nlogo = "logo.svg"', "not there", id="a logo that is not there"),
        pytest.param('[institution]\ncountry = "Japan"', "no code of a country", id="a home country by its name"),
        pytest.param('[institution]\nlogo = "logo.exe"', "neither SVG nor PNG", id="a logo of another type"),
        pytest.param('[regions]\nscheme = "sumit"', "no scheme", id="a scheme that is in no table"),
        pytest.param("threshold = ", "cannot be read", id="no TOML"),
    ],
)
def test_a_fault_is_said_with_its_place(tmp_path, text, said):
    with pytest.raises(SettingsError, match=said) as caught:
        settings_from(tmp_path, text)
    assert all("engagement.toml" in fault.where.file for fault in caught.value.faults)


def test_a_folder_of_queries_that_is_not_there_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("ENGAGEMENT_QUERIES", str(tmp_path / "gone"))
    with pytest.raises(SettingsError, match=r"no folder .*gone") as caught:
        load_settings()
    assert "ENGAGEMENT_QUERIES" in str(caught.value.faults[0].where)


def test_the_scheme_may_be_one_of_the_own_table_of_regions(tmp_path):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "regions.csv").write_text(
        "scheme,version,region,iso3\nown,1,West,FRA\n", encoding="utf-8"
    )
    assert settings_from(tmp_path, '[regions]\nscheme = "own"').scheme == "own"


@pytest.mark.parametrize("memory", ["100MB", "1GB", "4 GB"])
def test_a_memory_limit_that_duckdb_reads_passes(tmp_path, memory):
    assert settings_from(tmp_path, f'[limits]\nquery_memory = "{memory}"').query_memory == memory


def test_all_faults_come_together(tmp_path):
    with pytest.raises(SettingsError) as caught:
        settings_from(tmp_path, '[release]\nthreshold = 0\n[academic_year]\nstarts = "13-01"')
    assert len(caught.value.faults) == 2
