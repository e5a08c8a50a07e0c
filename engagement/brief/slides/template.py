"""The template that slides are laid out on: any PowerPoint file, whatever its layouts and placeholders."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree
from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Emu, Inches

from engagement.brief.archive import as_document
from engagement.charts.print.letters import PrintError
from engagement.errors import Fault
from engagement.place import Place

HOUSE = Path(__file__).resolve().parent.parent / "templates" / "brief.pptx"

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, width and height, in English Metric Units."""

_RULE = "brief-template"


_TITLES, _BODIES = ("title", "ctrTitle"), ("obj", "body", "subTitle")
"""Kinds of placeholders. Their numbers tell nothing: LibreOffice numbers titles and texts alike."""


class Template:
    """An opened template without slides. `title` and `content` are where its layout has them."""

    def __init__(self, path: Path) -> None:
        self.deck = _opened(path)
        _empty(self.deck)
        if self.deck.slide_width is None:
            self.deck.slide_width, self.deck.slide_height = Inches(13.333), Inches(7.5)
        self.cover = self._layout("title", "Title Slide", path)
        self.plain = self._layout("obj", "Title and Content", path)
        self.title = self._box(self.plain, _TITLES, (0.05, 0.05, 0.9, 0.13))
        left, top, across, tall = self._box(self.plain, _BODIES, (0.05, 0.2, 0.9, 0.7))
        # LibreOffice's ends far above the footer
        self.content = (left, top, across, max(tall, round(0.9 * (self.deck.slide_height or 0)) - top))

    def placed(self, slide: Slide, *, is_cover: bool = False) -> tuple[Any, Any]:
        """Return the shapes for the title and the text of a new slide.

        Where the layout has no placeholder for one, it is a box of text; what it has beyond the two is left out.
        """
        layout, shapes = self.cover if is_cover else self.plain, list(slide.placeholders)
        boxes = [self._box(layout, _TITLES, (0.08, 0.25, 0.84, 0.2)) if is_cover else self.title]
        boxes.append(self._box(layout, _BODIES, (0.08, 0.5, 0.84, 0.4)) if is_cover else self.content)
        shapes_found = [_of_kind(shapes, kinds) for kinds in (_TITLES, _BODIES)]
        for shape in shapes:
            if shape not in shapes_found:
                shape._element.getparent().remove(shape._element)
        return tuple(
            _box_of_text(slide, box) if shape is None else _moved(shape, box)
            for shape, box in zip(shapes_found, boxes, strict=True)
        )

    def _box(self, layout: SlideLayout, kinds: Sequence[str], shares: tuple[float, float, float, float]) -> Box:
        """Return the box of a placeholder of these types, in layout or master; else these shares of the slide."""
        for shape in (_of_kind(layout.placeholders, kinds), _of_kind(layout.slide_master.placeholders, kinds)):
            if shape is not None and shape.width and shape.height:
                return (shape.left, shape.top, shape.width, shape.height)
        wide, tall = self.deck.slide_width or 0, self.deck.slide_height or 0
        left, top, across, down = shares
        return (round(left * wide), round(top * tall), round(across * wide), round(down * tall))

    def _layout(self, kind: str, name: str, path: Path) -> SlideLayout:
        """Return a layout by its kind, which does not change with PowerPoint's language; else by its English name; else
        one with a title: the first for the cover, and the one with most room below it for all others."""
        layouts = list(self.deck.slide_layouts)
        for layout in layouts:
            if layout._element.get("type") == kind:
                return layout
        for layout in layouts:
            if layout.name == name:
                return layout
        titled = [layout for layout in layouts if _of_kind(layout.placeholders, _TITLES) is not None] or layouts
        if not titled:
            raise _lacking("any layout", path)
        roomy = sorted(titled, key=_room, reverse=True)
        return (titled if kind == "title" else roomy)[0]


def _room(layout: SlideLayout) -> int:
    """Return how large the room below a layout's title is; 0 where there is none."""
    title, body = (_of_kind(layout.placeholders, kinds) for kinds in (_TITLES, _BODIES[:2]))
    if title is None or body is None or (title.top or 0) > (body.top or 0):
        return 0
    return int((body.width or 0) * (body.height or 0))


def _of_kind(shapes: Iterable[Any], kinds: Sequence[str]) -> Any:
    """Return the first placeholder of these kinds; None where there is none."""
    return next((shape for shape in shapes if (shape._element.ph.get("type") or "obj") in kinds), None)


def _moved(shape: Any, box: Box) -> Any:
    """Return the shape with a position of its own: an inherited one may be wrong where numbers occur twice."""
    shape.left, shape.top, shape.width, shape.height = (Emu(length) for length in box)
    return shape


def _box_of_text(slide: Slide, box: Box) -> Any:
    shape = slide.shapes.add_textbox(*box)
    shape.text_frame.word_wrap = True
    return shape


def _opened(path: Path) -> Deck:
    try:
        return Presentation(as_document(path))
    except (PackageNotFoundError, OSError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        what = "The template cannot be opened as a PowerPoint file."
        fix = (
            "Give a .pptx or .potx file, as PowerPoint saves it. The house's is engagement/brief/templates/brief.pptx."
        )
        raise PrintError(Fault(what, Place.of(path), fix, _RULE)) from error


def _empty(deck: Deck) -> None:
    """Let go of slides that the template itself has, such as its instructions."""
    listed = deck.slides._sldIdLst
    for slide_id in list(listed):
        deck.part.drop_rel(slide_id.get(qn("r:id")))
        listed.remove(slide_id)


def _lacking(what: str, path: Path) -> PrintError:
    fix = "Begin from engagement/brief/templates/brief.pptx, and change its look."
    return PrintError(Fault(f"The template has not {what}.", Place.of(path), fix, _RULE))
