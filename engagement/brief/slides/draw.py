"""Puts the words, charts, tables and maps of a slide into their places."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from engagement.brief.drawn import drawing_of
from engagement.brief.model import Brief, KeyFigure
from engagement.brief.slides import decisions, flow, tables
from engagement.brief.slides.pages import Page, Shown
from engagement.brief.slides.places import CARDS, GAP, columns, divided, shared
from engagement.brief.slides.room import fitting, height
from engagement.brief.slides.template import Box, Template
from engagement.brief.wording import stamp
from engagement.charts import print as printed
from engagement.charts.model.drawing import Drawing
from engagement.charts.office import slide as charts
from engagement.charts.office.native import native
from engagement.charts.palette import LIGHT
from engagement.present import format

_CAPTION = Inches(0.3)
_NOTE, _FOOT = 12, Inches(0.06)
_CUT = "The first {count} of {total:,} rows; the workbook of this brief has them all."
_WARNING, _MUTED = "A83900", LIGHT.muted.lstrip("#").upper()


class Painter:
    """Draws the slides of one brief on one template."""

    def __init__(self, brief: Brief, template: Template) -> None:
        self.brief, self.template = brief, template

    def slides(self, page: Page) -> Iterator[Slide]:
        """Add what a page says: one slide, or more where more is written than one holds."""
        page, rest = flow.divided(page, self.template)
        yield from self._page(page)
        while rest is not None:
            page, rest = flow.divided(rest, self.template)
            yield from self._page(page)

    def _page(self, page: Page) -> Iterator[Slide]:
        first = 1
        for number, asked in enumerate(decisions.split(page.decisions, self.template.content), start=1):
            title = page.title if number == 1 else f"{page.title} ({number})"
            yield self._slide(replace(page, title=title, decisions=asked), first)
            first += len(asked)

    def _slide(self, page: Page, first: int) -> Slide:
        """Add a slide with everything on it; `first` is the number of its first decision."""
        slide = self.template.deck.slides.add_slide(self.template.plain)
        title, body = self.template.placed(slide)
        self.finish(slide)
        title.text_frame.text = page.title
        size = fitting([page.title], title.width - Inches(0.3), title.height - Inches(0.1), flow.TITLES)
        _sized(title, size)
        box = self.template.content
        if page.cards:
            self._cards(slide, page.cards, (box[0], box[1], box[2], CARDS))
        words, box = divided(page, box)
        if page.bullets:
            _bullets(body, page.bullets, words)
        else:
            body._element.getparent().remove(body._element)
        if page.decisions:
            decisions.written(slide, page.decisions, box, first=first)
        elif page.has_room:
            decisions.blank(slide, box)
        for column, place in zip(page.columns, columns(box, page.shares), strict=True):
            self._column(slide, column, place)
        return slide

    def finish(self, slide: Slide) -> None:
        """Add footer and number where the template has them, and the stamp."""
        for shape in slide.slide_layout.placeholders:
            kind = shape._element.ph.get("type")
            if kind not in ("ftr", "sldNum"):
                continue
            copied = deepcopy(shape._element)
            copied.nvSpPr.cNvPr.set("id", str(1 + max(existing.shape_id for existing in slide.shapes)))
            slide.shapes._spTree.append(copied)
            if kind == "ftr":
                footer = f"{self.brief.institution}, as of {format.day(self.brief.as_of)}"
                body = copied.find(qn("p:txBody"))
                for paragraph in body.findall(qn("a:p"))[1:]:
                    body.remove(paragraph)
                slide.shapes[-1].text_frame.text = footer
        if stamp(self.brief):
            wide = Inches(2.6)
            left = (self.template.deck.slide_width or 0) - wide - Inches(0.3)
            _text(
                slide,
                [stamp(self.brief).upper()],
                (left, Inches(0.1), wide, Inches(0.3)),
                12,
                color=_WARNING,
                right=True,
            )

    def _cards(self, slide: Slide, figures: Sequence[KeyFigure], box: Box) -> None:
        """Draw key figures side by side, each with its name, value and change."""
        left, top, across, tall = box
        wide = across // len(figures)
        for number, key_figure in enumerate(figures):
            place = (left + number * wide, top, wide - Inches(0.08), tall)
            shape = _text(
                slide,
                [key_figure.printed, key_figure.title, key_figure.when, key_figure.change, key_figure.target],
                place,
                12,
            )
            value, *others = shape.text_frame.paragraphs
            for run in value.runs:
                run.font.size, run.font.bold = Pt(24), True
            for paragraph in others:
                for run in paragraph.runs:
                    run.font.color.rgb = RGBColor.from_string(_MUTED)

    def _column(self, slide: Slide, column: Sequence[Shown], box: Box) -> None:
        left, top, across, tall = box
        needs = [self._need(exhibit, across) for exhibit in column]
        room = tall - GAP // 2 * (len(column) - 1)
        for exhibit, wanted in zip(column, shared(needs, room), strict=True):
            self._part(slide, exhibit, (left, top, across, wanted))
            top += wanted + GAP // 2

    def _need(self, exhibit: Shown, across: int) -> int:
        """Return the height that a part needs; a chart takes all that there is."""
        if self._drawing(exhibit) is not None:
            return Inches(9)
        cells = tables.cells_of(exhibit.exhibit, exhibit.part.columns)
        _, caption = _caption(exhibit.exhibit.title, across)
        return sum(cells.heights(cells.widths(across))) + caption + Inches(0.35)

    def _drawing(self, exhibit: Shown) -> Drawing | None:
        drawn = drawing_of(exhibit.exhibit, as_of=self.brief.as_of, threshold=self.brief.threshold)
        return drawn if drawn is not None and drawn.kind != "table" else None

    def _part(self, slide: Slide, exhibit: Shown, box: Box) -> None:
        """Draw an exhibit with its title above and its notes below."""
        left, top, across, tall = box
        drawn = self._drawing(exhibit)
        size, caption = _caption(exhibit.exhibit.title, across)
        inside = (left, top + caption, across, tall - caption)
        if drawn is None:
            title, notes = exhibit.exhibit.title, self._table(slide, exhibit, inside)
        else:
            title, notes = self._chart(slide, exhibit, drawn, inside)
        _text(slide, [title], (left, top, across, caption), size, is_bold=True)
        if notes:
            foot = height(notes, across, _NOTE) + _FOOT
            _text(slide, notes, (left, top + tall - foot, across, foot), _NOTE, color=_MUTED)

    def _table(self, slide: Slide, table_part: Shown, box: Box) -> list[str]:
        """Draw as many rows as fit; what is left out is said."""
        left, top, across, tall = box
        exhibit, cells = table_part.exhibit, tables.cells_of(table_part.exhibit, table_part.part.columns)
        notes = [exhibit.note] if exhibit.note else []
        foot = height(notes, across, _NOTE) + _FOOT if notes else 0
        if sum(cells.heights(cells.widths(across))) + foot > tall:
            foot += height([_CUT.format(count=99, total=cells.total)], across, _NOTE) + _FOOT
        count = tables.add(slide, cells, (left, top, across, tall - foot), title=exhibit.title)
        return [_CUT.format(count=count, total=cells.total), *notes] if count < cells.total else notes

    def _chart(self, slide: Slide, table_part: Shown, drawn: Drawing, box: Box) -> tuple[str, list[str]]:
        """Draw a native chart, or a map as a picture."""
        left, top, across, tall = box
        exhibit, chart = table_part.exhibit, native(drawn)
        beyond = f"{drawn.over_the_whole_words}." if drawn.is_over_the_whole else ""
        notes = [words for words in (beyond, chart.hidden if chart else exhibit.note) if words]
        foot = height(notes, across, _NOTE) + _FOOT if notes else 0
        place = (left, top, across, tall - foot)
        if chart is None:
            _picture(slide, drawn, place, exhibit.alt)
            return exhibit.title, notes
        charts.insert(slide.shapes, chart, place, alt=exhibit.alt, as_of=self.brief.as_of)
        return f"{exhibit.title}, {chart.when}" if chart.when else exhibit.title, notes


def _caption(title: str, across: int) -> tuple[float, int]:
    """Return the size of letters and the height of what stands above an exhibit."""
    size = fitting([title], across * 0.9, _CAPTION, (14, 13, 12))
    return size, max(_CAPTION, height([title], across * 0.9, size) + _FOOT)


def _picture(slide: Slide, drawn: Drawing, box: Box, alt: str) -> None:
    """Draw a map, as large as fits."""
    left, top, across, tall = box
    picture = slide.shapes.add_picture(io.BytesIO(printed.png(drawn)), left, top)
    scale = min(across / picture.width, tall / picture.height)
    picture.width, picture.height = Emu(round(picture.width * scale)), Emu(round(picture.height * scale))
    picture._element.nvPicPr.cNvPr.set("descr", alt)


def _bullets(body: Any, bullets: Sequence[str], box: Box) -> None:
    body.left, body.top, body.width, body.height = (Emu(length) for length in box)
    frame = body.text_frame
    size = fitting(bullets, box[2] - Inches(0.6), box[3] - Inches(0.1), flow.TEXTS)
    for number, words in enumerate(bullets):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size = words, Pt(size)


def _sized(shape: Any, size: float) -> None:
    """Set the size of every letter of a shape."""
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)


def _text(
    slide: Slide,
    texts: Sequence[str],
    box: Box,
    size: float,
    *,
    color: str = "",
    is_bold: bool = False,
    right: bool = False,
) -> Any:
    shape = slide.shapes.add_textbox(*box)
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Inches(0.05)
    frame.margin_top = frame.margin_bottom = Inches(0.02)
    for number, words in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = words, Pt(size), is_bold
        if color:
            run.font.color.rgb = RGBColor.from_string(color)
        if right:
            paragraph.alignment = PP_ALIGN.RIGHT
    return shape
