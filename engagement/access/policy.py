"""[access] in engagement.toml: how readers sign in, and what the groups that they are in may do and see."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from engagement.errors import Fault
from engagement.nearest import did_you_mean
from engagement.place import Place

SIGN_INS = ("none", "oidc", "proxy")
ROLES = ("viewer", "committee", "analyst", "steward")
"""Each may do what those before it may: see pages; make briefs; type SQL; see rejected rows, confirm deliveries."""

EVERYONE = "*"
_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?")
_RULE_KEYS = ("group", "role", "regions", "owning_units")


@dataclass(frozen=True)
class Limit:
    """The part of the data that a reader may see: some regions of the institution's scheme, or some owning units."""

    regions: tuple[str, ...] = ()
    owning_units: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.regions or self.owning_units)

    def __str__(self) -> str:
        parts = [", ".join(names) for names in (self.regions, self.owning_units) if names]
        return "; ".join(parts)


EVERYTHING = Limit()


@dataclass(frozen=True)
class Reader:
    """Who looks at a page. `ends_at`: when the session is over; None where nobody signs in."""

    name: str
    role: str
    limit: Limit = EVERYTHING
    ends_at: datetime | None = None

    @property
    def is_current(self) -> bool:
        """Whether the session goes on."""
        return self.ends_at is None or datetime.now(UTC) < self.ends_at

    def may(self, role: str) -> bool:
        """Whether this reader may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


REJECTS = frozenset(("ledger.faults", "ledger.place_review", "ledger.partner_review"))
"""Tables of the release with values of rejected rows, which stewards alone may ask."""

ANYONE = Reader("", ROLES[-1])
"""Whoever opens a page where nobody signs in."""


@dataclass(frozen=True)
class Rule:
    """What a group of the identity provider may do and see."""

    group: str
    role: str
    limit: Limit = EVERYTHING


@dataclass(frozen=True)
class Access:
    """How readers sign in, and what they may.

    serves_others: readers on other machines see everything without signing in, because the institution wants so.
    user_claim, groups_claim: where an identity token has the name and the groups.
    frame_ancestors: addresses whose pages may show what is below /embed in a frame.
    user_header, groups_header: where a proxy in front has them; proxies: its addresses.
    """

    sign_in: str = "none"
    serves_others: bool = False
    session_hours: int = 8
    user_claim: str = "email"
    groups_claim: str = "groups"
    user_header: str = "X-Remote-User"
    groups_header: str = "X-Remote-Groups"
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    frame_ancestors: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

    def rule(self, groups: Sequence[str]) -> Rule | None:
        """Return the first rule, in the order of the file, for one of the groups; None: this reader is refused."""
        return next((rule for rule in self.rules if rule.group in (EVERYONE, *groups)), None)

    def is_proxy(self, address: str) -> bool:
        """Whether a request from this address comes from the proxy that signs readers in."""
        try:
            peer = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(peer in ipaddress.ip_network(network) for network in self.proxies)


NO_SIGN_IN = Access()


def read_access(raw: Mapping[str, Any]) -> Access:
    """Return the policy of a section without faults."""
    rules = tuple(
        Rule(
            rule["group"],
            rule["role"],
            Limit(tuple(rule.get("regions", ())), tuple(rule.get("owning_units", ()))),
        )
        for rule in raw.get("roles", ())
    )
    given = {name: value for name, value in raw.items() if name != "roles"}
    given |= {name: tuple(given[name]) for name in ("proxies", "frame_ancestors") if name in given}
    return Access(rules=rules, **given)


def access_faults(raw: Mapping[str, Any], where: Place) -> Iterator[Fault]:
    """Everything that is wrong with a section whose keys are of the right types."""

    def fault(what: str, key: str, fix: str) -> Fault:
        return Fault(what, where.within(f"[access] {key}"), fix)

    sign_in = raw.get("sign_in", "none")
    if sign_in not in SIGN_INS:
        yield fault(f'"{sign_in}" is no way to sign in.', "sign_in", f"Known: {', '.join(SIGN_INS)}.")
    elif sign_in != "none" and not raw.get("roles"):
        yield fault("Nobody may see anything.", "roles", "Write an [[access.roles]] with group and role.")
    elif sign_in != "none" and raw.get("serves_others"):
        fix = "Leave out serves_others, or sign_in."
        yield fault("Readers cannot both sign in and need no sign-in.", "serves_others", fix)
    if not 1 <= raw.get("session_hours", 8) <= 168:
        yield fault("A session lasts an hour at least and a week at most.", "session_hours", "Use 1 to 168.")
    for network in raw.get("proxies", ()):
        try:
            ipaddress.ip_network(network)
        except (ValueError, TypeError):
            yield fault(f"{network!r} is no address of a proxy.", "proxies", 'Write "127.0.0.1" or "10.1.2.0/24".')
    for ancestor in raw.get("frame_ancestors", ()):
        if not isinstance(ancestor, str) or not _ORIGIN.fullmatch(ancestor):
            fix = 'Write the address of a site, without a path: "https://intranet.example.edu".'
            yield fault(f"{ancestor!r} is no address of a site.", "frame_ancestors", fix)
    for number, rule in enumerate(raw.get("roles", ()), start=1):
        yield from _rule_faults(rule, where.within(f"[[access.roles]] number {number}"))


def _rule_faults(rule: Any, where: Place) -> Iterator[Fault]:
    if not isinstance(rule, dict):
        yield Fault("This is no role.", where, "Write [[access.roles]], and group and role below it.")
        return
    for key in rule:
        if key not in _RULE_KEYS:
            yield Fault(f'There is no setting "{key}" of a role.', where, f"Known: {', '.join(_RULE_KEYS)}.")
    if not isinstance(rule.get("group"), str) or not rule["group"].strip():
        yield Fault("This role is for no group.", where, 'Write group = "…", or "*" for everyone who signs in.')
    role = rule.get("role")
    if role not in ROLES:
        near = did_you_mean(str(role), ROLES)
        yield Fault(f"There is no role {role!r}.{near}", where, f"Known: {', '.join(ROLES)}.")
    for key in ("regions", "owning_units"):
        names = rule.get(key, [""])
        # an empty list would be taken for "all of them" by one reader, for "none" by another
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            yield Fault(f"{key} is no list of names.", where, f'Write {key} = ["…"], or leave it out for all.')
