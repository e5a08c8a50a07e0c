"""From the columns of one delivered file to the columns of one of our tables.

Everything stays text: dates in ISO 8601 where the mapping's formats read them, numbers with a decimal point, yes and
no as true and false. What cannot be read so stays as it was delivered, for the check to report.
"""

from __future__ import annotations

import fnmatch
from typing import NamedTuple

from engagement.contract import Field, Table
from engagement.errors import DeliveryError, Fault
from engagement.ingest.check.canonical import as_text, is_ror_address, with_values
from engagement.ingest.check.casts import ACADEMIC_YEAR
from engagement.ingest.map.expressions import headers_in, try_expression
from engagement.ingest.map.mapping import ExportMapping
from engagement.ingest.map.our_form import PARTNER_ID, in_our_form
from engagement.ingest.map.projection import Cell, Projection
from engagement.ingest.map.reshape import Split
from engagement.ingest.read.delivery import Delivery
from engagement.ingest.read.dialect import fold_header
from engagement.nearest import did_you_mean
from engagement.place import Place
from engagement.quoting import identifier, literal

SCHEME = "partner_id_scheme"


def bind(mapping: ExportMapping | None, delivery: Delivery, table: Table) -> Projection:
    """Fit a mapping to a file.

    Args:
        mapping: None where the file's headers are our own names.
        delivery: the file.
        table: the table it is for.

    Raises:
        DeliveryError: a required column is missing, a header stands twice, or an expression does not fit: all at once.
    """
    binder = _Binder(mapping, delivery, table)
    return binder.bind()


class _Wanted(NamedTuple):
    """What an expression on a line of a mapping has to yield."""

    types: tuple[str, ...]
    otherwise: str
    fix: str


_TRUTHS = _Wanted(("BOOLEAN",), "it is neither true nor false.", "Write where = '\"Status\" = 'final''.")
_ORDERED = _Wanted(
    ("DATE", "TIMESTAMP"), "it yields no day.", "Write newest_by = 'try_cast(\"Changed\" as timestamp)'."
)


class _Binder:
    """Gathers cells and faults while one file is fitted to one table."""

    def __init__(self, mapping: ExportMapping | None, delivery: Delivery, table: Table) -> None:
        self.mapping, self.delivery, self.table = mapping, delivery, table
        self.by_fold = {fold_header(header): header for header in delivery.headers}
        self.unpivoted = self._unpivoted() if mapping else ()
        self.faults: list[Fault] = []
        self.absent: list[str] = []

    def bind(self) -> Projection:
        cells: dict[str, Cell] = {}
        for field in self.table.read_fields:
            faults_before = len(self.faults)
            cell = self._identical(field) if self.mapping is None else self._mapped(field, self.mapping)
            if cell is not None:
                cells[field.name] = cell
                if any(f"{field.name}_raw" == other.name and other.is_derived for other in self.table.fields):
                    cells[f"{field.name}_raw"] = Cell(cell.raw, cell.raw, cell.headers)
            elif self._is_needed(field) and len(self.faults) == faults_before:
                self._missing(field)
        if PARTNER_ID in cells and SCHEME not in cells and any(field.name == SCHEME for field in self.table.fields):
            text = f"case when {is_ror_address(cells[PARTNER_ID].raw)} then 'ror' end"
            cells[SCHEME] = Cell(text, text, cells[PARTNER_ID].headers)
        for header in self.mapping.unpivot.columns if self.mapping and self.mapping.unpivot else ():
            if not self._like(header):
                self.faults.append(self._no_header(header, "unpivot"))
        split = self._split()
        where_headers = (*self._condition_headers("where", _TRUTHS), *self._condition_headers("newest_by", _ORDERED))
        if self.faults:
            raise DeliveryError(*self.faults)
        return Projection(
            self.delivery.file.name,
            cells,
            sheet=self.delivery.options.sheet,
            unpivoted=self.unpivoted,
            split=split,
            summed=self.mapping.sum if self.mapping else "",
            newest_by=self.mapping.newest_by if self.mapping else "",
            where=self.mapping.where if self.mapping else "",
            where_headers=where_headers,
            absent=tuple(self.absent),
        )

    def _unpivoted(self) -> tuple[str, ...]:
        wanted = self.mapping.unpivot.columns if self.mapping and self.mapping.unpivot else ()
        return tuple(dict.fromkeys(header for pattern in wanted for header in self._like(pattern)))

    def _like(self, pattern: str) -> list[str]:
        """Return the delivered columns of that name; else those that the pattern fits."""
        folded = fold_header(pattern)
        if folded in self.by_fold:
            return [self.by_fold[folded]]
        return [header for name, header in self.by_fold.items() if fnmatch.fnmatchcase(name, folded)]

    def _is_needed(self, field: Field) -> bool:
        """Whether no row can do without the field, and nothing but the file can give it."""
        is_looked_up = self.mapping is not None and field.name in self.mapping.lookups
        return field.required and not field.is_generated_if_blank and not is_looked_up

    def _split(self) -> Split | None:
        wanted = self.mapping.split if self.mapping else None
        if wanted is None:
            return None
        header = self.by_fold.get(fold_header(wanted.column))
        if header is None or header in self.unpivoted:
            self.faults.append(self._no_header(wanted.column, "split"))
            return None
        return Split(header, wanted.by)

    def _condition_headers(self, line: str, wanted: _Wanted) -> tuple[str, ...]:
        """Try an expression that a line of the mapping gives; return the delivered columns that it reads."""
        sql = getattr(self.mapping, line, "")
        if self.mapping is None or not sql:
            return ()
        tried = try_expression(sql, self.delivery.headers, ["_line", "_file", "_sheet"])
        place = self.delivery.where.within(f"mappings/{self.mapping.path.name}, {line}")
        if tried.missing:
            what, fix = f'The file has no column "{tried.missing}".', self._columns(tried.missing)
            self.faults.append(Fault(what, place, fix, "delivery-missing-column"))
        elif tried.fault or not tried.type.startswith(wanted.types):
            what = f"The condition does not fit: {tried.fault or wanted.otherwise}"
            self.faults.append(Fault(what, place, wanted.fix, f"mapping-{line.replace('_', '-')}"))
        return tuple(self.by_fold[fold_header(name)] for name in headers_in(sql) if fold_header(name) in self.by_fold)

    def _identical(self, field: Field) -> Cell | None:
        for name in (field.name, field.name.replace("_", " ")):
            if header := self.by_fold.get(name):
                self._refuse_repeated(field, name, header)
                return self._cell(field, identifier(header), (header,), is_delivered=True)
        return None

    def _mapped(self, field: Field, mapping: ExportMapping) -> Cell | None:
        if field.name in mapping.constants:
            text = literal(mapping.constants[field.name])
            is_year = field.unit == ACADEMIC_YEAR  # a number, by contrast, has its decimal sign from us
            return Cell(in_our_form(field, text, mapping, "") if is_year else text, text)
        if field.name in mapping.expressions:
            return self._expressed(field, mapping.expressions[field.name])
        if field.name not in mapping.columns:
            return None
        wanted = mapping.columns[field.name]
        if wanted in ("_column", "_value") and self.unpivoted:
            return self._cell(field, wanted, (), is_delivered=True)
        header = self.by_fold.get(fold_header(wanted))
        if header is None or header in self.unpivoted:
            self._absent(field, wanted)
            return None
        self._refuse_repeated(field, wanted, header)
        return self._cell(field, identifier(header), (header,), is_delivered=True)

    def _expressed(self, field: Field, sql: str) -> Cell | None:
        own = ["_line", "_file", "_sheet", *(("_column", "_value") if self.unpivoted else ())]
        headers = [header for header in self.delivery.headers if header not in self.unpivoted]
        tried = try_expression(sql, headers, own)
        where = self._where("expressions", field.name)
        if tried.fault:
            fix = "Mend the expression: docs/mapping-an-export.md shows some."
            self.faults.append(Fault(f"The expression does not fit: {tried.fault}", where, fix, "mapping-expression"))
            return None
        if tried.missing:
            self._absent(field, tried.missing)
            return None
        named = [name for name in headers_in(sql) if fold_header(name) in self.by_fold]
        used = tuple(self.by_fold[fold_header(name)] for name in named)
        for name, header in zip(named, used, strict=True):
            self._refuse_repeated(field, name, header)
        is_text = tried.type == "VARCHAR"
        text = f"nullif(trim((\n{sql}\n)), '')" if is_text else as_text(f"(\n{sql}\n)", tried.type, field)
        return self._cell(field, text, used, is_delivered=is_text)

    def _cell(self, field: Field, text: str, headers: tuple[str, ...], *, is_delivered: bool) -> Cell:
        """`is_delivered`: the text is as an office wrote it; otherwise SQL already made it what it should be."""
        pairs = self.mapping.values.get(field.name, {}) if self.mapping else {}
        sql = with_values(text, pairs) if pairs else text
        if is_delivered:
            sql = in_our_form(field, sql, self.mapping, self.delivery.options.decimal)
        return Cell(sql, text, headers)

    def _refuse_repeated(self, field: Field, name: str, header: str) -> None:
        if fold_header(name) in self.delivery.repeated:
            what = f'"{header}", which gives {field.name}, stands over more than one column.'
            fix = f'Rename one in the export, or rename the header in the mapping: "{header} (2)" is the second.'
            self.faults.append(Fault(what, self._where("columns", field.name), fix, "delivery-repeated-header"))

    def _absent(self, field: Field, header: str) -> None:
        fault = self._no_header(header, field.name)
        if self._is_needed(field):
            self.faults.append(fault)
        else:
            self.absent.append(f"{fault.what} {field.name} stays empty. {fault.fix}")

    def _no_header(self, header: str, name: str) -> Fault:
        what, fix = f'The file has no column "{header}".', self._columns(header)
        return Fault(what, self._where("columns", name), fix, "delivery-missing-column")

    def _missing(self, field: Field) -> None:
        what = f"No column gives {field.name}, which is required."
        near = self._columns(field.name.replace("_", " "))
        draft = f'python -m engagement draft-mapping "{self.delivery.file}" --table {self.table.name}'
        fix = f"{near} Draft a mapping: {draft}" if self.mapping is None else f"{near} Add it to the mapping."
        self.faults.append(Fault(what, self._where("columns", field.name), fix, "delivery-missing-column"))

    def _columns(self, wanted: str) -> str:
        """Return the column that may be meant, else all; none where a person's row stands in the place of a header."""
        names = {form for field in self.table.read_fields for form in (field.name, field.name.replace("_", " "))}
        if self.mapping is not None:
            names = {*self.mapping.columns.values()}
            names |= {header for sql in self.mapping.expressions.values() for header in headers_in(sql)}
        if self.table.is_people and self.by_fold.keys().isdisjoint(map(fold_header, names)):
            return "None of its columns is known: see that its first row names them."
        near = did_you_mean(wanted, self.delivery.headers).strip()
        return near or f"Its columns: {', '.join(self.delivery.headers[:12])}."

    def _where(self, section: str, name: str) -> Place:
        if self.mapping is None:
            return self.delivery.where
        return self.delivery.where.within(f"mappings/{self.mapping.path.name}, [{section}] {name}")
