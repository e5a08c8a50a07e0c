"""Parts of a brief as JSON holds them, and back; a day and a hidden cell say what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from engagement.brief.cells import HIDDEN, Marker

_HIDDEN, _DATE = {"hidden": True}, "date"
_T = TypeVar("_T")


def plain(value: Any) -> Any:
    """Return a value as JSON holds it; a day and a hidden cell say what they are, so that no text is taken for one."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if value is HIDDEN:
        return dict(_HIDDEN)
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def built(kind: type[_T], raw: Mapping[str, Any]) -> _T:
    """Return the part of a brief that a JSON object is.

    Raises:
        KeyError, TypeError, ValueError: it is none, or not whole.
    """
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
        return built(hint, value)
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
