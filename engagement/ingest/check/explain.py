"""Why a row was rejected, or a value cleared: one line for each faulty cell of the few rows that have one."""

from __future__ import annotations

from collections.abc import Sequence

from engagement.contract import Field, RequiredIf, Table
from engagement.ingest.check.casts import reasons
from engagement.ingest.check.derive import absent_value, beyond, if_unknown, outside_year
from engagement.ingest.check.part import Part
from engagement.ingest.check.rows import ROW, needed, order_cleared, order_column, steps, text_of
from engagement.quoting import identifier, literal

FAULTS = "work.faults"

CREATE_FAULTS = f"""create table {FAULTS} (
    table_name varchar, _file usmallint, _line integer, _item usmallint, column_name varchar,
    value varchar, rule varchar, reason varchar, effect varchar, detail varchar)"""


def explain(table: Table, parts: Sequence[Part], faulty: str) -> str:
    """Write SQL that adds the faults of the rows in the table `faulty` (_file, _line, _item) to `work.faults`.

    The effect is `rejected` for every fault of a rejected row: an office that mends a row wants them all.
    """
    cells = [_cell(table, field) for field in table.read_fields]
    cells += [_order(table, number) for number in range(len(table.order))]
    cells += [_outside_year(outside)] if (outside := outside_year(table)) else []
    return f"""insert into {FAULTS}
{steps(table, parts, only=faulty)},
found as (
    select {ROW}, _is_rejected, unnest([{", ".join(cells)}]) as fault from judged
    where _is_faulty
)
select
    {literal(table.name)}, {ROW}, fault.column_name, fault.value, fault.rule, fault.reason,
    case when _is_rejected then 'rejected' else fault.effect end, null
from found where fault is not null and not (_is_rejected and fault.effect = 'generated')"""


def _cell(table: Table, field: Field) -> str:
    name, text = identifier(field.name), text_of(field)
    is_needed = needed(table, field)
    # A value that another rule cleared was all right by itself.
    cleared_by_order = " or ".join(_cleared_by_order(table, field)) or "false"
    is_unusable = f"{text} is not null and {name} is null and not ({cleared_by_order})"
    branches = [f"when {is_unusable} then {_unusable(table, field, is_needed)}"]
    if over := beyond(field):
        sentence = f"From the first day to the last are more than {field.maximum:,} days. {field.title} stays empty."
        branches.insert(0, f"when {over} then {_fault(field.name, text, 'maximum', sentence, 'cleared')}")
    if absent_value(table, field):
        sentence = f"{field.title} is blank here, and given in other rows of the file. {if_unknown(table, field)}"
        branches.append(f"when {name} is null then {_fault(field.name, 'null', 'unknown', sentence, 'cleared')}")
    if field.is_generated_if_blank:
        sentence = f"{field.title} is blank. One was generated from the file and the line, so that the row counts."
        branches.append(f"when {text} is null then {_fault(field.name, 'null', 'generated', sentence, 'generated')}")
    elif is_needed != "false":
        rule, sentence = _missing(table, field)
        branches.append(
            f"when ({is_needed}) and {name} is null then {_fault(field.name, 'null', rule, sentence, 'rejected')}"
        )
    return f"case {' '.join(branches)} end"


def _unusable(table: Table, field: Field, is_needed: str) -> str:
    text = text_of(field)
    candidates = list(reasons(table, field, text))
    rule = " ".join(f"when {reason.holds} then {literal(reason.rule)}" for reason in candidates)
    after = if_unknown(table, field)
    if field.empty_means:
        after = f"Empty would mean: {field.empty_means}. So the row is rejected."
    sentence = " ".join(
        f"when {reason.holds} then {literal(f'{reason.sentence} {after}'.strip())}" for reason in candidates
    )
    effect = f"case when {is_needed} then 'rejected' else 'cleared' end"
    value = "null" if field.is_person else text
    return _struct(literal(field.name), value, f"case {rule} end", f"case {sentence} end", effect)


def _missing(table: Table, field: Field) -> tuple[str, str]:
    if field.required:
        return "required", f"{field.title} is empty, and no row can do without it."
    rules = [rule for rule in table.required_if if rule.field == field.name]
    return "required-if", f"{field.title} is empty. {' '.join(_said(rule) for rule in rules)}"


def _said(rule: RequiredIf) -> str:
    when = [f"{name} is {' or '.join(values)}" for name, values in rule.when.items()]
    unless = [f"{name} is not {' or '.join(values)}" for name, values in rule.unless.items()]
    return f"It is needed where {' and '.join(when + unless)}."


def _order(table: Table, number: int) -> str:
    first, second = (table.field(name) for name in table.order[number])
    cleared = order_cleared(table, first, second)
    is_day = first.type in ("date", "datetime")
    behind, ahead = ("after", "before") if is_day else ("above", "below")
    after = f"{first.title} is {behind} {second.title}"
    stood_in = after
    if first.default_from:
        instead = table.field(first.default_from).title
        stood_in = f"{first.title} is not given, and {instead}, which would stand in for it, is {behind} {second.title}"
    gone = _fault(first.name, text_of(first), "order", f"{after}, which the row keeps.", "cleared")
    left = _fault(first.name, _standing_in(table, first), "order", f"{stood_in}. It stays empty.", "cleared")
    before = f"{second.title} is {ahead} {first.title}"
    loses_second = _fault(second.name, text_of(second), "order", f"{before}, which the row keeps.", "cleared")
    measured = _measured(table, first, second)
    contradiction = _fault(measured.name, text_of(measured), "order", f"{after}, and the row needs both.", "rejected")
    return f"""case when {order_column(number)} then case
        when {cleared[second.name]} then {loses_second}
        when {cleared[first.name]} then case when {text_of(first)} is null then {left} else {gone} end
        else {contradiction} end end"""


def _outside_year(outside: str) -> str:
    sentence = "The stay begins outside its academic year. Both are kept, since nobody can tell which is wrong."
    fault = _fault("start_date", '"start_date~"', "outside-year", sentence, "reported")
    return f"case when {outside} then {fault} end"


def _measured(table: Table, first: Field, second: Field) -> Field:
    """Return the field to name where neither is cleared: the one measured most often, as a score is; or the second."""
    count = [sum(field.name in pair for pair in table.order) for field in (first, second)]
    return first if count[0] > count[1] else second


def _cleared_by_order(table: Table, field: Field) -> list[str]:
    return [
        f"({order_column(number)} and {order_cleared(table, table.field(first), table.field(second))[field.name]})"
        for number, (first, second) in enumerate(table.order)
        if field.name in (first, second)
    ]


def _standing_in(table: Table, field: Field) -> str:
    return text_of(table.field(field.default_from)) if field.default_from else "null"


def _fault(column: str, value: str, rule: str, sentence: str, effect: str) -> str:
    return _struct(literal(column), value, literal(rule), literal(sentence), literal(effect))


def _struct(column: str, value: str, rule: str, reason: str, effect: str) -> str:
    parts = {"column_name": column, "value": value, "rule": rule, "reason": reason, "effect": effect}
    return f"{{{', '.join(f'{name!r}: {sql}' for name, sql in parts.items())}}}"
