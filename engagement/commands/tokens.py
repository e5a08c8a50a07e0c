"""python -m engagement tokens: tokens with which programs ask /api, made, listed and removed by an administrator."""

from __future__ import annotations

import argparse

from engagement.app import audit
from engagement.commands.printing import note
from engagement.errors import CallError, Fault
from engagement.export.text_table import text_table
from engagement.place import Place
from engagement.settings import load_settings
from engagement.store.tokens import TokenStore


def run(arguments: argparse.Namespace) -> int:
    """List the tokens, make one for a program, or remove some."""
    settings = load_settings(data_dir=arguments.data)
    store = TokenStore(settings.tokens_dir)
    if arguments.make:
        groups = tuple(arguments.group)
        if settings.access.rule(groups) is None:
            what = "None of these groups has a role, so the token would open nothing."
            raise CallError(Fault(what, Place(part="--group"), "Name one of [[access.roles]].", "token-group"))
        try:
            text = store.make(arguments.make, groups, purpose=arguments.purpose, days=arguments.days)
        except ValueError as error:
            raise CallError(Fault(str(error), Place(part="--make"), "", "token-many")) from error
        print(text)
        note(f"Kept as a hash. It is not shown again, and ends after {arguments.days} days.")
        audit.write(settings, "token", who=arguments.make, made=arguments.purpose, by="the command line")
        return 0
    for id_ in arguments.remove:
        if not store.remove(id_):
            fix = "python -m engagement tokens lists them."
            raise CallError(Fault(f'There is no token "{id_}".', Place(part="--remove"), fix, "token-unknown"))
        audit.write(settings, "token", who="", removed=id_, by="the command line")
    rows = [
        [token.id, token.name, ", ".join(token.groups), token.purpose, f"{token.ends_at:%Y-%m-%d}"]
        for token in store.of()
    ]
    print(text_table(("id", "reader", "groups", "purpose", "until"), rows))
    return 0
