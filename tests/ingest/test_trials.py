"""A file is tried in a process of its own: nothing becomes current, and whatever is put in ends in a sentence."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from engagement.cli import main
from engagement.errors import CallError, DeliveryError
from engagement.loading import preview_process
from engagement.store import trials

AGREEMENTS = "No,Partner,Country,Type\n1,Uni A,Japan,MOU\n2,Uni B,Atlantis,MOU\n"
MAPPING = """table = "partnerships"
files = ["a.csv"]
[columns]
agreement_id = "No"
partner_name = "Partner"
partner_country = "Country"
agreement_type = "Type"
[constants]
term_type = "unknown"
[values.agreement_type]
"MOU" = "general_mou"
"""


def bomb() -> bytes:
    """A workbook of a few bytes whose sheet says that it unpacks to three gigabytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
        archive.infolist()[-1].file_size = 3 << 30
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("export.csv", "export.csv"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("..\\..\\a.csv", "a.csv"),
        ("[2024]*?.csv", "2024___.csv"),
        ("協定 2024.xlsx", "協定 2024.xlsx"),
        ("caf\udce9\n.csv", "caf__.csv"),
        (f"{'a' * 300}.csv", f"{'a' * 100}.csv"),
        (".hidden.csv", "hidden.csv"),
    ],
)
def test_names_become_names_that_every_system_takes(name, kept):
    assert trials.plain_name(name) == kept


@pytest.mark.parametrize("name", ["", "csv", "...", ".csv", "***.csv", "\udce9"])
def test_a_name_of_which_nothing_can_be_kept_is_refused(name):
    with pytest.raises(DeliveryError, match="Rename it"):
        trials.plain_name(name)


@pytest.mark.parametrize("content", [b"", bytes(51_000_000)], ids=["empty", "huge"])
def test_what_is_too_small_or_too_large_is_refused_before_anything_is_written(data, content):
    data.settings.data_dir.mkdir(parents=True, exist_ok=True)
    with pytest.raises(DeliveryError):
        trials.begin(data.settings, "a.csv", content)
    assert not data.settings.trials_dir.exists() or not list(data.settings.trials_dir.iterdir())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", bomb, "unpack"),
        ("a.xlsx", lambda: b"PK\x03\x04 not really", "workbook"),
        ("a.csv", lambda: b"a,b\n1,\x00\n", "zero"),
        ("a.csv", lambda: b",".join(b"c%d" % number for number in range(5000)) + b"\n1\n", "columns"),
        ("a.csv", lambda: b'a,b\n"1,2\n3,4\n', "never closed"),
    ],
    ids=["zip bomb", "no workbook", "zero bytes", "too many columns", "open quote"],
)
def test_hostile_files_end_in_a_sentence(data, name, content, said):
    data.settings.data_dir.mkdir(parents=True, exist_ok=True)
    path = trials.begin(data.settings, name, content())
    with pytest.raises(DeliveryError) as refused:
        preview_process.look(data.settings, path)
    assert said in str(refused.value)
    assert str(data.path) not in str(refused.value)


def test_a_process_that_takes_too_long_is_ended(data, monkeypatch):
    monkeypatch.setattr(preview_process, "_MOST_SECONDS", 0.05)
    path = trials.begin(data.settings, "a.csv", AGREEMENTS.encode())
    with pytest.raises(DeliveryError, match="takes longer than"):
        preview_process.look(data.settings, path)


def test_a_preview_that_is_killed_leaves_no_copy_of_what_is_delivered(data, monkeypatch):
    data.deliver(partnerships=[{}])
    path = trials.begin(data.settings, "a.csv", AGREEMENTS.encode())
    mapping = path.with_name("mapping.toml")
    mapping.write_text(MAPPING)
    copied = []

    def kill_when_copied(process, timeout):
        while not copied and process.poll() is None:
            copied.extend(data.settings.trials_dir.rglob("exports/a.csv"))
        raise subprocess.TimeoutExpired("preview", timeout)

    monkeypatch.setattr(subprocess.Popen, "communicate", kill_when_copied)
    with pytest.raises(DeliveryError, match="takes longer than"):
        preview_process.preview(data.settings, path, mapping=mapping)
    assert copied
    kept = {file for file in data.settings.trials_dir.rglob("*") if file.is_file()}
    assert kept == {path, mapping}


def test_a_preview_tells_what_a_load_would_and_changes_nothing(data):
    data.deliver(partnerships=[{}])
    before = data.load().snapshot.id
    files = {path: path.stat().st_mtime_ns for path in data.settings.exports_dir.iterdir()}
    path = trials.begin(data.settings, "a.csv", AGREEMENTS.encode())
    seen = preview_process.look(data.settings, path)
    assert ('table = "partnerships"' in seen.draft, seen.covered_by) == (True, "")
    assert (list(seen.headers), list(seen.rows[1])) == (
        ["No", "Partner", "Country", "Type"],
        ["3", "2", "Uni B", "Atlantis", "MOU"],
    )
    mapping = path.with_name("mapping.toml")
    mapping.write_text(MAPPING)
    tried = preview_process.preview(data.settings, path, mapping=mapping)
    (table,) = tried.tables
    assert (table["rows_accepted"], table["rows_rejected"], tried.places) == (1, 1, ["Atlantis"])
    assert [(row["line"], row["column"], row["value"]) for row in tried.examples] == [
        (3, "partner_country", "Atlantis")
    ]
    assert data.load().snapshot.id == before
    assert {path: path.stat().st_mtime_ns for path in data.settings.exports_dir.iterdir()} == files
    trials.end(path)
    assert list(data.settings.trials_dir.iterdir()) == []


def test_a_file_called_like_an_export_stands_in_its_place_and_the_export_stays(data):
    path = data.put("exports/a.csv", AGREEMENTS)
    data.put("mappings/a.toml", MAPPING)
    data.load()
    trial = trials.begin(data.settings, "a.csv", AGREEMENTS.replace("Atlantis", "Italy").encode())
    assert preview_process.look(data.settings, trial).covered_by == "a"
    (table,) = preview_process.preview(data.settings, trial, mapping=None).tables
    assert (table["rows_accepted"], table["rows_rejected"]) == (2, 0)
    assert path.read_text() == AGREEMENTS
    trials.keep_file(data.settings, trial)
    assert "Italy" in path.read_text()


def test_a_mapping_that_is_there_is_not_overwritten_by_one_that_was_tried(data):
    trials.keep_mapping(data.settings, "a", MAPPING)
    with pytest.raises(CallError, match="There is a mapping of that name"):
        trials.keep_mapping(data.settings, "a", "")
    with pytest.raises(CallError, match="no name"):
        trials.keep_mapping(data.settings, "../a", "")
    assert [path.name for path in data.settings.mappings_dir.iterdir()] == ["a.toml"]


def test_the_command_previews_a_file_in_any_folder(data, capsys, tmp_path):
    data.deliver(partnerships=[{}])
    (tmp_path / "a.csv").write_text(AGREEMENTS)
    (tmp_path / "m.toml").write_text(MAPPING)
    call = ["preview", str(tmp_path / "a.csv"), "--mapping", str(tmp_path / "m.toml")]
    assert main([*call, "--data", str(data.settings.data_dir), "--queries", str(data.settings.queries_dir)]) == 0
    said = capsys.readouterr().out
    assert "1 x rejected, partner_country" in said
    assert "Nothing has been changed." in said


def test_a_trial_leaves_the_limits_of_its_process_as_they_were(tmp_path: Path):
    resource = pytest.importorskip("resource", reason="Windows has no such limits")
    before = resource.getrlimit(resource.RLIMIT_AS)
    main(["preview", str(tmp_path / "nothing.csv"), "--data", str(tmp_path)])
    assert resource.getrlimit(resource.RLIMIT_AS) == before
