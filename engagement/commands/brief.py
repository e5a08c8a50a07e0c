"""python -m engagement brief: a summit brief as PDF, DOCX, PPTX, XLSX, or as the file that opens again."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from engagement.brief import file
from engagement.brief.compare import GONE, against
from engagement.brief.compose import compose
from engagement.brief.formats import Format, available, file_name
from engagement.brief.model import Brief
from engagement.brief.seal import seal_key
from engagement.brief.subject import Request, meetings
from engagement.catalog.parameters import parse
from engagement.commands.printing import note, write
from engagement.errors import CallError, Fault
from engagement.place import Place
from engagement.query import Parameter
from engagement.settings import load_settings
from engagement.warehouse import Warehouse, open_warehouse


def run(arguments: argparse.Namespace) -> int:
    """Make one brief or one for every summit; or print a kept one, or compare it with what is current."""
    format_ = _format(arguments.format)
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    key = seal_key(settings.drafts_dir, is_made=arguments.open is None)
    if arguments.open is not None and not arguments.compare:
        saved = file.read(arguments.open, key=key)
        write(format_.make(saved, key=key, template=arguments.template), _out(arguments, saved, format_))
        return 0
    warehouse = open_warehouse(settings)
    if arguments.compare:
        return _compare(arguments, warehouse, key)
    if arguments.all_summits:
        return _every(arguments, warehouse, format_, key)
    brief = compose(warehouse.view, _request(arguments, arguments.summit or ""), progress=note)
    write(format_.make(brief, key=key, template=arguments.template), _out(arguments, brief, format_))
    note(_about(brief))
    return 0


def _every(arguments: argparse.Namespace, warehouse: Warehouse, format_: Format, key: bytes) -> int:
    """Make a brief for every summit that is still to come, into one folder."""
    folder: Path = arguments.out or Path()
    folder.mkdir(parents=True, exist_ok=True)
    today = _as_of(arguments) or warehouse.view.as_of
    coming = [meeting.summit for meeting in meetings(warehouse.view) if meeting.summit.date >= today]
    if not coming:
        what = f"No summit is on record from {today} on."
        raise CallError(Fault(what, Place(part="--all-summits"), "See reference/summits.csv.", "brief-summit"))
    for summit in coming:
        brief = compose(warehouse.view, _request(arguments, summit.id))
        path = folder / file_name(brief, format_.ending)
        write(format_.make(brief, key=key, template=arguments.template), path)
        note(f"{path}: {_about(brief)}")
    return 0


def _compare(arguments: argparse.Namespace, warehouse: Warehouse, key: bytes) -> int:
    """Say which statements of a kept brief no longer hold; exit code 1 where there is any."""
    if arguments.open is None:
        raise CallError(
            Fault("There is no brief to compare.", Place(part="--compare"), "Give it with --open FILE.", "brief-open")
        )
    saved = file.read(arguments.open, key=key)
    outdated = against(saved, warehouse.view)
    lines = [f"{saved.title}, as of {saved.as_of}, against {warehouse.view.as_of}:"]
    for statement in outdated:
        lines += ["", f"{statement.section}: {statement.text}", f"  now: {statement.now or GONE}"]
        lines += [f"    {change.name}: {change.was} -> {change.now or GONE}" for change in statement.changes]
    lines += [] if outdated else ["", "Every statement and figure still holds."]
    write("\n".join(lines) + "\n", arguments.out)
    return 1 if outdated else 0


def _request(arguments: argparse.Namespace, summit: str) -> Request:
    return Request(
        summit=summit,
        region="" if summit else arguments.region or "",
        scheme=arguments.scheme or "",
        period=arguments.period,
        audience=arguments.audience,
        as_of=_as_of(arguments),
    )


def _as_of(arguments: argparse.Namespace) -> date | None:
    if not arguments.as_of:
        return None
    day: date = parse(Parameter("--as-of", "DATE"), [arguments.as_of])
    return day


def _format(name: str) -> Format:
    formats = available()
    if name not in formats:
        fix = f"This installation can make: {', '.join(formats)}."
        raise CallError(Fault(f'A brief cannot be made as "{name}" here.', Place(part="--format"), fix, "brief-format"))
    return formats[name]


def _out(arguments: argparse.Namespace, brief: Brief, format_: Format) -> Path:
    """Return the file that was asked for, or one with a telling name in the folder that was."""
    out: Path | None = arguments.out
    if out is None or out.is_dir():
        return (out or Path()) / file_name(brief, format_.ending)
    return out


def _about(brief: Brief) -> str:
    sentences = sum(len(section.included) for section in brief.included)
    invented = " Demonstration data: invented, of no institution." if brief.is_demonstration else ""
    return f"{brief.title}, as of {brief.as_of}: {len(brief.included)} sections, {sentences} statements.{invented}"
