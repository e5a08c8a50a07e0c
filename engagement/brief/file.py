"""A brief as one file: everything in it, so that it opens again anywhere, without the data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from engagement.brief.model import FORMAT_VERSION, HIDDEN, Brief, Marker
from engagement.brief.seal import is_sealed, seal
from engagement.errors import Fault, InputError
from engagement.place import NOWHERE, Place

ENDING = ".brief.json"

_KIND = "global-engagement-brief"
_HIDDEN, _DATE = {"hidden": True}, "date"
_T = TypeVar("_T")


class BriefFileError(InputError):
    """A file that is no brief, or one of a version that is not known here."""


def to_bytes(brief: Brief, *, key: bytes) -> bytes:
    """Return the brief as JSON, sealed with the institution's key; the same brief gives the same bytes."""
    content = {"kind": _KIND, **_plain(brief)}
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
    if version != FORMAT_VERSION:
        what = f"This brief file is of version {version}; this dashboard opens version {FORMAT_VERSION}."
        fix = "Make the brief again from current data, or open the file with the version that made it."
        if version == 1:
            what += " Files of version 1 hold counts of people that are not rounded."
        raise BriefFileError(Fault(what, where, fix, "brief-version"))
    try:
        given = raw.pop("seal", None)
        is_ours = bool(key) and is_sealed(raw, given, key)
        brief: Brief = _built(Brief, {name: value for name, value in raw.items() if name != "kind"})
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise _no_brief("a part of it is missing or of the wrong kind", where) from error
    return brief if is_ours else replace(brief, is_verified=False)


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


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it; a day and a hidden cell say what they are, so that no text is taken for one."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if value is HIDDEN:
        return dict(_HIDDEN)
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _built(kind: type[_T], raw: Mapping[str, Any]) -> _T:
    hints = get_type_hints(kind)
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    if not names.issuperset(raw):
        raise ValueError("unknown field")
    return kind(**{name: _read(hints[name], value) for name, value in raw.items()})


def _read(hint: Any, value: Any) -> Any:
    """Return a JSON value as the type that the model asks for."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError("no list")
        kinds: Sequence[Any] = [inside[0]] * len(value) if inside[-1] is Ellipsis else inside
        return tuple(_read(kind, item) for kind, item in zip(kinds, value, strict=True))
    if origin in (Union, UnionType):
        return _one_of(inside, value)
    if is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, dict):
            raise TypeError("no object")
        return _built(hint, value)
    if hint is date:
        return date.fromisoformat(value[_DATE])
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool):
        raise TypeError("wrong kind")
    return value


def _one_of(kinds: Sequence[Any], value: Any) -> Any:
    if isinstance(value, dict):
        if value == _HIDDEN and Marker in kinds:
            return HIDDEN
        if set(value) == {_DATE} and date in kinds:
            return date.fromisoformat(value[_DATE])
        return _read(next(kind for kind in kinds if is_dataclass(kind)), value)
    if value is None:
        if type(None) not in kinds:
            raise TypeError("missing")
        return None
    allowed = tuple(kind for kind in kinds if kind in (str, int, float, bool))
    if not isinstance(value, allowed or ()):
        raise TypeError("wrong kind")
    return value
