"""Small inputs after real files and public bug reports, with the value that is right for each.

They lie beside the project, in ../shared/cases; without them these tests are skipped.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from engagement.errors import DeliveryError

CASES = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "cases"
FAULTS = "select line, column_name, rule, effect from ledger.faults order by line, column_name, rule"


@pytest.fixture
def case(data):
    """Put the files of a case into the data folder; more files may be written over them."""

    def put(name: str, **files: str):
        if not CASES.is_dir():
            pytest.skip(f"needs the cases in {CASES}, which are not part of the project")
        for folder in (CASES / name).iterdir():
            shutil.copytree(folder, data.path / "data" / folder.name, dirs_exist_ok=True)
        return data

    return put


# What was delivered is wrong, and said to be.
REFUSED = ("B21_quote_swallows_rows", "E3_error_cells")


def sheet_or_text_lines(path: Path) -> int:
    """The lines of a file, or the rows of its first sheet, counted without our reader."""
    if path.suffix == ".xlsx":
        rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
        return max(number for number, cells in enumerate(rows, 1) if any(cell is not None for cell in cells))
    return len(re.sub(rb"\r\n?", b"\n", path.read_bytes()).removesuffix(b"\n").split(b"\n"))


def cases() -> list[str]:
    return sorted(folder.name for folder in CASES.iterdir() if folder.is_dir()) if CASES.is_dir() else ["no cases"]


def counts(report) -> list[tuple[int, int, int]]:
    """Rows delivered, accepted, rejected of each export."""
    return [
        (delivery.rows_delivered, delivery.rows_accepted, delivery.rows_rejected)
        for delivery in report.deliveries
        if delivery.file.startswith("exports/")
    ]


@pytest.mark.parametrize("name", cases())
def test_every_row_and_line_of_every_case_is_accounted_for(case, name):
    data = case(name)
    if name in REFUSED:
        with pytest.raises(DeliveryError):
            data.load()
        return
    delivered = [file for file in data.load().deliveries if file.file.startswith("exports/")]
    assert {file.file for file in delivered} == {
        f"exports/{path.name}" for path in (data.path / "data" / "exports").iterdir()
    }
    for file in delivered:
        if file.file == "exports/places.xlsx":  # two sheets, and each mapping reads its own
            assert file.lines == file.lines_head + file.rows_delivered
            continue
        assert file.lines == sheet_or_text_lines(data.path / "data" / file.file)
        assert file.rows_delivered == file.rows_accepted + file.rows_rejected
        is_long = name in ("F_qualtrics", "M_wave_in_header")  # a line becomes several rows
        rows = file.lines - file.lines_head - file.lines_blank - file.lines_continued
        assert is_long or rows == file.rows_delivered + file.rows_left_out


def test_a_head_count_that_cannot_be_read_counts_nobody(case):
    data = case("A_zero_headcount")
    assert counts(data.load()) == [(8, 8, 0)]
    assert data.ask("select sum(participants) from placements") == [(57,)]
    assert data.ask(FAULTS) == [(line, "participants", "type-integer", "cleared") for line in (6, 7)]


def test_keys_that_say_nothing_of_a_person_are_rejected(case):
    data = case("B11_person_keys")
    assert counts(data.load()) == [(12, 4, 8)]
    rules = data.ask("select rule, count(*) from ledger.faults group by all order by all")
    assert rules == [("excel-error", 1), ("person-key", 7)]
    ((notes,),) = data.ask("select notes from ledger.deliveries where table_name = 'placements'")
    assert "differ from others only in leading zeros, in case" in notes


def test_keys_are_joined_by_the_rules_that_a_mapping_states(case):
    data = case("B11_person_keys")
    columns = (
        "placement_id", "person_key", "direction", "academic_year", "placement_type", "application_status",
        "host_country",
    )  # fmt: skip
    listed = "\n".join(f'{name} = "{name}"' for name in columns)
    rules = "zero_pad = 5\nignore_case = true"
    data.put("mappings/m.toml", f'table = "placements"\nfiles = ["placements.csv"]\n{rules}\n[columns]\n{listed}\n')
    data.load()
    assert data.ask("select count(*), count(distinct person_key) from placements") == [(4, 2)]


def test_academic_years_are_read_as_people_write_them(case):
    data = case("B12_academic_years")
    assert counts(data.load()) == [(17, 12, 5)]
    years = data.ask("select academic_year::varchar, count(*) from placements group by all order by all")
    assert years == [("1999/2000", 1), ("2019/2020", 1), ("2024/2025", 10)]
    assert data.ask("select line from ledger.faults where rule = 'academic-year' order by line") == [
        (8,), (9,), (11,), (15,), (16,),
    ]  # fmt: skip


@pytest.mark.parametrize("year", ["2024/25", "WS 2024/25", "AY24"])
def test_an_academic_year_for_every_row_is_read_as_people_write_it(data, year):
    data.put("exports/stays.csv", "No,Person,Country\nP1,k1,France\n")
    data.put(
        "mappings/m.toml",
        f"""table = "placements"
files = ["stays.csv"]
year_named_by = "starts"
[columns]
placement_id = "No"
person_key = "Person"
host_country = "Country"
[constants]
academic_year = "{year}"
direction = "outbound"
placement_type = "study"
application_status = "completed"
""",
    )
    assert counts(data.load()) == [(1, 1, 0)]
    assert data.ask("select academic_year::varchar from placements") == [("2024/2025",)]


def test_a_stay_outside_its_academic_year_is_reported_and_kept(case):
    data = case("B13_ay_contradicts_dates")
    assert counts(data.load()) == [(2, 2, 0)]
    assert data.ask(FAULTS) == [(line, "start_date", "outside-year", "reported") for line in (2, 3)]


def test_a_quote_that_swallows_rows_is_refused(case):
    with pytest.raises(DeliveryError, match="lines 3 to 6"):
        case("B21_quote_swallows_rows").load()


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("C4_two_workbooks", [(1, 1, 0), (1, 1, 0)]),
        ("C8_two_multiline_csv", [(1, 1, 0), (1, 1, 0)]),
        ("C_one_workbook_two_mappings", [(1, 1, 0), (2, 2, 0)]),
        ("M_wave_in_header", [(11, 11, 0)]),
    ],
)
def test_every_row_of_a_sound_case_is_accepted(case, name, rows):
    assert counts(case(name).load()) == rows


def test_spellings_of_one_partner_are_listed_with_one_proposal(case):
    data = case("B10_partner_spelling")
    assert counts(data.load()) == [(7, 7, 0)]
    assert data.ask("select distinct proposal from ledger.partner_review") == [("Universidade de São Paulo",)]
    names = data.ask("select count(distinct partner_name) from partnerships")
    assert names == [(1 + count,) for (count,) in data.ask("select count(*) from ledger.partner_review")]


def test_cells_merged_down_hold_the_same_value(case):
    data = case("E1_merged_down")
    assert counts(data.load()) == [(4, 4, 0)]
    countries = data.ask("select partner_country::varchar from partnerships order by agreement_id")
    assert countries == [("FRA",), ("FRA",), ("ITA",), ("ITA",)]


def test_rows_that_are_not_meant_are_counted_apart_from_rejects(case):
    data = case("F_qualtrics")
    mapping = data.path / "data" / "mappings" / "q.toml"
    where = """where = '''starts_with("ResponseId", 'R_') and "Status" <> 'Survey Preview' '''"""
    mapping.write_text(f"{where}\n{mapping.read_text()}".replace('["Q1_1", "Q1_2", "Q1_3"]', '["Q1_*"]'))
    report = data.load()
    assert counts(report) == [(6, 6, 0)]
    assert report.deliveries[0].rows_left_out == 3
    assert data.ask("select distinct subject_key is null, wave::varchar from leadership_diagnostics order by 2") == [
        (False, "post"),
        (False, "pre"),
    ]


def test_a_file_without_a_header_loses_no_row(case):
    data = case("P_no_header")
    mapping = data.path / "data" / "mappings" / "m.toml"
    names = ["Code", "Name", "Country", "From", "To"]
    text = mapping.read_text().replace("[columns]", f"[read]\nheader = false\nnames = {names}\n[columns]")
    for old, new in zip(("C001", "Universidad Norte", "Chile", "2025-01-01", "2027-01-01"), names, strict=True):
        text = text.replace(f'"{old}"', f'"{new}"')
    mapping.write_text(text)
    assert counts(data.load()) == [(3, 3, 0)]
    assert data.ask("select agreement_id, _line from partnerships order by _line") == [
        ("C001", 1), ("C002", 2), ("C003", 3),
    ]  # fmt: skip


def test_a_first_row_that_names_a_column_of_dates_by_a_date_is_a_row(case):
    data = case("P_no_header")
    assert counts(data.load()) == [(3, 3, 0)]
    assert data.ask("select agreement_id, start_date::varchar, _line from partnerships order by _line") == [
        ("C001", "2025-01-01", 1), ("C002", "2025-02-01", 2), ("C003", "2024-09-01", 3),
    ]  # fmt: skip
    ((notes,),) = data.ask("select notes from ledger.deliveries where file like 'exports/%'")
    assert "It has no header" in notes


def test_a_formula_that_failed_is_no_name(case):
    with pytest.raises(DeliveryError, match="A formula of the spreadsheet failed here"):
        case("E3_error_cells").load()


def test_what_the_documents_say_is_noted_of_a_file(case):
    data = case("L_notes_unsaid")
    assert counts(data.load()) == [(3, 3, 0)]
    ((notes,),) = data.ask_release("select notes from ledger.deliveries where notes is not null")
    for said in ("Rows shorter than the header: 1.", "lead_faculty stays empty", "end_date stays empty"):
        assert said in notes


def test_days_that_excel_counted_are_read_where_the_mapping_says_so(case):
    data = case("O_dates_and_years")
    data.load()
    assert data.ask("select distinct rule, effect from ledger.faults") == [("excel-serial", "cleared")]
    mapping = data.path / "data" / "mappings" / "m.toml"
    mapping.write_text(f'{mapping.read_text()}\n[dates]\nend_date = ["excel"]\n')
    data.load()
    days = data.ask("select start_date::varchar, end_date::varchar from placements order by placement_id")
    assert days == [("2024-09-01", "2025-01-31"), ("2024-09-15", "2025-01-31"), ("2024-10-01", "2025-03-04")]


@pytest.mark.parametrize("rule", ["newest", "first"])
def test_of_deliveries_that_overlap_the_row_counts_that_the_mapping_says(data, rule):
    import os

    header = "agreement_id,partner_name,partner_country,agreement_type,term_type"
    for day, name in enumerate(("old", "young")):
        path = data.put(f"exports/{name}.csv", f"{header}\nA1,{name},Japan,general_mou,unknown\n")
        os.utime(path, (day * 86400, day * 86400))
    columns = "\n".join(f'{name} = "{name}"' for name in header.split(","))
    mapping = f'table = "partnerships"\nfiles = ["old.csv", "young.csv"]\n{{}}\n[columns]\n{columns}\n'
    data.put("mappings/m.toml", mapping.format(""))
    with pytest.raises(DeliveryError, match=r"exports/old.csv and exports/young.csv"):
        data.load()
    data.put("mappings/m.toml", mapping.format(f'when_repeated = "{rule}"'))
    assert counts(data.load()) in ([(1, 0, 1), (1, 1, 0)], [(1, 1, 0), (1, 0, 1)])
    assert data.ask("select partner_name from partnerships") == [("young" if rule == "newest" else "old",)]


@pytest.mark.parametrize(
    ("name", "country", "encoding", "is_read"),
    [
        pytest.param("Politechnika Wrocławska", "Poland", "windows-1250", False, id="Polish is no Western European"),
        pytest.param("Université de Liège", "France", "windows-1252", True, id="French is"),
        pytest.param("Uni Köln", "Poland", "windows-1252", True, id="a name of another country stays"),
    ],
)
def test_a_guessed_encoding_must_give_letters_that_the_country_has(data, name, country, encoding, is_read):
    header = "agreement_id,partner_name,partner_country,agreement_type,term_type"
    text = f"{header}\nA1,{name},{country},general_mou,unknown\n"
    data.put("exports/partnerships.csv", text.encode(encoding))
    if is_read:
        data.load()
        assert data.ask("select partner_name from partnerships") == [(name,)]
    else:
        with pytest.raises(DeliveryError, match=rf"such as .* \({name}\).*\n.*\n.*encoding = \"{encoding}\""):
            data.load()


def test_a_fall_of_the_share_of_people_in_several_tables_is_a_finding(data):
    people = [{"person_key": f"{number:05}"} for number in range(1, 41)]
    data.deliver(placements=people, leadership_enrollments=people[:20])
    data.load()
    assert data.ask_release("select people_in_several_tables_percent from ledger.snapshot") == [(50,)]
    damaged = [{"person_key": str(number)} for number in range(1, 9)] + people[8:20]
    data.deliver(placements=people, leadership_enrollments=damaged)
    data.load()
    assert data.ask_release("select before, after from ledger.drift where kind = 'fewer_in_several_tables'") == [
        ("50%", "25%")
    ]


def test_that_nobody_is_in_several_tables_any_more_is_a_finding_too(data):
    people = [{"person_key": f"{number:05}"} for number in range(1, 41)]
    data.deliver(placements=people, leadership_enrollments=people[:20])
    data.load()
    data.deliver(leadership_enrollments=[{"person_key": str(number)} for number in range(1, 21)])
    data.load()
    found = data.ask_release("select before, after from ledger.drift where kind = 'fewer_in_several_tables'")
    assert found == [("50%", "too few to be told")]
    data.deliver(leadership_enrollments=people)  # all of them: that few are left in one table is no fall
    data.load()
    assert data.ask_release("select count(*) from ledger.drift where kind = 'fewer_in_several_tables'") == [(0,)]


def test_keys_that_a_spreadsheet_made_numbers_of_are_noted(data):
    data.deliver(placements=[{"person_key": "4711"}], leadership_enrollments=[{"person_key": "4711.0"}])
    data.load()
    notes = data.ask("select notes from ledger.deliveries where file like 'exports/%'")
    assert all("in .0 at their end" in note for (note,) in notes)
    assert len(notes) == 2


def test_a_sheet_for_each_year_is_read_with_its_name(data):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Read this first"])
    for year in (2023, 2024):
        sheet = workbook.create_sheet(str(year))
        for row in (["Register"], ["No", "University", "Country"], [1, f"Uni {year}", "Japan"]):
            sheet.append(row)
    (data.path / "data" / "exports").mkdir()
    workbook.save(data.path / "data" / "exports" / "register.xlsx")
    data.put(
        "mappings/m.toml",
        """table = "partnerships"
files = ["register.xlsx"]
[read]
sheet = "20*"
[columns]
partner_name = "University"
partner_country = "Country"
[expressions]
agreement_id = ''' "_sheet" || '-' || "No" '''
[constants]
agreement_type = "general_mou"
term_type = "unknown"
""",
    )
    assert counts(data.load()) == [(1, 1, 0), (1, 1, 0)]
    assert data.ask("select agreement_id from partnerships order by all") == [("2023-1",), ("2024-1",)]
    notes = data.ask("select notes from ledger.deliveries where file like 'exports/%' order by all")
    assert notes == [(f"Sheet: {year}. Rows above the header, not read: 1.",) for year in (2023, 2024)]


def test_a_sheet_that_is_no_table_is_named(data):
    workbook = openpyxl.Workbook()
    for row in (["agreement_id", "partner_name"], ["A1", "Uni"]):
        workbook.active.append(row)
    workbook.create_sheet("Read me").append(["Made by nobody"])
    (data.path / "data" / "exports").mkdir()
    workbook.save(data.path / "data" / "exports" / "register.xlsx")
    mapping = 'table = "partnerships"\nfiles = ["register.xlsx"]\n[read]\nsheet = "*"\n'
    data.put("mappings/m.toml", f'{mapping}[columns]\nagreement_id = "agreement_id"\npartner_name = "partner_name"\n')
    with pytest.raises(DeliveryError, match=r"register\.xlsx, sheet Read me"):
        data.load()


def test_rows_of_which_a_condition_says_nothing_are_told_of(data):
    header = "agreement_id,partner_name,partner_country,agreement_type,term_type"
    rows = [
        f"A{number},Uni {number},Japan,general_mou,unknown,{word}" for number, word in enumerate(("", "Total", "x"))
    ]
    data.put("exports/a.csv", "\n".join([f"{header},Status", *rows]) + "\n")
    columns = "\n".join(f'{name} = "{name}"' for name in header.split(","))
    where = """where = '''"Status" <> 'Total' '''"""
    data.put("mappings/m.toml", f'table = "partnerships"\nfiles = ["a.csv"]\n{where}\n[columns]\n{columns}\n')
    assert counts(data.load()) == [(1, 1, 0)]
    ((notes,),) = data.ask("select notes from ledger.deliveries where file = 'exports/a.csv'")
    assert "not meant (where): 2" in notes
    assert "Of 1 of them where says nothing" in notes


def test_a_header_of_two_lines_is_joined(data):
    text = "Partner,,Places,\nName,Country,Out,In\nUni A,Japan,3,4\n"
    data.put("exports/agreements.csv", text)
    data.put(
        "mappings/m.toml",
        """table = "partnerships"
files = ["agreements.csv"]
[read]
header_row = 1
header_rows = 2
[columns]
partner_name = "Partner Name"
partner_country = "Partner Country"
places_out_per_year = "Places Out"
places_in_per_year = "Places In"
[constants]
agreement_type = "general_mou"
term_type = "unknown"
""",
    )
    assert counts(data.load()) == [(1, 1, 0)]
    assert data.ask("select places_out_per_year, places_in_per_year, _line from partnerships") == [(3, 4, 3)]


def test_a_header_below_full_rows_is_refused(data):
    data.put("exports/partnerships.csv", "1,Uni A,Japan\nagreement_id,partner_name,partner_country\nA1,Uni B,Japan\n")
    with pytest.raises(DeliveryError, match="1 full rows stand above it, from line 1 on"):
        data.load()


def test_a_file_that_belongs_to_no_table_is_named_and_refuses_nothing(data):
    data.deliver(partnerships=[{}])
    data.put("exports/grants.csv", "grant,amount\nG1,5\n")
    report = data.load()
    assert counts(report) == [(1, 1, 0)]
    assert any("exports/grants.csv is not loaded" in reason for reason in report.left_out)
    ((told,),) = data.ask_release("select reason from ledger.left_out")
    assert 'draft-mapping "grants.csv"' in told, "and no folder of the server is"


def test_a_placement_takes_its_country_from_its_agreement_and_its_values_apart(data):
    data.deliver(partnerships=[{"agreement_id": "A1", "partner_country": "Italia"}, {"agreement_id": "A2"}])
    rows = (
        "S1;A1;;2024-09-01;2025-01-01",  # the country of its agreement
        "S2;A2;France / Germany;2024-09-01;2025-01-01",  # two countries, two rows
        "S3;;;2024-09-01;2025-01-01",  # nobody knows
        "S1;A1;Japan;2024-09-02;2025-02-01",  # newer than the first row of the same placement
    )
    data.put("exports/stays.csv", "\n".join(["Person;Contract;Countries;From;Changed", *rows]) + "\n")
    mapping = """table = "placements"
files = ["stays.csv"]
when_repeated = "newest"
newest_by = '''try_cast("Changed" as timestamp)'''
[columns]
person_key = "Person"
agreement_id = "Contract"
host_country = "Countries"
start_date = "From"
[expressions]
placement_id = '''concat_ws('-', "Person", if("Person" = 'S1', null, "Countries"))'''
[constants]
direction = "outbound"
academic_year = "2024/2025"
placement_type = "study"
application_status = "completed"
[lookups]
host_country = "agreement_id.partner_country"
[split]
column = "Countries"
by = "/"
"""
    data.put("mappings/m.toml", mapping)
    assert counts(data.load())[1:] == [(5, 3, 2)]
    countries = "select placement_id, host_country::varchar, _line from placements order by all"
    assert data.ask(countries) == [("S1", "JPN", 5), ("S2-France", "FRA", 3), ("S2-Germany", "DEU", 3)]
    assert data.ask("select line, rule from ledger.faults order by all") == [(2, "unique"), (4, "required")]
    data.put("mappings/m.toml", mapping.replace('try_cast("Changed" as timestamp)', "date '2024-01-01'"))
    data.load()
    assert data.ask(countries)[0] == ("S1", "ITA", 2)


def test_rows_are_summed_up_to_a_key(data):
    data.deliver(partnerships=[{}])
    data.put(
        "exports/heads.csv", "Year;School;Heads\n2024-25;A;10\n2024-25;A;5\n2024-25;B;7\n2024-25;C;1\n2024-25;C;x\n"
    )
    data.put(
        "mappings/m.toml",
        """table = "populations"
files = ["heads.csv"]
sum = "people"
[columns]
academic_year = "Year"
home_school = "School"
people = "Heads"
[constants]
population = "enrolled_undergraduates"
""",
    )
    report = data.load()
    assert counts(report)[1:] == [(3, 2, 1)]
    assert data.ask("select home_school, people from populations order by all") == [("A", 15), ("B", 7)]
    ((notes,),) = data.ask("select notes from ledger.deliveries where file = 'exports/heads.csv'")
    assert "Rows added up: 5, into 3." in notes
