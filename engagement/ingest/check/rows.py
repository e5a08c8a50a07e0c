"""One table: the steps, in SQL, from delivered text to rows that are accepted, cleared in places, or rejected.

    delivered   text by canonical name, from every file of the table; blank is null
    typed       each value cast, looked up (places) or numbered (people); null where the text is not allowed
    filled      defaults and what follows from other fields
    ordered     of two dates that contradict each other, one is cleared (see `order_cleared`)
    judged      derived fields, and for every row: is it rejected, is anything wrong with it

The same steps serve twice: once over all rows to fill the table, once over the few faulty ones to say why.
In each step `x` is the value of field x, and `x~` the text that was delivered for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engagement.contract import Field, RequiredIf, Table
from engagement.ingest.check.casts import can_fail, cast, column_type
from engagement.ingest.check.derive import absent_value, beyond, default_of, derived, outside_year
from engagement.ingest.check.part import Part
from engagement.quoting import identifier, literal

PEOPLE = "work.people"
PLACE_NAMES = "work.place_names"
SEPARATOR = "\x1f"
ROW = "_file, _line, _item"


def text_of(field: Field) -> str:
    """Return the column that holds the text delivered for a field."""
    return identifier(f"{field.name}~")


def steps(table: Table, parts: Sequence[Part], *, only: str = "") -> str:
    """Return the common table expressions, ending in `judged`.

    Args:
        table: what the rows must become.
        parts: the files of the table, at least one.
        only: a table of (_file, _line, _item) that the rows are restricted to; by default all rows.
    """
    return f"""with delivered as ({_delivered(table, parts, only)}),
typed as ({_typed(table, parts)}),
filled as ({_filled(table, parts)}),
ordered as ({_ordered(table)}),
judged as ({_judged(table, parts)})"""


def is_live(table: Table, field: Field, parts: Sequence[Part]) -> bool:
    """Return whether any row can have a value in the field; otherwise it need not be carried along."""
    is_given = any(field.name in part.columns for part in parts)
    stands_in = default_of(table, field) or absent_value(table, field)
    is_given = is_given or any(field.name in dict(part.lookups) for part in parts)
    return is_given or field.is_generated_if_blank or bool(stands_in) or field.name in derived(table)


def needed(table: Table, field: Field) -> str:
    """Write SQL for whether a row cannot do without the field."""
    if field.required:
        return "true"
    conditions = [_condition(rule) for rule in table.required_if if rule.field == field.name]
    return " or ".join(f"({condition})" for condition in conditions) or "false"


def is_unusable(table: Table, field: Field) -> str:
    """Write SQL for whether a text delivered for the field is no value of it, or is missing though the file counts."""
    name = identifier(field.name)
    return f"{name} is null" if absent_value(table, field) else f"{text_of(field)} is not null and {name} is null"


def order_column(number: int) -> str:
    """Return the column that says that the table's `number`th pair of dates contradicts itself."""
    return identifier(f"~order{number}")


def order_cleared(table: Table, first: Field, second: Field) -> Mapping[str, str]:
    """Write, for each field of a contradicting pair, SQL: whether it is cleared. Where neither is, the row is rejected.

    The second is measured against the first, so it is the second that is cleared where the row can do without it: an
    agreement that renews itself keeps its start and loses its end. Where the row needs the second, as a fixed term
    needs its end, a first that was delivered contradicts it and the row is rejected, for nobody knows which is right.
    A first that only stands in by default gives way: agreements are signed after they have begun, and the
    day of signing is then no start. So does a first that no row needs, beside a second that every row needs.
    """
    needs_second = "true" if second.empty_means else needed(table, second)
    stands_in = f"{text_of(first)} is null" if first.default_from else "false"
    gives_way = "true" if second.required and needed(table, first) == "false" else stands_in
    return {second.name: f"not ({needs_second})", first.name: f"({needs_second}) and ({gives_way})"}


def _delivered(table: Table, parts: Sequence[Part], only: str) -> str:
    selects = []
    for part in parts:
        columns = [
            identifier(field.name) if field.name in part.columns else _absent(table, field) for field in table.fields
        ]
        restriction = f" semi join (select * from {only}) using ({ROW})" if only else ""
        selects.append(
            f"select _file, _line::integer as _line, _item, {', '.join(columns)} "
            f"from ({part.rows}) as mapped{restriction}"
        )
    return "\nunion all\n".join(selects)


def _absent(table: Table, field: Field) -> str:
    text = absent_value(table, field)
    return f"{literal(text) if text else 'null'}::varchar as {identifier(field.name)}"


def _typed(table: Table, parts: Sequence[Part]) -> str:
    columns, joins = [], []
    labels = " ".join(f"when {part.number} then {literal(part.label)}" for part in parts)
    may_hold = _may_hold(parts)
    for field in table.fields:
        name = identifier(field.name)
        text = f"delivered.{name}"
        if field.is_place:
            alias = identifier(f"place {field.name}")
            joins.append(f"left join {PLACE_NAMES} as {alias} on {alias}.name = {text}")
            value = f"{alias}.iso3"
        elif field.is_person:
            alias = identifier(f"person {field.name}")
            joins.append(f"left join {PEOPLE} as {alias} on {alias}.key = {person_key(table, field, 'delivered')}")
            value = f"{alias}.number"
        elif field.is_generated_if_blank:
            # Where the row stands, so that the office finds it; the same in every load of the same file.
            stands = f"case delivered._file {labels} end || ':' || delivered._line"
            stands += " || case when delivered._item > 0 then '.' || delivered._item else '' end"
            value = f"coalesce({cast(table, field, text)}, {stands})"
        else:
            value = cast(table, field, text, **may_hold)
        columns.append(f"{text} as {text_of(field)}, {value} as {name}")
    row = "delivered._file, delivered._line, delivered._item"
    return f"select {row}, {', '.join(columns)} from delivered {' '.join(joins)}"


def person_key(table: Table, field: Field, source: str) -> str:
    """Write SQL for the key under which a subject is numbered: people share theirs over all tables.

    A diagnostic is of a person, a team or an organizational unit; a team called like a person is not that person.
    """
    text = f"{source}.{identifier(field.name)}"
    levels = {field.name: field for field in table.fields}
    if "subject_level" not in levels:
        return text
    level = cast(table, levels["subject_level"], f"{source}.subject_level")
    other = f"({level})::varchar || {literal(SEPARATOR)} || {text}"
    return f"case when coalesce({level}, 'individual') = 'individual' then {text} else {other} end"


def _filled(table: Table, parts: Sequence[Part]) -> str:
    # A default stands in for what was not delivered, not for what was delivered and cannot be used.
    values = {
        identifier(field.name): f"case when {text_of(field)} is null then {default} else {identifier(field.name)} end"
        for field in table.fields
        if (default := default_of(table, field))
    }
    return _replaced("typed", values | _looked_up(table, parts))


def _looked_up(table: Table, parts: Sequence[Part]) -> dict[str, str]:
    """Write SQL for the fields that mappings take from the row of another table, which is checked already."""
    values = {}
    for field in table.fields:
        sources: dict[str, list[str]] = {}
        for part in parts:
            if source := dict(part.lookups).get(field.name):
                sources.setdefault(source, []).append(str(part.number))
        branches = []
        for source, numbers in sources.items():
            reference, _, column = source.partition(".")
            key = next(key for key in table.foreign_keys if key.fields == (reference,))
            parent, name = identifier(key.table), identifier(column)
            value = f"try_cast(any_value({parent}.{name})::varchar as {column_type(table, field)})"
            match = f"{parent}.{identifier(key.referenced[0])} = typed.{identifier(reference)}"
            row = f"(select {value} from {parent} where {match})"
            branches.append(f"when {text_of(field)} is null and _file in ({', '.join(numbers)}) then {row}")
        if branches:
            values[identifier(field.name)] = f"case {' '.join(branches)} else {identifier(field.name)} end"
    return values


def _ordered(table: Table) -> str:
    values: dict[str, str] = {}
    flags = []
    for number, (first, second) in enumerate(table.order):
        wrong = f"({identifier(first)} > {identifier(second)})"
        flags.append(f"coalesce({wrong}, false) as {order_column(number)}")
        for name, is_cleared in order_cleared(table, table.field(first), table.field(second)).items():
            column = identifier(name)
            kept = values.get(column, column)
            values[column] = f"case when {wrong} and ({is_cleared}) then null else {kept} end"
    return _replaced("filled", values, extra=flags)


def _judged(table: Table, parts: Sequence[Part]) -> str:
    rejected = [
        f"(({needed(table, field)}) and {identifier(field.name)} is null)"
        for field in table.read_fields
        if needed(table, field) != "false"
    ]
    # Empty would say what nobody delivered.
    rejected += [f"({is_unusable(table, field)})" for field in table.read_fields if field.empty_means]
    for number, (first, second) in enumerate(table.order):
        cleared = order_cleared(table, table.field(first), table.field(second)).values()
        rejected.append(f"({order_column(number)} and not ({' or '.join(f'({condition})' for condition in cleared)}))")
    # What is required is judged already, and a text that may be anything cannot be wrong.
    faulty = [
        f"({is_unusable(table, field)})"
        for field in table.read_fields
        if not field.required and can_fail(table, field, **_may_hold(parts))
    ]
    faulty += [f"coalesce({over}, false)" for field in table.read_fields if (over := beyond(field))]
    faulty += [order_column(number) for number in range(len(table.order))]
    faulty += [f"({outside})"] if (outside := outside_year(table)) else []
    faulty += [f"({text_of(field)} is null)" for field in table.fields if field.is_generated_if_blank]
    is_rejected = " or ".join(rejected) or "false"
    is_faulty = " or ".join([*faulty, *rejected]) or "false"
    values = {identifier(name): sql for name, sql in derived(table).items()}
    return _replaced("ordered", values, extra=[f"({is_rejected}) as _is_rejected", f"({is_faulty}) as _is_faulty"])


def _may_hold(parts: Sequence[Part]) -> dict[str, bool]:
    return {
        "has_mail": any(part.has_mail for part in parts),
        "has_errors": any(part.has_errors for part in parts),
    }


def _replaced(source: str, values: Mapping[str, str], *, extra: Sequence[str] = ()) -> str:
    replace = f" replace ({', '.join(f'{sql} as {name}' for name, sql in values.items())})" if values else ""
    return f"select {', '.join([f'*{replace}', *extra])} from {source}"


def _condition(rule: RequiredIf) -> str:
    parts = [f"coalesce({identifier(name)} in ({_listed(values)}), false)" for name, values in rule.when.items()]
    parts += [f"not coalesce({identifier(name)} in ({_listed(values)}), false)" for name, values in rule.unless.items()]
    return " and ".join(parts)


def _listed(values: Sequence[str]) -> str:
    return ", ".join(literal(value) for value in values)
