"""Whether a guessed encoding gives letters that the languages of a row's country have.

Windows-1252 reads every byte of a Polish or Turkish file, and gives "Wroc³aw": a sign that no language of
Poland has, where Windows-1250 gives one that it has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import duckdb

from engagement.errors import DeliveryError, Fault
from engagement.ingest.check.rows import PLACE_NAMES
from engagement.ingest.snapshot.ledger import Received
from engagement.place import Place
from engagement.quoting import identifier

# The encodings, other than Windows-1252, that exports of a country come in; and letters, beyond ASCII, that its
# languages have. Western Europe's are those of old Macs and of DOS.
_MAC_AND_DOS = ("mac_roman", "cp850")
_PAGES: Mapping[str, tuple[tuple[str, ...], str]] = {
    **dict.fromkeys(("POL",), (("windows-1250",), "ąćęłńóśźż")),
    **dict.fromkeys(("CZE", "SVK"), (("windows-1250",), "áäčďéěíĺľňóôŕřšťúůýž")),
    **dict.fromkeys(("HUN",), (("windows-1250",), "áéíóöőúüű")),
    **dict.fromkeys(("SVN", "HRV", "BIH", "MNE", "SRB"), (("windows-1250",), "čćđšž")),
    **dict.fromkeys(("ROU", "MDA"), (("windows-1250",), "ăâîșțşţ")),
    **dict.fromkeys(("TUR", "AZE"), (("windows-1254",), "çğıöşüâîûİ")),
    **dict.fromkeys(("EST", "LVA", "LTU"), (("windows-1257",), "äõöüšžāčēģīķļņūąęėįų")),
    **dict.fromkeys(("GRC", "CYP"), (("windows-1253",), "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώςϊϋΐΰ")),
    **dict.fromkeys(("RUS", "UKR", "BLR", "BGR", "KAZ"), (("windows-1251",), "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў")),
    **dict.fromkeys(("DEU", "AUT", "CHE", "LIE", "LUX"), (_MAC_AND_DOS, "äöüßéèàçâêô")),
    **dict.fromkeys(("FRA", "BEL", "MCO", "SEN", "CIV", "MAR"), (_MAC_AND_DOS, "àâçéèêëîïôùûü")),
    **dict.fromkeys(("ESP", "MEX", "ARG", "CHL", "COL", "PER", "ECU", "CRI", "URY"), (_MAC_AND_DOS, "áéíñóúü")),
    **dict.fromkeys(("PRT", "BRA"), (_MAC_AND_DOS, "áâãàçéêíóôõúü")),
    **dict.fromkeys(("ITA",), (_MAC_AND_DOS, "àèéìòóù")),
    **dict.fromkeys(("DNK", "NOR", "SWE", "FIN", "ISL"), (_MAC_AND_DOS, "åäæéöøðíóúýþ")),
}
_WESTERN = frozenset("ªºàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþßÿœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŸŒ")
_MARKS = frozenset("’‘“”„–—…«»·•®™©")  # noqa: RUF001  stand in names of any language, and prove nothing
_JOINING = frozenset("’–—·")  # noqa: RUF001  stand between letters
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
        pages, letters = _PAGES.get(iso3, ((), ""))
        guessed = _letters(name)
        if not pages or not _speaks(name, guessed):
            continue
        known = {*letters, *letters.upper()}
        plausible = known | _WESTERN if pages is _MAC_AND_DOS else known
        if all(letter in plausible for letter in guessed) and not _has_inner_capital(name):
            for_page.subtract(pages)
            continue
        for page in pages:
            try:
                read = name.encode(_GUESSED).decode(page)
            except UnicodeError:
                continue
            if all(letter in known for letter in _letters(read)) and not _has_inner_capital(read):
                for_page[page] += 1
                examples.setdefault(page, f"{name} ({read})")
                break
    for page, rows in for_page.most_common(1):
        if rows > 0:
            return page, examples[page]
    return "", ""


def _letters(name: str) -> list[str]:
    """Return what stands for letters beyond ASCII: also marks inside a word, which are none of its own."""
    around = zip(f" {name}", name, f"{name} "[1:], strict=False)
    return [letter for before, letter, after in around if letter > "\x7f" and not _is_mark(before, letter, after)]


def _is_mark(before: str, letter: str, after: str) -> bool:
    return letter in _MARKS and (letter in _JOINING or not (before.isalpha() and after.isalpha()))


def _speaks(name: str, guessed: Sequence[str]) -> bool:
    """Return whether letters of a name tell of its encoding; a capital that begins a word may be a foreign name's."""
    begin = {word[:1] for word in name.split()}
    return any(not (letter in begin and letter.isupper()) or letter in _WESTERN for letter in guessed)


def _has_inner_capital(name: str) -> bool:
    """Return whether a capital beyond ASCII follows a small letter, as in no word of these languages."""
    return any(before.islower() and letter.isupper() and letter > "\x7f" for before, letter in pairwise(name))


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
