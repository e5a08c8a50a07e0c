"""python -m engagement digest: what the last delivery has changed and what needs attention, to a file or by mail."""

from __future__ import annotations

import argparse
import hashlib
import os
from pathlib import Path

from engagement.access.mail import Subscription
from engagement.access.policy import ANYONE, Reader
from engagement.app.runtime import seen_by
from engagement.commands.printing import note, write
from engagement.digest.compose import Digest, compose
from engagement.digest.mail import message_of, send
from engagement.digest.written import as_html, as_text
from engagement.errors import CallError, Fault, InputError
from engagement.place import Place
from engagement.settings import Settings, load_settings
from engagement.store.history import before
from engagement.store.record_file import read_record, write_record
from engagement.warehouse import Warehouse, open_warehouse


def run(arguments: argparse.Namespace) -> int:
    """Write one digest to a file, or send those of the settings that were not sent of this delivery."""
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    warehouse = open_warehouse(settings)
    release = before(settings, warehouse.snapshot)
    earlier = open_warehouse(settings, release=release, before=warehouse.catalog) if release else None
    if arguments.to == "mail":
        return _send(settings, warehouse, earlier, again=arguments.again)
    asked = Subscription((), arguments.group or "", tuple(arguments.region))
    digest = _digest(settings, warehouse, earlier, asked)
    path = Path(arguments.to)
    write(as_text(digest) if path.suffix == ".txt" else as_html(digest), path)
    note(digest.subject)
    return 0


def _send(settings: Settings, warehouse: Warehouse, earlier: Warehouse | None, *, again: bool) -> int:
    if not settings.mail.digests:
        fix = "Write server and sender under [mail], and [[mail.digests]] with `to`: docs/answers-elsewhere.md."
        raise InputError(Fault("Nobody gets a digest.", Place(part="[mail]"), fix, "mail"))
    ledger = settings.digests_dir / "sent.json"
    sent, release = read_record(ledger), warehouse.snapshot.id
    password = os.environ.get("ENGAGEMENT_MAIL_PASSWORD", "")
    faults: list[Fault] = []
    for subscription in settings.mail.digests:
        key = hashlib.sha256(repr(subscription).encode()).hexdigest()[:16]
        if sent.get(key) == release and not again:
            continue
        digest = _digest(settings, warehouse, earlier, subscription)
        try:
            send([message_of(digest, subscription, settings.mail)], settings.mail, password=password)
        except InputError as error:
            faults += error.faults  # others get theirs, whoever is refused
            continue
        sent[key] = release  # one by one: what has gone is not sent again because a later one failed
        settings.digests_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_record(ledger, sent)
        print(f"Sent to {', '.join(subscription.to)}: {digest.subject}")
    if faults:
        raise InputError(*dict.fromkeys(faults))
    return 0


def _digest(settings: Settings, warehouse: Warehouse, earlier: Warehouse | None, subscription: Subscription) -> Digest:
    reader = _reader(settings, subscription.group)
    now = seen_by(reader, warehouse)
    rows = now.run("filters/regions").table.to_pylist()
    offered = {row["region"] for row in rows if row["scheme"] == settings.scheme}
    if unknown := [region for region in subscription.regions if region not in offered]:
        what = f'There is no region "{unknown[0]}" that these readers may see.'
        raise CallError(Fault(what, Place(part="regions"), f"Known: {', '.join(sorted(offered))}.", "digest-region"))
    then = seen_by(reader, earlier) if earlier else None
    return compose(now, then, regions=subscription.regions, link=settings.mail.link)


def _reader(settings: Settings, group: str) -> Reader:
    """Return who the digest is for: what their group may see."""
    if settings.access.sign_in == "none" or not group:
        return ANYONE
    rule = settings.access.rule((group,))
    if rule is None:
        what = f'The group "{group}" has no role.'
        raise CallError(Fault(what, Place(part="--group"), "Name one of [[access.roles]].", "digest-group"))
    return Reader(group, rule.role, rule.limit)
