"""The command line does what its page says, leaves with the right code, and never with a traceback."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from engagement import __version__
from engagement.cli import main, parser
from tests.tiny import publish, save, settings_in, students

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
QUERY = """/*---
title    = "Students by country or place"
question = "How many students went where?"
grain    = "one row per country or place"
owner    = "Global Education Office"
excludes = ["applications"]

[parameters]
since = "DATE"

[columns]
country = { title = "Country or place" }
---*/
select
    countries.iso3 as country,
    abroad.students
from countries
left join students_abroad_by_place_period as abroad
    on countries.iso3 = abroad.place and abroad.period = 'all'
where
    (len($countries) = 0 or list_contains($countries, countries.iso3))
    and $since is distinct from date '1900-01-01'
order by countries.iso3
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A data folder with 1,240 students in France and four in Kenya, and a query about them."""
    settings = settings_in(tmp_path, {"placements/by_country": QUERY})
    delivery = """insert into ledger.deliveries by name select 1 as delivery_id, 'placements' as table_name,
        'exports/placements.csv' as file, 'abc' as sha256,
        1247 as rows_delivered, 1244 as rows_accepted, 3 as rows_rejected"""
    publish(settings, [students(1240), students(4, country="KEN", first=5000), delivery])
    monkeypatch.setenv("ENGAGEMENT_DATA", str(settings.data_dir))
    monkeypatch.setenv("ENGAGEMENT_QUERIES", str(settings.queries_dir))
    monkeypatch.chdir(tmp_path)
    return settings


def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call it as a user does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "engagement", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def commands() -> dict[str, argparse.ArgumentParser]:
    subparsers = next(each for each in parser()._actions if isinstance(each, argparse._SubParsersAction))
    return dict(subparsers.choices)


@pytest.mark.parametrize("name", commands())
def test_its_page_describes_every_command_with_every_option(name):
    section = PAGE.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    general = PAGE.partition("\n## ")[0]
    options = {option for action in commands()[name]._actions for option in action.option_strings} - {"-h", "--help"}
    assert section
    assert {option for option in options if option not in section and f"`{option} " not in general} == set()


def test_its_page_describes_no_other_command():
    assert sorted(re.findall(r"^## (\S+)$", PAGE, re.MULTILINE)) == sorted(commands())


@pytest.mark.parametrize("line", re.findall(r"^python -m engagement (.+)$", PAGE, re.MULTILINE))
def test_the_examples_of_its_page_can_be_called(line):
    assert parser().parse_args(shlex.split(line)).command == line.split()[0]


def test_a_table_is_printed_with_where_it_comes_from(place, capsys):
    assert main(["run", "placements/by_country"]) == 0
    printed = capsys.readouterr()
    assert printed.out == (
        "Students by country or place\n"
        "\n"
        "Country or place  Students (people)\n"
        "----------------  -----------------\n"
        "FRA                           1,240\n"
        "KEN                         too few\n"
    )
    assert "As of 2026-11-01, snapshot 7692c3ad3540bb80, placements/by_country." in printed.err
    assert "Source: exports/placements.csv, 1,244 of 1,247 rows accepted, 3 rejected" in printed.err
    assert "Left out: applications.\nLeft out: Placements: rows that could not be used (3 rows).\n" in printed.err
    assert "1 of 2 rows" in printed.err


def test_csv_leaves_values_of_too_few_empty_and_names_them(place, capsys):
    assert main(["run", "by_country", "--format", "csv"]) == 0
    printed = capsys.readouterr()
    assert list(csv.reader(io.StringIO(printed.out))) == [
        ["country", "students", "too_few"],
        ["FRA", "1240", ""],
        ["KEN", "", "students"],
    ]
    assert "Fewer than 10 people in 1 of 2 rows" in printed.err


def test_json_holds_all_that_is_needed_to_ask_again(place, capsys):
    assert (
        main(["run", "by_country", "--format", "json", "--param", "countries=FRA,KEN", "--param", "since=2020-01-01"])
        == 0
    )
    answer = json.loads(capsys.readouterr().out)
    assert answer["rows"] == [{"country": "FRA", "students": 1240}, {"country": "KEN", "students": None}]
    assert answer["hidden"] == {"students": [1]}
    assert answer["parameters"] == {"countries": ["FRA", "KEN"], "since": "2020-01-01"}
    assert [source["file"] for source in answer["sources"]] == ["exports/placements.csv"]
    assert answer["columns"]["students"] == {"title": "Students", "unit": "people"}


def test_parquet_keeps_types_and_provenance(place, tmp_path):
    assert main(["run", "by_country", "--format", "parquet", "--out", str(tmp_path / "out.parquet")]) == 0
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.to_pydict() == {"country": ["FRA", "KEN"], "students": [1240, None]}
    assert json.loads(table.schema.metadata[b"engagement"])["query"] == "placements/by_country"


def test_parquet_goes_down_a_pipe(place):
    answer = subprocess.run(
        [sys.executable, "-m", "engagement", "run", "by_country", "--format", "parquet"],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
    )
    assert pq.read_table(io.BytesIO(answer.stdout)).num_rows == 2


def test_lists_are_given_with_commas_or_one_by_one(place, capsys):
    for given in (["countries=KEN,FRA"], ["countries=KEN", "countries=FRA"]):
        main(["run", "by_country", "--format", "csv", *(part for each in given for part in ("--param", each))])
        assert capsys.readouterr().out.splitlines() == [
            "country,students,too_few",
            "FRA,1240,",
            "KEN,,students",
        ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["run", "by_contry"], 'Did you mean "placements/by_country"?', id="an unknown query"),
        pytest.param(["run", "by_country", "--param", "country=FRA"], 'Did you mean "countries"?', id="a parameter"),
        pytest.param(
            ["run", "by_country", "--param", "regions=Africa"], "It takes: since, countries", id="a filter of others"
        ),
        pytest.param(["run", "by_country", "--param", "since"], "Write --param NAME=VALUE", id="no value"),
        pytest.param(["run", "by_country", "--param", "since=soon"], "Give a date such as", id="no date"),
        pytest.param(["run", "by_country", "--as-of", "soon"], '"--as-of", which is DATE', id="as of no day"),
        pytest.param(["run", "by_country", "--out", "/no/such/folder/x"], "cannot be written", id="out to nowhere"),
        pytest.param(["draft-mapping", "nowhere.csv"], "There is no such file", id="no export"),
    ],
)
def test_a_faulty_call_leaves_with_2(place, capsys, arguments, message):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert "fix:" in printed.err
    assert printed.out == ""


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["run"], ["run", "x", "--nonsense"], ["load", "--format", "xml"], ["demo"]],
    ids=" ".join,
)
def test_an_unknown_command_or_option_leaves_with_2(capsys, arguments):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "--help" in capsys.readouterr().err


def test_a_faulty_query_leaves_with_1(place, capsys):
    save(place, "placements/by_country", QUERY.replace("from countries", "from country"))
    assert main(["run", "by_country"]) == 1
    assert "queries/placements/by_country.sql:17:6" in capsys.readouterr().err


def test_without_a_snapshot_it_leaves_with_1_and_says_what_to_do(tmp_path, capsys):
    assert main(["run", "by_country", "--data", str(tmp_path)]) == 1
    assert "python -m engagement load" in capsys.readouterr().err


def test_check_finds_nothing_in_what_is_sound(place, capsys):
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("", "No faults.\n")


def test_check_warns_of_filters_that_a_placed_query_leaves_out_and_leaves_with_0(place, capsys):
    save(place, "placements/placed", QUERY.replace("owner ", 'page     = "placements"\nowner ', 1))
    assert main(["check", "--warnings"]) == 0
    out, said = capsys.readouterr()
    assert "Warning: On the page placements, it does not follow these filters: regions, period." in out
    assert said == "No faults, 1 warning.\n"
    assert main(["check", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["rule"], row["severity"]) == ("page-filters", "warning")
    assert main(["check", "--format", "sarif"]) == 0
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["level"] == "warning"


def test_check_warns_of_queries_that_a_page_names_itself_and_not_on_pages_without_filters(place, capsys):
    save(place, "strategy/working_groups", QUERY)
    save(place, "data_health/deliveries", QUERY)
    assert main(["check", "--warnings"]) == 0
    out, said = capsys.readouterr()
    assert "Warning: On the page strategy, it does not follow these filters: regions, period." in out
    assert "where: queries/strategy/working_groups.sql" in out
    assert said == "No faults, 1 warning.\n"


def test_what_is_about_a_day_needs_no_period_unless_it_counts_people(place, capsys):
    counts = QUERY.replace("owner ", 'page     = "strategy"\nowner ', 1).replace("$since is distinct from", "$as_of <>")
    counts = counts.replace('[parameters]\nsince = "DATE"\n\n', "")
    join = counts[counts.index("left join") : counts.index("where\n")]
    days = counts.replace(join, "").replace("abroad.students", "$as_of as day")
    days = days.replace("[columns]", '[columns]\nday = { title = "Day", unit = "date" }')
    save(place, "strategy/counts", counts)
    save(place, "strategy/days", days)
    assert main(["check", "--warnings"]) == 0
    warnings = capsys.readouterr().out.split("Warning: ")[1:]
    assert ["regions, period." in warning for warning in warnings] == [True, False]
    assert ["strategy/counts.sql" in warning for warning in warnings] == [True, False]


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        pytest.param("partnerships/concentration", "pages partnerships, strategy", id="in a list and on a page"),
        pytest.param("partnerships/expiry_pipeline", "page partnerships", id="in a list of a module"),
        pytest.param("partnerships/register", "pages region, register", id="in a list and by a function"),
        pytest.param("strategy/attention", "pages overview, region", id="by a constant of a function"),
    ],
)
def test_check_warns_of_queries_that_a_page_takes_from_a_module(place, capsys, query, pages):
    save(place, query, QUERY)
    assert main(["check", "--warnings"]) == 0
    assert f"Warning: On the {pages}, it does not follow these filters: regions, period." in capsys.readouterr().out


def test_check_does_not_warn_of_what_fills_filters_or_marks_charts(place, capsys):
    save(place, "filters/events", QUERY)
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("", "No faults.\n")


def test_check_tells_faults_first_and_how_many_warnings_there_are(place, capsys):
    placed = QUERY.replace("owner ", 'page     = "placements"\nowner ', 1)
    save(place, "placements/a_placed", placed)
    save(place, "placements/another", placed)
    save(place, "placements/wrong", QUERY.replace("abroad.students", "abroad.studnts"))
    assert main(["check"]) == 1
    out, said = capsys.readouterr()
    assert out.startswith('Table "abroad" does not have a column named "studnts"')
    assert out.endswith("\n\n2 figures on pages do not follow every filter; --warnings lists them.\n\n")
    assert said == "1 fault, 2 warnings.\n"
    assert main(["check", "--warnings"]) == 1
    out = capsys.readouterr().out
    assert 0 == out.index("Table") < out.index("Warning: ")
    # each has its line: the one that names the page
    assert "where: queries/placements/a_placed.sql:5\n" in out
    assert main(["check", "--format", "json"]) == 1
    assert len(json.loads(capsys.readouterr().out)) == 3


def test_check_of_files_tells_of_these_alone(place, capsys):
    sound = place.queries_dir / "placements" / "by_country.sql"
    wrong = save(place, "placements/wrong", QUERY.replace("abroad.students", "abroad.studnts"))
    assert main(["check", str(sound)]) == 0
    assert capsys.readouterr() == ("", "No faults.\n")
    assert main(["check", str(sound), "queries/placements/wrong.sql"]) == 1
    out, said = capsys.readouterr()
    assert f"where: queries/placements/{wrong.name}:" in out
    assert said == "1 fault.\n"


@pytest.mark.parametrize("name", ["queries/placements/gone.sql", "notes.txt"])
def test_check_of_a_file_that_it_does_not_read_is_a_wrong_call(place, capsys, name):
    Path("notes.txt").write_text("", encoding="utf-8")
    assert main(["check", name]) == 2
    assert "no such file" in capsys.readouterr().err


def test_check_of_a_file_says_what_kept_it_from_being_tried(place, capsys):
    metrics = place.queries_dir / "metrics" / "students_abroad.sql"
    header, end, sql = metrics.read_text(encoding="utf-8").partition("---*/")
    metrics.write_text(header + end + sql.replace("person_key", "persn_key"), encoding="utf-8")
    assert main(["check", "queries/placements/by_country.sql"]) == 0
    assert "queries/metrics/students_abroad.sql is at fault" in capsys.readouterr().err


def test_check_tells_every_fault_with_its_rule_and_leaves_with_1(place, capsys):
    save(place, "placements/other", QUERY.replace("from countries", "from country").replace("owner ", "ower "))
    assert main(["check", "--format", "json"]) == 1
    faults = json.loads(capsys.readouterr().out)
    assert [(each["rule"], each["file"], each["line"], each["column"]) for each in faults] == [
        ("header-key", "queries/placements/other.sql", 5, None),
        ("table-unknown", "queries/placements/other.sql", 17, 6),
    ]
    assert all(each["what"] and each["fix"] for each in faults)


def test_check_tells_editors_every_fault_as_sarif(place, capsys):
    path = save(place, "placements/a name", QUERY.replace("from countries", "from country"))
    assert main(["check", "--format", "sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        (place_,) = (each["physicalLocation"] for each in result["locations"])
        assert place_["artifactLocation"] == {"uri": "queries/placements/a%20name.sql", "uriBaseId": "%SRCROOT%"}
    assert [(each["ruleId"], each["locations"][0]["physicalLocation"]["region"]) for each in run["results"]] == [
        ("query-id", {"startLine": 1}),
        ("table-unknown", {"startLine": 17, "startColumn": 6}),
    ]
    assert path.exists()


def test_check_tells_other_programs_of_a_contract_that_cannot_be_used(place, capsys):
    (place.data_dir / "datapackage.json").write_text("{", encoding="utf-8")
    assert main(["check", "--format", "sarif"]) == 1
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["ruleId"] == "contract-json"
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "data/datapackage.json"


def test_check_tries_what_queries_expect(place, capsys):
    expected = '[[expect]]\nnone = "students > 1000"\n\n[[expect]]\nrows = 7\n---*/'
    save(place, "placements/by_country", QUERY.replace("---*/", expected))
    assert main(["check"]) == 1
    printed = capsys.readouterr()
    # other data than the demonstration's may well have another number of rows
    assert printed.out.startswith("1 of 2 rows have students > 1000, and none should.\n")
    assert "where: queries/placements/by_country.sql:14\n" in printed.out
    assert "rule:  expect-none" in printed.out
    assert printed.err == "1 fault.\n"
    assert "1240" not in printed.out


def test_check_warns_of_queries_over_what_is_published_with_the_next_load(place, capsys):
    metrics = (place.queries_dir / "metrics" / "students_abroad.sql").read_text(encoding="utf-8")
    save(place, "metrics/away", metrics)
    save(place, "placements/by_country", QUERY.replace("students_abroad_by", "away_by"))
    assert main(["check"]) == 0
    assert "1 query reads what is not published yet" in capsys.readouterr().out


def test_check_says_when_there_is_no_data_to_try(place, capsys, tmp_path, monkeypatch):
    save(place, "placements/by_country", QUERY.replace("---*/", "[[expect]]\nrows = 7\n---*/"))
    monkeypatch.setenv("ENGAGEMENT_DATA", str(tmp_path / "elsewhere"))
    assert main(["check"]) == 0
    assert "No query was answered" in capsys.readouterr().err


def test_check_looks_into_mappings(place, capsys):
    place.mappings_dir.mkdir()
    (place.mappings_dir / "office.toml").write_text('table = "partnership"\nfiles = ["a.csv"]\n', encoding="utf-8")
    assert main(["check"]) == 1
    assert "partnerships" in capsys.readouterr().out


def test_check_tells_a_contract_that_cannot_be_used(place, capsys):
    (place.data_dir / "datapackage.json").write_text("{", encoding="utf-8")
    assert main(["check"]) == 1
    assert "The contract cannot be read" in capsys.readouterr().err


def test_queries_are_listed_and_faulty_ones_counted(place, capsys):
    save(place, "placements/other", "select 1")
    assert main(["queries"]) == 0
    printed = capsys.readouterr()
    assert "placements/by_country  How many students went where?" in printed.out
    assert "1 more at fault" in printed.err


def test_tables_are_listed_by_kind(place, capsys):
    assert main(["queries", "--tables", "--format", "json"]) == 0
    kinds = {each["name"]: each["kind"] for each in json.loads(capsys.readouterr().out)}
    found = [kinds[name] for name in ("placements", "partnerships", "students_abroad_by_place_period")]
    assert found == ["people", "table", "published"]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A data folder with two agreements that can be taken and two that cannot, loaded once."""
    data = tmp_path_factory.mktemp("loaded")
    (data / "exports").mkdir()
    (data / "exports" / "partnerships.csv").write_text(
        "agreement_id,partner_name,partner_country,agreement_type,term_type,start_date\n"
        "A1,Université de Genève,CHE,general_mou,open_ended,2020-01-01\n"
        "A2,University of Nairobi,Kenya,student_exchange,auto_renew,2021-01-01\n"
        "A3,,FRA,general_mou,open_ended,2020-01-01\n"
        "A4,Somewhere University,Nowhereland,general_mou,open_ended,2020-01-01\n",
        encoding="utf-8",
    )
    return data, call("load", "--data", str(data))


def test_load_accounts_for_every_row(loaded):
    _, answer = loaded
    assert answer.returncode == 0, answer.stderr
    row = next(line for line in answer.stdout.splitlines() if line.startswith("exports/partnerships.csv"))
    assert row.split()[2:7] == ["5", "4", "2", "2", "0"]  # a header and four rows
    assert "Nowhereland" in answer.stdout


def test_load_lists_rejected_rows_whole(loaded):
    answer = call("load", "--data", str(loaded[0]), "--rejects")
    assert "nothing has changed" in answer.stdout
    assert "exports/partnerships.csv:5 rejected, partner_country" in answer.stdout
    assert "Somewhere University" in answer.stdout.partition("whole\n")[2]


def test_load_has_no_list_of_rejected_rows_where_there_are_none(tmp_path):
    (tmp_path / "exports").mkdir()
    header = "agreement_id,partner_name,partner_country,agreement_type,term_type"
    (tmp_path / "exports" / "partnerships.csv").write_text(f"{header}\nA1,Uni,Japan,general_mou,unknown\n")
    answer = call("load", "--data", str(tmp_path), "--rejects")
    assert answer.returncode == 0, answer.stderr
    assert "whole" not in answer.stdout


def test_load_tells_other_programs_everything(loaded):
    account = json.loads(call("load", "--data", str(loaded[0]), "--format", "json", "--rejects").stdout)
    delivery = next(each for each in account["deliveries"] if each["table"] == "partnerships")
    assert (delivery["rows_delivered"], delivery["rows_accepted"], delivery["rows_rejected"]) == (4, 2, 2)
    assert sorted(each["line"] for each in account["rejects"]) == [4, 5]


def test_a_refused_delivery_leaves_with_1_and_says_what_stays(loaded):
    data, _ = loaded
    path = data / "exports" / "partnerships.csv"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace("partner_name", "name_of_nobody"), encoding="utf-8")
        answer = call("load", "--data", str(data))
        assert answer.returncode == 1
        assert "stays in use" in answer.stderr
        assert "partner_name" in answer.stderr
    finally:
        path.write_text(before, encoding="utf-8")


def test_an_empty_data_folder_says_what_to_put_there(tmp_path):
    answer = call("load", "--data", str(tmp_path))
    assert answer.returncode == 1
    assert "partnerships" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_mapping_is_drafted(loaded, capsys):
    data, _ = loaded
    assert main(["draft-mapping", str(data / "exports" / "partnerships.csv")]) == 0
    assert 'table = "partnerships"' in capsys.readouterr().out


def test_a_mapping_is_drafted_into_a_folder_that_is_not_there_yet(loaded, tmp_path):
    data, _ = loaded
    out = tmp_path / "mappings" / "agreements.toml"
    assert main(["draft-mapping", str(data / "exports" / "partnerships.csv"), "--out", str(out)]) == 0
    assert 'table = "partnerships"' in out.read_text(encoding="utf-8")
    assert [path.name for path in out.parent.iterdir()] == ["agreements.toml"]


def test_a_mapping_that_is_there_is_not_overwritten_by_a_draft(loaded, tmp_path, capsys):
    data, _ = loaded
    out = tmp_path / "agreements.toml"
    out.write_text("# completed by hand\n", encoding="utf-8")
    assert main(["draft-mapping", str(data / "exports" / "partnerships.csv"), "--out", str(out)]) == 2
    assert "not overwritten" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "# completed by hand\n"


def test_demonstration_data_is_written(tmp_path, capsys):
    assert main(["demo", "--out", str(tmp_path), "--placements", "500", "--seed", "3"]) == 0
    assert "exports/placements.csv" in capsys.readouterr().out
    assert (tmp_path / "exports" / "demonstration.json").exists()


def test_the_version_is_told():
    answer = call("--version")
    assert (answer.returncode, answer.stdout) == (0, f"engagement {__version__}\n")


def test_a_reader_who_has_seen_enough_is_no_error(place):
    with subprocess.Popen(
        [sys.executable, "-m", "engagement", "queries", "--tables", "--format", "json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == b""


def test_stopping_it_leaves_no_traceback(place, capsys):
    save(
        place,
        "slow",
        QUERY.replace(
            "from countries", "from countries cross join range(1000000) a (i) cross join range(1000000) b (i)"
        ),
    )
    assert main(["queries"]) == 0  # what takes long to import is there, so that the query is what is stopped
    capsys.readouterr()
    # tests that are started in the background of a shell are deaf to Ctrl+C
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()
        assert main(["run", "slow"]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr() == ("", "Stopped.\n")


def test_a_fault_of_the_program_is_called_so(place, capsys, monkeypatch):
    monkeypatch.setattr("engagement.commands.queries.load_catalog", lambda *_: 1 / 0)
    assert main(["queries"]) == 70  # 1 would say that the input is at fault, or that a small count follows
    printed = capsys.readouterr().err
    assert "fault of the program" in printed
    assert "Traceback" not in printed


def test_the_start_does_not_wait_for_what_a_command_does_not_need():
    code = "import sys; from engagement.cli import parser; parser(); print(sorted(sys.modules))"
    modules = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8").stdout
    assert not [name for name in ("duckdb", "pandas", "pyarrow", "numpy", "streamlit") if f"'{name}'" in modules]
