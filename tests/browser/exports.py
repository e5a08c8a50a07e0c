"""The CSV files of the demonstration data as plain pandas frames, without the rows that loading has to reject."""

from __future__ import annotations

import unicodedata
from functools import cache

import pandas as pd

from engagement.settings import ROOT

DATA = ROOT / "data"
_DAYS = ("proposed_date", "signed_date", "start_date", "end_date", "last_review_date", "next_review_date")


@cache
def table(name: str) -> pd.DataFrame:
    """Return a file by the name of its table: delivered, or of the reference data."""
    if name == "partnerships":
        return _partnerships()
    if name == "placements":
        return _placements()
    folder = "exports" if (DATA / "exports" / f"{name}.csv").exists() else "reference"
    return pd.read_csv(DATA / folder / f"{name}.csv", dtype=str, keep_default_na=False)


def _folded(text: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(plain.replace(".", "").casefold().split())


@cache
def _codes() -> dict[str, str]:
    """Every spelling of a country or place that the reference data knows, and its ISO code."""
    countries, codes = table("countries"), {}
    for name in ("country_aliases_cldr", "country_aliases"):
        codes |= dict(zip(table(name)["alias"].map(_folded), table(name)["iso3"], strict=True))
    for column in ("m49_name", "display_name", "iso3"):
        codes |= dict(zip(countries[column].map(_folded), countries["iso3"], strict=True))
    return codes


def _delivered(name: str, key: str) -> pd.DataFrame:
    rows = pd.read_csv(DATA / "exports" / f"{name}.csv", dtype=str).map(
        lambda cell: cell.strip() if isinstance(cell, str) else cell
    )
    rows[key] = rows[key].replace("", None)
    return rows[~rows[key].duplicated() | rows[key].isna()]


def _partnerships() -> pd.DataFrame:
    rows = _delivered("partnerships", "agreement_id")
    delivered_ends = rows["end_date"]
    for column in _DAYS:
        rows[column] = pd.to_datetime(rows[column], format="%Y-%m-%d", errors="coerce")
    named = rows["partner_country"].fillna("")  # a consortium has no country
    rows["partner_country"] = named.map(lambda name: _codes().get(_folded(name)) if name else "")
    is_end_lost = rows["end_date"].isna() & (delivered_ends.notna() | (rows["term_type"] == "fixed"))
    is_good = rows["partner_name"].notna() & rows["partner_country"].notna() & (rows["agreement_type"] != "friendship")
    good = rows[is_good & ~is_end_lost & ~(rows["start_date"] > rows["end_date"])].copy()
    # loading gives agreements without an identifier one of their own; pandas would join them to every empty cell
    good["agreement_id"] = good["agreement_id"].fillna("line " + good.index.astype(str).to_series(index=good.index))
    return good


def _placements() -> pd.DataFrame:
    rows = _delivered("placements", "placement_id")
    rows["host_country"] = rows["host_country"].map(lambda name: _codes().get(_folded(str(name))))
    is_good = rows["person_key"].notna() & rows["host_country"].notna() & (rows["application_status"] != "confirmed")
    rows = rows[is_good & rows["academic_year"].str.fullmatch(r"\d{4}/\d{4}", na=False)].copy()
    rows["year"], rows["participants"] = rows["academic_year"].str[:4].astype(int), 1
    return rows
