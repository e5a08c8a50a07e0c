"""A brief as words: every number printed, every cell a text, ready for a template that only lays out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from engagement.brief.body_sections import DECISIONS, SINCE
from engagement.brief.cells import Cell, print_cell
from engagement.brief.drawn import drawing_of
from engagement.brief.model import Brief, Evidence, Exhibit, KeyFigure, Section
from engagement.brief.statement import Decision, Statement
from engagement.charts import print as printed
from engagement.charts.atlas import places
from engagement.charts.model.drawing import Drawing
from engagement.present import format, provenance
from engagement.query import Column

Words: TypeAlias = dict[str, Any]

STAMP = "Demonstration data"
STAMP_WORDS = "Every number in this document is invented. It describes no institution and no person."
UNVERIFIED = "Not verified"
UNVERIFIED_WORDS = "It comes from a file that this institution has not sealed, or that was changed since."


def stamp(brief: Brief) -> str:
    """Return what stands on every page of a brief that nobody should rely on; empty for every other."""
    return " · ".join(name for name, _ in _stamps(brief))


def stamp_words(brief: Brief) -> str:
    """Return the same in sentences."""
    return " ".join(words for _, words in _stamps(brief))


def _stamps(brief: Brief) -> list[tuple[str, str]]:
    stamps = [(UNVERIFIED, UNVERIFIED_WORDS)] if not brief.is_verified else []
    return [*stamps, (STAMP, STAMP_WORDS)] if brief.is_demonstration else stamps


DECISION_HEADS = ("No.", "What is asked", "Of whom", "By when", "Cost")
"""Heads of the table of decisions."""
DECIDED_HEADS = ("No.", "What was decided", "Of whom", "By when", "State")
"""The same for those of the last summit."""
DETAILS = (("agreements", ""), ("why", "Why"), ("otherwise", "If nothing is decided"), ("options", "Or"))
"""What stands below what is asked, with its name."""
_WIDEST, _NARROWEST, _CROWDED = 34, 7, 8
"""Widths of columns in letters; in a table of more than so many columns, texts get two thirds of the widest."""


def words(brief: Brief, *, note: str = "") -> Words:
    """Return everything that is printed, in the order in which it is printed.

    Args:
        brief: what is printed.
        note: what is to be known of this printing, beside how the document is to be read.
    """
    answers = used(brief)
    return {
        "title": brief.title,
        "subtitle": brief.subtitle,
        "institution": brief.institution,
        "office": brief.office,
        "as_of": format.day(brief.as_of),
        "date": [brief.as_of.year, brief.as_of.month, brief.as_of.day],
        "cover": cover_lines(brief),
        "stamp": stamp(brief),
        "stamp_words": stamp_words(brief),
        "sections": [_section(section, brief) for section in brief.included],
        "how_to_read": cover_note(brief, note=note),
        "definitions": [
            {
                "title": answer.title,
                "definition": answer.definition,
                "denominator": answer.denominator,
                "evidence": answer.number,
            }
            for answer in answers
            if answer.definition
        ],
        "membership": {
            "words": membership_words(brief),
            "names": [f"{member.name} ({member.iso3})" for member in brief.membership],
        },
        "hidden": {"words": publishing_words(brief), "rows": [[few.title, few.hidden_note] for few in hidden(brief)]},
        "files": _files(answers),
        "evidence": [_evidence(answer) for answer in answers],
    }


def decision_heads(section: Section) -> tuple[str, ...]:
    """Return the heads of a section's table of decisions."""
    return DECIDED_HEADS if section.id == SINCE else DECISION_HEADS


def decision_cells(decision: Decision, section: Section) -> tuple[str, ...]:
    """Return what stands in the last three columns of the table: of whom, by when, and its cost or state."""
    return (decision.owner, decision.by, decision.state if section.id == SINCE else decision.cost)


def details(decision: Decision) -> list[tuple[str, str]]:
    """Return what stands below what is asked, each with its name; without what is empty."""
    return [(name, words) for field, name in DETAILS if (words := getattr(decision, field))]


def whose(item: Statement | Decision) -> str:
    """Say whose words these are; empty where the rules wrote them."""
    if not item.is_committee:
        return ""
    return "the committee’s words" if item.cited else "the committee’s own"  # noqa: RUF001


def cover_lines(brief: Brief) -> list[str]:
    """Return where and when, for which region and period, as of which day, and that numbers of people are rounded."""
    lines = []
    if brief.summit is not None:
        summit = brief.summit
        place = ", ".join(dict.fromkeys(filter(None, (summit.city, summit.host_country))))
        due = f"brief due on {format.day(summit.brief_due)}" if summit.brief_due else ""
        lines.append("; ".join(filter(None, (", ".join(filter(None, (place, format.day(summit.date)))), due))))
        if summit.date < brief.as_of:
            lines.append(f"This summit is over: the brief tells what was on record on {format.day(brief.as_of)}.")
    lines.append(f"Region: {', '.join(brief.regions)}. Period: {brief.period[:1].lower()}{brief.period[1:]}.")
    lines.append(" ".join(filter(None, (f"As of {format.day(brief.as_of)}.", rounding_words(brief)))))
    return lines


def cover_note(brief: Brief, *, note: str = "") -> str:
    """Return how the document is to be read."""
    return (
        "Numbers in brackets lead to the list at the end: the question, its parameters, the delivered files and what "
        f"is left out. Numbers are as of {format.day(brief.as_of)} and do not change when data does. "
        f"Snapshot {brief.snapshot_id}." + (f" {note}" if note else "")
    )


def rounding_words(brief: Brief) -> str:
    """Say how numbers of people are rounded; empty if they are not."""
    return f"Numbers of people are rounded to the nearest {brief.rounding}." if brief.rounding > 1 else ""


def membership_words(brief: Brief) -> str:
    """Say which countries belong to the region, and by which scheme."""
    region = ", ".join(brief.regions)
    if not brief.membership:
        return f"No country or place is on record for {region}."
    version = ", ".join(sorted({member.version for member in brief.membership}))
    count = len(brief.membership)
    return (
        f"{region} has {count:,} {'country or place' if count == 1 else 'countries and places'} "
        f"in the scheme “{brief.scheme}”, version {version}."
    )


def hidden(brief: Brief) -> list[Evidence]:
    """Return the answers in which a number is too few to be shown."""
    return [answer for answer in used(brief) if answer.hidden_note]


def publishing_words(brief: Brief) -> str:
    """Return how numbers of people are published."""
    sentence = "They read “too few” and are not part of any chart." if hidden(brief) else "There are none here."
    return (
        "Rates, shares and changes are calculated from published numbers. "
        f"Fewer than {brief.threshold} people, zero included, are not shown. {sentence}"
    )


def notes(exhibit: Exhibit, drawn: Drawing | None, *, is_marked: bool = True) -> list[str]:
    """Return the notes below an exhibit: incomplete years, events, places off the map, what is cut or too few.

    is_marked: whether the chart has a mark for each event; office programs' own charts have none.
    """
    lines = []
    if drawn is not None:
        if drawn.running:
            lines.append(f"{drawn.running_words}.")
        if drawn.is_over_the_whole:
            lines.append(f"{drawn.over_the_whole_words}.")
        if drawn.events:
            named = [f"{event.label}, {format.day(event.date)}" for event in drawn.events]
            if is_marked:
                named = [f"{number} {words}" for number, words in enumerate(named, 1)]
            lines.append(f"{'Marked' if is_marked else 'In these years'}: {'; '.join(named)}.")
        off = [
            label
            for code, label in zip(drawn.positions, drawn.labels, strict=True)
            if drawn.kind == "map" and code not in places().centers
        ]
        if off:
            lines.append(f"Not on the map: {', '.join(off)}.")
    return [note for note in (*lines, exhibit.cut_note if exhibit.has_table else "", exhibit.note) if note]


def source_words(answer: Evidence) -> list[list[str]]:
    """Return how a number came about, as pairs of a name and what it is."""
    files = "; ".join(f"{file.file} ({provenance.rows_of(file)})" for file in answer.sources)
    pairs = [
        ("Query", answer.query_id),
        ("Parameters", ", ".join(f"{name} = {value}" for name, value in answer.parameters)),
        ("As of", format.day(answer.as_of)),
        ("Files", files),
        ("Left out", "; ".join(map(provenance.omitted, answer.left_out))),
        ("Too few", answer.hidden_note),
    ]
    return [[name, value] for name, value in pairs if value]


def used(brief: Brief) -> list[Evidence]:
    """Return the evidence behind what is printed, and no other."""
    numbers = {
        number
        for section in brief.included
        for number in (
            *(key_figure.evidence for key_figure in section.figures),
            *(exhibit.evidence for exhibit in section.exhibits),
            *(number for statement in section.included for number in statement.cited),
            *(number for decision in section.asked for number in decision.cited),
        )
    }
    return [answer for answer in brief.evidence if answer.number in numbers]


def _section(section: Section, brief: Brief) -> Words:
    return {
        "title": section.title,
        "lead": section.lead,
        "is_annex": section.is_annex,
        "is_open": section.id == DECISIONS and not section.asked,
        "figures": [_key_figure(key_figure) for key_figure in section.figures],
        "statements": [_statement(statement) for statement in section.above(None)],
        "heads": list(decision_heads(section)),
        "decisions": [_decision(decision, section) for decision in section.asked],
        "exhibits": [_exhibit(exhibit, section, brief) for exhibit in section.exhibits],
    }


def _decision(decision: Decision, section: Section) -> Words:
    return {
        "what": decision.what,
        "details": [list(pair) for pair in details(decision)],
        "cells": list(decision_cells(decision, section)),
        **_statement(decision),
    }


def _key_figure(key_figure: KeyFigure) -> Words:
    lines = (key_figure.when, key_figure.change, key_figure.target, *key_figure.note.split("; "))
    return {
        "title": key_figure.title,
        "printed": key_figure.printed,
        "is_value": key_figure.value is not None,
        "lines": list(filter(None, lines)),
        "evidence": key_figure.evidence,
    }


def _statement(item: Statement | Decision) -> Words:
    return {
        "text": item.text,
        "committee": item.is_committee,
        "whose": whose(item),
        "evidence": list(item.cited),
    }


def _exhibit(exhibit: Exhibit, section: Section, brief: Brief) -> Words:
    drawn = drawing_of(exhibit, as_of=brief.as_of, threshold=brief.threshold)
    svg = printed.svg(drawn) if drawn is not None and drawn.kind != "table" else ""
    table: Words = {"head": [], "widths": [], "aligns": [], "body": []}
    if exhibit.has_table:
        columns, rows = exhibit.table_columns, exhibit.table_rows
        table = {
            "head": [format.titled(column.title, column.unit) for column in columns],
            "widths": [
                _width(column, [row[index] for row in rows], is_crowded=len(columns) > _CROWDED)
                for index, column in enumerate(columns)
            ],
            "aligns": ["right" if format.is_number(column.unit) else "left" for column in columns],
            "body": [[_unbroken(c, column.unit) for c, column in zip(row, columns, strict=True)] for row in rows],
        }
    return {
        "title": exhibit.title,
        "statements": [_statement(statement) for statement in section.above(exhibit)],
        "alt": exhibit.alt,
        "svg": svg,
        "width": min(printed.WIDTH, printed.width_of(svg)),
        "table": table,
        "notes": notes(exhibit, drawn),
        "evidence": exhibit.evidence,
    }


def _unbroken(cell: Cell, unit: str) -> str:
    """Return a cell's words; a day or a number is not broken over lines."""
    text = print_cell(cell, unit)
    return text if unit in ("text", "iso3") else text.replace(" ", "\N{NO-BREAK SPACE}")


def _width(column: Column, cells: Sequence[Cell], *, is_crowded: bool) -> int:
    """Return how much of the page a column gets: words may be broken over lines, numbers and days may not."""
    printed_cells = [print_cell(cell, column.unit) for cell in cells]
    title = format.titled(column.title, column.unit)
    lines = [line for cell in printed_cells for line in cell.split("\n")]
    longest = max([_NARROWEST, *map(len, lines), *map(len, title.split())])
    widest = _WIDEST * 2 // 3 if is_crowded else _WIDEST
    return min(widest, longest) if column.unit in ("text", "iso3") else longest


def _files(answers: Sequence[Evidence]) -> list[Words]:
    files = {file.file: file for answer in answers for file in answer.sources}
    return [
        {
            "name": file.file,
            "delivered": f"{file.rows_delivered:,}",
            "taken": f"{file.rows_accepted:,}",
            "rejected": f"{file.rows_rejected:,}",
            "sha256": file.sha256,
        }
        for _, file in sorted(files.items())
    ]


def _evidence(answer: Evidence) -> Words:
    return {
        "number": answer.number,
        "title": answer.title,
        "question": answer.question,
        "lines": source_words(answer),
        "sha256": answer.query_sha256,
    }
