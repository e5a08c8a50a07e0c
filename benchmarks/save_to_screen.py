"""From saving a query's file to seeing it in an open browser that nobody touches."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.report import machine
from engagement.loading.load import load
from engagement.settings import ROOT, load_settings
from tests.browser import chromium
from tests.browser.serving import serving
from tests.browser.visiting import visiting

LIMIT_SECONDS = 5.0
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
        browser.close()
    for name, seconds in (("saved file on the screen", seen), ("fault in it on the screen", told)):
        verdict = "holds" if max(seconds) <= LIMIT_SECONDS else "MISSED"
        print(
            f"{name}: {statistics.median(seconds):.2f} s (spread {min(seconds):.2f} to {max(seconds):.2f}, "
            f"{len(seconds)} runs; limit {LIMIT_SECONDS:g} s: {verdict})"
        )


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
