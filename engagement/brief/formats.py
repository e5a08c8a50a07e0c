"""The formats that a brief is handed out in. Only the one that is asked for is imported: the start stays fast."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from engagement.brief.model import Brief
from engagement.errors import CallError, Fault
from engagement.place import Place
from engagement.present import format as printed


@dataclass(frozen=True)
class Format:
    """One format: the module and function that make it, its file ending and type, and its template's ending if any."""

    title: str
    module: str
    function: str
    ending: str
    mime: str
    template: str = ""
    is_sealed: bool = False

    @property
    def is_there(self) -> bool:
        """Whether this installation can make it."""
        return find_spec(self.module) is not None

    def make(self, brief: Brief, *, key: bytes = b"", template: Path | None = None) -> bytes:
        """Return the brief in this format, on the house's template where none is given.

        Args:
            brief: what is handed out.
            key: the institution's, which a file to open again is sealed with.
            template: another look, where the format has one.

        Raises:
            CallError: this format takes no template, or there is no such file.
            PrintError: the brief cannot be printed as it is, or the template cannot be used.
        """
        function: Callable[..., bytes] = getattr(import_module(self.module), self.function)
        if template is None:
            return function(brief, key=key) if self.is_sealed else function(brief)
        if not self.template:
            what = f"A brief as {self.title} is made without a template."
            fix = f"Templates are for {', '.join(name for name, format_ in FORMATS.items() if format_.template)}."
            raise CallError(Fault(what, Place(part="--template"), fix, "brief-template"))
        if not template.is_file():
            raise CallError(
                Fault("There is no such template.", Place.of(template), f"Give a file ending in {self.template}.")
            )
        return function(brief, template=template)


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "pdf": Format("PDF", "engagement.brief.pdf", "pdf", ".pdf", "application/pdf", ".typ"),
        "docx": Format(
            "Word", "engagement.brief.word", "docx", ".docx", f"{_OFFICE}.wordprocessingml.document", ".docx"
        ),
        "pptx": Format(
            "PowerPoint", "engagement.brief.slides", "pptx", ".pptx", f"{_OFFICE}.presentationml.presentation", ".pptx"
        ),
        "xlsx": Format("Excel", "engagement.brief.workbook", "xlsx", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
        "json": Format(
            "Brief, to open again",
            "engagement.brief.file",
            "to_bytes",
            ".brief.json",
            "application/json",
            is_sealed=True,
        ),
    }
)


def available() -> dict[str, Format]:
    """Return the formats that this installation can make."""
    return {name: format_ for name, format_ in FORMATS.items() if format_.is_there}


def file_name(brief: Brief, ending: str) -> str:
    """Return a file name that tells the topic, the audience, the day, and whether the data is invented."""
    parts = [_slug(brief.title), _slug(brief.audience), f"as_of_{printed.iso(brief.as_of)}"]
    parts += ["demonstration"] if brief.is_demonstration else []
    return "_".join(parts) + ending


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded.casefold()).strip("-")[:60] or "brief"
