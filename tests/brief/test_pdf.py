"""The printed brief: tagged, readable, the same bytes each time, and nothing in it that may not be shown."""

from __future__ import annotations

import functools
import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from engagement.brief import edit, pdf
from engagement.brief.cells import print_cell
from tests.brief.conftest import SUMMITS


@pytest.fixture(scope="session")
def printed(brief_of):
    """Each brief with its PDF."""
    return {summit: (brief_of(summit), pdf.pdf(brief_of(summit))) for summit in SUMMITS}


@functools.lru_cache(maxsize=16)
def pages_of(content):
    """The text of each page; reading one takes longer than making it."""
    return tuple(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def text_of(content):
    return " ".join(" ".join(pages_of(content)).split())


def squeezed(text):
    return re.sub(r"[\s\u00ad\u200b-]", "", text)


def test_the_same_brief_gives_the_same_bytes(printed):
    brief, content = printed["S-2027-AFR"]
    assert pdf.pdf(brief) == content


@pytest.mark.parametrize("summit", SUMMITS)
def test_every_statement_figure_and_cell_can_be_read_back(printed, summit):
    brief, content = printed[summit]
    text = squeezed(text_of(content))
    for section in brief.included:
        for statement in section.included:
            assert squeezed(statement.text) in text
        for figure in section.figures:
            assert squeezed(figure.printed) in text
        for exhibit in section.exhibits:
            for row in exhibit.table_rows if exhibit.has_table else ():
                for cell, column in zip(row, exhibit.table_columns, strict=True):
                    if column.unit not in ("text", "iso3"):
                        assert squeezed(print_cell(cell, column.unit)) in text


@pytest.mark.parametrize("summit", SUMMITS)
def test_the_body_is_six_pages_or_fewer_and_begins_with_the_decisions(printed, summit):
    pages = pages_of(printed[summit][1])
    annex = next(number for number, page in enumerate(pages) if "Annex" in page)
    assert 3 <= annex <= 6
    assert "Decisions asked for" in pages[0]
    for asked in printed[summit][0].section("decisions").asked:
        assert squeezed(asked.what) in squeezed(pages[0])


def test_it_is_tagged_in_a_language_and_says_that_it_is_pdf_ua(printed):
    reader = PdfReader(io.BytesIO(printed["S-2027-AFR"][1]))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert reader.outline


def test_its_date_is_the_as_of_date_and_not_the_day_of_printing(printed):
    brief, content = printed["S-2027-AFR"]
    assert PdfReader(io.BytesIO(content)).metadata.creation_date.date() == brief.as_of


def test_charts_are_vectors_and_every_one_has_its_words(printed):
    brief, content = printed["S-2027-AFR"]
    reader = PdfReader(io.BytesIO(content))
    assert not [image for page in reader.pages for image in page.images]
    assert content.count(b"/Alt") >= sum(exhibit.chart is not None for _, exhibit in brief.exhibits())


def test_every_page_of_demonstration_data_says_so(printed):
    brief, content = printed["S-2027-AFR"]
    assert all("DEMONSTRATION DATA" in page for page in pages_of(content))
    other = replace(brief, is_demonstration=False, sections=brief.sections[-1:])
    assert "DEMONSTRATION DATA" not in text_of(pdf.pdf(other))


def test_the_committees_words_are_marked(africa):
    changed = edit.reword(africa, "students", "students.trend", "We go more.")
    text = text_of(pdf.pdf(replace(changed, sections=(changed.section("students"),))))
    assert "We go more." in text
    assert "the committee’s own" in text  # noqa: RUF001


def test_names_in_any_script_print_where_a_font_is_there_and_stand_as_a_mark_where_not(africa):
    bare = replace(africa, sections=africa.sections[:1])
    names = "Universität Łódź, Trường Đại học, Πανεπιστήμιο"
    assert squeezed("Łódź") in squeezed(text_of(pdf.pdf(edit.add(bare, "decisions", names))))
    odd = edit.add(bare, "decisions", "A letter of nobody: \U000f1234.")
    text = squeezed(text_of(pdf.pdf(odd)))
    assert squeezed("A letter of nobody: \ufffd.") in text
    assert squeezed("Characters that cannot be printed stand as \ufffd: U+F1234.") in text
    fault = pdf.unprintable(odd)
    assert (fault.rule, "U+F1234" in fault.what) == ("brief-glyph", True)
    assert pdf.unprintable(africa) is None


def test_a_brief_of_nothing_but_empty_sections_prints(africa):
    bare = [
        replace(one, statements=(), figures=(), exhibits=(), decisions=(), lead="Nothing.") for one in africa.sections
    ]
    assert len(PdfReader(io.BytesIO(pdf.pdf(replace(africa, sections=tuple(bare))))).pages) < 10


def test_the_pictures_are_of_the_same_pages(printed):
    brief, content = printed["S-2027-CHN"]
    assert len(pdf.pages(brief, ppi=20)) == len(PdfReader(io.BytesIO(content)).pages)


def test_a_name_of_two_hundred_letters_wraps_and_a_hash_stays_whole(africa):
    name = "Donaudampfschifffahrt" * 10
    first = africa.section("decisions").decisions[0]
    brief = edit.decide(replace(africa, sections=africa.sections[:1]), "decisions", first.id, "owner", name)
    pages = pages_of(pdf.pdf(brief))
    written = pages[0][pages[0].index("Donau") : pages[0].rindex("fahrt") + 5]
    assert squeezed(written) == name
    assert written.count("\n") >= 8
    assert re.search(r"\b[0-9a-f]{64}\b", "".join(pages))
