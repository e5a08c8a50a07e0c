"""python -m engagement new-query: a file in queries/ that runs as it is, to be changed into the question at hand."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

from engagement.catalog import Catalog, load_catalog
from engagement.catalog.query_file import KINDS
from engagement.commands.printing import note
from engagement.contract import load_contract
from engagement.errors import CallError, Fault
from engagement.place import Place, shown_path
from engagement.settings import Settings, load_settings

_DRAFTS = Path(__file__).parent / "drafts"
_ID = re.compile(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*")
_QUESTION = re.compile(r'^question = "(?P<question>[^"]+)"', re.MULTILINE)
# What an area's questions are mostly about; students elsewhere.
_STARTS: Mapping[str, str] = {
    "partnerships": "agreements",
    "strategy": "agreements",
    "leadership": "participants",
    "data_health": "deliveries",
}


def run(arguments: argparse.Namespace) -> int:
    """Write the file and say what to do next; nothing that is there is ever overwritten."""
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path, settings.own_tables_dir))
    id_ = arguments.id
    _refuse(id_, catalog)
    area, _, name = id_.partition("/")
    draft = _STARTS.get(area, "students")
    if draft == "students" and {"year", "years", "annual"} & set(name.split("_")):
        draft = "students_by_year"
    path = write_draft(draft, id_, settings)
    print(shown_path(path))
    note(f"It answers already: python -m engagement run {id_}. Change it and save it; check tells what is wrong.")
    return 0


def write_draft(draft: str, id_: str, settings: Settings) -> Path:
    """Write a draft under a name that nothing has yet; where it is.

    Raises:
        CallError: there is such a file, or it cannot be written.
    """
    text = (_DRAFTS / f"{draft}.sql").read_text(encoding="utf-8")
    name = id_.partition("/")[2]
    text = text.replace("{title}", _title(name)).replace("{name}", name)
    path = settings.queries_dir / f"{id_}.sql"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise _taken(id_, path) from error
    except OSError as error:
        what = f"The file cannot be written: {error.strerror}."
        raise CallError(Fault(what, Place.of(path), "Check the folder's permissions.", "out")) from error
    return path


def _title(name: str) -> str:
    """Return a name's words as a title; a letter that ends it, such as that of a plan, is no article."""
    *words, last = name.strip("_").split("_")
    title = " ".join(word for word in (*words, last.upper() if len(last) == 1 else last) if word)
    return title[:1].upper() + title[1:]


def draft_questions() -> frozenset[str]:
    """Return the questions that files are begun with, which stand for those of their authors."""
    texts = (path.read_text(encoding="utf-8") for path in _DRAFTS.glob("*.sql"))
    return frozenset(match["question"] for text in texts if (match := _QUESTION.search(text)))


def _refuse(id_: str, catalog: Catalog) -> None:
    folder, area = Place(f"{shown_path(catalog.root)}/"), id_.partition("/")[0]
    if not _ID.fullmatch(id_):
        parts = [re.sub(r"[^a-z0-9]+", "_", part.lower()).strip("_0123456789") for part in id_.split("/") if part]
        parts = [part for part in (parts if len(parts) > 1 else ["placements", *parts]) if part]
        better = "/".join((parts[0], "_".join(parts[1:]))).removesuffix("_sql") if len(parts) > 1 else ""
        what = f'"{id_}" is not an area and a name: lowercase letters, digits and _, with one / between.'
        fix = f"Such as python -m engagement new-query {better or 'placements/median_stay_by_region'}"
        raise CallError(Fault(what, folder, fix, "query-id"))
    if area in KINDS:
        fix = f"Begin a metrics file with new-metrics {id_.partition('/')[2]}; models and macros are written by hand."
        raise CallError(Fault(f"queries/{area}/ holds no queries.", folder, fix, "query-id"))
    same = [file for file in catalog.files.values() if file.is_query and file.name == id_.partition("/")[2]]
    for file in same:
        if file.id == id_:
            raise _taken(id_, file.path)
        # pages and other queries find it by its last part, which works as long as it is the only one
        what = f'"{file.id}" has that last part already, and may be known by it.'
        raise CallError(Fault(what, Place.of(file.path), "Give the new query another name.", "query-id"))


def _taken(id_: str, path: Path) -> CallError:
    what = f'There is a query "{id_}" already, and it stays as it is.'
    return CallError(Fault(what, Place.of(path), "Choose another name, or change that file.", "query-id"))
