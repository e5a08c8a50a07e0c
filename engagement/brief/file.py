"""A brief as one file: everything in it, so that it opens again anywhere, without the data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from engagement.brief.model import FORMAT_VERSION, Brief
from engagement.brief.plain import built, plain
from engagement.brief.seal import is_sealed, seal
from engagement.errors import Fault, InputError
from engagement.place import NOWHERE, Place

ENDING = ".brief.json"

_EARLIER = 2
"""The version before, which still opens."""

_KIND = "global-engagement-brief"


class BriefFileError(InputError):
    """A file that is no brief, or one of a version that is not known here."""


def to_bytes(brief: Brief, *, key: bytes) -> bytes:
    """Return the brief as JSON, sealed with the institution's key; the same brief gives the same bytes."""
    content = {"kind": _KIND, **plain(brief)}
    content["seal"] = seal(content, key)
    # half a character, as a damaged export may hold, is none in UTF-8
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode(errors="replace")


def from_bytes(content: bytes, *, key: bytes, where: Place = NOWHERE) -> Brief:
    """Return a brief as it was kept; one without this institution's seal is not verified, and stays so.

    Args:
        content: what `to_bytes` gave.
        key: the institution's.
        where: the file's name, for the error.

    Raises:
        BriefFileError: it is no brief, or not whole, or of another version.
    """
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError) as error:  # brackets without end are no brief either
        raise _no_brief("it is not JSON", where) from error
    if not isinstance(raw, dict) or raw.get("kind") != _KIND:
        raise _no_brief("it does not say that it is one", where)
    version = raw.get("format_version")
    if version not in (FORMAT_VERSION, _EARLIER):
        what = f"This brief file is of version {version}; this dashboard opens version {FORMAT_VERSION}."
        fix = "Make the brief again from current data, or open the file with the version that made it."
        if version == 1:
            what += " Files of version 1 hold counts of people that are not rounded."
        raise BriefFileError(Fault(what, where, fix, "brief-version"))
    try:
        given = raw.pop("seal", None)
        is_ours = bool(key) and is_sealed(raw, given, key)
        named = {name: value for name, value in raw.items() if name != "kind"}
        brief: Brief = built(Brief, _updated(named) if version == _EARLIER else named)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise _no_brief("a part of it is missing or of the wrong kind", where) from error
    return brief if is_ours else replace(brief, is_verified=False)


def _updated(raw: dict[str, Any]) -> dict[str, Any]:
    """Return a brief of the version before: its decisions are paragraphs, which become decisions without fields."""
    sections = []
    for section in raw["sections"]:
        if section["id"] == "decisions":
            asked = [
                {"id": own["id"], "what": own["text"], "is_included": own["is_included"]}
                for own in section["statements"]
            ]
            sections.append({**section, "statements": [], "decisions": asked})
        else:
            sections.append(section)
    return {**raw, "format_version": FORMAT_VERSION, "sections": sections}


def read(path: Path, *, key: bytes) -> Brief:
    """Read a kept brief.

    Raises:
        BriefFileError: the file cannot be read, or is no brief.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BriefFileError(Fault(f"The brief cannot be read: {error.strerror}.", Place.of(path))) from error
    return from_bytes(content, key=key, where=Place.of(path))


def _no_brief(why: str, where: Place) -> BriefFileError:
    fix = f"A brief is kept as a file ending in {ENDING}, by the dashboard or by python -m engagement brief."
    return BriefFileError(Fault(f"This file is not a brief: {why}.", where, fix, "brief-file"))
