"""Templates of the house, kept on the server: what a steward uploads is how every Word and PowerPoint file looks."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path, PurePath
from types import MappingProxyType

from engagement.errors import CallError, EngagementError, Fault
from engagement.place import Place

ENDINGS: Mapping[str, str] = MappingProxyType({".docx": "docx", ".dotx": "docx", ".pptx": "pptx", ".potx": "pptx"})
"""The format that a file with this ending is a template for."""

_MODULES: Mapping[str, str] = MappingProxyType(
    {"docx": "engagement.brief.word.template", "pptx": "engagement.brief.slides.template"}
)
"""Imported when a file is uploaded, not before: the start stays fast."""


class HouseTemplates:
    """The templates in one folder, at most one for each format."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, format_: str) -> Path | None:
        """Return the template of a format; None where the default one stands."""
        paths = [self.folder / f"{name}{ending}" for ending, name in ENDINGS.items() if name == format_]
        return next((path for path in paths if path.is_file()), None)

    def keep(self, name: str, content: bytes) -> str:
        """Keep an uploaded file as the template of its format, which is returned.

        Raises:
            CallError: its name ends in nothing that is a template.
            PrintError: it cannot be opened as one.
            OSError: it cannot be written.
        """
        ending = PurePath(name).suffix.casefold()
        if ending not in ENDINGS:
            fix = f"Give a file that ends in {', '.join(ENDINGS)}."
            raise CallError(Fault("This file is no template.", Place(PurePath(name).name), fix, "brief-template"))
        format_ = ENDINGS[ending]
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, new = tempfile.mkstemp(dir=self.folder, prefix=".writing-", suffix=ending)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(content)
            _try(Path(new), format_, name)
            self.drop(format_)
            Path(new).replace(self.folder / f"{format_}{ending}")
        finally:
            Path(new).unlink(missing_ok=True)
        return format_

    def drop(self, format_: str) -> None:
        """Go back to the default template of a format."""
        kept = self.path(format_)
        if kept is not None:
            kept.unlink()


def _try(path: Path, format_: str, name: str) -> None:
    try:
        import_module(_MODULES[format_]).Template(path)
    except EngagementError:
        raise
    except Exception as error:  # an office file can be broken in more ways than those who read it name
        fix = "Open it in Word or PowerPoint, save it anew, and give that."
        raise CallError(Fault("The template is damaged.", Place(PurePath(name).name), fix, "brief-template")) from error
