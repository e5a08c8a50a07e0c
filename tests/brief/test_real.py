"""A real register, with agreements and nothing else: what is not there is said in a sentence."""

from __future__ import annotations

import re
import shutil
from datetime import date

import pytest

from engagement.brief import pdf
from engagement.brief.compose import compose
from engagement.brief.formats import FORMATS
from engagement.brief.subject import Request
from engagement.loading.load import load
from engagement.settings import ROOT, load_settings
from engagement.warehouse import open_warehouse
from tests.brief.office import markup, said
from tests.brief.test_pdf import text_of


@pytest.fixture(scope="module")
def china(real, tmp_path_factory):
    """The brief for China over the Chulalongkorn register."""
    data = tmp_path_factory.mktemp("real")
    (data / "exports").mkdir()
    (data / "mappings").mkdir()
    shutil.copy(real("partnerships/chulalongkorn_mou.csv"), data / "exports")
    shutil.copy(ROOT / "tests" / "real_mappings" / "chulalongkorn.toml", data / "mappings")
    settings = load_settings(data_dir=data)
    load(settings)
    return compose(open_warehouse(settings).view, Request(region="China", as_of=date(2019, 6, 28)))


def test_its_numbers_are_those_counted_by_hand(china):
    active = next(figure for figure in china.section("findings").figures if figure.id == "cards/active_agreements")
    assert active.value == 48 + 13  # mainland, and Hong Kong with Macao


@pytest.mark.parametrize("section", ["students", "leadership", "working_group"])
def test_what_was_not_delivered_is_said_in_one_sentence_and_nothing_else(china, section):
    found = china.section(section)
    assert found.is_empty
    assert "delivered" in found.lead


def test_nothing_is_concluded_from_what_is_not_there(china):
    sentences = " ".join(one.text for section in china.sections for one in section.statements)
    leads = " ".join(section.lead for section in china.sections)
    assert "students" not in sentences
    assert "dormant" not in leads


def test_it_prints(china):
    assert "61" in text_of(pdf.pdf(china))


@pytest.mark.parametrize("name", ["docx", "pptx", "xlsx"])
def test_every_format_says_what_was_not_delivered_and_prints_no_emptiness(china, name):
    text = re.sub(r"<[^>]*>", " ", markup(FORMATS[name].make(china)))
    for section in china.included:
        if section.is_empty:
            assert said(section.lead) in said(text)
    assert not re.search(r"\bNone\b|\bnan\b", text)
