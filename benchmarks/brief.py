"""A brief from question to PDF, and its charts against Plotly's own static export, which starts a browser."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks.report import Comparison, compare, machine, seconds
from engagement.brief import pdf
from engagement.brief.compose import compose
from engagement.brief.drawn import drawing_of
from engagement.brief.formats import available
from engagement.brief.model import Brief
from engagement.brief.subject import Request
from engagement.charts import print as printed
from engagement.charts.model.drawing import Drawing
from engagement.loading.load import load
from engagement.settings import ROOT, load_settings
from engagement.warehouse import open_warehouse
from tests.browser import chromium

PDF_SECONDS, ALL_SECONDS, CHARTS_LIMIT = 2.0, 6.0, 0.1
FIRST, OTHERS = "S-2027-CHN", ("S-2027-AFR", "S-2027-LAC")


def main() -> None:
    """Print seconds of whole briefs, and the ratio of their charts to the browser's."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("snapshots", "records", ".salt"))
        settings = load_settings(data_dir=data)
        load(settings)
        view = open_warehouse(settings).view
        briefs: list[Brief] = []

        def whole(summit: str) -> None:
            briefs.append(compose(view, Request(summit=summit)))
            pdf.pdf(briefs[-1])

        _tell("the first PDF of a process, from question to file", [seconds(lambda: whole(FIRST))], None)
        _tell("a further PDF", [seconds(partial(whole, summit)) for summit in OTHERS], PDF_SECONDS)
        made = {name: each for name, each in available().items() if name != "json"}
        every: list[Callable[[], object]] = [partial(each.make, briefs[-1]) for each in made.values()]
        for make in every:
            make()
        printed.forget()
        _tell(f"{', '.join(made)} of one brief", [seconds(lambda: [make() for make in every])], ALL_SECONDS)
        print(_charts(_drawings(briefs[-1])))


def _drawings(brief: Brief) -> list[Drawing]:
    found = (drawing_of(each, as_of=brief.as_of, threshold=brief.threshold) for _, each in brief.exhibits())
    # Plotly's export fetches the outlines of its maps from the network, so maps are left out on both sides
    return [drawing for drawing in found if drawing is not None and drawing.kind != "map"]


def _charts(drawings: list[Drawing]) -> Comparison | str:
    if find_spec("kaleido") is None:
        return "charts: not compared; Plotly's static export needs the package kaleido"
    import kaleido

    from engagement.charts.screen import figure as figure_of

    figures = [figure_of(drawing, dark=False).to_dict() for drawing in drawings]

    def ours() -> None:
        printed.forget()
        for drawing in drawings:
            printed.svg(drawing)

    def theirs() -> None:
        kaleido.start_sync_server(path=chromium.find(), silence_warnings=True)
        for figure in figures:
            kaleido.calc_fig_sync(figure, opts={"format": "svg"})
        kaleido.stop_sync_server(silence_warnings=True)

    name = f"{len(drawings)} charts as vectors, against Plotly's export with Chromium"
    return compare(name, ours, theirs, limit=CHARTS_LIMIT, runs=2, warmup=0)


def _tell(name: str, found: list[float], limit: float | None) -> None:
    took = ", ".join(f"{each:.2f} s" for each in found)
    verdict = "" if limit is None else f" (limit {limit:g} s: {'holds' if max(found) <= limit else 'MISSED'})"
    print(f"{name}: {took}{verdict}")


if __name__ == "__main__":
    main()
