"""Take the documents' screenshots anew: python -m tests.browser.screenshots docs/screenshots."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from engagement.loading.load import load
from engagement.settings import ROOT, load_settings
from tests.browser import chromium
from tests.browser.serving import serving
from tests.browser.visiting import NARROW, WIDE, visiting

SHOTS = (
    ("overview", "/", WIDE, False),
    ("partnerships", "/partnerships", WIDE, False),
    ("placements", "/placements", WIDE, True),
    ("overview", "/", NARROW, False),
)


def main(folder: Path) -> None:
    """Write one PNG per shot: page, width and theme in its name."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        data = Path(temporary) / "data"
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("snapshots", "records", ".salt"))
        load(load_settings(data_dir=data))
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        with serving(data) as server:
            for name, address, width, dark in SHOTS:
                with visiting(browser, width=width, dark=dark, height=1000) as visit:
                    page = visit.open(server.url + address)
                    page.wait_for_timeout(1500)  # charts are drawn a moment after their place
                    theme = "dark" if dark else "light"
                    page.screenshot(path=folder / f"{name}-{width}-{theme}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
