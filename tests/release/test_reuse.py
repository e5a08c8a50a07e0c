"""Tables of the release before are taken over where nothing they are made of has changed, and only there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import duckdb
import pytest

from engagement.catalog import load_catalog
from engagement.errors import QueryError
from engagement.release.build import build_release
from engagement.store.snapshots import current_records
from tests.tiny import AS_OF, CONTRACT, publish, settings_in, students

TABLE, OTHER = "students_abroad_by_place_period", "applicants_by_place_period"


@pytest.fixture
def rebuilt(tmp_path) -> Callable[..., list[str]]:
    """Release 40 students, plant a wrong 999 in two tables of it, build again on it, and tell which kept theirs."""
    settings = settings_in(tmp_path, metrics=("students_abroad", "applicants"))
    publish(settings, [students(40)])
    before = tmp_path / "before.duckdb"
    build(settings, before, made_from="one")
    with duckdb.connect(before) as connection:
        for table, measure in ((TABLE, "students"), (OTHER, "applicants")):
            assert connection.execute(f"update {table} set {measure} = 999").fetchall()[0][0] > 0

    def run(change: tuple[str, str, str] | None = None, *, made_from: str = "one", as_of: date = AS_OF) -> list[str]:
        if change:
            name, old, new = change
            path = settings.queries_dir / name
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        after = tmp_path / "after.duckdb"
        build(settings, after, made_from=made_from, before=before, as_of=as_of)
        with duckdb.connect(after, read_only=True) as connection:
            tables = {TABLE: "students", OTHER: "applicants"}
            return [
                table
                for table, measure in tables.items()
                if connection.execute(f"select max({measure}) = 999 from {table}").fetchall()[0][0]
            ]

    return run


def build(settings, target, *, as_of=AS_OF, **given) -> None:
    catalog = load_catalog(settings.queries_dir, CONTRACT)
    records = current_records(settings).database
    build_release(records, target, catalog=catalog, settings=settings, as_of=as_of, progress=lambda _: None, **given)


def test_where_nothing_has_changed_every_table_is_taken_over(rebuilt):
    assert rebuilt() == [TABLE, OTHER]


def test_a_changed_metrics_file_is_published_anew_alone(rebuilt):
    assert rebuilt(("metrics/students_abroad.sql", "---*/", "---*/\n-- changed")) == [OTHER]


def test_a_changed_model_publishes_anew_what_reads_it(rebuilt):
    assert TABLE not in rebuilt(("models/applications.sql", "---*/", "---*/\n-- changed"))


def test_a_changed_model_of_periods_publishes_everything_anew(rebuilt):
    assert rebuilt(("models/periods.sql", "---*/", "---*/\n-- changed")) == []


def test_another_day_publishes_everything_anew(rebuilt):
    """Models and metrics files read it: who has left by now, which courses have ended."""
    assert rebuilt(as_of=AS_OF + timedelta(days=1)) == []


def test_other_records_or_settings_publish_everything_anew(rebuilt):
    assert rebuilt(made_from="two") == []


def test_a_measure_that_does_not_bind_is_told_with_its_line(rebuilt):
    with pytest.raises(QueryError) as error:
        rebuilt(("metrics/students_abroad.sql", 'median = "duration_days"', 'median = "duration_dayz"'))
    (fault,) = error.value.faults
    assert fault.rule == "measure-binding"
    assert "students_abroad.sql:21" in str(fault.where)
