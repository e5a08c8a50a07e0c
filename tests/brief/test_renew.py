"""New numbers under the committee's words, and a history of who changed what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engagement.brief import edit
from engagement.brief.cells import Fact
from engagement.brief.drafts import Drafts
from engagement.brief.renew import renew
from engagement.brief.wording import words


@pytest.fixture(scope="module")
def newer(africa):
    """The brief of a delivery in which other numbers are true."""
    section = africa.section("students")
    trend = replace(
        section.statements[0],
        text="170 students went to Africa.",
        drafted="170 students went to Africa.",
        facts=(Fact("2025/2026", 170, "170"),),
    )
    changed = africa.with_section(replace(section, statements=(trend, *section.statements[1:])))
    decisions = changed.section("decisions")
    first = decisions.decisions[0]
    drafted = (*first.drafted[:6], "USD 1 a year", *first.drafted[7:])
    first = replace(first, cost="USD 1 a year", drafted=drafted)
    return changed.with_section(replace(decisions, decisions=(first, *decisions.decisions[1:])))


def trend_of(brief):
    return next(own for own in brief.section("students").statements if own.id == "students.trend")


def test_what_the_rules_wrote_takes_the_new_numbers(africa, newer):
    assert renew(africa, newer) == newer


def test_what_people_wrote_stays_and_says_what_its_numbers_were_and_are(africa, newer):
    ours = edit.reword(africa, "students", "students.trend", "160 went, which is good.")
    renewed = trend_of(renew(ours, newer))
    assert (renewed.text, renewed.before, renewed.drafted) == (
        "160 went, which is good.",
        trend_of(africa).text,
        "170 students went to Africa.",
    )
    assert renewed.cited == ()  # 160 is no number of the new draft
    again = trend_of(edit.reword(renew(ours, newer), "students", "students.trend", "170 went, which is good."))
    assert (again.before, again.cited) == ("", trend_of(africa).evidence)


def test_what_is_removed_moved_added_or_left_out_stays_so(africa, newer):
    ours = edit.include(africa, "students", "students.trend", is_included=False)
    ours = edit.add(edit.hide(ours, "findings", "cards/reviews_overdue", is_hidden=True), "students", "We want more.")
    ours = edit.add(edit.add_section(ours, "Who comes"), "own1", "The dean.")
    ours = edit.comment(edit.move(ours, "since", by=-1), "since", "Too long?", who="A", when="now")
    renewed = renew(ours, newer)
    assert [section.id for section in renewed.sections] == [section.id for section in ours.sections]
    assert not trend_of(renewed).is_included
    assert renewed.section("students").statements[-1].text == "We want more."
    assert "cards/reviews_overdue" not in [figure.id for section in renewed.included for figure in section.figures]
    assert [own.text for own in renewed.section("own1").statements] == ["The dean."]
    assert renewed.comments == ours.comments


def test_a_field_of_a_decision_that_people_changed_stays_and_the_others_are_new(africa, newer):
    first = africa.section("decisions").decisions[0]
    ours = edit.decide(africa, "decisions", first.id, "owner", "The provost")
    renewed = renew(ours, newer).section("decisions").decisions[0]
    assert (renewed.owner, renewed.cost, renewed.is_committee) == ("The provost", "USD 1 a year", True)


def test_a_change_is_kept_with_who_and_what_and_can_be_undone_again_and_again(africa, tmp_path):
    drafts = Drafts(tmp_path / "drafts", key=b"k")
    for text, who in (("We go more.", "A"), ("We go more and more.", "A"), ("We go less.", "B")):
        drafts.change(
            "x",
            lambda found, text=text: edit.reword(found, "students", "students.trend", text),
            otherwise=africa,
            who=who,
            what="Reworded students.trend",
        )
    drafts.change("x", lambda found: edit.move(found, "since", by=-1), otherwise=africa, who="B", what="Moved since")
    entries = drafts.history.entries("x")
    # A went on writing: one change
    assert [(entry.who, entry.what) for entry in entries] == [
        ("B", "Moved since"),
        ("B", "Reworded students.trend"),
        ("A", "Reworded students.trend"),
    ]
    assert [trend_of(drafts.undo("x", otherwise=africa)).text for _ in range(3)] == [
        "We go less.",
        "We go more and more.",
        trend_of(africa).text,
    ]
    assert drafts.read("x") == africa
    assert drafts.undo("x", otherwise=africa) == africa
    assert all(entry.is_undone for entry in drafts.history.entries("x"))
    drafts.drop("x")
    assert drafts.history.entries("x") == []


def test_a_remark_is_in_no_document(africa):
    remarked = edit.comment(africa, "students", "Is this true?", who="A", when="now")
    assert "Is this true?" not in str(words(remarked))
    assert edit.resolve(remarked, "1", is_resolved=True).comments[0].is_resolved
