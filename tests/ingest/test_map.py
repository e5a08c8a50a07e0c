"""Each export finds its table, and its headers, values, dates and numbers become ours; or all that is wrong is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from engagement.contract import Contract, load_contract
from engagement.errors import DeliveryError, MappingError
from engagement.ingest.map.expressions import headers_in, try_expression
from engagement.ingest.map.feeds import Feed, bind, plan, projection, reference_feed, survey
from engagement.ingest.read.relation import stage
from engagement.settings import Settings, load_settings

AGREEMENTS = "Code,Partner,Country,Kind,Term\nA1,Kyoto University,Japan,MoU,fixed\n"
MAPPING = """
table = "partnerships"
files = ["register*.csv"]
[columns]
agreement_id = "Code"
partner_name = "Partner"
partner_country = "Country"
agreement_type = "Kind"
term_type = "Term"
[values.agreement_type]
"MoU" = "general_mou"
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "exports").mkdir()
    (tmp_path / "mappings").mkdir()
    return load_settings(data_dir=tmp_path)


@pytest.fixture(scope="module")
def contract() -> Contract:
    return load_contract(load_settings().contract_path)


@pytest.fixture
def deliver(settings: Settings) -> Callable[..., Settings]:
    """Put an export, and a mapping if one is given, where they belong."""

    def put(export: str | bytes, mapping: str = "", *, name: str = "register.csv") -> Settings:
        path = settings.exports_dir / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(export.encode() if isinstance(export, str) else export)
        if mapping:
            (settings.mappings_dir / "office.toml").write_text(mapping, encoding="utf-8")
        return settings

    return put


def projected(feed: Feed, contract: Contract) -> list[dict[str, object]]:
    """The rows of a feed under our names."""
    with duckdb.connect() as connection:
        delivery = survey(feed)
        stage(connection, delivery, "it's staged")
        sql = projection(feed, delivery, contract, staged="it's staged")
        found = connection.execute(f"{sql} order by _line")
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def only(settings: Settings, contract: Contract) -> list[dict[str, object]]:
    (feed,) = plan(settings, contract)
    return projected(feed, contract)


def of(
    column: str, cells: list[str], section: str, deliver, contract, *, header: str = "X", read: str = ""
) -> list[object]:
    """What becomes of cells of one column under a mapping with that section."""
    export = "\t".join(["Code", header]) + "\n" + "".join(f"A{n}\t{cell}\n" for n, cell in enumerate(cells))
    table = next(table for table in contract.delivered if column in {field.name for field in table.read_fields})
    required = [field.name for field in table.read_fields if field.required and field.name != column]
    constants = "".join(f'{name} = "x"\n' for name in required)
    mapping = f'table = "{table.name}"\nfiles = "*"\n[read]\n{read}\n[constants]\n{constants}\n{section}'
    return [row[column] for row in only(deliver(export, mapping), contract)]


# which file is for which table


@pytest.mark.parametrize(
    ("name", "table"),
    [
        pytest.param("partnerships.csv", "partnerships", id="the table's name"),
        pytest.param("Placements_2019.csv", "placements", id="the table's name and a year"),
        pytest.param("leadership_enrollments-fall.tsv", "leadership_enrollments", id="a hyphen and a word"),
        pytest.param("placements (1).csv", "placements", id="what a browser makes of a second download"),
        pytest.param("2019/placements.csv", "placements", id="in a folder"),
    ],
)
def test_a_file_named_after_a_table_feeds_it_without_a_mapping(deliver, contract, name, table):
    (feed,) = plan(deliver("a,b\n1,2\n", name=name), contract)

    assert (feed.table, feed.mapping_name) == (table, "")


def test_a_mapping_wins_over_the_files_name(deliver, contract):
    settings = deliver(AGREEMENTS, MAPPING.replace("register*", "PLACEMENTS*"), name="placements.csv")
    (feed,) = plan(settings, contract)

    assert (feed.table, feed.mapping_name) == ("partnerships", "office")


def test_several_files_may_feed_a_table_and_one_file_several(deliver, contract):
    deliver(AGREEMENTS, MAPPING, name="register_2018.csv")
    settings = deliver(AGREEMENTS, name="register_2019.csv")
    other = (
        MAPPING.replace('"partnerships"', '"placements"').split("[columns]")[0] + '[columns]\nplacement_id = "Code"\n'
    )
    (settings.mappings_dir / "second.toml").write_text(other)

    assert [(feed.table, feed.file.stem, feed.mapping_name) for feed in plan(settings, contract)] == [
        ("partnerships", "register_2018", "office"),
        ("partnerships", "register_2019", "office"),
        ("placements", "register_2018", "second"),
        ("placements", "register_2019", "second"),
    ]


def test_a_name_stored_with_its_accents_apart_is_the_same_name(deliver, contract):
    settings = deliver(AGREEMENTS, MAPPING.replace("register*", "übersicht*"), name="U\u0308bersicht.csv")

    assert len(plan(settings, contract)) == 1


def test_files_without_a_table_are_refused_all_at_once_with_the_command_that_helps(deliver, contract):
    deliver("a,b\n1,2\n", name="one.csv")
    settings = deliver("a,b\n1,2\n", name="it's two.csv")
    (settings.exports_dir / "three.csv").mkdir()

    with pytest.raises(DeliveryError) as caught:
        plan(settings, contract)

    assert len(caught.value.faults) == 3
    assert "python -m engagement draft-mapping" in str(caught.value)
    assert "called like a file" in str(caught.value)


def test_only_the_files_that_count_are_planned_for(deliver, contract):
    settings = deliver("a,b\n1,2\n", name="partnerships.csv")
    deliver("a,b\n1,2\n", name="astray.csv")

    assert len(plan(settings, contract, [settings.exports_dir / "partnerships.csv"])) == 1


def test_a_reference_table_may_be_empty(deliver, contract):
    settings = deliver("date,label,kind\n", name="events.csv")
    feed = reference_feed(contract.tables["events"], settings.exports_dir / "events.csv")

    assert projected(feed, contract) == []


# mappings that cannot be used


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(('"partnerships"', '"partnership"'), 'Did you mean "partnerships"?', id="no such table"),
        pytest.param(("table =", "tables ="), 'Did you mean "table"?', id="no such section"),
        pytest.param(("[columns]", "[column]"), 'Did you mean "columns"?', id="a section misspelled"),
        pytest.param(("partner_name", "partnername"), 'Did you mean "partner_name"?', id="no such column"),
        pytest.param(("agreement_id", "agreement_type_raw"), "is worked out, not read", id="a column that is ours"),
        pytest.param(('"general_mou"', '"general_muo"'), 'Did you mean "general_mou"?', id="no such value"),
        pytest.param(("[values.agreement_type]", "[values.level]"), "Nothing gives level", id="values of nothing"),
        pytest.param(("files =", "file ="), "for which files", id="no files"),
        pytest.param(('"MoU"', "MoU = "), "cannot be read", id="not TOML"),
        pytest.param(("[columns]", "[read]\nheaderrow = 1\n[columns]"), 'mean "header_row"?', id="no such option"),
        pytest.param(("[columns]", "[read]\nheader_row = 0\n[columns]"), "counted from 1", id="line nought"),
        pytest.param(("[columns]", '[read]\ndelimiter = "||"\n[columns]'), "not one character", id="two delimiters"),
        pytest.param(("[columns]", '[read]\ndecimal = "x"\n[columns]'), "decimal sign", id="no decimal sign"),
        pytest.param(("[columns]", '[read]\nencoding = "utf-9"\n[columns]'), "no encoding", id="no encoding"),
        pytest.param(("[columns]", '[read]\nnulls = "-"\n[columns]'), "list of texts", id="nulls are a list"),
        pytest.param(
            ("[columns]", '[constants]\npartner_name = "x"\n[columns]'), "given twice", id="a column given twice"
        ),
        pytest.param(
            ("[values", '[dates]\npartner_name = "%Y"\n[values'), "partner_name is no date", id="a format for a name"
        ),
        pytest.param(("[values", '[dates]\nterm_type = "%Q"\n[values'), "not a date format", id="no date format"),
        pytest.param(("[values", '[unpivot]\nrows = ["a"]\n[values'), "list of headers", id="unpivot without columns"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(deliver, contract, change, said):
    settings = deliver(AGREEMENTS, MAPPING.replace(*change))
    with pytest.raises(MappingError) as caught:
        plan(settings, contract)

    assert said in str(caught.value)
    assert all("mappings/office.toml" in str(fault.where) and fault.fix for fault in caught.value.faults)


def test_all_faults_of_all_mappings_come_at_once(deliver, contract):
    settings = deliver(AGREEMENTS, MAPPING.replace("partner_name", "partnername").replace("term_type", "termtype"))
    (settings.mappings_dir / "other.toml").write_text('table = 1\nfiles = "other.csv"\n')
    deliver("a,b\n", name="astray.csv")

    with pytest.raises(MappingError) as caught:
        plan(settings, contract)

    assert [str(fault.where) for fault in caught.value.faults] == [
        "mappings/office.toml, [columns] partnername",
        "mappings/office.toml, [columns] termtype",
        "mappings/other.toml",
        "exports/astray.csv",
    ]


# mappings that do not fit a file


def test_headers_are_matched_whatever_their_case_blanks_and_line_ends(deliver, contract):
    export = AGREEMENTS.replace("Code,Partner", '" CODE ","part\nner"')
    mapping = MAPPING.replace('"Partner"', '"PART NER"')

    assert only(deliver(export, mapping), contract)[0]["partner_name"] == "Kyoto University"


def test_our_own_names_are_matched_whatever_their_case_and_blanks(deliver, contract):
    settings = deliver(
        "Agreement ID,PARTNER_NAME,agreement type,Term Type\nA1,Kyoto,other,fixed\n", name="partnerships.csv"
    )

    assert only(settings, contract)[0] == {
        "agreement_id": "A1",
        "partner_name": "Kyoto",
        "agreement_type": "other",
        "agreement_type_raw": "other",
        "term_type": "fixed",
        "_line": 2,
    }


def test_every_required_column_that_is_missing_is_named_with_the_nearest_header(deliver, contract):
    settings = deliver(AGREEMENTS, MAPPING.replace('"Partner"', '"Partners"').replace('term_type = "Term"', ""))
    (feed,) = plan(settings, contract)

    with pytest.raises(DeliveryError) as caught:
        projection(feed, survey(feed), contract, staged="staged")

    assert [fault.what for fault in caught.value.faults] == [
        'The file has no column "Partners".',
        "No column gives term_type, which is required.",
    ]
    assert 'Did you mean "Partner"?' in str(caught.value)


def test_a_file_with_other_headers_than_ours_is_told_of_drafting(deliver, contract):
    (feed,) = plan(deliver(AGREEMENTS, name="partnerships.csv"), contract)

    with pytest.raises(DeliveryError, match=r"draft-mapping .*partnerships\.csv"):
        projection(feed, survey(feed), contract, staged="staged")


def test_an_optional_column_that_is_gone_stays_empty_and_is_named(deliver, contract):
    mapping = MAPPING.replace("[columns]", '[columns]\npartner_city = "Contry"')
    (feed,) = plan(deliver(AGREEMENTS, mapping), contract)
    fitted = bind(feed.mapping, survey(feed), contract.tables[feed.table])

    assert "partner_city" not in fitted.columns
    assert fitted.absent == ('The file has no column "Contry". partner_city stays empty. Did you mean "Country"?',)


def test_a_header_that_stands_twice_is_refused_only_where_it_is_used(deliver, contract):
    settings = deliver(AGREEMENTS.replace("Term", "Partner").replace("fixed", "x"), MAPPING.replace('"Term"', '"Kind"'))
    (feed,) = plan(settings, contract)
    with pytest.raises(DeliveryError, match="more than one column"):
        projection(feed, survey(feed), contract, staged="staged")

    settings = deliver(
        AGREEMENTS.replace("Term", "Partner").replace("fixed", "second"),
        MAPPING.replace('"Term"', '"Kind"').replace('"Partner"', '"Partner (2)"'),
    )
    assert only(settings, contract)[0]["partner_name"] == "second"


def test_what_is_read_of_a_file_can_be_told(deliver, contract):
    mapping = MAPPING.replace('agreement_id = "Code"', "") + "[expressions]\nagreement_id = '\"code\" || _line'\n"
    (feed,) = plan(deliver(AGREEMENTS.replace("Term", "Term,Secret"), mapping), contract)
    fitted = bind(feed.mapping, survey(feed), contract.tables[feed.table])

    assert fitted.headers == {"Code", "Partner", "Country", "Kind", "Term"}
    assert fitted.cells["agreement_id"].headers == ("Code",)


# what becomes of cells


@pytest.mark.parametrize(
    ("formats", "cells", "read"),
    [
        pytest.param("", ["2026-11-01", "2026-11-01 10:30:00"], ["2026-11-01"] * 2, id="ISO 8601"),
        pytest.param("", ["2026-11-01T10:30:00Z", "2026-11-01T10:30"], ["2026-11-01"] * 2, id="ISO 8601 with a T"),
        pytest.param("", ["1/11/2026", "soon"], ["1/11/2026", "soon"], id="nothing else without being told"),
        pytest.param('"%d/%m/%Y"', ["1/11/2026", "31/01/2026"], ["2026-11-01", "2026-01-31"], id="day first"),
        pytest.param('"%m/%d/%Y"', ["1/11/2026", "31/01/2026"], ["2026-01-11", "31/01/2026"], id="month first"),
        pytest.param('"%d-%b-%Y"', ["1-Nov-2026", "01-NOV-2026"], ["2026-11-01"] * 2, id="the month as a name"),
        pytest.param('"%B %d, %Y"', ["November 1, 2026"], ["2026-11-01"], id="the American way"),
        pytest.param(
            '"%d-%b-%Y", "%d-%b-%y"',
            ["9-Sep-15", "9-Sep-2015", "9-Sep-98"],
            ["2015-09-09", "2015-09-09", "1998-09-09"],
            id="two digits are this century's year or the last one's, never the year 15",
        ),
        pytest.param('"%d/%m/%Y"', ["2026-11-01", "31/02/2026"], ["2026-11-01", "31/02/2026"], id="the rest stays"),
    ],
)
def test_dates_are_read_as_the_mapping_says(deliver, contract, formats, cells, read):
    section = '[columns]\nend_date = "X"\n' + (f"[dates]\nend_date = [{formats}]\n" if formats else "")

    assert of("end_date", cells, section, deliver, contract) == read


@pytest.mark.parametrize(
    ("decimal", "cells", "read"),
    [
        pytest.param("", ["1,5", "1.234,5"], ["1,5", "1.234,5"], id="nothing is guessed without being told"),
        pytest.param(
            ",", ["1,5", "-1.234,5", "1 234", "12", "1.5"], ["1.5", "-1234.5", "1234", "12", "1.5"], id="comma"
        ),
        pytest.param(".", ["1.5", "1,234.5", "1'234", "1,5"], ["1.5", "1234.5", "1234", "1,5"], id="point"),
        pytest.param(
            ",", ["1\u00a0234,50", "12 €", "9,5,5"], ["1234.50", "12 €", "9,5,5"], id="what does not fit stays"
        ),
    ],
)
def test_numbers_are_read_as_the_mapping_says(deliver, contract, decimal, cells, read):
    options = f'decimal = "{decimal}"' if decimal else ""

    assert of("annual_cost", cells, '[columns]\nannual_cost = "X"', deliver, contract, read=options) == read


def test_yes_and_no_become_true_and_false(deliver, contract):
    cells = ["yes", "No", "TRUE", "false", "1", "0", "y", "perhaps"]

    assert of("binding", cells, '[columns]\nbinding = "X"', deliver, contract) == [
        "true", "false", "true", "false", "true", "false", "true", "perhaps",
    ]  # fmt: skip


def test_values_are_put_in_whatever_the_case_and_blanks_of_what_was_delivered(deliver, contract):
    section = """[columns]\nlevel = "X"
[values.level]
"Whole  University" = "institution"
"it's \\"the\\" school" = "school"
"none" = ""
"" = "department"
"""
    cells = ["WHOLE UNIVERSITY", 'It\'s "the" school', "none", "", "Faculty"]

    assert of("level", cells, section, deliver, contract, read='quote = ""') == [
        "institution", "school", None, "department", "Faculty",
    ]  # fmt: skip


def test_a_star_stands_for_every_other_value_and_not_for_nothing(deliver, contract):
    section = '[columns]\nlevel = "X"\n[values.level]\n"U" = "institution"\n"*" = "school"\n'

    assert of("level", ["U", "Faculty", ""], section, deliver, contract) == ["institution", "school", None]


def test_the_label_as_delivered_is_kept_beside_ours(deliver, contract):
    row = only(deliver(AGREEMENTS, MAPPING), contract)[0]

    assert (row["agreement_type"], row["agreement_type_raw"]) == ("general_mou", "MoU")


def test_places_stay_as_they_were_delivered_unless_the_mapping_knows_better(deliver, contract):
    section = '[columns]\npartner_country = "X"\n[values.partner_country]\n"KOREA" = "KOR"\n'

    assert of("partner_country", ["KOREA", "Corée du Sud"], section, deliver, contract) == ["KOR", "Corée du Sud"]


# expressions


@pytest.mark.parametrize(
    ("column", "sql", "read"),
    [
        pytest.param(
            "partner_city", """upper("X") || ' ' || _line || ' ' || _file""", "ÉVRY 2 register.csv", id="a text"
        ),
        pytest.param("partner_city", '"X" -- comment', "Évry", id="a comment at the end"),
        pytest.param("partner_city", "'  '", None, id="blank is nothing"),
        pytest.param("end_date", "date '2026-01-31' + interval 1 month", "2026-02-28", id="a date"),
        pytest.param("notice_months", "5 / 2 + 0.5", "3", id="a whole number"),
        pytest.param("notice_months", "5 / 2", "2.5", id="no whole number, which the check will say"),
        pytest.param("annual_cost", "1000 * 1.5", "1500.0", id="a number"),
        pytest.param("binding", '"X" is not null', "true", id="a truth"),
        pytest.param("end_date", "'1.2.2026'", "1.2.2026", id="a text that is no date stays"),
    ],
)
def test_an_expression_becomes_text(deliver, contract, column, sql, read):
    section = f"[expressions]\n{column} = '''{sql}'''\n"

    found = of(column, ["Évry"], section, deliver, contract)[0]
    assert found == read or float(found) == float(read)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        pytest.param('max("Code")', "one value for each row", id="sums rows up"),
        pytest.param("unnest([1, 2])", "one value for each row", id="multiplies rows"),
        pytest.param("no_such_function(1)", "does not exist", id="an unknown function"),
    ],
)
def test_an_expression_that_is_no_expression_is_refused(deliver, contract, sql, said):
    mapping = MAPPING.replace('partner_name = "Partner"', "") + f"[expressions]\npartner_name = '''{sql}'''\n"
    (feed,) = plan(deliver(AGREEMENTS, mapping), contract)

    with pytest.raises(DeliveryError, match=said) as caught:
        projection(feed, survey(feed), contract, staged="staged")

    assert "[expressions] partner_name" in str(caught.value)


def test_an_expression_over_a_column_that_is_gone_names_the_nearest(deliver, contract):
    mapping = (
        MAPPING.replace('partner_name = "Partner"', "") + "[expressions]\npartner_name = '''upper(\"Partnr\")'''\n"
    )
    (feed,) = plan(deliver(AGREEMENTS, mapping), contract)

    with pytest.raises(DeliveryError) as caught:
        projection(feed, survey(feed), contract, staged="staged")

    assert [(fault.what, fault.fix) for fault in caught.value.faults] == [
        ('The file has no column "Partnr".', 'Did you mean "Partner"?')
    ]


def test_the_columns_that_an_expression_names_are_known():
    assert headers_in('coalesce("A b", lower(c)) || _line || \'"no"\'') == ("A b", "c")


def test_a_window_over_all_rows_is_an_expression():
    assert try_expression('row_number() over (partition by "a" order by _line)', ["a"], ["_line"]).type == "BIGINT"


# wide rows


def test_wide_rows_become_long_and_empty_cells_no_rows(deliver, contract):
    export = "Person,Trust,Voice (pre)\np1,3,4.5\np2,,2\n"
    mapping = """
table = "leadership_diagnostics"
files = "*"
[unpivot]
columns = ["TRUST", "Voice (pre)"]
[columns]
subject_key = "Person"
scale = "_column"
score = "_value"
[expressions]
diagnostic_id = '''"Person" || ' ' || _column'''
[constants]
subject_level = "individual"
instrument = "Climate"
wave = "pre"
scale_min = 1
scale_max = 5
"""
    rows = only(deliver(export, mapping), contract)

    assert [(row["diagnostic_id"], row["scale"], row["score"], row["_line"]) for row in rows] == [
        ("p1 Trust", "Trust", "3", 2),
        ("p1 Voice (pre)", "Voice (pre)", "4.5", 2),
        ("p2 Voice (pre)", "Voice (pre)", "2", 3),
    ]


def test_a_column_to_unpivot_that_is_gone_is_refused(deliver, contract):
    mapping = (
        'table = "partnerships"\nfiles = "*"\n[unpivot]\ncolumns = ["Kind", "Knid"]\n'
        '[columns]\npartner_name = "Partner"\nagreement_type = "_value"\nterm_type = "Term"\n'
    )
    (feed,) = plan(deliver(AGREEMENTS, mapping), contract)

    with pytest.raises(DeliveryError, match='no column "Knid"'):
        projection(feed, survey(feed), contract, staged="staged")
