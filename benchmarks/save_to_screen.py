"""From saving a query or a metrics file to seeing it in an open browser that nobody touches."""

from __future__ import annotations

import itertools
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import duckdb
from playwright.sync_api import Page, sync_playwright

from benchmarks.report import machine
from engagement.loading.load import load
from engagement.settings import ROOT, load_settings
from engagement.store.snapshots import current
from tests.browser import chromium
from tests.browser.serving import serving
from tests.browser.visiting import visiting

LIMIT_SECONDS = 3.0
RUNS = 9

_FILE = """/*---
title    = "Saved just now, {number}"
question = "How many agreements are there?"
grain    = "one row"
owner    = "The benchmark"

[columns]
agreements = {{ title = "Agreements", unit = "agreements" }}
---*/
select count(*) as agreements from partnerships{condition}
"""


_METRICS = """/*---
title    = "Students of one year"
question = "Who went abroad in one year?"
grain    = "one row per outbound placement"
owner    = "The benchmark"
person   = "person_key"
people   = "participants"

[dimensions]
place  = "host_country"
period = "year"

[measures]
students = {{ count = "person", title = "Students" }}

[[publish]]
by = ["place", "period"]
---*/
select person_key, participants, host_country, year from applications where is_abroad and year = {year}
"""
_QUESTION = """/*---
title    = "Students of one year"
question = "How many students went abroad in the year that the metrics file names?"
grain    = "one row"
owner    = "The benchmark"
---*/
select counted.students from saved_metrics_by_place_period as counted
where counted.place = 'world' and counted.period = 'all'
"""
_FAULTY = " where partner_name = $nothing"


def main() -> None:
    """Print the seconds until the list of queries has a new one, and until a fault in it is told."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data, queries = Path(folder) / "data", Path(folder) / "queries"
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("snapshots", "records", ".salt"))
        shutil.copytree(ROOT / "queries", queries)
        load(load_settings(data_dir=data))
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        with serving(data, queries_dir=queries) as server, visiting(browser) as visit:
            page = visit.open(f"{server.url}/query_library?search=saved")
            seen = [_seen(page, queries / "saved.sql", number, condition="") for number in range(RUNS)]
            told = [_seen(page, queries / "saved.sql", number, condition=_FAULTY) for number in range(RUNS)]
            (queries / "metrics" / "saved_metrics.sql").write_text(_METRICS.format(year=2015), encoding="utf-8")
            (queries / "saved_question.sql").write_text(_QUESTION, encoding="utf-8")
            expected = _students_by_year(data)
            with visiting(browser) as watching:
                page = watching.open(f"{server.url}/query_library?query=saved_question")
                built = [_built(page, queries / "metrics" / "saved_metrics.sql", *each) for each in expected]
        browser.close()
    for name, seconds in (
        ("saved file on the screen", seen),
        ("fault in it on the screen", told),
        ("saved metrics file built and on the screen", built),
    ):
        verdict = "holds" if max(seconds) <= LIMIT_SECONDS else "MISSED"
        print(
            f"{name}: {statistics.median(seconds):.2f} s (spread {min(seconds):.2f} to {max(seconds):.2f}, "
            f"{len(seconds)} runs; limit {LIMIT_SECONDS:g} s: {verdict})"
        )


def _students_by_year(data: Path) -> list[tuple[int, str]]:
    """Academic years and the number of students that is published of them, no two alike in a row."""
    release = current(load_settings(data_dir=data))
    if release is None:
        raise RuntimeError("Nothing is loaded.")
    with duckdb.connect(release.database, read_only=True) as connection:
        rows = connection.execute(
            "select cast(period as integer) as year, cast(students as varchar) from students_abroad_by_place_period "
            "where place = 'world' and regexp_full_match(period, '[0-9]{4}') order by year desc limit $runs",
            {"runs": RUNS},
        ).fetchall()
    return [row for before, row in itertools.pairwise([(0, ""), *rows]) if row[1] != before[1]]


def _built(page: Page, path: Path, year: int, students: str) -> float:
    """Save the metrics file for one year; seconds until its number is in a table on the screen."""
    page.wait_for_timeout(1500 + year % 10 * 100)
    start = time.perf_counter()
    path.write_text(_METRICS.format(year=year), encoding="utf-8")
    drawn = """digits => [...document.querySelectorAll('.answer tbody :is(th, td)')]
        .some(cell => cell.textContent.replaceAll(',', '') === digits)"""
    page.wait_for_function(drawn, arg=students, timeout=30_000)
    return time.perf_counter() - start


def _seen(page: Page, path: Path, number: int, *, condition: str) -> float:
    """Save the file; seconds until the page says what is new."""
    path.unlink(missing_ok=True)
    for words in ("Saved just now", "cannot be used"):
        page.get_by_text(words).first.wait_for(state="detached", timeout=30_000)
    time.sleep(0.1 * number)  # not in step with the page's own looking
    start = time.perf_counter()
    path.write_text(_FILE.format(number=number, condition=condition), encoding="utf-8")
    text = "cannot be used" if condition else f"Saved just now, {number}"
    page.get_by_text(text).first.wait_for(timeout=30_000)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
