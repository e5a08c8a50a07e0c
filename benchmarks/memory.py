"""Memory of the web server over an hour of use: its clicks one after the other, without the rests between them.

    python -m benchmarks memory

Ten readers who click each minute make 600 clicks in an hour. Each opens a page under filters of their own.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from benchmarks.first_visit import serving
from benchmarks.idle_tabs import memory
from benchmarks.report import machine
from engagement.loading.load import load
from engagement.settings import ROOT, load_settings
from tests.browser import chromium
from tests.browser.visiting import PAGES, visiting

CLICKS, SETTLING = 600, 150
LIMIT_MEGABYTES = 50
_REGIONS = ("Africa", "China", "Europe", "Latin America", "Oceania")
_MEGABYTE = 2**20


def main(*, clicks: int = CLICKS) -> None:
    """Print the memory every hundred clicks, and how much it grew once every page had been opened a few times."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("snapshots", "records", ".salt"))
        load(load_settings(data_dir=data))
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        with serving(ROOT / "dashboard.py", {**os.environ, "ENGAGEMENT_DATA": str(data)}) as (url, process_id):
            views = itertools.cycle(itertools.product(_REGIONS, PAGES.values()))
            at, settled = 0, 0.0
            while at < clicks:
                with visiting(browser) as visit:
                    for region, page in itertools.islice(views, 10):
                        visit.open(f"{url}{page.lstrip('/')}?{urlencode({'regions': region})}")
                        at += 1
                if at == SETTLING:
                    settled = memory(process_id) / _MEGABYTE
                if at % 100 == 0:
                    print(f"after {at} clicks: {memory(process_id) / _MEGABYTE:.0f} MB", flush=True)
            growth = memory(process_id) / _MEGABYTE - settled
        browser.close()
    verdict = "holds" if growth <= LIMIT_MEGABYTES else "MISSED"
    print(f"grew by {growth:+.0f} MB after the first {SETTLING} clicks (limit {LIMIT_MEGABYTES}: {verdict})")


if __name__ == "__main__":
    main()
