"""A printed chart as a picture, for documents that take no vectors: drawn from them, in the same fonts as a page."""

from __future__ import annotations

import functools
import json
import re

import typst

from engagement.charts.print.letters import PrintError, drawable, fonts, installed, letter_fault, plainly_drawable

DOTS = 384
"""To the inch as Typst measures a drawing, where a length of 1 is 1/96 inch; on paper it is a point: so 288, sharp."""

_SOURCE = """#set document(title: "Chart")
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(lang: "en", font: json(bytes(sys.inputs.fonts)))
#image(bytes(sys.inputs.svg), format: "svg", alt: "Chart")
"""
_RARE = re.compile(r">[^<]*[^\x00-\u024f\u2000-\u206f][^<]*<")
"""Text with letters that not every font has."""


@functools.lru_cache(maxsize=64)
def png(svg_text: str) -> bytes:
    """Return a chart as a picture; the same chart gives the same bytes. A letter without a font stands as a mark.

    Args:
        svg_text: the chart as vectors, whose texts are texts.

    Raises:
        PrintError: the vectors cannot be drawn.
    """
    svg_text = drawable(svg_text)
    return _png(svg_text, fallback=plainly_drawable(svg_text))


def _png(svg_text: str, *, fallback: str) -> bytes:
    compiler = typst.Compiler(font_paths=installed())
    inputs = {"svg": svg_text, "fonts": json.dumps(fonts())}
    try:
        if _RARE.search(svg_text):
            # only as a document for everyone does Typst refuse a letter that it has no picture of
            compiler.compile(input=_SOURCE.encode(), format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
        picture = compiler.compile(input=_SOURCE.encode(), format="png", ppi=DOTS, sys_inputs=inputs)
    except typst.TypstError as error:
        if letter_fault(error) is not None and svg_text != fallback:
            return _png(fallback, fallback=fallback)
        raise PrintError(error.message) from error
    assert isinstance(picture, bytes)  # noqa: S101 - narrows the type; the chart is one page
    return picture
