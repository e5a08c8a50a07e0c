"""What can go wrong when a brief becomes a document, in any format."""

from __future__ import annotations

from engagement.errors import InputError


class PrintError(InputError):
    """A brief that cannot be printed as it is, or a template that cannot be used."""
