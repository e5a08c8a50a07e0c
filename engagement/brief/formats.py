"""The formats that a brief is handed out in. Only the one that is asked for is imported: the start stays fast."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType

from engagement.brief.model import Brief
from engagement.charts import format as printed


@dataclass(frozen=True)
class Format:
    """One format: the module and function that make it, its file ending and its type."""

    title: str
    module: str
    function: str
    ending: str
    mime: str

    @property
    def is_there(self) -> bool:
        """Whether this installation can make it."""
        return find_spec(self.module) is not None

    def make(self, brief: Brief) -> bytes:
        """The brief in this format."""
        function: Callable[[Brief], bytes] = getattr(import_module(self.module), self.function)
        return function(brief)


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "pdf": Format("PDF", "engagement.brief.pdf", "pdf", ".pdf", "application/pdf"),
        "docx": Format("Word", "engagement.brief.word", "docx", ".docx", f"{_OFFICE}.wordprocessingml.document"),
        "pptx": Format(
            "PowerPoint", "engagement.brief.slides", "pptx", ".pptx", f"{_OFFICE}.presentationml.presentation"
        ),
        "xlsx": Format("Excel", "engagement.brief.workbook", "xlsx", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
        "json": Format("Brief, to open again", "engagement.brief.file", "to_bytes", ".brief.json", "application/json"),
    }
)


def available() -> dict[str, Format]:
    """The formats that this installation can make."""
    return {name: each for name, each in FORMATS.items() if each.is_there}


def file_name(brief: Brief, ending: str) -> str:
    """A name that tells the file from its neighbors: what it is about, for whom, its day, and if it is invented."""
    parts = [_slug(brief.title), _slug(brief.audience), f"as_of_{printed.iso(brief.as_of)}"]
    parts += ["demonstration"] if brief.is_demonstration else []
    return "_".join(parts) + ending


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded.casefold()).strip("-")[:60] or "brief"
