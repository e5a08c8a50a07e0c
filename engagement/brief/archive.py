"""An office file is a zip archive with the time of writing in it; sealed, the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold."""


_CONTENTS = "[Content_Types].xml"
_MAIN = {
    b"presentationml.template.main+xml": b"presentationml.presentation.main+xml",
    b"wordprocessingml.template.main+xml": b"wordprocessingml.document.main+xml",
}
"""How a template names its main part, and how a document does: nothing else tells .potx from .pptx."""

_MOST_UNPACKED = 100 * 2**20
"""Bytes of a template's parts together: they are all held in memory, and a few kilobytes can unpack to gigabytes."""


def as_document(path: Path) -> io.BytesIO:
    """Return an office file, a template as the document that it is one for.

    Raises:
        OSError: it cannot be read.
        zipfile.BadZipFile: it is no office file, or a part of it is broken.
        ValueError: it unpacks to more than can be held, is encrypted, or holds macros, which no brief may carry on.
    """
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        if sum(part.file_size for part in given.infolist()) > _MOST_UNPACKED:
            raise ValueError("too large")
        if any(part.flag_bits & 1 for part in given.infolist()):
            raise ValueError("encrypted")
        kinds = given.read(_CONTENTS) if _CONTENTS in given.namelist() else b""
        if b"macroEnabled" in kinds or b"vbaProject" in kinds:
            raise ValueError("macros")
        if not any(template in kinds for template in _MAIN):
            return io.BytesIO(content)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
            for template, document in _MAIN.items():
                kinds = kinds.replace(template, document)
            for name in given.namelist():
                changed.writestr(name, kinds if name == _CONTENTS else given.read(name))
    return io.BytesIO(out.getvalue())


def sealed(content: bytes) -> bytes:
    """Return the same archive, every part with a fixed time, in the same order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            after.writestr(part, before.read(name))
    return out.getvalue()
