"""Templates can be replaced: any Word or PowerPoint file will do, and what it has stays."""

from __future__ import annotations

import io
import shutil
import stat
import subprocess
import zipfile
from dataclasses import replace

import docx as word_files
import pptx as powerpoint_files
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pptx.util import Inches

from engagement.brief.house_templates import HouseTemplates
from engagement.brief.slides import house as slides_house
from engagement.brief.slides import pptx
from engagement.brief.slides import template as slides_template
from engagement.brief.word import docx
from engagement.brief.word import house as word_house
from engagement.brief.word import template as word_template
from engagement.charts.print.letters import PrintError
from engagement.errors import CallError


@pytest.fixture(scope="module")
def short(africa):
    """A brief of one section, which is made in no time."""
    return replace(africa, sections=tuple(one for one in africa.sections if one.id == "partnerships"))


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


def test_a_word_template_does_not_send_whoever_opens_a_brief_to_another_file(short, tmp_path):
    own = word_files.Document()
    relation = own.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).relate_to(
        "http://elsewhere.example/secret.dotm",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        is_external=True,
    )
    attached = OxmlElement("w:attachedTemplate")
    attached.set(qn("r:id"), relation)
    own.settings.element.insert(0, attached)
    own.save(tmp_path / "own.docx")
    with zipfile.ZipFile(io.BytesIO(docx(short, template=tmp_path / "own.docx"))) as made:
        assert not any(b"elsewhere.example" in made.read(name) for name in made.namelist())


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


def _without_layouts(deck):
    """None of the two layouts that a brief looks for."""
    for layout in list(deck.slide_layouts)[:2]:
        deck.slide_layouts.remove(layout)


def test_a_template_without_any_layout_is_told_so(short, tmp_path):
    own = powerpoint_files.Presentation()
    for layout in list(own.slide_layouts):
        own.slide_layouts.remove(layout)
    own.save(tmp_path / "own.pptx")
    with pytest.raises(PrintError, match="any layout"):
        pptx(short, template=tmp_path / "own.pptx")


@pytest.mark.parametrize(
    ("made", "ending", "kind"),
    [
        pytest.param(powerpoint_files.Presentation, "potx", b"presentationml.%s.main+xml", id="PowerPoint"),
        pytest.param(word_files.Document, "dotx", b"wordprocessingml.%s.main+xml", id="Word"),
    ],
)
def test_templates_saved_as_such_will_do(short, tmp_path, made, ending, kind):
    made().save(tmp_path / "own")
    document = b"presentation" if ending == "potx" else b"document"
    with zipfile.ZipFile(tmp_path / "own") as given, zipfile.ZipFile(tmp_path / f"own.{ending}", "w") as template:
        for name in given.namelist():
            template.writestr(name, given.read(name).replace(kind % document, kind % b"template"))
    with pytest.raises(ValueError, match="is not a"):
        (powerpoint_files.Presentation if ending == "potx" else word_files.Document)(str(tmp_path / f"own.{ending}"))
    if ending == "potx":
        assert_good_slides(pptx(short, template=tmp_path / "own.potx"), short)
    else:
        assert (
            short.title
            in word_files.Document(io.BytesIO(docx(short, template=tmp_path / "own.dotx"))).paragraphs[1].text
        )


def _without_content(deck):
    """No placeholder but the title in the layouts of cover and content."""
    for layout in list(deck.slide_layouts)[:2]:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.idx:
                shape._element.getparent().remove(shape._element)


def _without_any(deck):
    """No placeholder at all in the layouts, nor a size of the slides."""
    for layout in list(deck.slide_layouts)[:2]:
        for shape in list(layout.placeholders):
            shape._element.getparent().remove(shape._element)
    deck.part._element.remove(deck.part._element.sldSz)


def _numbered_alike(deck):
    """Every placeholder numbered 0 and the date 1, as LibreOffice writes them."""
    for layout in list(deck.slide_layouts)[:2]:
        for shape in layout.placeholders:
            kind = shape._element.ph.get("type")
            shape._element.ph.set("idx", {"dt": "1", "ftr": "2", "sldNum": "3"}.get(kind, "0"))


def _numbered_otherwise(deck):
    """The content numbered 13, as in templates that were made by hand."""
    for layout in list(deck.slide_layouts)[:2]:
        (content,) = (each for each in layout.placeholders if each.placeholder_format.idx == 1)
        content._element.ph.set("idx", "13")


def _unchanged(deck):
    """python-pptx's own."""


@pytest.mark.parametrize(
    "change", [_unchanged, _without_layouts, _without_content, _without_any, _numbered_alike, _numbered_otherwise]
)
def test_any_set_of_placeholders_will_do(short, tmp_path, change):
    own = powerpoint_files.Presentation()
    change(own)
    own.save(tmp_path / "own.pptx")
    assert_good_slides(pptx(short, template=tmp_path / "own.pptx"), short)


def test_a_template_that_libreoffice_made_will_do(short, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (soffice), which this machine has not")
    powerpoint_files.Presentation().save(tmp_path / "own.pptx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for kind, folder, source in (("odp", ".", "own.pptx"), ("pptx", "made", "own.odp")):
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", folder, source]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    made = tmp_path / "made" / "own.pptx"
    if not made.exists():
        pytest.skip("needs LibreOffice Impress, which this machine has not")
    assert_good_slides(pptx(short, template=made), short)


def assert_good_slides(content, brief):
    """Title and words are there, everything is on the slide, and no table lies over a title."""
    made = powerpoint_files.Presentation(io.BytesIO(content))
    shown = [[each.text_frame.text for each in slide.shapes if each.has_text_frame] for slide in made.slides]
    assert brief.title in shown[0]
    assert any(brief.institution in text for text in shown[0])
    for slide, texts in zip(made.slides, shown, strict=True):
        assert texts[0]
        title = next(shape for shape in slide.shapes if shape.has_text_frame)
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= made.slide_width
            assert shape.top + shape.height <= made.slide_height
            assert not (shape.has_table or shape.has_chart) or shape.top >= title.top + title.height
    said = " ".join(text for texts in shown for text in texts)
    assert all(one.text in said for section in brief.included for one in section.included)


def test_an_uploaded_template_is_kept_for_its_format_until_another_or_none_is(short, tmp_path):
    templates = HouseTemplates(tmp_path / "templates")
    powerpoint_files.Presentation().save(tmp_path / "own.pptx")
    content = (tmp_path / "own.pptx").read_bytes()
    assert templates.keep("Ours.PPTX", content) == "pptx"
    assert templates.path("docx") is None
    assert stat.S_IMODE(templates.path("pptx").stat().st_mode) == 0o600
    assert_good_slides(pptx(short, template=templates.path("pptx")), short)
    with pytest.raises(PrintError):
        templates.keep("broken.potx", b"no office file")
    assert templates.path("pptx").read_bytes() == content
    with pytest.raises(CallError, match="no template"):
        templates.keep("brief.typ", b'#read("/etc/passwd")')
    templates.drop("pptx")
    assert [path.name for path in templates.folder.iterdir()] == []


def _changed(part, old, new, *, also=b""):
    """The house's PowerPoint template with one of its parts changed, and perhaps a large one more."""
    out = io.BytesIO()
    with zipfile.ZipFile(slides_template.HOUSE) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in given.namelist():
            content = given.read(name)
            changed.writestr(name, content.replace(old, new) if name == part else content)
        if also:
            changed.writestr("ppt/media/picture.png", also)
    return out.getvalue()


def _encrypted():
    content = bytearray(slides_template.HOUSE.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place != -1:
            content[place + at] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


TYPES, MAIN = "[Content_Types].xml", "ppt/presentation.xml"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: _changed("", b"", b"", also=bytes(120 * 2**20)), id="unpacks to too much"),
        pytest.param(
            lambda: _changed(
                TYPES,
                b"vnd.openxmlformats-officedocument.presentationml.presentation.main",
                b"vnd.ms-powerpoint.presentation.macroEnabled.main",
            ),
            id="macros",
        ),
        pytest.param(_encrypted, id="encrypted"),
        pytest.param(lambda: _changed(MAIN, b":presentation", b":nothing"), id="another main part"),
        pytest.param(lambda: _changed(TYPES, b"/content-types", b"/others"), id="other content types"),
    ],
)
def test_a_hostile_template_ends_in_a_sentence_and_is_not_kept(tmp_path, content):
    templates = HouseTemplates(tmp_path / "templates")
    with pytest.raises((CallError, PrintError), match="The template"):
        templates.keep("own.pptx", content())
    assert list(templates.folder.iterdir()) == []
