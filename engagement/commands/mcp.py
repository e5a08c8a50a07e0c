"""python -m engagement mcp: the queries as tools of an assistant, over standard input and output."""

from __future__ import annotations

import argparse
import os

from engagement.access.identity import reader_of
from engagement.access.policy import Reader
from engagement.errors import AccessError, Fault, InputError
from engagement.place import NOWHERE
from engagement.settings import Settings, load_settings
from engagement.store.tokens import TokenStore
from engagement.warehouse import open_warehouse


def run(arguments: argparse.Namespace) -> int:
    """Answer until the assistant goes away."""
    try:
        from engagement.api.assistants import server_of
    except ModuleNotFoundError as error:
        fix = "python -m pip install -r requirements-assistants.txt"
        raise InputError(Fault("This command needs mcp.", NOWHERE, fix, "mcp-missing")) from error
    from engagement.api.sources import Dashboard, Release, Source

    token = os.environ.get("ENGAGEMENT_TOKEN", "")
    source: Source
    if arguments.server:
        source = Dashboard(arguments.server, token)
    else:
        settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
        source = Release(open_warehouse(settings), _reader(settings, token))
    server_of(source).run("stdio")
    return 0


def _reader(settings: Settings, text: str) -> Reader:
    """Return who asks: the token's owner, where readers sign in."""
    token = TokenStore(settings.tokens_dir).find(text) if text else None
    reader = reader_of(settings.access, token.identity if token else None)
    if reader is None:
        fix = "Set ENGAGEMENT_TOKEN to one of your tokens: docs/answers-elsewhere.md."
        raise AccessError(Fault("Readers sign in here, and the token is not valid.", NOWHERE, fix, "not-signed-in"))
    return reader
