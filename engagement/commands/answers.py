"""python -m engagement answers: what has changed in the answers to the demonstration data; kept anew with --write."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from engagement.commands.kept import FOLDER, kept_path, kept_queries, kept_text
from engagement.commands.printing import note, write
from engagement.errors import Fault, InputError
from engagement.place import Place, shown_path
from engagement.query import Query
from engagement.settings import load_settings
from engagement.warehouse import View, open_warehouse


def run(arguments: argparse.Namespace) -> int:
    """Show the differences; 1 where there are any that are not written."""
    view = open_warehouse(load_settings(data_dir=arguments.data, queries_dir=arguments.queries)).view
    if not view.snapshot.is_demonstration:
        fix = "Point --data to a folder with demonstration data, and load it."
        what = "Answers are kept of the demonstration data alone, and this is other data."
        raise InputError(Fault(what, Place.of(view.settings.data_dir), fix, "answers-data"))
    folder = arguments.kept or FOLDER
    queries = _chosen(view, arguments.id)
    n_changed = 0
    for path, text in (*_answers(view, queries, folder), *_gone(view, folder, arguments.id)):
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if text == before:
            continue
        n_changed += 1
        print("".join(_difference(before, text, path)))
        if arguments.write:
            _keep(path, text)
    if not n_changed:
        note("No answer has changed.")
    elif arguments.write:
        note(f"Written: {n_changed}.")
    else:
        note(f"{n_changed} changed. If they are right: python -m engagement answers --write")
    return 1 if n_changed and not arguments.write else 0


def _chosen(view: View, ids: Sequence[str]) -> tuple[Query, ...]:
    return tuple(view.catalog.find(id_) for id_ in ids) or kept_queries(view.catalog)


def _answers(view: View, queries: Sequence[Query], folder: Path) -> Iterator[tuple[Path, str]]:
    for query in queries:
        yield kept_path(folder, query), kept_text(view, query)


def _gone(view: View, folder: Path, ids: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """Yield golden results whose query no longer exists; a faulty query keeps its result."""
    paths = {kept_path(folder, query) for query in kept_queries(view.catalog)}
    faulty = {folder / f"{view.catalog.files[path].id}.csv" for path in view.catalog.faults}
    for path in () if ids else sorted(folder.rglob("*.csv")):
        if path not in paths | faulty:
            yield path, ""


def _difference(before: str, after: str, path: Path) -> Iterator[str]:
    name = shown_path(path)
    lines = (before.splitlines(keepends=True), after.splitlines(keepends=True))
    yield from unified_diff(*lines, f"{name} (kept)" if before else "nothing", name if after else "nothing", n=1)


def _keep(path: Path, text: str) -> None:
    if not text:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write(text, path)
