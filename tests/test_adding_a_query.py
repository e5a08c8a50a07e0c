"""docs/adding-a-query.md is true: its steps are done here, in their order, as they stand there."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engagement.catalog.header_keys import COLUMN, EXPECT, PARAMETER, SECTIONS, TOP
from engagement.catalog.query_file import KINDS
from engagement.cli import main
from engagement.query import CHART_KINDS, FRAME_PARAMETERS, PAGES, UNITS
from engagement.query import SECTIONS as SECTIONS_OF_PAGES

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "adding-a-query.md").read_text(encoding="utf-8")


def fences() -> Iterator[tuple[str, str, str]]:
    """Kind, file, and content of each fenced block."""
    yield from re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def fits(printed: str, expected: str) -> bool:
    """Whether the lines came in this order; an … stands for anything."""
    pattern = re.escape(expected.strip()).replace("…", r"[\s\S]*?")
    return re.search(rf"^{pattern}\s*$", printed.strip(), re.MULTILINE) is not None


@pytest.fixture
def workplace(tmp_path, monkeypatch, demo_settings):
    for kind in KINDS:
        shutil.copytree(ROOT / "queries" / kind, tmp_path / "queries" / kind)
    # a release of its own, for one of its steps publishes
    shutil.copytree(demo_settings.data_dir, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("engagement.commands.answers.FOLDER", tmp_path / "tests" / "kept_answers")
    monkeypatch.setenv("ENGAGEMENT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ENGAGEMENT_QUERIES", str(tmp_path / "queries"))
    return tmp_path


def test_its_steps_do_what_it_says(workplace, capsys):
    for kind, name, content in fences():
        path = workplace / "queries" / f"{name}.sql"
        if kind == "sql":
            path.write_text(content, encoding="utf-8")
        elif kind == "diff":
            old, new = ("".join(f"{line[1:]}\n" for line in content.splitlines() if line[0] == sign) for sign in "-+")
            saved = path.read_text(encoding="utf-8")
            assert old in saved
            path.write_text(saved.replace(old, new), encoding="utf-8")
        else:
            command, _, expected = content.partition("\n")
            main(shlex.split(command.removeprefix("$ python -m engagement ")))
            printed = capsys.readouterr()
            assert fits(printed.out + printed.err, expected), printed.out + printed.err


def test_it_names_every_key_of_a_header():
    keys = {
        *(key for kind in TOP.values() for key in kind),
        *PARAMETER,
        *COLUMN,
        *EXPECT,
        *(key for section in SECTIONS.values() for key in section),
    }
    assert {
        key for key in keys if f"`{key}`" not in TEXT and f"[{key}]" not in TEXT and f"{key} = " not in TEXT
    } == set()


def test_it_names_the_sections_that_pages_have():
    pages = {page: (ROOT / "pages" / f"{page}.py").read_text(encoding="utf-8") for page in PAGES}
    placed = {page: tuple(re.findall(rf'placed\.of\("{page}", "([^"]+)"\)', text)) for page, text in pages.items()}
    assert placed == SECTIONS_OF_PAGES
    headings = {page: {*re.findall(r'section\(\s*"([^"]+)"', text)} for page, text in pages.items()}
    assert not [name for page, names in placed.items() for name in names if name not in headings[page]]
    rows = dict(re.findall(r"^\| `(\w+)` \| ([A-Z].*) \|$", TEXT, re.MULTILINE))
    assert {page: tuple(row.split(" · ")) for page, row in rows.items()} == SECTIONS_OF_PAGES


def test_it_names_every_unit_page_chart_and_filter():
    named = {*UNITS, *PAGES, *CHART_KINDS, *FRAME_PARAMETERS}
    assert {name for name in named if f"`{name}`" not in TEXT} == set()
