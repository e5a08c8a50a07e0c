"""Writing the files: hashed on the way, and put in place only when all are whole."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow.csv import CSVWriter, WriteOptions

from engagement.errors import CallError, Fault
from engagement.place import Place

MARKER = "exports/demonstration.json"
_PART = ".part"


class Output:
    """A set of files below a folder that appears as a whole: `finish` puts all of them in place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hashes: dict[str, str] = {}
        self.rows: dict[str, int] = {}

    def refuse_to_replace_real_files(self, *, reference: Iterable[str]) -> None:
        """Refuse to write over or beside a file that is not demonstration data.

        Args:
            reference: the reference tables that will be written; others may be there.

        Raises:
            CallError: naming the files that would be lost or mixed with invented ones.
        """
        sums = _known(self.folder / MARKER)
        exports = [path for path in (self.folder / "exports").glob("*") if not path.name.startswith(".")]
        present = [path for path in exports if path.suffix not in {".json", _PART}]
        present += [path for name in reference if (path := self.folder / "reference" / f"{name}.csv").exists()]
        foreign = [path for path in present if sums.get(f"{path.parent.name}/{path.name}") != _hash(path)]
        if foreign:
            names = ", ".join(sorted(f"{path.parent.name}/{path.name}" for path in foreign))
            fix = "Choose an empty folder: real and invented data are never mixed."
            raise CallError(Fault(f"Not demonstration data: {names}.", Place.of(self.folder), fix, "demo-real"))

    def write_rows(self, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
        """Write a small table, quoted where needed; columns that a row does not name stay empty."""
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
        writer.writeheader()
        self.rows[name] = 0
        for row in rows:
            writer.writerow(row)
            self.rows[name] += 1
        self._write(name, [text.getvalue().encode()])

    def write_tables(self, name: str, tables: Iterable[pa.Table], last: Iterable[Mapping[str, Any]]) -> None:
        """Write a table of any length, chunk by chunk, then the rows of `last`; no value of the chunks needs quotes."""
        self.rows[name] = 0

        def chunks() -> Iterable[bytes]:
            columns: list[str] = []
            for table in tables:
                if not columns:
                    columns = table.column_names
                    yield (",".join(columns) + "\n").encode()
                self.rows[name] += table.num_rows
                yield _as_csv(table)
            text = io.StringIO()
            writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
            for row in last:
                writer.writerow(row)
                self.rows[name] += 1
            yield text.getvalue().encode()

        self._write(name, chunks())

    def finish(self, **about: Any) -> None:
        """Put every file in place, the marker last: until then nothing is demonstration data by its word."""
        (self.folder / MARKER).unlink(missing_ok=True)
        for name in self.hashes:
            path = self.folder / name
            path.with_name(path.name + _PART).replace(path)
        text = json.dumps({**about, "files": dict(sorted(self.hashes.items()))}, indent=2) + "\n"
        (self.folder / MARKER).write_text(text, encoding="utf-8", newline="\n")

    def _write(self, name: str, chunks: Iterable[bytes]) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with path.with_name(path.name + _PART).open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
        self.hashes[name] = digest.hexdigest()


def _as_csv(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    options = WriteOptions(include_header=False, quoting_style="none", batch_size=65_536)
    with CSVWriter(sink, table.schema, write_options=options) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _known(marker: Path) -> Mapping[str, str]:
    try:
        files = json.loads(marker.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return files if isinstance(files, dict) else {}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
