"""The house's Word template, made by code so that it can be made again: `python -m engagement.brief.word.house`.

For another appearance, open the file in Word, changes its styles, page, header and footer, and gives it with
`--template`.
"""

from __future__ import annotations

import io
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from engagement.brief.archive import sealed
from engagement.brief.word.markup import ACCENT, MUTED, WARNING
from engagement.brief.word.template import HOUSE

LATIN, EAST_ASIAN, COMPLEX = "Arial", "Microsoft YaHei", "Arial"
"""Fonts by script. Word takes others for letters that these lack, such as Malgun Gothic for Korean."""

_INK = "1F2933"


def template() -> bytes:
    """Return the template; the same bytes each time."""
    document = docx.Document()
    _page(document)
    _default(document)
    _heading(document, "Title", 22, ACCENT, before=0, after=3)
    _heading(document, "Subtitle", 11, _INK, before=0, after=4)
    _heading(document, "Heading 1", 14, ACCENT, before=12, after=5)
    _heading(document, "Heading 2", 12, _INK, before=14, after=5)
    _heading(document, "Caption", 10, _INK, before=9, after=4)
    _heading(document, "TOC Heading", 17, ACCENT, before=0, after=8)
    _text(document, "toc 1", 10.5, _INK, after=5)
    _text(document, "toc 2", 9.5, MUTED, after=3).paragraph_format.left_indent = Pt(14)
    _text(document, "List Bullet", 10, _INK, after=4)
    _text(document, "Brief Note", 8, MUTED, after=3, before=3)
    _text(document, "Brief Stamp", 8.5, WARNING, after=4, before=4)
    _text(document, "Brief Table", 7.5, _INK, after=0, before=1)
    _text(document, "Brief Answer", 9, _INK, after=2, before=9)
    _text(document, "Brief Figure", 15, ACCENT, after=1)
    for name in ("Title", "Heading 1", "Heading 2", "Caption", "TOC Heading", "Brief Figure"):
        document.styles[name].font.bold = True
    properties = document.core_properties
    properties.created = properties.modified = datetime(2026, 1, 1)
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = "Template of briefs"
    out = io.BytesIO()
    document.save(out)
    return sealed(out.getvalue())


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin = section.right_margin = Cm(1.9)
    section.top_margin, section.bottom_margin = Cm(1.9), Cm(1.7)
    section.header_distance = section.footer_distance = Cm(0.9)


def _default(document: Document) -> None:
    """Set the defaults of every style: fonts for every script, and the languages of the spelling check."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(defaults):
        defaults.remove(child)
    fonts = f'w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{EAST_ASIAN}" w:cs="{COMPLEX}"'
    for markup in (
        f"<w:rFonts {nsdecls('w')} {fonts}/>",
        f'<w:sz {nsdecls("w")} w:val="20"/>',
        f'<w:szCs {nsdecls("w")} w:val="20"/>',
        f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>',
    ):
        defaults.append(parse_xml(markup))
    normal = _style(document, "Normal")
    normal.font.color.rgb = RGBColor.from_string(_INK)
    normal.paragraph_format.space_after = Pt(5)
    normal.paragraph_format.line_spacing = 1.08


def _heading(document: Document, name: str, size: float, color: str, *, before: float, after: float) -> None:
    style = _text(document, name, size, color, before=before, after=after)
    style.paragraph_format.keep_with_next = True
    style.font.italic = False


def _text(document: Document, name: str, size: float, color: str, *, after: float, before: float = 0) -> ParagraphStyle:
    style = _style(document, name)
    look = style.element.get_or_add_rPr()
    for child in list(look):
        look.remove(child)
    for line in style.element.iter(qn("w:pBdr")):
        line.getparent().remove(line)
        break
    style.font.size = Pt(size)
    look.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{round(size * 2)}"/>'))
    style.font.color.rgb = RGBColor.from_string(color)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def _style(document: Document, name: str) -> ParagraphStyle:
    styles = {style.name: style for style in document.styles}
    style = styles.get(name) or document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - narrows the type; the names above are of paragraphs
    return style


if __name__ == "__main__":
    HOUSE.write_bytes(template())
