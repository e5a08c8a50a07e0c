"""Every format holds the numbers of the brief and no others, leaves out the same, has the same bytes each time."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime

import docx
import openpyxl
import pptx
import pytest
from lxml import etree
from pptx.enum.shapes import MSO_SHAPE_TYPE

from engagement.brief import edit, file
from engagement.brief.cells import HIDDEN, print_cell
from engagement.brief.drawn import drawing_of
from engagement.brief.formats import FORMATS
from engagement.brief.slides.outline import SLIDES
from engagement.charts.office.native import native
from engagement.errors import EngagementError
from engagement.present import format
from tests.brief.office import markup, parts, said
from tests.brief.test_brief import NUMBER_OF_PEOPLE
from tests.brief.test_pdf import text_of

OFFICE = ("docx", "pptx", "xlsx")


@pytest.fixture(scope="session")
def made(africa):
    """The brief for the Africa summit in each format, made once."""
    found = {}

    def made(name):
        if name not in found:
            found[name] = FORMATS[name].make(africa)
        return found[name]

    return made


@pytest.fixture(scope="session")
def word(made):
    return docx.Document(io.BytesIO(made("docx")))


@pytest.fixture(scope="session")
def slides(made):
    return list(pptx.Presentation(io.BytesIO(made("pptx"))).slides)


@pytest.fixture(scope="session")
def book(made):
    return openpyxl.load_workbook(io.BytesIO(made("xlsx")))


def sheets_of(brief):
    """Every exhibit with the title of its sheet; partners one by one stand on one sheet."""
    for section, exhibit in brief.exhibits():
        if section.id != "profiles":
            yield exhibit.title, exhibit
    profiles = brief.section("profiles")
    rows = tuple(row for exhibit in profiles.exhibits for row in exhibit.rows)
    yield profiles.title, replace(profiles.exhibits[0], rows=rows)


def drawn(brief):
    """Every exhibit of a brief with its drawing."""
    for _, exhibit in brief.exhibits():
        drawing = drawing_of(exhibit, as_of=brief.as_of, threshold=brief.threshold)
        if drawing is not None and drawing.kind != "table":
            yield exhibit, drawing


@pytest.mark.parametrize("name", OFFICE)
def test_the_same_brief_gives_the_same_bytes(africa, made, name):
    assert FORMATS[name].make(africa) == made(name)


@pytest.mark.parametrize("name", OFFICE)
def test_every_statement_and_figure_is_in_it(africa, made, name):
    text = said(markup(made(name)))
    for section in africa.included:
        for statement in section.included:
            # partners one by one are no matter for slides
            assert said(statement.text) in text or (name == "pptx" and section.id == "profiles")
        for figure in section.figures:
            assert said(figure.title) in text
            assert said(figure.printed) in text


@pytest.mark.parametrize("name", ["pdf", *OFFICE])
def test_every_field_of_every_decision_is_in_it(africa, made, name):
    text = said(text_of(made(name)) if name == "pdf" else markup(made(name)))
    asked = africa.section("decisions").asked
    assert len(asked) == 5
    for decision in asked:
        for words in filter(None, decision.fields):
            assert said(words) in text


def test_word_tables_hold_every_printed_cell(africa, word):
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]
    tables = [exhibit for _, exhibit in africa.exhibits() if exhibit.has_table]
    assert tables
    for exhibit in tables:
        columns = exhibit.table_columns
        rows = [[format.titled(column.title, column.unit) for column in columns]]
        rows += [
            [print_cell(cell, column.unit) for cell, column in zip(row, columns, strict=True)]
            for row in exhibit.table_rows
        ]
        plain = [[[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in table] for table in found]
        assert rows in plain


def test_the_workbook_holds_every_row_and_column_as_numbers_dates_and_texts(africa, book):
    for title, exhibit in sheets_of(africa):
        (sheet,) = [each for each in book.worksheets if each["A1"].value == title]
        for number, row in enumerate(exhibit.rows, start=6):
            for at, cell in enumerate(row, start=1):
                found = sheet.cell(number, at).value
                if cell is HIDDEN:
                    assert found == "too few"
                elif isinstance(cell, date):
                    assert isinstance(found, datetime)
                    assert found.date() == cell
                elif isinstance(cell, float):
                    assert found == pytest.approx(cell, rel=1e-14)  # Excel keeps sixteen digits
                else:
                    assert found == (cell or None if isinstance(cell, str) else cell)


def test_key_figures_in_the_workbook_are_numbers_with_the_format_of_their_unit(africa, book):
    rows = [[cell.value for cell in row] for row in book["Key figures"].iter_rows(min_row=6)]
    figures = [figure for section in africa.included for figure in section.figures]
    assert [row[2] for row in rows] == [pytest.approx(f.value) if f.value is not None else None for f in figures]
    formats = [book["Key figures"].cell(number, 3).number_format for number in range(6, 6 + len(figures))]
    assert formats == [format.excel(figure.unit) for figure in figures]


def test_native_charts_on_slides_hold_the_numbers_of_the_drawing_and_so_does_the_workbook_inside(africa, slides):
    charts = {
        shape._element.nvGraphicFramePr.cNvPr.get("descr"): shape.chart
        for slide in slides
        for shape in slide.shapes
        if shape.has_chart
    }
    assert len(charts) >= 5
    by_alt = {exhibit.alt: native(drawing) for exhibit, drawing in drawn(africa)}
    for alt, chart in charts.items():
        wanted = by_alt[alt]
        assert tuple(chart.plots[0].categories) == wanted.categories
        assert [series.values for series in chart.plots[0].series] == [one.values for one in wanted.series]
        inside = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        cells = [[cell.value for cell in row] for row in inside.iter_rows(max_row=len(wanted.categories) + 1)]
        for column, one in zip(list(zip(*cells, strict=True))[1:], wanted.series, strict=True):
            assert column[0] == one.name
            assert list(column[1:]) == [pytest.approx(value) if value is not None else None for value in one.values]


def test_native_charts_in_the_workbook_hold_the_numbers_of_the_drawing(africa, made):
    charts = [part.decode() for name, part in parts(made("xlsx")).items() if re.match(r"xl/charts/chart\d", name)]
    found = [re.findall(r"<c:v>([^<]*)</c:v>", "".join(re.findall(r"<c:val>.*?</c:val>", chart))) for chart in charts]
    wanted = [chart for _, drawing in drawn(africa) if (chart := native(drawing)) is not None]
    assert len(found) == len(wanted)
    for values, chart in zip(found, wanted, strict=True):
        shown = [value for one in chart.series for value in one.values if value is not None]
        assert [float(value) for value in values] == pytest.approx(shown)


def test_tables_on_slides_hold_cells_of_the_brief(africa, slides):
    tables = [shape for slide in slides for shape in slide.shapes if shape.has_table]
    by_title = {exhibit.title: exhibit for _, exhibit in africa.exhibits()}
    checked = 0
    for shape in tables:
        exhibit = by_title.get(shape._element.nvGraphicFramePr.cNvPr.get("descr"))
        if exhibit is None:
            continue
        rows = [[cell.text.replace("\v", "\n") for cell in row.cells] for row in shape.table.rows]
        parts_ = next(
            part.columns for plan in SLIDES for column in plan.columns for part in column if part.key == exhibit.id
        )
        whole = replace(exhibit, printed=parts_ or exhibit.printed, most=0)
        assert rows[0] == [format.titled(column.title, column.unit) for column in whole.table_columns]
        for shown, row in zip(rows[1:], whole.table_rows, strict=False):
            assert shown == [print_cell(cell, c.unit) for cell, c in zip(row, whole.table_columns, strict=True)]
            checked += 1
    assert checked > 20


@pytest.mark.parametrize("name", ["pdf", *OFFICE])
def test_numbers_of_people_in_the_words_are_rounded_and_never_few(made, name):
    text = text_of(made(name)) if name == "pdf" else " ".join(re.sub(r"<[^>]*>", " ", markup(made(name))).split())
    found = [int(number.replace(",", "")) for number in re.findall(NUMBER_OF_PEOPLE, text)]
    assert len(found) > 5
    assert not [number for number in found if number < 10 or number % 5]


def is_published(value):
    return value in (None, "too few") or (value >= 10 and value % 5 == 0)


def test_no_sheet_holds_a_count_of_people_that_is_not_published(africa, book):
    checked = 0
    for title, exhibit in sheets_of(africa):
        (sheet,) = [each for each in book.worksheets if each["A1"].value == title]
        for at, column in enumerate(exhibit.columns, start=1):
            if column.is_count and column.name != "pairs":  # pairs of teams are counted exactly
                cells = [sheet.cell(number, at).value for number in range(6, 6 + len(exhibit.rows))]
                assert all(map(is_published, cells)), (exhibit.id, column.name)
                checked += len(cells)
    assert checked > 200


def test_no_native_chart_holds_a_count_of_people_that_is_not_published(africa, made, slides):
    shown = [shape for slide in slides for shape in slide.shapes if shape.has_chart]
    of_people = {exhibit.alt for exhibit, drawing in drawn(africa) if drawing.measure.unit in ("people", "placements")}
    charts = [shape for shape in shown if shape._element.nvGraphicFramePr.cNvPr.get("descr") in of_people]
    assert charts
    for shape in charts:
        assert all(is_published(value) for one in shape.chart.plots[0].series for value in one.values)


@pytest.mark.parametrize("name", OFFICE)
def test_nothing_says_none_or_nan(made, name):
    text = re.sub(r"<[^>]*>", " ", markup(made(name)))
    assert not re.findall(r"\bNone\b(?! named)|\bnan\b|NaN|Marker\.|HIDDEN|\b[Hh]idden\b|#REF", text)


def test_twelve_slides_or_fewer_each_with_a_title_and_its_sources(brief_of, africa, slides):
    decisions = [slide for slide in slides if slide.shapes.title.text_frame.text.startswith("Decisions asked for")]
    assert slides[1] is decisions[0]
    assert 8 < len(slides) - len(decisions) <= 12
    for slide in slides[1:-1]:
        assert slide.shapes.title.text_frame.text
        notes = slide.notes_slide.notes_text_frame.text
        assert re.search(r"Sources: \[\d+\] ", notes)
        assert not re.search(r"[0-9a-f]{64}", notes)  # they can be spoken
    for slide in slides[-1:]:
        assert slide.shapes.title.text_frame.text
        notes = slide.notes_slide.notes_text_frame.text
        assert re.search(r"Query: \w+/\w+", notes)
        assert re.search(r"SHA-256 of exports/\S+: [0-9a-f]{64}", notes)
        assert re.search(r"\d[\d,]* of \d[\d,]* rows accepted", notes)


def test_nothing_on_a_slide_goes_beyond_it_or_lies_over_another(slides):
    wide, tall = 12192000, 6858000
    for slide in slides:
        numbers = [shape.shape_id for shape in slide.shapes]
        assert len(numbers) == len(set(numbers))
        boxes = [(shape, shape.left, shape.top, shape.width, shape.height) for shape in slide.shapes]
        for shape, left, top, width, height in boxes:
            assert left >= 0, shape.name
            assert left + width <= wide + 9525, shape.name
            assert top + height <= tall, shape.name
        graphics = [
            box for box in boxes if box[0].has_chart or box[0].has_table or box[0].shape_type == MSO_SHAPE_TYPE.PICTURE
        ]
        for one in graphics:
            for other in graphics:
                beside = one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1]
                above = one[2] + one[4] <= other[2] or other[2] + other[4] <= one[2]
                assert one is other or beside or above, (one[0].name, other[0].name)


def test_the_word_document_has_headings_filled_contents_captions_and_repeated_heads(africa, word):
    headings = [each.text for each in word.paragraphs if each.style.name == "Heading 1"]
    assert headings[:-1] == [section.title for section in africa.included]
    assert headings[0] == "Decisions asked for"
    listed = [each for each in word.paragraphs if each.style.name == "toc 1"]
    assert [each.hyperlinks[0].text for each in listed] == headings
    markup_ = word.element.xml
    assert " TOC " in markup_
    assert markup_.count("SEQ Figure") + markup_.count("SEQ Table") >= sum(1 for _ in africa.exhibits())
    assert markup_.count("<w:tblHeader") >= sum(exhibit.has_table for _, exhibit in africa.exhibits())


def test_every_chart_and_map_has_its_words(africa, made):
    alts = [exhibit.alt for exhibit, _ in drawn(africa)]
    for alt in alts:
        assert said(alt) in said(re.sub(r'descr="([^"]*)"', r">\1<", markup(made("docx"))))
        assert said(alt) in said(re.sub(r'descr="([^"]*)"', r">\1<", markup(made("xlsx"))))


@pytest.mark.parametrize("name", OFFICE)
def test_demonstration_data_says_so_and_other_data_does_not(africa, made, name):
    assert "DEMONSTRATION DATA" in markup(made(name)).upper()
    bare = replace(africa, is_demonstration=False, sections=africa.sections[-1:])
    assert "DEMONSTRATION DATA" not in markup(FORMATS[name].make(bare)).upper()


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r="])
def test_a_text_of_the_data_never_becomes_a_formula(africa, begin):
    section = africa.section("partnerships")
    exhibit = next(each for each in section.exhibits if each.id == "kinds")
    rows = ((f"{begin}1+1", *exhibit.rows[0][1:]), *exhibit.rows[1:])
    section = replace(section, exhibits=(replace(exhibit, rows=rows),))
    brief = edit.add(replace(africa, sections=(section,)), "partnerships", f"{begin}2+2")
    for name in ("xlsx", "pptx"):
        inside = {key: part for key, part in parts(FORMATS[name].make(brief)).items() if "/worksheets/" in key}
        assert inside
        assert not [key for key, part in inside.items() if b"<f>" in part or b"<f " in part]


@pytest.mark.parametrize("name", OFFICE)
def test_names_in_every_script_are_written_as_they_are(africa, name):
    names = "清华大学, 한국대학교, جامعة النجم, Łódź, Đà Nẵng"
    brief = edit.add(replace(africa, sections=africa.sections[:1]), "decisions", names)
    assert said(names) in said(markup(FORMATS[name].make(brief)))


def test_decisions_are_a_table_in_every_format_and_to_be_filled_in_where_there_are_none(africa):
    open_ = replace(africa, sections=(replace(africa.section("decisions"), decisions=(), lead="None."),))
    asked = ["Renew with Accra.", "Open a program in Nairobi."]
    brief = open_
    for text in asked:
        brief = edit.add(brief, "decisions", text)
    heads = ["No.", "What is asked", "Of whom", "By when", "Cost"]

    def is_table(found):
        assert found[0] == heads
        assert [row[0] for row in found[1:]] == ["1", "2"]
        assert all(row[1].startswith(text) for row, text in zip(found[1:], asked, strict=True))

    document = docx.Document(io.BytesIO(FORMATS["docx"].make(brief)))
    is_table([[cell.text for cell in row.cells] for row in document.tables[0].rows])
    assert not [each for each in document.paragraphs if each.text.startswith("Renew")]
    blank = docx.Document(io.BytesIO(FORMATS["docx"].make(open_))).tables[0]
    assert [cell.text for cell in blank.rows[0].cells] == heads[1:]
    slide = list(pptx.Presentation(io.BytesIO(FORMATS["pptx"].make(brief))).slides)[1]
    (frame,) = (shape for shape in slide.shapes if shape.has_table)
    is_table([[cell.text for cell in row.cells] for row in frame.table.rows])
    sheet = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(brief)))["Decisions asked for"]
    rows = [[str(cell.value) for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert [row[1] for row in rows] == ["What", *asked]
    text = said(text_of(FORMATS["pdf"].make(brief)))
    assert all(said(text_) in text for text_ in (*heads, *asked))


def test_more_decisions_than_a_slide_holds_go_on_the_next(africa):
    brief = replace(africa, sections=(replace(africa.section("decisions"), decisions=()),))
    asked = [f"Decision number {number} of the committee, {'in many words ' * 12}." for number in range(1, 31)]
    for text in asked:
        brief = edit.add(brief, "decisions", text)
    slides = list(pptx.Presentation(io.BytesIO(FORMATS["pptx"].make(brief))).slides)[1:]
    frames = [shape for slide in slides for shape in slide.shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for frame in frames for row in list(frame.table.rows)[1:]]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 31)]
    assert all(row[1].startswith(" ".join(text.split())) for row, text in zip(rows, asked, strict=True))
    assert all(frame.top + frame.height <= 6858000 for frame in frames)


def test_long_statements_go_on_the_next_slide_and_a_long_finding_is_no_title(africa):
    long = f"{'This is what the committee thinks of it, in many words. ' * 6}"
    brief = replace(africa, sections=(africa.section("students"),))
    brief = edit.reword(brief, "students", "students.trend", f"A finding. {long}")
    for number in range(12):
        brief = edit.add(brief, "students", f"Number {number}. {long}")
    slides = list(pptx.Presentation(io.BytesIO(FORMATS["pptx"].make(brief))).slides)[1:]
    assert len(slides) > 3
    assert {slide.shapes.title.text_frame.text for slide in slides[:-1]} == {"Students"}
    texts = [shape.text_frame for slide in slides for shape in slide.shapes if shape.has_text_frame]
    words = " ".join(frame.text for frame in texts)
    assert all(" ".join(own.text.split()) in " ".join(words.split()) for own in brief.section("students").included)
    sizes = [run.font.size.pt for frame in texts for each in frame.paragraphs for run in each.runs if run.font.size]
    assert min(sizes) >= 12


ODD = [
    *(pytest.param(chr(code), id=f"U+{code:04X}") for code in (0, 1, 7, 0xB, 0xC, 0x1B, 0x7F, 0x85, 0xAD, 0x200D)),
    *(pytest.param(chr(code), id=f"U+{code:04X}") for code in (0x2028, 0x202E, 0x2066, 0xFDD0, 0xFEFF, 0xFFF9)),
    *(pytest.param(chr(code), id=f"U+{code:04X}") for code in (0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF)),
    pytest.param("\ud83d", id="half a character"),
    pytest.param("\N{GRINNING FACE}", id="an emoji"),
    pytest.param("\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1fa\U0001f1f8", id="emoji of several characters"),
    pytest.param("မြန်မာ ไทย ᠮᠣᠩᠭᠣᠯ ꦗꦮ 𒀀", id="scripts without a font"),
    pytest.param("Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!", id="many marks on one letter"),
    pytest.param("\n\t \v", id="nothing but blanks"),
]


@pytest.mark.parametrize("letter", ODD)
def test_no_character_of_a_name_keeps_a_document_from_being_made(africa, letter):
    """In the words, as a title of a slide, in a table, in a bar of a chart, on the map, in title and institution."""
    kept = [one for one in africa.sections if one.id in ("decisions", "compared", "partnerships")]
    kept = [
        replace(
            section,
            statements=tuple(replace(one, text=f"{letter}A{letter}") for one in section.statements),
            exhibits=tuple(
                replace(one, rows=tuple(_odd(row, letter) for row in one.rows[:4])) for one in section.exhibits
            ),
        )
        for section in kept
    ]
    brief = edit.add(replace(africa, sections=tuple(kept)), "decisions", f"Renew with {letter} now")
    brief = replace(brief, title=f"{letter}{brief.title}{letter}", institution=letter)
    for name in ("pdf", *OFFICE):
        content = FORMATS[name].make(brief)
        text = text_of(content) if name == "pdf" else markup(content)
        assert "Renewwith" in said(text)
        if name in OFFICE:
            for key, part in parts(content).items():
                if key.endswith((".xml", ".rels")):
                    etree.fromstring(part)
    assert file.from_bytes(file.to_bytes(brief, key=b"k"), key=b"k").summit == brief.summit


def _odd(row, letter):
    return tuple(f"{letter}{cell}" if isinstance(cell, str) else cell for cell in row)


@pytest.mark.parametrize("name", OFFICE)
def test_what_is_replaced_is_said(africa, name):
    brief = edit.add(replace(africa, sections=africa.sections[:1]), "decisions", "Renew with Bell\x07 now")
    text = said(markup(FORMATS[name].make(brief)))
    assert said("Renew with Bell\ufffd now") in text
    assert said("Characters that cannot be printed stand as \ufffd: U+0007.") in text


@pytest.mark.parametrize("name", ["pdf", "docx", "pptx"])
def test_a_template_that_cannot_be_read_is_told_with_what_to_give(africa, tmp_path, name):
    broken = tmp_path / f"broken.{name}"
    broken.write_bytes(b"#let x = (" if name == "pdf" else b"no office file")
    for path in (broken, tmp_path / "nowhere"):
        with pytest.raises(EngagementError) as caught:
            FORMATS[name].make(replace(africa, sections=()), template=path)
        assert str(path) in str(caught.value)


def test_a_workbook_has_no_template(africa, tmp_path):
    with pytest.raises(EngagementError, match="without a template"):
        FORMATS["xlsx"].make(africa, template=tmp_path)


@pytest.mark.parametrize("name", OFFICE)
def test_a_brief_that_is_not_verified_says_so_where_demonstration_data_does(africa, name):
    unverified = replace(africa, is_verified=False)
    assert "NOT VERIFIED" in markup(FORMATS[name].make(unverified)).upper()
