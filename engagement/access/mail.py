"""[mail] in engagement.toml: the server that takes mail, and who gets which digest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engagement.access.policy import Access
from engagement.errors import Fault
from engagement.place import Place

SECURITIES = ("starttls", "tls", "none")
_SUBSCRIPTION_KEYS = ("to", "group", "regions")
_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")


@dataclass(frozen=True)
class Subscription:
    """Who gets a digest, and of what.

    group: what its readers may see; empty where nobody signs in.
    regions: those that it is about; empty for all that may be seen.
    """

    to: tuple[str, ...]
    group: str = ""
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mail:
    """The server that takes mail. The password is ENGAGEMENT_MAIL_PASSWORD of the environment, never in a file here.

    link: the address of the dashboard, for the links in mails.
    """

    server: str = ""
    port: int = 587
    security: str = "starttls"
    sender: str = ""
    user: str = ""
    link: str = ""
    digests: tuple[Subscription, ...] = ()


NO_MAIL = Mail()


def read_mail(raw: Mapping[str, Any]) -> Mail:
    """Return the settings of a section without faults."""
    digests = tuple(
        Subscription(tuple(entry["to"]), entry.get("group", ""), tuple(entry.get("regions", ())))
        for entry in raw.get("digests", ())
    )
    return Mail(**{**raw, "digests": digests})


def mail_faults(raw: Mapping[str, Any], access: Access, where: Place) -> Iterator[Fault]:
    """Everything that is wrong with a section whose keys are of the right types."""

    def fault(what: str, key: str, fix: str) -> Fault:
        return Fault(what, where.within(f"[mail] {key}"), fix)

    if raw.get("security", "starttls") not in SECURITIES:
        yield fault(f'"{raw["security"]}" is no way to secure mail.', "security", f"Known: {', '.join(SECURITIES)}.")
    if raw.get("user") and raw.get("security") == "none":
        yield fault("A password would be sent for all to read.", "security", 'Use "starttls" or "tls", or no user.')
    if not 1 <= raw.get("port", 587) <= 65_535:
        yield fault(f"{raw['port']} is no port.", "port", "Use 1 to 65,535; mail servers mostly have 587.")
    if raw.get("sender") and not _ADDRESS.fullmatch(raw["sender"]):
        yield fault(f'"{raw["sender"]}" is no address.', "sender", 'Write "dashboard@example.edu".')
    if raw.get("link") and not raw["link"].startswith(("https://", "http://")):
        yield fault(f'"{raw["link"]}" is no address of a dashboard.', "link", 'Write "https://dashboard.example.edu".')
    if raw.get("digests") and not (raw.get("server") and raw.get("sender")):
        yield fault("Nobody takes the digests.", "digests", "Write server and sender.")
    for number, entry in enumerate(raw.get("digests", ()), start=1):
        yield from _subscription_faults(entry, access, where.within(f"[[mail.digests]] number {number}"))


def _subscription_faults(entry: Any, access: Access, where: Place) -> Iterator[Fault]:
    if not isinstance(entry, dict):
        yield Fault("This is no digest.", where, "Write [[mail.digests]], and to below it.")
        return
    for key in entry:
        if key not in _SUBSCRIPTION_KEYS:
            yield Fault(f'A digest has no setting "{key}".', where, f"Known: {', '.join(_SUBSCRIPTION_KEYS)}.")
    addresses = entry.get("to")
    if not isinstance(addresses, list) or not addresses or not all(map(_is_address, addresses)):
        yield Fault("`to` is no list of addresses.", where, 'Write to = ["africa-desk@example.edu"].')
    group = entry.get("group", "")
    if access.sign_in == "none" and group:
        yield Fault("Nobody signs in, so there are no groups.", where, "Take `group` out.")
    if access.sign_in != "none" and (not isinstance(group, str) or not group or access.rule((group,)) is None):
        yield Fault("The group has no role, so there is nothing it may see.", where, "Name one of [[access.roles]].")
    regions = entry.get("regions", ["all"])
    if not isinstance(regions, list) or not regions or not all(isinstance(name, str) and name for name in regions):
        yield Fault("`regions` is no list of names.", where, 'Write regions = ["Africa"], or leave it out.')


def _is_address(text: Any) -> bool:
    return isinstance(text, str) and _ADDRESS.fullmatch(text) is not None
