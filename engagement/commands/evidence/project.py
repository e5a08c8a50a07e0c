"""Where an Evidence project keeps its SQL: files in queries/, and blocks of the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(
    r"^```(?:sql[ \t]+)?(?P<name>[A-Za-z_]\w*)[ \t]*\n(?P<sql>.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL
)
_CHART = re.compile(r"<(?P<kind>LineChart|AreaChart|BarChart)\s(?P<keys>[^>]*?)/?>", re.DOTALL)
_KEY = re.compile(
    r"""(?P<key>\w+)\s*=\s*(?:\{(?P<braced>\w+)\}|"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>\w+))"""
)
# Marks of code that are not SQL.
_OTHER_BLOCKS = {"sql", "javascript", "js", "html", "css", "bash", "json", "yaml", "markdown", "md", "python", "svelte"}


@dataclass(frozen=True)
class EvidenceQuery:
    """One query of the project.

    name: what others call it in ${…}. page: the page it belongs to, as part of a name; empty for a file of queries/.
    line: of the file at which `sql` begins. chart: kind, x, y, series of the first chart of it on a page.
    """

    name: str
    page: str
    path: Path
    line: int
    sql: str
    chart: tuple[tuple[str, str], ...] = ()

    @property
    def imported_name(self) -> str:
        """The last part of its id here."""
        return _folded(f"{self.page}_{self.name}" if self.page else self.name)


def read_project(folder: Path) -> Iterator[EvidenceQuery]:
    """Every query of the project, files first; files that are not UTF-8 are read as far as they are."""
    for path in sorted((folder / "queries").rglob("*.sql")):
        name = "_".join(path.relative_to(folder / "queries").with_suffix("").parts)
        yield EvidenceQuery(name, "", path, 1, path.read_text(encoding="utf-8-sig", errors="replace"))
    for path in sorted((folder / "pages").rglob("*.md")):
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        page = "_".join(path.relative_to(folder / "pages").with_suffix("").parts)
        for found in _BLOCK.finditer(text):
            if found["name"] not in _OTHER_BLOCKS:
                line = text.count("\n", 0, found.start("sql")) + 1
                chart = next(_charts(text, found["name"]), ())
                yield EvidenceQuery(found["name"], page, path, line, found["sql"], chart)


def _charts(text: str, name: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """Charts of a query whose columns are written out."""
    for found in _CHART.finditer(text):
        keys = {
            each["key"]: each["braced"] or each["double"] or each["single"] or each["bare"] or ""
            for each in _KEY.finditer(found["keys"])
        }
        if (
            keys.get("data") == name
            and re.fullmatch(r"\w+", keys.get("x", ""))
            and re.fullmatch(r"\w+", keys.get("y", ""))
        ):
            kind = "bar" if found["kind"] == "BarChart" else "line"
            wanted = {"kind": kind, "x": keys["x"], "y": keys["y"], "series": keys.get("series", "")}
            yield tuple((key, value) for key, value in wanted.items() if value)


def _folded(name: str) -> str:
    folded = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return folded if folded[:1].isalpha() else f"query_{folded}"
