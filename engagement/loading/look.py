"""What there is to see of a new export before it is loaded: its first rows, and a draft of its mapping to correct."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from engagement.contract import load_contract
from engagement.errors import DeliveryError
from engagement.ingest.check.places import Places
from engagement.ingest.map.day_forms import date_formats
from engagement.ingest.map.draft import delivered_cells, drafted
from engagement.ingest.map.mapping import load_mapping
from engagement.ingest.read.delivery import ReadOptions
from engagement.ingest.read.relation import records, survey
from engagement.loading.preview_answer import Look
from engagement.settings import Settings
from engagement.store.fingerprint import mapping_files

_FOUND_OUT = ReadOptions()
_ROWS = 8
_VALUES, _MOST_VALUES = 40, 200  # that are listed, of a column that has no more than so many
_LONGEST = 80  # letters of a cell that are shown


def look(settings: Settings, path: Path, *, table: str = "", options: ReadOptions = _FOUND_OUT) -> Look:
    """Look at an export.

    Args:
        settings: where the tables and mappings are that it may be for.
        path: the file.
        table: the table it is for; "" for the likeliest.
        options: what is known of how it is to be read.

    Raises:
        DeliveryError: it cannot be read.
    """
    contract = load_contract(settings.contract_path, settings.own_tables_dir)
    resolve = Places.load(settings.reference_dirs).resolve
    mappings = (load_mapping(mapping, contract)[0] for mapping in mapping_files(settings))
    try:
        delivery, draft = drafted(path, contract, table=table, options=options, resolve=resolve)
        why_none = ""
    except DeliveryError as error:
        if not {fault.rule for fault in error.faults} <= {"draft", "draft-header"}:
            raise
        delivery, draft, why_none = survey(path, options), "", error.faults[0].what
    cells = delivered_cells(delivery)
    first = itertools.islice(records(delivery), _ROWS)
    forms = {header: date_formats(column) for header, column in cells.items()}
    return Look(
        draft=draft,
        why_none=why_none,
        covered_by=next((mapping.name for mapping in mappings if mapping and mapping.covers(path.name)), ""),
        headers=delivery.headers,
        rows=tuple((f"{line}", *(cell[:_LONGEST] for cell in row)) for line, row in first),
        values={header: few for header, column in cells.items() if (few := _few(column))},
        days={header: formats for header, (formats, _) in forms.items() if formats},
        unclear=tuple(header for header, (_, is_clear) in forms.items() if not is_clear),
        notes=delivery.notes,
    )


def _few(cells: Sequence[str]) -> list[str]:
    counted = Counter(" ".join(cell.split()) for cell in cells)
    return [value for value, _ in counted.most_common(_VALUES)] if len(counted) <= _MOST_VALUES else []
