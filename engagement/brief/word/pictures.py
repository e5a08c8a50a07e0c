"""Charts as pictures in the text, each with the words for those who do not see it."""

from __future__ import annotations

import io

from docx.document import Document

from engagement.brief.word.markup import quoted
from engagement.charts.print import picture

_POINT = 12_700
"""English Metric Units to the point."""

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Pictures:
    """Puts pictures into a document and gives the markup that shows them."""

    def __init__(self, document: Document, *, widest: float) -> None:
        self._document, self._widest = document, widest
        self._count = 0

    def drawn(self, svg: str, width: float, alt: str) -> str:
        """Return a chart as a picture of 288 pixels to the inch.

        Args:
            svg: the chart as vectors.
            width: how wide it is to be, in points.
            alt: what it shows, in words.
        """
        self._count += 1
        relation, image = self._document.part.get_or_add_image(io.BytesIO(picture.png(svg)))
        wide = min(width, self._widest)
        size = f'cx="{round(wide * _POINT)}" cy="{round(wide * _POINT * image.px_height / image.px_width)}"'
        named = f'id="{self._count}" name="Chart {self._count}" descr={quoted(alt)}'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {named}/>'
            f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect">'
            "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
