"""Write country_aliases_cldr.csv: what every language of the Unicode CLDR calls each country or place.

    python data/reference/build.py

A name is kept once per folded form. A name that two places share, in whatever languages, is dropped: it would be
a guess. So is a name that the tables made by hand, or a code, already give to a place. Babel carries the CLDR;
it is needed here only, never by the dashboard.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel import Locale, localedata

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent.parent))

from engagement.ingest.check.places import fold  # noqa: E402  the project is not installed, only checked out

HEADER = ("alias", "iso3", "origin")


def main(folder: Path = FOLDER) -> None:
    """Write the table into a folder and say how many names it holds and which were dropped."""
    countries = _read("countries.csv")
    taken = _taken(countries, _read("country_aliases.csv"))
    names = _names_by_fold({row["iso2"]: row["iso3"] for row in countries})
    own = {row["iso3"] for row in countries}
    clear, shared = [], []
    for folded, meanings in names.items():
        places = {place for _, place, _ in meanings}
        if folded in taken:
            continue
        if len(places) > 1 and places & own:
            shared.append(folded)
        elif places <= own:
            clear.append(meanings[0])
    rows = sorted((place, name, f"CLDR {language}") for name, place, language in clear)
    with (folder / "country_aliases_cldr.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows((name, place, origin) for place, name, origin in rows)
    print(f"{len(rows):,} names written; {len(shared)} that two places share were dropped: {', '.join(sorted(shared))}")


def _names_by_fold(iso3_by_iso2: dict[str, str]) -> dict[str, list[tuple[str, str, str]]]:
    """Folded name -> (name, place, language), the first language first.

    Groups such as 001 or EU stay in under their own code: a country that shares a name with one is not clear.
    """
    names: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for code, name, language in _cldr_names():
        folded = fold(name)
        if folded and not folded.isdigit() and name != code:
            names[folded].append((name, iso3_by_iso2.get(code, code), language))
    return names


def _cldr_names() -> Iterator[tuple[str, str, str]]:
    for identifier in sorted(localedata.locale_identifiers()):
        for code, name in sorted(Locale.parse(identifier).territories.items()):
            if code not in {"XA", "XB", "ZZ"}:
                yield code, name, identifier


def _taken(countries: list[dict[str, str]], aliases: list[dict[str, str]]) -> dict[str, str]:
    """Folded name or code -> place, as the tables made by hand have it."""
    own = {
        fold(row[column]): row["iso3"] for row in countries for column in ("iso3", "iso2", "display_name", "m49_name")
    }
    own.update({fold(row["alias"]): row["iso3"] for row in aliases})
    own.pop("", None)
    return own


def _read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
