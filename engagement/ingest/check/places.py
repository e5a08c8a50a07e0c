"""Names and codes of countries and places, in any language -> ISO 3166-1 alpha-3. Exactly, or not at all.

A name is looked up after folding: case, accents, punctuation and blanks do not count. What is not found is never
guessed: Niger is not Nigeria, and KOREA is the Republic of Korea only where an alias says so. It goes to a list
for review, with the nearest names beside it.
"""

from __future__ import annotations

import csv
import difflib
import functools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from engagement.errors import DeliveryError, Fault
from engagement.place import Place

# Letters that Unicode does not take apart into a letter and an accent, but that people write without one.
_PLAIN = str.maketrans(
    {"\u0131": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ـ": None, "&": " and "}
)
_BETWEEN_NAMES = re.compile(r"[/,;&()\[\]+|]|\s-\s|\band\b", re.IGNORECASE)


def fold(name: str) -> str:
    """Return a name without case, accents, punctuation and surplus blanks: "CÔTE D'IVOIRE" -> "cote d ivoire".

    Only the accents of European and Arabic writing go: in Japanese, Thai or Hindi such a mark is a letter of its own.
    """
    if name.isascii():
        return " ".join(re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " and ")).split())
    letters = []
    for letter in unicodedata.normalize("NFKD", name.casefold()).translate(_PLAIN):
        kind = unicodedata.category(letter)
        if "\u0300" <= letter <= "\u036f" or "\u064b" <= letter <= "\u0655" or kind == "Cf":
            continue
        letters.append(letter if letter.isalnum() or kind[0] == "M" else " ")
    return " ".join(unicodedata.normalize("NFC", "".join(letters)).split())


@dataclass(frozen=True)
class Candidate:
    """A place that may have been meant."""

    iso3: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.iso3})"


@dataclass(frozen=True)
class Places:
    """`lookup`: folded name or code -> iso3. `names`: iso3 -> the name to show."""

    lookup: Mapping[str, str]
    names: Mapping[str, str]

    @classmethod
    def load(cls, reference_dirs: Sequence[Path]) -> Places:
        """Read countries.csv and country_aliases*.csv; a file of an earlier folder stands for the later folders' too.

        Codes and names of `countries` come before the institution's aliases, and these before the many names of the
        CLDR. A name that one of the three gives to two places is known for neither.

        Raises:
            DeliveryError: a table is missing or is not what its name says.
        """
        countries = list(_rows(reference_dirs, "countries.csv", ("iso3", "iso2", "display_name", "m49_name")))
        names = {iso3: display_name for iso3, _, display_name, _ in countries}
        lookup: dict[str, str | None] = {}
        _add(lookup, [(name, row[0]) for row in countries for name in row])
        for table in ("country_aliases.csv", "country_aliases_cldr.csv"):
            aliases = _rows(reference_dirs, table, ("alias", "iso3"), needed=table == "country_aliases.csv")
            _add(lookup, [(alias, iso3) for alias, iso3 in aliases if iso3 in names])
        known = {name: iso3 for name, iso3 in lookup.items() if iso3 is not None}
        return cls(MappingProxyType(known), MappingProxyType(names))

    def resolve(self, value: str) -> str | None:
        """Return the place that is called so, in whatever language; None if no table says so."""
        return self.lookup.get(fold(value))

    def nearest(self, value: str, n: int = 3) -> tuple[Candidate, ...]:
        """Return up to `n` places that may have been meant, the likeliest first; for a person to choose from."""
        folded = fold(value)
        parts = [self.lookup.get(fold(part)) for part in _BETWEEN_NAMES.split(value)]
        words = [self.lookup.get(word) for word in folded.split() if len(word) > 3]
        alike = [self.lookup[name] for name in self._alike(folded, n * 3)]
        likely = dict.fromkeys(iso3 for iso3 in (*parts, *alike, *words) if iso3)
        return tuple(Candidate(iso3, self.names[iso3]) for iso3 in list(likely)[:n])

    def _alike(self, folded: str, n: int) -> list[str]:
        # Comparing with 30,000 names takes a quarter of a second: compare with those that share most letter pairs.
        shared: Counter[str] = Counter()
        for pair in _pairs(folded):
            shared.update(self._names_by_pair.get(pair, ()))
        size = len(_pairs(folded))
        close = sorted(shared, key=lambda name: -shared[name] / (size + len(_pairs(name))))[:100]
        return difflib.get_close_matches(folded, close, n=n, cutoff=0.6)

    @functools.cached_property
    def _names_by_pair(self) -> Mapping[str, Sequence[str]]:
        names: defaultdict[str, list[str]] = defaultdict(list)
        for name in self.lookup:
            for pair in _pairs(name) if len(name) > 3 else ():
                names[pair].append(name)
        return names


def _add(lookup: dict[str, str | None], names: Iterable[tuple[str, str]]) -> None:
    """Add what is not known yet. A name given to two places becomes None, so that no later table gives it either."""
    new: dict[str, str | None] = {}
    for name, iso3 in names:
        if (folded := fold(name)) and folded not in lookup:
            new[folded] = iso3 if new.get(folded, iso3) == iso3 else None
    lookup.update(new)


def _rows(folders: Sequence[Path], name: str, columns: Sequence[str], *, needed: bool = True) -> Iterator[list[str]]:
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path is None:
        if needed:
            where = Place(" or ".join(map(str, folders)))
            fix = "Take it from data/reference of the project."
            raise DeliveryError(Fault(f"There is no {name}.", where, fix, "places"))
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = next(rows, [])
            if missing := [column for column in columns if column not in header]:
                fix = f"Its header is {','.join(columns)}."
                raise DeliveryError(Fault(f"{name} has no column {', '.join(missing)}.", Place.of(path), fix, "places"))
            places = [header.index(column) for column in columns]
            for row in rows:
                if len(row) > max(places):
                    yield [row[place].strip() for place in places]
    except (csv.Error, UnicodeDecodeError) as error:
        raise DeliveryError(
            Fault(f"{name} cannot be read: {error}", Place.of(path), "Save it as CSV UTF-8.", "places")
        ) from error


def _pairs(folded: str) -> frozenset[str]:
    return frozenset(folded[i : i + 2] for i in range(len(folded) - 1))
