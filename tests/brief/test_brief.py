"""A brief holds released values alone, can be kept and opened again, edited, and compared with newer data."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from engagement.brief import edit, file
from engagement.brief.answer import freeze
from engagement.brief.cells import HIDDEN, Fact
from engagement.brief.compare import compare
from engagement.brief.compose import compose
from engagement.brief.drawn import drawing_of
from engagement.brief.exhibits import exhibit as exhibit_of
from engagement.brief.model import FORMAT_VERSION, Mark
from engagement.brief.plan import Ask
from engagement.brief.rules.context import Context
from engagement.brief.subject import Request
from engagement.brief.wording import stamp, words
from engagement.errors import CallError
from engagement.place import Place
from engagement.present import format
from engagement.store.snapshots import current
from tests.brief.conftest import SUMMITS

KEY = b"the key of this institution"
NUMBER_OF_PEOPLE = r"(?<![\d,.])(\d[\d,]*)(?: of (?:our|the))? (?:students|people|applicants)\b"


def texts(item):
    """Every text in a nest of lists and dicts."""
    if isinstance(item, dict):
        for value in item.values():
            yield from texts(value)
    elif isinstance(item, list):
        for value in item:
            yield from texts(value)
    elif isinstance(item, str):
        yield item


@pytest.mark.parametrize("summit", SUMMITS)
def test_every_cell_that_is_too_few_is_marked_and_no_other(demo_warehouse, brief_of, summit):
    brief = brief_of(summit)
    by_number = {each.number: each for each in brief.evidence}
    checked = 0
    for _, exhibit in brief.exhibits():
        id_ = by_number[exhibit.evidence].query_id
        if id_ == "strategy/working_groups":
            continue
        query = demo_warehouse.catalog.queries[id_]
        asked = {"scheme": brief.scheme, "regions": list(brief.regions), "summit_date": brief.summit.date}
        own = {name: value for name, value in asked.items() if name in query.parameters or name != "summit_date"}
        result = demo_warehouse.view.run(id_, as_of=brief.as_of, **own)
        parts = [other for _, other in brief.exhibits() if other.evidence == exhibit.evidence and not other.chart]
        if len(parts) > 1 and not exhibit.chart:  # one answer, part by part
            exhibit = replace(exhibit, rows=tuple(row for part in parts for row in part.rows))
        for at, column in enumerate(exhibit.columns):
            marked = {row for row, cells in enumerate(exhibit.rows) if cells[at] is HIDDEN}
            assert marked == set(result.hidden.get(column.name, ()))
            checked += len(marked)
    assert checked


@pytest.mark.parametrize("summit", SUMMITS)
def test_nothing_printed_says_none_or_nan(brief_of, summit):
    for written in texts(words(brief_of(summit))):
        text = re.sub(r"<[^>]*>", " ", written)  # charts are markup
        assert not re.search(r"\bNone\b(?! named)|\bnan\b|NaN|Marker|\b[Hh]idden\b", text), text[:200]


@pytest.fixture(scope="session")
def released(demo_settings, tmp_path_factory):
    """Every value of every published count, by the name of its measure."""
    copy = tmp_path_factory.mktemp("release") / "release.duckdb"  # the warehouse has the file open
    shutil.copy(current(demo_settings).database, copy)
    found: dict[str, set[int]] = {}
    with duckdb.connect(copy, read_only=True) as release:
        for table, by in release.execute("select table_name, dimensions from ledger.publications").fetchall():
            for name, type_, *_ in release.execute(f'describe "{table}"').fetchall():
                if type_ == "BIGINT" and name not in by:
                    rows = release.execute(f'select "{name}" from "{table}" where "{name}" is not null').fetchall()
                    found.setdefault(name, set()).update(value for (value,) in rows)
    return found


def counts_of_people(brief):
    """Every count of people with its measure; pairs of teams, which are counted exactly, are none."""
    for _, each in brief.exhibits():
        for at, column in enumerate(each.columns):
            if column.is_count and column.name != "pairs":
                yield from ((column.measure or column.name, row[at]) for row in each.rows if row[at] is not None)


@pytest.mark.parametrize("summit", SUMMITS)
def test_every_count_of_people_is_a_released_value(brief_of, released, summit):
    counts = [(name, cell) for name, cell in counts_of_people(brief_of(summit)) if cell is not HIDDEN]
    assert len(counts) > 100
    for name, cell in counts:
        assert cell in released[name], name
        assert cell >= 10
        assert cell % 5 == 0


@pytest.mark.parametrize("summit", SUMMITS)
def test_numbers_of_people_in_sentences_and_key_figures_are_rounded_and_never_few(brief_of, summit):
    brief = brief_of(summit)
    values = [figure.value for section in brief.sections for figure in section.figures if figure.unit == "people"]
    said = [text for section in brief.sections for one in section.statements for text in [one.text]]
    values += [int(n.replace(",", "")) for text in said for n in re.findall(NUMBER_OF_PEOPLE, text)]
    assert len(values) > 4
    assert not [value for value in values if value is not None and (value < 10 or value % 5)]


def test_that_numbers_are_rounded_is_said_once(africa):
    printed = " ".join(texts(words(africa)))
    assert printed.count("Numbers of people are rounded to the nearest 5.") == 1
    exact = " ".join(texts(words(replace(africa, rounding=1))))
    assert "rounded to the nearest" not in exact


@pytest.mark.parametrize("summit", SUMMITS)
def test_the_summit_is_named(brief_of, summit):
    brief = brief_of(summit)
    (ending,) = brief.section("renewals").exhibits
    assert (
        ending.title == f"Agreements that end before {brief.title} or within a year after it, by the day to decide by"
    )
    assert f" before {brief.title} on " in brief.section("renewals").statements[0].text
    assert f"brief due on {format.day(brief.summit.brief_due)}" in words(brief)["cover"][0]


@pytest.mark.parametrize("summit", SUMMITS)
def test_it_begins_with_what_is_to_be_decided(brief_of, summit):
    brief = brief_of(summit)
    first = words(brief)["sections"][0]
    assert first["title"] == "Decisions asked for"
    assert 3 <= len(first["decisions"]) <= 5
    for asked in first["decisions"]:
        owner, by, cost = asked["cells"]
        assert all((asked["what"], owner, by, cost))
        assert [name for name, _ in asked["details"]] == ["", "Why", "If nothing is decided", "Or"]


@pytest.mark.parametrize("summit", SUMMITS)
def test_a_finding_stands_once(brief_of, summit):
    told = [own.text for section in brief_of(summit).included for own in section.included if own.about[:7] != "profile"]
    assert len(told) == len(set(told)) > 15


@pytest.mark.parametrize("summit", SUMMITS)
def test_every_chart_stands_under_a_sentence_about_it(brief_of, summit):
    for section, exhibit in brief_of(summit).exhibits():
        assert exhibit.chart is None or section.above(exhibit), exhibit.id


@pytest.mark.parametrize("summit", SUMMITS)
def test_every_number_leads_to_its_query_file_and_rows(brief_of, summit):
    brief = brief_of(summit)
    known = {each.number: each for each in brief.evidence}
    for section in brief.sections:
        numbers = [figure.evidence for figure in section.figures] + [exhibit.evidence for exhibit in section.exhibits]
        numbers += [number for statement in section.statements for number in statement.evidence]
        for number in numbers:
            assert re.fullmatch(r"[0-9a-f]{64}", known[number].query_sha256)
            assert known[number].sources
            assert all(source.rows_accepted for source in known[number].sources)


def test_what_these_readers_may_not_see_is_not_in_the_kept_file(demo_warehouse, africa):
    partners = compose(demo_warehouse.view, Request(summit="S-2027-AFR", audience="partners"))
    kept = json.loads(file.to_bytes(partners, key=KEY))
    assert [section["id"] for section in kept["sections"]] == [
        *("agenda", "findings", "partners", "students", "more_students")
    ]
    asked = {answer["query_id"] for answer in kept["evidence"]}
    assert "brief/partners_together" in asked
    assert not [id_ for id_ in asked if id_.startswith(("strategy/", "partnerships/", "brief/renewals"))]
    text = json.dumps(kept)
    assert not re.search(r"risk|review|renew|decide|lapse|overdue", re.sub(r"[Pp]review", "", _told(partners)))
    assert not [own.what for own in africa.section("decisions").decisions if own.what in text]


def _told(brief):
    """Everything that is printed of it, but the definitions and sources."""
    return " ".join(texts(words(brief)["sections"]))


def test_the_past_of_reviews_is_not_told_for_the_exports_do_not_hold_it(africa):
    figure = next(shown for shown in africa.section("findings").figures if shown.id == "cards/reviews_overdue")
    assert (figure.printed, figure.change) == ("10", "")


def test_an_event_stands_at_the_academic_year_that_the_institution_gives_it(africa):
    marked = next(each for _, each in africa.exhibits() if each.marks and each.chart.x == "academic_year")
    assert all(re.fullmatch(r"\d{4}/\d{4}", mark.academic_year) for mark in marked.marks)
    ours = replace(marked, marks=(Mark(date(2024, 9, 1), "Visit", "2023/2024"),))
    drawn = drawing_of(ours, as_of=africa.as_of, threshold=africa.threshold)
    assert [drawn.labels[event.index] for event in drawn.events] == ["2023/2024"]


def test_a_kept_brief_opens_as_it_was(africa):
    assert file.from_bytes(file.to_bytes(africa, key=KEY), key=KEY) == africa


def test_the_same_data_makes_the_same_bytes(demo_warehouse, africa):
    again = compose(demo_warehouse.view, Request(summit="S-2027-AFR"))
    assert file.to_bytes(again, key=KEY) == file.to_bytes(africa, key=KEY)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xff\xfe", id="no text"),
        pytest.param(b"[1, 2]", id="no object"),
        pytest.param(b"[" * 100_000, id="brackets without end"),
        pytest.param(b'{"a":' * 50_000, id="objects without end"),
        pytest.param(b"1" * 100_000, id="a number without end"),
        pytest.param(b'{"kind": "something else"}', id="another kind of file"),
        pytest.param(b'{"kind": "global-engagement-brief", "format_version": 1}', id="half a brief"),
    ],
)
def test_what_is_no_brief_is_told_so(content):
    with pytest.raises(file.BriefFileError):
        file.from_bytes(content, key=KEY)


def sealed_and_changed(africa) -> bytes:
    return file.to_bytes(africa, key=KEY).replace(b'"rounding": 5', b'"rounding": 1')


@pytest.mark.parametrize(
    ("content", "key", "is_verified"),
    [
        pytest.param(lambda africa: file.to_bytes(africa, key=KEY), KEY, True, id="as it was kept"),
        pytest.param(sealed_and_changed, KEY, False, id="changed by hand"),
        pytest.param(lambda africa: file.to_bytes(africa, key=KEY), b"another", False, id="of another institution"),
        pytest.param(
            lambda africa: json.dumps(
                {name: value for name, value in json.loads(file.to_bytes(africa, key=KEY)).items() if name != "seal"}
            ).encode(),
            KEY,
            False,
            id="without a seal",
        ),
        pytest.param(
            lambda africa: json.dumps(json.loads(file.to_bytes(africa, key=KEY))).encode(),
            KEY,
            True,
            id="laid out in another way",
        ),
    ],
)
def test_a_file_that_this_institution_has_not_sealed_is_not_verified(africa, content, key, is_verified):
    assert file.from_bytes(content(africa), key=key).is_verified == is_verified


def test_what_is_not_verified_stays_so_when_it_is_kept_again_and_prints_so(africa):
    opened = file.from_bytes(sealed_and_changed(africa), key=KEY)
    again = file.from_bytes(file.to_bytes(opened, key=KEY), key=KEY)
    assert not again.is_verified
    assert stamp(again).startswith("Not verified")
    assert stamp(africa) == "Demonstration data"


@pytest.mark.parametrize("version", [FORMAT_VERSION + 1, FORMAT_VERSION - 2, str(FORMAT_VERSION), None])
def test_a_whole_brief_of_another_version_is_refused_and_told_so(africa, version):
    raw = json.loads(file.to_bytes(africa, key=KEY))
    content = json.dumps({**raw, "format_version": version}).encode()
    with pytest.raises(file.BriefFileError, match=f"of version {version}") as caught:
        file.from_bytes(content, key=KEY, where=Place("a.brief.json"))
    assert [(each.rule, str(each.where)) for each in caught.value.faults] == [("brief-version", "a.brief.json")]


def test_a_brief_of_version_1_is_refused_with_why_and_what_to_do(africa):
    content = json.dumps({**json.loads(file.to_bytes(africa, key=KEY)), "format_version": 1}).encode()
    with pytest.raises(file.BriefFileError) as caught:
        file.from_bytes(content, key=KEY)
    (fault,) = caught.value.faults
    assert "counts of people that are not rounded" in fault.what
    assert "Make the brief again" in fault.fix


def test_a_field_of_the_wrong_kind_is_refused(africa):
    broken = file.to_bytes(africa, key=KEY).replace(b'"threshold": 10', b'"threshold": "ten"')
    with pytest.raises(file.BriefFileError):
        file.from_bytes(broken, key=KEY)


def test_a_brief_of_the_version_before_opens_and_its_decisions_are_decisions(africa):
    raw = json.loads(file.to_bytes(africa, key=KEY))
    own = {"id": "decisions.own.1", "text": "Renew with Accra.", "author": "committee", "is_included": True}
    (decisions,) = (section for section in raw["sections"] if section["id"] == "decisions")
    decisions |= {"statements": [own]}
    del decisions["decisions"], raw["seal"]
    opened = file.from_bytes(json.dumps({**raw, "format_version": 2}).encode(), key=KEY)
    assert [(asked.what, asked.is_committee) for asked in opened.section("decisions").asked] == [
        ("Renew with Accra.", True)
    ]


def trend_of(brief):
    return next(own for own in brief.section("students").statements if own.id == "students.trend")


def test_edited_words_are_the_committees_and_the_draft_is_kept(africa):
    first = trend_of(africa)
    changed = trend_of(edit.reword(africa, "students", first.id, "  We go  more. "))
    assert (changed.text, changed.drafted, changed.is_committee) == ("We go more.", first.text, True)


@pytest.mark.parametrize(
    ("text", "is_cited", "whose"),
    [
        pytest.param("In 2025/2026, 160 of our students went.", True, "the committee’s words", id="its facts"),  # noqa: RUF001
        pytest.param("We go more and more.", False, "the committee’s own", id="no fact"),  # noqa: RUF001
        pytest.param("160 went, and 500 will.", False, "the committee’s own", id="another number"),  # noqa: RUF001
    ],
)
def test_a_reworded_sentence_keeps_its_evidence_while_its_facts_stand_in_it(africa, text, is_cited, whose):
    changed = edit.reword(africa, "students", "students.trend", text)
    (section,) = (part for part in words(changed)["sections"] if part["title"] == "Students")
    (told,) = (own for own in section["exhibits"][0]["statements"] if own["text"] == text)
    assert (bool(told["evidence"]), told["whose"]) == (is_cited, whose)


def test_the_rules_words_again_are_the_rules(africa):
    there = edit.reword(africa, "students", "students.trend", "We go more.")
    assert edit.reword(there, "students", "students.trend", trend_of(africa).text) == africa


def test_statements_and_sections_are_removed_added_and_moved(africa):
    first, second, *_ = africa.section("students").statements
    moved = edit.move(africa, "students", first.id, by=1)
    assert [own.id for own in moved.section("students").statements[:2]] == [second.id, first.id]
    removed = edit.include(africa, "students", first.id, is_included=False)
    assert first.id not in [own.id for own in removed.section("students").included]
    added = edit.add(africa, "students", "We want more.")
    assert added.section("students").statements[-1].is_committee
    assert edit.move(africa, "since", by=-1).sections[1].id == "since"
    assert "students" not in [section.id for section in edit.include(africa, "students", is_included=False).included]


def test_decisions_are_reworded_field_by_field_added_removed_moved_and_restored(africa):
    first, second, *_ = africa.section("decisions").decisions
    changed = edit.decide(africa, "decisions", first.id, "owner", " The  provost ")
    assert changed.section("decisions").asked[0].owner == "The provost"
    assert changed.section("decisions").asked[0].is_committee
    assert edit.restore(changed, "decisions", first.id) == africa
    moved = edit.move(africa, "decisions", first.id, by=1)
    assert [own.id for own in moved.section("decisions").asked[:2]] == [second.id, first.id]
    removed = edit.include(africa, "decisions", first.id, is_included=False)
    assert first.id not in [own.id for own in removed.section("decisions").asked]
    added = edit.add(africa, "decisions", "Open an office in Nairobi.")
    own = added.section("decisions").asked[-1]
    assert (own.what, own.is_committee, own.cited) == ("Open an office in Nairobi.", True, ())
    assert edit.decide(added, "decisions", own.id, "what", "") == africa


def test_against_the_same_data_every_statement_holds(africa):
    assert compare(africa, africa) == ()


def test_against_newer_data_it_tells_what_no_longer_holds_and_what_it_became(africa):
    section = africa.section("students")
    trend = section.statements[0]
    newer = replace(
        trend, text="x", drafted="170 students went.", facts=(Fact("2025/2026", 170, "170"), *trend.facts[1:])
    )
    changed = africa.with_section(replace(section, statements=(newer, *section.statements[1:])))
    (outdated,) = [each for each in compare(africa, changed) if each.section == "Students"]
    assert outdated.now == "170 students went."
    assert [(each.was, each.now) for each in outdated.changes] == [(trend.facts[0].printed, "170")]


def test_a_statement_that_can_no_longer_be_drafted_is_told_as_gone(africa):
    section = africa.section("students")
    changed = africa.with_section(replace(section, statements=()))
    assert {each.now for each in compare(africa, changed) if each.section == "Students"} == {""}


def test_edited_words_are_compared_by_the_numbers_they_were_drafted_with(africa):
    kept = edit.reword(africa, "students", "students.trend", "We go to Africa.")
    assert compare(kept, africa) == ()


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(Request(), id="nothing"),
        pytest.param(Request(summit="S-2027-AFR", region="Africa"), id="both"),
        pytest.param(Request(summit="S-2099-AFR"), id="an unknown summit"),
        pytest.param(Request(region="Afrika"), id="an unknown region"),
        pytest.param(Request(region="Africa", scheme="x"), id="an unknown scheme"),
        pytest.param(Request(region="Africa", period="2099"), id="an unknown period"),
        pytest.param(Request(region="Africa", audience="x"), id="unknown readers"),
    ],
)
def test_what_is_not_known_is_told(demo_warehouse, request_):
    with pytest.raises(CallError):
        compose(demo_warehouse.view, request_)


def test_a_period_is_that_of_what_has_no_time_axis_and_bounds_no_series(demo_warehouse, africa):
    brief = compose(demo_warehouse.view, Request(region="Africa", period="2024"))
    assert (brief.period, brief.period_key) == ("2024/2025", "2024")
    exhibits = {each.id: each for _, each in brief.exhibits()}
    asked = demo_warehouse.run("placements/students_by_country", regions=["Africa"], period="2024").table.to_pylist()
    assert [row[3] for row in exhibits["hosts"].rows] == [row["students"] for row in asked]
    assert exhibits["students"].rows == next(each for _, each in africa.exhibits() if each.id == "students").rows
    hosts = next(one for one in brief.section("more_students").statements if one.id == "students.hosts")
    assert hosts.text.endswith((" in 2024/2025.", " in 2024/2025, and no other place did."))


def test_a_line_of_one_year_is_a_table_and_its_note_counts_what_is_seen(demo_warehouse):
    result = demo_warehouse.run("placements/students_by_year", regions=["Europe"])
    whole = freeze(result, 1)
    first = replace(whole, rows=whole.rows[:1])
    assert first.records()[0]["previous_students"] is None
    ask = Ask("students", "placements/students_by_year")
    found = exhibit_of(ask, result, first, title="Students", marks=(), as_of=date(2026, 11, 1), threshold=10)
    assert (found.chart, found.printed, found.note) == (None, ("academic_year", "students"), "")


def test_a_region_without_a_published_program_says_so_and_not_that_there_is_none(brief_of):
    lead = brief_of("S-2027-CHN").section("leadership").lead
    assert lead == "No leadership program given there has 10 or more people in the period of this brief."


def test_a_period_without_a_published_host_says_so(demo_warehouse):
    brief = compose(demo_warehouse.view, Request(region="China", period="2020"))
    lead = "No country or place has 10 or more students in the period of this brief."
    assert brief.section("more_students").lead == lead


def test_a_key_figure_says_first_what_it_counts_and_when(demo_warehouse):
    brief = compose(demo_warehouse.view, Request(summit="S-2027-AFR"))
    students = next(one for one in brief.section("findings").figures if one.id == "cards/students_abroad")
    assert students.when == "people in 2025/2026"
    assert students.when not in students.note


def test_a_summit_that_is_over_is_said_at_once_and_nothing_is_decided_for_it(demo_warehouse):
    brief = compose(demo_warehouse.view, Request(summit="S-2024-AFR"))
    assert words(brief)["cover"][1] == "This summit is over: the brief tells what was on record on Nov 1, 2026."
    assert brief.section("renewals").exhibits[0].title.startswith("Agreements that end within a year")
    assert not [asked.by for asked in brief.section("decisions").asked if "2024" in asked.by]
    assert brief.section("since").statements[0].text.startswith("Since Africa Summit 2024 on ")


def test_a_region_without_anything_says_so_in_plain_words(demo_warehouse):
    brief = compose(demo_warehouse.view, Request(region="Antarctica"))
    assert brief.section("decisions").lead == "No agreement has to be decided now."
    assert brief.section("renewals").lead == "No agreement in force ends in this time."
    said = " ".join(own.text for section in brief.included for own in section.included)
    assert "No agreement is in force in Antarctica on Nov 1, 2026." in said
    assert not re.search(r"\b0 (agreements|partners|students)\b", said)


@pytest.mark.parametrize(
    ("name", "region"),
    [("Middle East", "the Middle East"), ("Caribbean", "the Caribbean"), ("Africa", "Africa"), ("Europe", "Europe")],
)
def test_a_region_is_called_as_people_call_it(name, region):
    assert Context(name, date(2026, 11, 1), 10).region == region
