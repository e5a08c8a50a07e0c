"""python -m engagement attack says what follows from a release, and stops who publishes too much."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from engagement.catalog import load_catalog
from engagement.cli import main
from engagement.contract import load_contract
from engagement.loading.load import load
from engagement.release.build import build_release
from engagement.settings import ROOT, load_settings
from engagement.store.snapshots import current, current_records


@pytest.fixture(scope="module")
def few_metrics(tmp_path_factory):
    """The queries' folder with one metrics file alone."""
    folder = tmp_path_factory.mktemp("project") / "queries"
    shutil.copytree(ROOT / "queries", folder)
    for path in (folder / "metrics").glob("*.sql"):
        if path.stem not in ("graduates", "applicants"):
            path.unlink()
    return folder


def attacked(settings, queries, seconds="2"):
    return main(["attack", "--data", str(settings.data_dir), "--queries", str(queries), "--seconds", seconds])


def test_it_prints_a_table_and_finds_nothing_in_the_demonstration_data(demo_settings, few_metrics, capsys):
    assert attacked(demo_settings, few_metrics) == 0
    printed = capsys.readouterr().out
    assert "four values or fewer" in printed.splitlines()[0]
    assert "graduates_by_place_period" in printed
    assert "No count from 0 to 9 follows exactly" in printed


def test_what_time_did_not_allow_to_settle_counts_as_narrowed_but_is_few(demo_settings, few_metrics):
    assert attacked(demo_settings, few_metrics, "0") == 0


def test_it_stops_who_rounds_nothing(demo_settings, few_metrics, tmp_path, capsys):
    data = tmp_path / "data"
    shutil.copytree(demo_settings.data_dir, data)
    settings = replace(load_settings(data_dir=data), rounding=1)
    catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path))
    release, records = current(settings).database, current_records(settings).database
    release.unlink()
    build_release(
        records,
        release,
        catalog=catalog,
        settings=settings,
        as_of=date(2026, 11, 1),
        progress=lambda _: None,
    )
    assert attacked(settings, few_metrics, "1") == 1
    assert "coarse = true" in capsys.readouterr().out.splitlines()[-1]


def test_where_only_agreements_were_loaded_there_is_nothing_to_attack(demo_settings, tmp_path, capsys):
    data = tmp_path / "data"
    shutil.copytree(demo_settings.data_dir / "reference", data / "reference")
    (data / "exports").mkdir()
    shutil.copy(demo_settings.exports_dir / "partnerships.csv", data / "exports")
    settings = load_settings(data_dir=data)
    load(settings)
    assert attacked(settings, settings.queries_dir) == 0
    assert "nothing to attack" in capsys.readouterr().out


def test_without_scipy_it_says_what_to_install():
    code = "import sys; sys.modules['scipy'] = None; from engagement.cli import main; sys.exit(main(['attack']))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode != 0
    assert "python -m pip install -r requirements-attack.txt" in found.stderr
    assert "Traceback" not in found.stderr
