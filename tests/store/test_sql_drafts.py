"""A draft is its author's to change and remove; whoever has its link opens a copy."""

from __future__ import annotations

import pytest

from engagement.store.sql_drafts import LONGEST, MOST, SqlDrafts


def test_an_author_changes_a_draft_and_another_gets_one_of_their_own(tmp_path):
    drafts = SqlDrafts(tmp_path / "queries")
    first = drafts.save(author="a", title="One", sql="select 1")
    again = drafts.save(author="a", title="Two", sql="select 2", id_=first.id)
    assert (again.id, drafts.read(first.id).sql) == (first.id, "select 2")
    other = drafts.save(author="b", title="Three", sql="select 3", id_=first.id)
    assert other.id != first.id
    assert drafts.read(first.id).sql == "select 2"
    assert [draft.id for draft in drafts.of("a")] == [first.id]
    assert not drafts.remove(first.id, author="b")
    assert drafts.remove(first.id, author="a")
    assert drafts.read(first.id) is None
    assert (tmp_path / "queries").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("id_", ["", "../../engagement", "0" * 15, "x" * 16, "0" * 16])
def test_what_is_no_draft_is_none(tmp_path, id_):
    (tmp_path / "queries").mkdir()
    assert SqlDrafts(tmp_path / "queries").read(id_) is None


@pytest.mark.parametrize("damaged", ["", "{", "[" * 5_000, '{"id": "0"}', "\x00"])
def test_a_damaged_draft_hides_no_other(tmp_path, damaged):
    drafts = SqlDrafts(tmp_path)
    kept = drafts.save(author="a", title="One", sql="select 1")
    (tmp_path / f"{'0' * 16}.json").write_text(damaged)
    assert drafts.of("a") == [kept]


def test_nobody_fills_the_disk(tmp_path):
    drafts = SqlDrafts(tmp_path)
    with pytest.raises(ValueError, match="letters"):
        drafts.save(author="a", title="", sql="x" * (LONGEST + 1))
    for _ in range(MOST):
        drafts.save(author="a", title="", sql="select 1")
    with pytest.raises(ValueError, match="Remove one"):
        drafts.save(author="a", title="", sql="select 1")
