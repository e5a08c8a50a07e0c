"""Who a request comes from: by the token of the identity provider, or by what a proxy in front has written into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from engagement.access.policy import ANYONE, Access, Reader

_GROUPS = re.compile(r"[,;]")  # oauth2-proxy writes commas, Shibboleth semicolons


@dataclass(frozen=True)
class Identity:
    """Who has signed in, the groups that they are in, and when the session is over."""

    name: str
    groups: tuple[str, ...]
    ends_at: datetime

    def is_over(self, now: datetime | None = None) -> bool:
        """Whether the session has ended."""
        return (now or datetime.now(UTC)) >= self.ends_at


def from_token(access: Access, claims: Mapping[str, Any]) -> Identity | None:
    """Who the claims of an identity token are about; None where nobody has signed in.

    The session ends with the token, or `session_hours` after it was issued, whichever comes first. One that says
    neither when it was issued nor when it ends is of nobody.
    """
    if not claims.get("is_logged_in"):
        return None
    ends = [_moment(claims.get("exp"))]
    issued_at = _moment(claims.get("iat"))
    ends.append(issued_at + timedelta(hours=access.session_hours) if issued_at else None)
    known = [end for end in ends if end is not None]
    name = claims.get(access.user_claim) or claims.get("sub")
    if not known or not isinstance(name, str):
        return None
    groups = claims.get(access.groups_claim) or ()
    groups = _GROUPS.split(groups) if isinstance(groups, str) else groups
    names = tuple(str(group).strip() for group in groups) if isinstance(groups, (list, tuple)) else ()
    return Identity(name, names, min(known))


def from_headers(access: Access, headers: Iterable[tuple[str, str]], *, since: datetime) -> Identity | None:
    """Who a trusted proxy says the request comes from; None where it names nobody.

    A header that came twice is nobody's: the proxy has added its own to one that the reader sent, and which of them
    counts would be chance.

    Args:
        access: which headers hold the name and the groups.
        headers: name and value of each header of a request that came from one of the proxy's addresses.
        since: when the session began.
    """
    values: dict[str, list[str]] = {access.user_header.lower(): [], access.groups_header.lower(): []}
    for header, value in headers:
        values.get(header.lower(), []).append(value)
    names, lists = values.values()
    if len(names) != 1 or len(lists) > 1:
        return None
    name, groups = names[0].strip(), _GROUPS.split("".join(lists))
    found = tuple(group.strip() for group in groups if group.strip())
    return Identity(name, found, since + timedelta(hours=access.session_hours)) if name else None


def reader_of(access: Access, identity: Identity | None) -> Reader | None:
    """Return what who has signed in may do and see; None: nothing, as they are in no group with a role, or too late."""
    if access.sign_in == "none":
        return ANYONE
    if identity is None or identity.is_over():
        return None
    rule = access.rule(identity.groups)
    return Reader(identity.name, rule.role, rule.limit, identity.ends_at) if rule else None


def _moment(seconds: Any) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
