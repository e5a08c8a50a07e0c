"""A brief as a PowerPoint presentation: twelve slides or fewer, with charts and tables that PowerPoint edits."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from pptx.util import Pt

from engagement.brief.archive import sealed
from engagement.brief.model import Brief
from engagement.brief.printable import printable
from engagement.brief.slides import notes
from engagement.brief.slides.draw import Painter
from engagement.brief.slides.pages import Page, answers, pages
from engagement.brief.slides.template import HOUSE, Template
from engagement.brief.wording import cover_lines, stamp, stamp_words
from engagement.present import format

_MORE = "The notes of this slide, and the annex of the PDF, have each query, its parameters, files and hashes."


def pptx(brief: Brief, *, template: Path = HOUSE) -> bytes:
    """Return the brief as slides; the same brief and template give the same bytes.

    Raises:
        PrintError: the template is no PowerPoint file, or lacks a layout.
    """
    clean, opened = printable(brief), Template(template)
    brief = clean.brief
    painter = Painter(brief, opened)
    _cover(brief, opened, painter, note=clean.note)
    shown = pages(brief)
    for page in shown:
        for slide in painter.slides(page):
            notes.write(slide, notes.spoken(page, answers(brief, page)))
    _sources(brief, shown, painter)
    _properties(brief, opened)
    out = io.BytesIO()
    opened.deck.save(out)
    return sealed(out.getvalue())


def _cover(brief: Brief, template: Template, painter: Painter, *, note: str) -> None:
    slide = template.deck.slides.add_slide(template.cover)
    title, under = template.placed(slide, is_cover=True)
    painter.finish(slide)
    title.text_frame.text = brief.title
    lines = [brief.subtitle, brief.institution, brief.office, *cover_lines(brief)]
    lines += [f"{stamp(brief).upper()}. {stamp_words(brief)}"] if stamp(brief) else []
    under.text_frame.text = "\n".join(filter(None, lines))
    for number, paragraph in enumerate(under.text_frame.paragraphs):
        for run in paragraph.runs:
            run.font.size = Pt(20 if number == 0 else 14)
    notes.write(slide, notes.of_cover(brief, note=note))


def _sources(brief: Brief, shown: Sequence[Page], painter: Painter) -> None:
    """Add the last slide: which answers the numbers come from; its notes have their queries, files and hashes."""
    numbers = {number for page in shown for number in page.numbers}
    told = [answer for answer in brief.evidence if answer.number in numbers]
    if not told:
        return
    named = "; ".join(f"[{answer.number}] {answer.title}" for answer in told)
    page = Page("Where the numbers come from", (f"{named}.", _MORE))
    for slide in painter.slides(page):
        notes.write(slide, notes.of_answers(told))


def _properties(brief: Brief, template: Template) -> None:
    """Set the file's properties; its date is the as-of date, never the day of writing."""
    properties = template.deck.core_properties
    properties.title, properties.subject = brief.title, brief.subtitle
    properties.author = properties.last_modified_by = brief.institution
    properties.created = properties.modified = datetime.combine(brief.as_of, time())
    properties.revision, properties.language = 1, "en-US"
    stamped = f"{stamp(brief)}. {stamp_words(brief)} " if stamp(brief) else ""
    properties.comments = f"{stamped}As of {format.day(brief.as_of)}. Snapshot {brief.snapshot_id}."
