"""Write the field tables of docs/data-model.md from the contract.

    python docs/write_data_model.py

What stands between the markers is replaced; the words around it are written by hand. A test compares the two.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engagement.contract import Contract, Field, Table, load_contract  # noqa: E402  the project is not installed

DOCUMENT = ROOT / "docs" / "data-model.md"
_PART = re.compile(r"(<!-- fields of (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def render(text: str, contract: Contract) -> str:
    """Return the document with every field table as the contract has it."""
    return _PART.sub(lambda part: part[1] + _table(contract.tables[part[2]]) + part[3], text)


def _table(table: Table) -> str:
    lines = ["| field | type | what it holds | |", "| --- | --- | --- | --- |"]
    lines += [f"| {each.name} | {_type(each)} | {_meaning(each)} | {_marks(each, table)} |" for each in table.fields]
    return "\n".join(lines) + "\n"


def _type(field: Field) -> str:
    if field.is_place:
        return "country"
    return f"{field.type}, {field.unit}" if field.unit and field.type in {"integer", "number"} else field.type


def _meaning(field: Field) -> str:
    if not field.enum:
        return field.description
    return f"{field.description}: {', '.join(f'`{value}`' for value in field.enum)}"


def _marks(field: Field, table: Table) -> str:
    references = [key.table for key in table.foreign_keys if field.name in key.fields]
    marks = {
        "required": field.required,
        "unique": field.unique,
        "sensitive": field.sensitive,
        "worked out": field.is_derived,
        f"in {', '.join(references)}": bool(references),
    }
    return ", ".join(mark for mark, holds in marks.items() if holds)


if __name__ == "__main__":
    model = load_contract(ROOT / "data" / "datapackage.json")
    DOCUMENT.write_text(render(DOCUMENT.read_text(encoding="utf-8"), model), encoding="utf-8", newline="\n")
