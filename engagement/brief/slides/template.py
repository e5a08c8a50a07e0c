"""The template that slides are laid out on: any PowerPoint file with layouts "Title Slide" and "Title and Content"."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TypeAlias

from lxml import etree
from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from engagement.charts.printed.letters import PrintError
from engagement.errors import Fault

HOUSE = Path(__file__).resolve().parent.parent / "templates" / "brief.pptx"

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, width and height, in English Metric Units."""

_RULE = "brief-template"


class Template:
    """An opened template without slides. `content` is where its layout has its content."""

    def __init__(self, path: Path) -> None:
        self.deck = _opened(path)
        _empty(self.deck)
        self.cover = self._layout("title", "Title Slide", path)
        self.plain = self._layout("obj", "Title and Content", path)
        body = next((each for each in self.plain.placeholders if each.placeholder_format.idx == 1), None)
        if body is None or body.width is None:
            raise _lacking("a placeholder for content in its layout of title and content", path)
        self.content: Box = (body.left, body.top, body.width, body.height)

    def _layout(self, kind: str, name: str, path: Path) -> SlideLayout:
        """A layout by its kind, which does not change with PowerPoint's language; else by its English name."""
        layouts = list(self.deck.slide_layouts)
        for layout in layouts:
            if layout._element.get("type") == kind:
                return layout
        for layout in layouts:
            if layout.name == name:
                return layout
        raise _lacking(f'a layout "{name}"', path)


def _opened(path: Path) -> Deck:
    try:
        return Presentation(str(path))
    except (PackageNotFoundError, OSError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        what = "The template cannot be opened as a PowerPoint file."
        fix = "Give a .pptx file, as PowerPoint saves it. The house's is engagement/brief/templates/brief.pptx."
        raise PrintError(Fault(what, str(path), fix, _RULE)) from error


def _empty(deck: Deck) -> None:
    """Let go of slides that the template itself has, such as its instructions."""
    listed = deck.slides._sldIdLst
    for each in list(listed):
        deck.part.drop_rel(each.get(qn("r:id")))
        listed.remove(each)


def _lacking(what: str, path: Path) -> PrintError:
    fix = "Begin from engagement/brief/templates/brief.pptx, and change its look."
    return PrintError(Fault(f"The template has not {what}.", str(path), fix, _RULE))
