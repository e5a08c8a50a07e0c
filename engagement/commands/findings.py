"""The faults that `check` finds, as text, as JSON, and as SARIF 2.1.0 for editors and code hosts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from engagement import __version__
from engagement.catalog.rules import RULES, WARNINGS
from engagement.errors import Fault
from engagement.place import shown_path
from engagement.settings import Settings


@dataclass(frozen=True)
class Finding:
    """One fault with its place; line and column from 1, None where they are not known.

    file: below the working directory if it is there, else whole.
    """

    rule: str
    what: str
    fix: str
    file: str
    line: int | None
    column: int | None
    fault: Fault
    severity: str = "error"


def finding_of(fault: Fault, settings: Settings | None) -> Finding:
    """Return the finding that a fault is."""
    place = fault.where
    # mappings and exports are named from the data folder on
    path = (settings.data_dir if settings else Path()) / place.file
    file = shown_path(path) if place.file and path.exists() else place.file
    return Finding(
        fault.rule or "settings",
        fault.what,
        fault.fix,
        file,
        place.line,
        place.column,
        fault,
        "warning" if fault.is_warning else "error",
    )


def as_text(findings: Sequence[Finding]) -> str:
    """Write each finding for reading: what, where, how to fix it, and the rule."""
    return "".join(
        f"{'Warning: ' if row.fault.is_warning else ''}{row.fault}\n  rule:  {row.rule}\n\n" for row in findings
    )


def as_summary(findings: Sequence[Finding]) -> str:
    """Write the faults for reading, then one line for each rule of warnings."""
    numbers = Counter(finding.rule for finding in findings if finding.fault.is_warning)
    lines = []
    for rule, number in numbers.items():
        single, many = WARNINGS[rule]
        lines.append(
            f"{single}; --warnings lists it.\n" if number == 1 else f"{many.format(number)}; --warnings lists them.\n"
        )
    return as_text([row for row in findings if not row.fault.is_warning]) + "".join([*lines, "\n"] if lines else [])


def as_json(findings: Sequence[Finding]) -> str:
    """Return a list of objects with `rule`, `what`, `fix`, `file`, `line`, `column` and `severity`."""
    rows = [{name: value for name, value in asdict(finding).items() if name != "fault"} for finding in findings]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_sarif(findings: Sequence[Finding]) -> str:
    """Return one run in SARIF 2.1.0, with every rule that there is."""
    rules = [
        {
            "id": name,
            "shortDescription": {"text": description},
            "help": {"text": f"{description} docs/rules.md has a bad and a good example under {name}."},
            "defaultConfiguration": {"level": "warning" if name in WARNINGS else "error"},
        }
        for name, description in RULES.items()
    ]
    driver = {"name": "engagement check", "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif(finding, list(RULES)) for finding in findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _sarif(finding: Finding, rules: Sequence[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        **({"ruleIndex": rules.index(finding.rule)} if finding.rule in rules else {}),
        "level": finding.severity,
        "message": {"text": f"{finding.what} {finding.fix}".strip()},
    }
    if finding.file:
        numbers = {"startLine": finding.line, "startColumn": finding.column}
        region = {name: value for name, value in numbers.items() if value}
        place = {"artifactLocation": _artifact(finding.file), **({"region": region} if region else {})}
        result["locations"] = [{"physicalLocation": place}]
    return result


def _artifact(file: str) -> dict[str, str]:
    path = Path(file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}


FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = {"text": as_text, "json": as_json, "sarif": as_sarif}
