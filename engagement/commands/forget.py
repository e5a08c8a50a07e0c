"""python -m engagement forget: take people out of what loads have kept, and say what this cannot reach."""

from __future__ import annotations

import argparse
import sys

from engagement.commands.printing import note
from engagement.errors import CallError, Fault
from engagement.loading.forget import forget
from engagement.place import Place
from engagement.settings import load_settings

_NOT_REACHED = """Not reached:
  the offices' own systems, and copies of exports elsewhere;
  backups of exports/ and records/;
  briefs, drafts and files that were taken away: they hold published counts, and what people have written into them;
  releases: they hold published counts and no person."""


def run(arguments: argparse.Namespace) -> int:
    """Read keys, one a line; nothing that is printed repeats one."""
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    try:
        text = arguments.keys.read_text(encoding="utf-8") if arguments.keys else sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        where = Place.of(arguments.keys) if arguments.keys else Place(part="standard input")
        raise CallError(Fault("The keys cannot be read.", where, "Write one a line, as UTF-8.", "keys")) from error
    keys = {line.strip() for line in text.splitlines() if line.strip()}
    if not keys:
        fix = "Write the person's key, as the exports have it, to standard input or into the file --keys."
        raise CallError(Fault("No key was given.", Place(part="standard input"), fix, "keys"))
    done = forget(settings, keys, progress=note if sys.stderr.isatty() else lambda _: None)
    kept = f"No export has {'this key' if len(keys) == 1 else f'any of these {len(keys)} keys'}, nor have the records."
    print(f"{kept} Records of {done.removed:,} earlier {'delivery' if done.removed == 1 else 'deliveries'} removed.")
    print(_NOT_REACHED)
    return 0
