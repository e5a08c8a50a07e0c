"""Templates can be replaced: any Word or PowerPoint file will do, and what it has stays."""

from __future__ import annotations

import io
from dataclasses import replace

import docx as word_files
import pptx as powerpoint_files
import pytest
from pptx.util import Inches

from engagement.brief.slides import house as slides_house
from engagement.brief.slides import pptx
from engagement.brief.slides import template as slides_template
from engagement.brief.word import docx
from engagement.brief.word import house as word_house
from engagement.brief.word import template as word_template
from engagement.charts.printed.letters import PrintError


@pytest.fixture(scope="module")
def short(africa):
    """A brief of one section, which is made in no time."""
    return replace(africa, sections=tuple(one for one in africa.sections if one.id == "white_space"))


@pytest.mark.parametrize(
    ("house", "template"),
    [
        pytest.param(word_house, word_template, id="Word"),
        pytest.param(slides_house, slides_template, id="PowerPoint"),
    ],
)
def test_the_shipped_template_is_the_one_that_the_code_makes(house, template):
    assert house.template() == template.HOUSE.read_bytes()


def test_a_word_template_keeps_its_header_and_page_and_gets_the_styles_that_it_lacks(short, tmp_path):
    own = word_files.Document()
    own.sections[0].header.paragraphs[0].text = "University of Somewhere"
    own.sections[0].page_width = own.sections[0].page_height
    own.add_paragraph("Instructions that nobody is to print")
    own.save(tmp_path / "own.docx")
    made = word_files.Document(io.BytesIO(docx(short, template=tmp_path / "own.docx")))
    header = [each.text for each in made.sections[0].header.paragraphs]
    assert header[0] == "University of Somewhere"
    assert short.title in header[1]
    assert made.sections[0].page_width == own.sections[0].page_width
    assert "Instructions" not in " ".join(each.text for each in made.paragraphs)
    assert {"Brief Note", "Heading 1"} <= {each.style.name for each in made.paragraphs}


def test_a_powerpoint_template_gives_its_places_and_loses_its_own_slides(short, tmp_path):
    own = powerpoint_files.Presentation()  # four to three, and other layouts beside the two that are needed
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "Instructions that nobody is to show"
    own.save(tmp_path / "own.pptx")
    made = powerpoint_files.Presentation(io.BytesIO(pptx(short, template=tmp_path / "own.pptx")))
    assert made.slide_width == Inches(10)
    titles = [slide.shapes.title.text for slide in made.slides]
    assert titles[0] == short.title
    assert "Instructions that nobody is to show" not in titles
    for slide in made.slides:
        assert all(shape.left + shape.width <= made.slide_width for shape in slide.shapes)


def test_a_powerpoint_template_without_the_layouts_is_told_so(short, tmp_path):
    own = powerpoint_files.Presentation()
    for layout in list(own.slide_layouts)[:2]:
        own.slide_layouts.remove(layout)
    own.save(tmp_path / "own.pptx")
    with pytest.raises(PrintError, match='a layout "Title Slide"'):
        pptx(short, template=tmp_path / "own.pptx")
