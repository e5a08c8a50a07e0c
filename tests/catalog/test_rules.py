"""docs/rules.md explains every rule, with examples that are what it says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from engagement.app.expectations import unmet
from engagement.app.offered import offered
from engagement.app.views import read_views, unknown
from engagement.catalog import load_catalog
from engagement.catalog.binding import check_catalog
from engagement.catalog.rules import RULES
from engagement.contract import load_contract
from engagement.errors import ContractError, SettingsError
from engagement.ingest.map.mapping import load_mapping
from engagement.settings import ROOT, load_settings
from engagement.warehouse import open_warehouse
from tests.tiny import CONTRACT

PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
BAD = ROOT / "tests" / "bad"
SECTIONS = dict(re.findall(r"^### ([a-z-]+)\n\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
KINDS = ("reviews-", "mapping-", "contract-", "views-", "page-", "question-", "settings")
QUERIES = [rule for rule in SECTIONS if not rule.startswith(KINDS)]


def fence(text: str, kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def sides(rule: str) -> list[tuple[str, str]]:
    """The bad and the good lines of each part of a rule's difference."""
    parts = fence(SECTIONS[rule], "diff").split("@@\n")
    return [
        tuple("".join(f"{line[1:]}\n" for line in part.splitlines() if line[:1] in (sign, " ", "")) for sign in "-+")
        for part in parts
    ]


def changed(text: str, rule: str, *, mend: bool) -> str:
    for bad, good in sides(rule):
        old, new = (bad, good) if mend else (good, bad)
        assert text.count(old) >= 1, f"{rule}: not there:\n{old}"
        at = f"\n{text}".index(f"\n{old}")
        text = text[:at] + new + text[at + len(old) :]
    return text


def file_of(rule: str) -> str:
    found = re.search(r"\]\(\.\./tests/bad/([\w./-]+\.sql)\)", SECTIONS[rule])
    return found[1] if found else ""


def faults_in(folder: Path, view) -> dict[str, list[str]]:
    """The rules by file, with what shows on the demonstration data."""
    faults = check_catalog(load_catalog(folder, CONTRACT))
    found = {str(path.relative_to(folder)): [each.rule for each in rules] for path, rules in faults.items()}
    for query in view.catalog.queries.values():
        if query.path not in faults and (
            # the demonstration data has none of the tables that metrics files of this folder publish
            rules := [each.rule for each in unmet(view, query) if not each.is_warning]
        ):
            found[str(query.path.relative_to(folder))] = rules
    return found


def commands(rule: str) -> list[list[str]]:
    """What makes the bad example, and what mends it."""
    blocks = [
        [line.removeprefix("$ ") for line in block.splitlines()]
        for block in fence(SECTIONS[rule], "console").split("\n\n")
    ]
    return blocks if len(blocks) == 2 else [[], *blocks]


@pytest.fixture(scope="module")
def examples(tmp_path_factory, demo_settings):
    """The rules that each file gives: as it is, and once every example is mended."""
    folder = tmp_path_factory.mktemp("examples") / "bad"
    shutil.copytree(BAD, folder)
    made = {rule: commands(rule) for rule in QUERIES if fence(SECTIONS[rule], "console")}

    def run(lines: list[str]) -> None:
        for line in lines:
            subprocess.run(["sh", "-c", line], cwd=folder, check=True)

    def look() -> dict[str, list[str]]:
        return faults_in(folder, open_warehouse(replace(demo_settings, queries_dir=folder)).view)

    for make, _ in made.values():
        run(make)
    before = look()
    for rule in QUERIES:
        if rule in made:
            run(made[rule][1])
        else:
            path = folder / file_of(rule)
            path.write_text(changed(path.read_text(encoding="utf-8"), rule, mend=True), encoding="utf-8")
    return before, look()


def test_every_rule_in_the_code_is_explained_and_no_other():
    assert list(SECTIONS) == list(RULES)
    assert {rule for rule, what in RULES.items() if not SECTIONS[rule].startswith(what)} == set()


def test_every_rule_that_the_code_names_is_one():
    files = [
        *(ROOT / "engagement" / "catalog").glob("*.py"),
        *(ROOT / "engagement" / "contract").glob("*.py"),
        ROOT / "engagement" / "ingest" / "map" / "mapping.py",
        ROOT / "engagement" / "ingest" / "map" / "mapping_faults.py",
        ROOT / "engagement" / "app" / "expectations.py",
        ROOT / "engagement" / "app" / "views.py",
    ]
    families = {rule.partition("-")[0] for rule in RULES} - {"settings"}
    pattern = re.compile(rf'"((?:{"|".join(sorted(families))})-[a-z]+(?:-[a-z]+)*)"')
    named = {name for path in files for name in pattern.findall(path.read_text(encoding="utf-8"))}
    # faults of a call, which check never makes
    calls = {"query-unknown", "parameter-value", "parameter-choice", "parameter-unknown", "parameter-threshold"}
    assert named - set(RULES) - calls == set()


@pytest.mark.parametrize("rule", QUERIES)
def test_the_bad_query_gives_the_rule_and_the_good_one_none(rule, examples):
    before, after = examples
    name = file_of(rule) or f"{rule.replace('-', '_')}.sql"
    assert before[name] == [rule]
    assert after.get(name, []) == []


@pytest.mark.parametrize("rule", [rule for rule in SECTIONS if rule.startswith("mapping-")])
def test_the_bad_mapping_gives_the_rule_and_the_good_one_none(rule, tmp_path):
    good = fence(PAGE.partition("## Mappings")[2], "toml")
    for text, expected in ((good, set()), (changed(good, rule, mend=False), {rule})):
        (tmp_path / "ours.toml").write_text(text, encoding="utf-8")
        assert {fault.rule for fault in load_mapping(tmp_path / "ours.toml", CONTRACT)[1]} == expected


@pytest.mark.parametrize("rule", [rule for rule in SECTIONS if rule.startswith("contract-")])
def test_the_bad_contract_gives_the_rule_and_the_good_one_none(rule, tmp_path):
    good = fence(PAGE.partition("## The contract")[2], "json")
    path = tmp_path / "datapackage.json"
    path.write_text(good, encoding="utf-8")
    assert (
        list(load_contract(path).tables) == ["agreements"] == [each["name"] for each in json.loads(good)["resources"]]
    )
    path.write_text(changed(good, rule, mend=False), encoding="utf-8")
    with pytest.raises(ContractError) as caught:
        load_contract(path)
    assert {fault.rule for fault in caught.value.faults} == {rule}


@pytest.mark.parametrize("rule", [rule for rule in SECTIONS if rule.startswith("views-")])
def test_the_bad_view_gives_the_rule_and_the_good_one_none(rule, tmp_path, demo_warehouse):
    good = fence(PAGE.partition("## Named views")[2], "toml")
    path = tmp_path / "views.toml"
    for text, expected in ((good, set()), (changed(good, rule, mend=False), {rule})):
        path.write_text(text, encoding="utf-8")
        views, faults = read_views(path)
        assert {fault.rule for fault in (*faults, *unknown(views, offered(demo_warehouse.view)))} == expected


def test_the_bad_settings_are_refused_and_the_good_ones_are_not(tmp_path):
    good = fence(PAGE.partition("## Settings")[2], "toml")
    path = tmp_path / "engagement.toml"
    path.write_text(good, encoding="utf-8")
    assert load_settings(path).threshold == 10
    path.write_text(changed(good, "settings", mend=False), encoding="utf-8")
    with pytest.raises(SettingsError):
        load_settings(path)
