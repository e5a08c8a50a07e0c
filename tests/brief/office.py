"""Reads office documents back: every part as text, workbooks inside presentations included."""

from __future__ import annotations

import io
import re
import zipfile


def parts(content):
    """Every part of an office file by its name; of a workbook inside it, every part again."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            inside = archive.read(name)
            if name.endswith(".xlsx"):
                found |= {f"{name}/{other}": part for other, part in parts(inside).items()}
            else:
                found[name] = inside
    return found


def markup(content):
    """All that is written in an office file, as one text; pictures are left out."""
    return "\n".join(
        part.decode("utf-8", "replace")
        for name, part in parts(content).items()
        if name.endswith((".xml", ".rels")) and "theme" not in name and "/styles" not in name
    )


def said(text):
    """Words without the tags between them and without room."""
    for name, letter in (("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = re.sub(r"<[^>]*>", "", text).replace(name, letter) if "<" in text else text.replace(name, letter)
    return re.sub(r"\s", "", text)
