"""The template that a brief is poured into: its styles, its page, its own header and footer. Any Word file will do."""

from __future__ import annotations

import zipfile
from copy import deepcopy
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from engagement.brief.archive import as_document
from engagement.charts.print.letters import PrintError
from engagement.errors import Fault
from engagement.place import Place

HOUSE = Path(__file__).resolve().parent.parent / "templates" / "brief.docx"

STYLES = (
    *("Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "List Bullet", "toc 1", "toc 2", "TOC Heading"),
    *("Brief Note", "Brief Stamp", "Brief Table", "Brief Answer", "Brief Figure"),
)
"""Paragraph styles that a brief is set in; those that a template lacks are taken from the house's."""

_RULE = "brief-template"


class Template:
    """An opened template, empty but for its header and footer."""

    def __init__(self, path: Path) -> None:
        self.document = _opened(path)
        body = self.document.element.body
        for child in list(body):
            if child.tag != qn("w:sectPr"):
                body.remove(child)
        _detach(self.document)
        self._complete()
        section = self.document.sections[0]
        left, right = section.left_margin or 0, section.right_margin or 0
        self.across = round(((section.page_width or 0) - left - right) / 635)
        """The width of the text, in twentieths of a point."""

    def style(self, name: str) -> str:
        """Return the id of a paragraph style."""
        return self._ids[name.casefold()]

    def _complete(self) -> None:
        styles = self.document.styles.element
        self._ids = _ids(styles)
        lacking = [name for name in STYLES if name.casefold() not in self._ids]
        if lacking:
            house = docx.Document(str(HOUSE)).styles.element
            ids = _ids(house)
            by_id = {style.get(qn("w:styleId")): style for style in house.findall(qn("w:style"))}
            for name in lacking:
                copied = deepcopy(by_id[ids[name.casefold()]])
                for numbering in copied.iter(qn("w:numPr")):
                    numbering.getparent().remove(numbering)
                styles.append(copied)
            self._ids = _ids(styles)


def _detach(document: Document) -> None:
    """Forget the file that the template was made from: Word would look for it wherever a brief is opened."""
    settings = document.settings.element
    for attached in settings.findall(qn("w:attachedTemplate")):
        settings.remove(attached)
        document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels.pop(attached.get(qn("r:id")), None)


def _opened(path: Path) -> Document:
    try:
        return docx.Document(as_document(path))
    except (PackageNotFoundError, OSError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        what = "The template cannot be opened as a Word file."
        fix = "Give a .docx or .dotx file, as Word saves it. The house's is engagement/brief/templates/brief.docx."
        raise PrintError(Fault(what, Place.of(path), fix, _RULE)) from error


def _ids(styles: etree._Element) -> dict[str, str]:
    return {
        style.find(qn("w:name")).get(qn("w:val")).casefold(): style.get(qn("w:styleId"))
        for style in styles.findall(qn("w:style"))
        if style.get(qn("w:type")) == "paragraph" and style.find(qn("w:name")) is not None
    }
