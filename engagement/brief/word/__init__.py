"""A brief as a Word document: real headings, contents, captions, native tables, on a template that can be replaced."""

from __future__ import annotations

import io
from datetime import datetime, time
from pathlib import Path

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from engagement.brief.archive import sealed
from engagement.brief.model import Brief
from engagement.brief.printable import printable
from engagement.brief.word.body import Body
from engagement.brief.word.margins import write_margins
from engagement.brief.word.pictures import Pictures
from engagement.brief.word.template import HOUSE, Template
from engagement.brief.wording import Words, words
from engagement.present import format


def docx(brief: Brief, *, template: Path = HOUSE) -> bytes:
    """Return the brief as a Word document; the same brief and template give the same bytes.

    Raises:
        PrintError: the template is no Word file.
    """
    clean = printable(brief)
    brief = clean.brief
    content, opened = words(brief, note=clean.note), Template(template)
    document = opened.document
    pictures = Pictures(document, widest=opened.across / 20)
    markup = Body(content, opened, pictures).markup()
    body = parse_xml(f"<w:body {nsdecls('w', 'wp', 'a', 'pic', 'r')}>{markup}</w:body>")
    page = document.element.body.sectPr
    for child in list(body):
        page.addprevious(child)
    write_margins(document, content, opened)
    _properties(document, brief, content)
    out = io.BytesIO()
    document.save(out)
    return sealed(out.getvalue())


def _properties(document: Document, brief: Brief, content: Words) -> None:
    """Set the file's properties; its date is the as-of date, never the day of writing."""
    properties = document.core_properties
    properties.title, properties.subject = brief.title, brief.subtitle
    properties.author = properties.last_modified_by = brief.institution
    properties.created = properties.modified = datetime.combine(brief.as_of, time())
    properties.revision, properties.language = 1, "en-US"
    stamp = f"{content['stamp']}. {content['stamp_words']} " if content["stamp"] else ""
    properties.comments = f"{stamp}As of {format.day(brief.as_of)}. Snapshot {brief.snapshot_id}."
