"""The house's PowerPoint template, made by code: `python -m engagement.brief.slides.house`.

For another appearance, open the file in PowerPoint, changes its master and its theme, and gives it with
`--template`.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Inches

from engagement.brief.archive import sealed
from engagement.brief.slides.template import HOUSE, Box
from engagement.charts.palette import LIGHT

LATIN, EAST_ASIAN, COMPLEX = "Arial", "Microsoft YaHei", "Arial"
SCRIPTS = {"Jpan": "Yu Gothic", "Hang": "Malgun Gothic", "Hans": "Microsoft YaHei", "Hant": "Microsoft JhengHei"}
SCRIPTS |= {"Arab": "Arial", "Hebr": "Arial", "Thai": "Tahoma", "Deva": "Mangal"}
"""Fonts by script, which PowerPoint takes where the machine has them; it looks for others where not."""

_WIDE, _TALL, _SIDE = Inches(13.333), Inches(7.5), Inches(0.6)
_KEPT = ("title", "obj", "titleOnly")
_TITLE, _BODY = 2400, 1600
"""Sizes of letters, in hundredths of a point."""


def template() -> bytes:
    """Return the template; the same bytes each time."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDE, _TALL
    for layout in list(deck.slide_layouts):
        if layout._element.get("type") not in _KEPT:
            deck.slide_layouts.remove(layout)
    _theme(deck)
    _master(deck)
    for layout in deck.slide_layouts:
        _layout(layout)
    properties = deck.core_properties
    properties.created = properties.modified = datetime(2026, 1, 1)
    properties.title, properties.author, properties.last_modified_by = "Template of briefs", "", ""
    out = io.BytesIO()
    deck.save(out)
    return sealed(out.getvalue())


def _boxes() -> dict[str, Box]:
    """Return the boxes of every slide, by the type of placeholder."""
    wide, foot = _WIDE - 2 * _SIDE, Inches(7.02)
    return {
        "title": (_SIDE, Inches(0.4), wide, Inches(0.95)),
        "body": (_SIDE, Inches(1.5), wide, Inches(5.4)),
        "dt": (_SIDE + Inches(8.6), foot, Inches(1.6), Inches(0.3)),
        "ftr": (_SIDE, foot, Inches(8.4), Inches(0.3)),
        "sldNum": (_WIDE - _SIDE - Inches(1.2), foot, Inches(1.2), Inches(0.3)),
    }


def _master(deck: Deck) -> None:
    master, boxes = deck.slide_master, _boxes()
    for shape in master.placeholders:
        kind = shape._element.ph.get("type") or "body"
        _place(shape, boxes[kind])
        if kind == "title":
            shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        if kind == "ftr":
            for look in shape._element.iter(qn("a:lvl1pPr")):
                look.set("algn", "l")
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    _letters(title, _TITLE, "accent1", is_bold=True)
    for level, look in enumerate(styles.find(qn("p:bodyStyle"))):
        if look.find(qn("a:defRPr")) is not None:
            _letters(look, _BODY - 200 * min(level, 2), "tx1", is_bold=False)


def _layout(layout: Any) -> None:
    """Give layouts the master's positions; only the cover has its own."""
    cover = {"ctrTitle": (_SIDE, Inches(2.1), _WIDE - 2 * _SIDE, Inches(1.3))}
    cover["subTitle"] = (_SIDE, Inches(3.5), _WIDE - 2 * _SIDE, Inches(2.6))
    for shape in layout.placeholders:
        kind = shape._element.ph.get("type") or "body"
        _place(shape, (cover | _boxes())[kind])
        if kind in cover:
            styles = shape._element.txBody.find(qn("a:lstStyle"))
            look = styles.find(qn("a:lvl1pPr"))
            look = etree.SubElement(styles, qn("a:lvl1pPr")) if look is None else look
            look.set("algn", "l")
            is_title = kind == "ctrTitle"
            _letters(look, 4000 if is_title else 1600, "accent1" if is_title else "tx1", is_bold=is_title)


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(length) for length in box)


def _letters(look: Any, size: int, color: str, *, is_bold: bool = False) -> None:
    letters = look.find(qn("a:defRPr"))
    if letters is None:
        letters = etree.SubElement(look, qn("a:defRPr"))
    letters.set("sz", str(size))
    if is_bold:
        letters.set("b", "1")
    for fill in letters.findall(qn("a:solidFill")):
        letters.remove(fill)
    fill = etree.Element(qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr")).set("val", color)
    letters.insert(0, fill)


def _theme(deck: Deck) -> None:
    """Set the default template's colors, and fonts for every script."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    assert isinstance(part, Part)  # noqa: S101 - narrows the type; a theme is kept as plain bytes
    theme = etree.fromstring(part.blob)
    colors = theme.find(f".//{qn('a:clrScheme')}")
    shades = {f"accent{number}": color for number, color in enumerate(LIGHT.categorical[:6], start=1)}
    shades |= {"dk1": LIGHT.text, "dk2": LIGHT.muted, "lt2": LIGHT.land, "hlink": LIGHT.categorical[0]}
    for name, color in shades.items():
        slot = colors.find(qn(f"a:{name}"))
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, qn("a:srgbClr")).set("val", color.lstrip("#").upper())
    for fonts in (theme.find(f".//{qn('a:majorFont')}"), theme.find(f".//{qn('a:minorFont')}")):
        for tag, face in (("latin", LATIN), ("ea", EAST_ASIAN), ("cs", COMPLEX)):
            fonts.find(qn(f"a:{tag}")).set("typeface", face)
        for font in fonts.findall(qn("a:font")):
            if font.get("script") in SCRIPTS:
                font.set("typeface", SCRIPTS[font.get("script")])
    part._blob = re.sub(rb"\s+$", b"", etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True))


if __name__ == "__main__":
    HOUSE.write_bytes(template())
