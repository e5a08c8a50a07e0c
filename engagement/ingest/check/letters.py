"""Whether a guessed encoding gives letters that the languages of a row's country have.

Windows-1252 reads every byte of a Polish or Turkish file, and gives "Wroc³aw": a sign that no language of
Poland has, where Windows-1250 gives one that it has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import duckdb

from engagement.errors import DeliveryError, Fault
from engagement.ingest.check.rows import PLACE_NAMES
from engagement.ingest.snapshot.ledger import Received
from engagement.place import Place
from engagement.quoting import identifier

# The code page of Windows that a country's languages are written in, where that is not 1252; and letters, beyond ASCII,
# that these languages have.
_PAGES: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("POL",), ("windows-1250", "ąćęłńóśźż")),
    **dict.fromkeys(("CZE", "SVK"), ("windows-1250", "áäčďéěíĺľňóôŕřšťúůýž")),
    **dict.fromkeys(("HUN",), ("windows-1250", "áéíóöőúüű")),
    **dict.fromkeys(("SVN", "HRV", "BIH", "MNE", "SRB"), ("windows-1250", "čćđšž")),
    **dict.fromkeys(("ROU", "MDA"), ("windows-1250", "ăâîșțşţ")),
    **dict.fromkeys(("TUR", "AZE"), ("windows-1254", "çğıöşüâîûİ")),
    **dict.fromkeys(("EST", "LVA", "LTU"), ("windows-1257", "äõöüšžāčēģīķļņūąęėįų")),
    **dict.fromkeys(("GRC", "CYP"), ("windows-1253", "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώςϊϋΐΰ")),
    **dict.fromkeys(("RUS", "UKR", "BLR", "BGR", "KAZ"), ("windows-1251", "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў")),
}
_GUESSED = "windows-1252"
_NAMES_AT_MOST = 2_000


def likelier_encoding(names: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return a likelier encoding than the guessed one, and a name that speaks for it; two empty texts if none does.

    Args:
        names: names as the guess reads them, each with the code of its country.
    """
    for_page: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for name, iso3 in names:
        page, letters = _PAGES.get(iso3, ("", ""))
        guessed = [letter for letter in name if letter > "\x7f"]
        if not page or not guessed:
            continue
        known = {*letters, *letters.upper()}
        if all(letter in known for letter in guessed):
            for_page[page] -= 1
            continue
        try:
            read = name.encode(_GUESSED).decode(page)
        except UnicodeError:
            continue
        if all(letter in known for letter in read if letter > "\x7f"):
            for_page[page] += 1
            examples.setdefault(page, f"{name} ({read})")
    for page, rows in for_page.most_common(1):
        if rows > 0:
            return page, examples[page]
    return "", ""


def refuse_wrong_letters(connection: duckdb.DuckDBPyConnection, received: Sequence[Received]) -> None:
    """Refuse files whose encoding was guessed, and whose names have letters that their countries do not.

    Args:
        connection: the snapshot being built, its place names looked up.
        received: every file.

    Raises:
        DeliveryError: for each such file, the encoding that is likelier.
    """
    faults = []
    for source in received:
        page, example = likelier_encoding(_names(connection, source)) if source.is_guessed else ("", "")
        if page:
            shown = "" if source.table.is_people else f", such as {example}"
            what = f"Names in it hold letters that their countries do not have{shown}. Its encoding was only guessed."
            fix = f'Write encoding = "{page}" under [read] in its mapping, or save the file as CSV UTF-8.'
            faults.append(Fault(what, Place(source.file.name), fix, "delivery-encoding"))
    if faults:
        raise DeliveryError(*faults)


def _names(connection: duckdb.DuckDBPyConnection, source: Received) -> list[tuple[str, str]]:
    fields = [field for field in source.table.read_fields if field.name in source.part.columns]
    countries = [field.name for field in fields if field.is_place]
    texts = [field.name for field in fields if field.type == "string" and not (field.enum or field.is_place)]
    texts = [name for name in texts if not source.table.field(name).is_person]
    names: list[tuple[str, str]] = []
    for country, text in ((country, text) for country in countries for text in texts):
        names += connection.execute(
            f"""select distinct delivered.{identifier(text)}, places.iso3::varchar
            from ({source.part.select}) as delivered
            join {PLACE_NAMES} as places on places.name = delivered.{identifier(country)}
            where places.iso3 is not null and regexp_matches(delivered.{identifier(text)}, '[^\\x00-\\x7f]')
            limit {_NAMES_AT_MOST}"""
        ).fetchall()
    return names
