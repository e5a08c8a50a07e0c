"""A steward puts a file in, corrects its draft by choosing, sees what a load would take, and keeps the mapping."""

from __future__ import annotations

import gc
import os
import shutil

import pytest

from engagement.app import runtime
from engagement.loading.load import load
from engagement.settings import load_settings
from engagement.ui.shell import departed
from tests.pages.conftest import TAG, visit

REGISTER = """Vertragsnummer;Partnerhochschule;Land;Vertragsart;Gültig bis;Bemerkung
V-1;Uni A;Japan;Studierendenaustausch;01.02.2031;
V-2;Uni B;Frankreich;Sonstwas;03.04.2031;x
V-3;Uni C;Nirgendwo;Studierendenaustausch;05.06.2031;
"""


@pytest.fixture(scope="module")
def loaded(made_once):
    """A data folder with one agreement, loaded with the shipped queries."""

    def make(data):
        (data / "exports").mkdir()
        (data / "exports" / "partnerships.csv").write_text(
            "agreement_id,partner_name,partner_country,agreement_type,term_type\nA1,Uni Z,ITA,general_mou,open_ended\n",
            encoding="utf-8",
        )
        load(load_settings(data_dir=data))

    return made_once("one_agreement", make)


@pytest.fixture
def page(loaded, tmp_path, serve):
    data = tmp_path / "data"
    shutil.copytree(loaded, data)
    serve(data)
    return data, visit("data_health")


def put_in(page, name, content):
    page.file_uploader[0].upload(name, content)
    return page.run()


def words(page):
    texts = [
        element.value for kind in ("markdown", "caption", "success", "info", "warning") for element in page.get(kind)
    ]
    texts += [TAG.sub(" ", element.proto.body) for element in page.get("html")]
    return " ".join(" ".join(texts).split())


def choice(page, label):
    return next(box for box in page.selectbox if box.label == label)


def press(page, label):
    next(button for button in page.button if button.label == label).click()
    return page.run()


def test_a_register_is_tried_corrected_and_kept_without_a_terminal(page):
    data, page = page
    page = put_in(page, "verträge.csv", REGISTER.encode("cp1252"))
    assert not page.exception
    assert "Uni A" in words(page), "its first rows"
    assert (choice(page, "Land").value, choice(page, "Gültig bis").value) == ("partner_country", "end_date")
    assert "Still needed: **Term" in words(page)
    choice(page, "Term").set_value("fixed")
    page = page.run()
    choice(page, "Sonstwas").set_value("other")
    page = page.run()
    assert "the order of day and month in Gültig bis" in words(page)
    page.radio[-1].set_value("%d.%m.%Y")
    page = press(page.run(), "Try it")
    said = words(page)
    assert "3 3 2 1" not in said
    assert "partnerships 4 3 2 1 0 0" in said, "lines, rows, accepted, rejected, not meant, cleared"
    assert "Nirgendwo" in said
    assert "Active agreements" in said
    assert list((data / "mappings").glob("*.toml")) == []
    assert not (data / "exports" / "verträge.csv").exists()

    page = press(page, "Keep the mapping and load the file")
    assert "kept as vertr" in words(page)
    (mapping,) = (data / "mappings").glob("*.toml")
    assert 'term_type = "fixed"' in mapping.read_text(encoding="utf-8")
    assert (data / "exports" / "verträge.csv").read_bytes() == REGISTER.encode("cp1252")


def test_what_no_column_gives_is_chosen_for_every_row(page):
    """No number of a stay, no direction, and words that nobody knows."""
    _, page = page
    stays = (
        "Matrícula;Curso académico;País de destino;Estado;Tipo de movilidad\n"
        "A1;2024-25;Italia;Finalizada;Estudios\nA2;2024-25;Suiza;Finalizada;Otra\nA3;2024-25;Italia;En curso;Más\n"
    )
    page = put_in(page, "movilidad.csv", stays.encode("cp1252"))
    assert "Still needed: **Placement, Direction**" in words(page)
    choice(page, "Direction").set_value("outbound")
    choice(page, "Placement").set_value("Number the rows of the file")
    choice(page, "Any other word").set_value("other")
    page = press(page.run(), "Try it")
    assert "placements 4 3 3 0 0 0" in words(page)
    assert "Nothing is rejected" in words(page)


def test_where_there_is_no_data_yet_a_file_is_tried_all_the_same(tmp_path, serve):
    data = tmp_path / "data"
    data.mkdir()
    serve(data)
    page = put_in(visit("data_health"), "a.csv", b"Partner;Country;Agreement type;Expiry\nUni;Japan;MOU;unlimited\n")
    assert not page.exception
    assert "There is no data to show yet" in " ".join(header.value for header in page.header)
    page = press(page, "Try it")
    assert "partnerships 2 1 1 0 0 0" in words(page)
    page = press(page, "Keep the mapping and load the file")
    assert [path.name for path in (data / "exports").iterdir()] == ["a.csv"]


def test_where_a_service_loads_files_are_tried_there(page):
    data, _ = page
    (data / "engagement.toml").write_text('[loads]\nby = "service"\n')
    runtime.stop()
    page = visit("data_health")
    assert "python -m engagement preview" in words(page)
    assert not page.file_uploader


def test_a_file_that_is_no_table_ends_in_a_sentence(page):
    _, page = page
    page = put_in(page, "report.csv", b"%PDF-1.7 \x00\x01")
    assert not page.exception
    assert "report.csv cannot be used as it is" in words(page)
    assert "Traceback" not in words(page)


def test_a_file_goes_with_the_session_that_tries_it(page):
    data, page = page
    page = put_in(page, "verträge.csv", REGISTER.encode("cp1252"))
    assert list((data / "trials").rglob("*.csv"))
    del page.session_state["file that is tried"]  # as when the server lets go of the session
    gc.collect()
    assert not list((data / "trials").iterdir())


def test_a_file_that_a_killed_server_has_left_goes_after_a_day(page):
    data, _ = page
    left, new = data / "trials" / "left", data / "trials" / "new"
    for folder in (left, new):
        folder.mkdir(parents=True)
    os.utime(left, (0, 0))
    departed._sweep()
    assert list((data / "trials").iterdir()) == [new]


def test_whoever_may_not_see_rejected_rows_is_offered_no_trial(page, monkeypatch):
    from engagement.access.policy import Reader
    from engagement.ui.shell import sign_in

    monkeypatch.setattr(sign_in, "reader", lambda: Reader(name="a", role="analyst"))
    assert not visit("data_health").file_uploader
