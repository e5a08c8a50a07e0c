"""Placements of ours in the home country: accepted, and told of, since they do not count as abroad."""

from __future__ import annotations

import duckdb


def notes_on_domestic(
    connection: duckdb.DuckDBPyConnection, home_country: str | None, *, threshold: int
) -> dict[int, str]:
    """Return a sentence for each file with domestic placements, by the number in `_file`.

    Args:
        connection: the snapshot being built, with its tables checked.
        home_country: the institution's, as engagement.toml names it.
        threshold: smallest number of rows, each of which may be a person, that may be shown.
    """
    if home_country is None:
        return {}
    counted = connection.execute(
        """select _file, count(*) from placements
        where direction = 'outbound' and host_country::varchar = $home group by all""",
        {"home": home_country},
    ).fetchall()
    return {number: _sentence(home_country, rows if rows >= threshold else None) for number, rows in counted}


def _sentence(home_country: str, rows: int | None) -> str:
    many = "Some" if rows is None else f"{rows:,}"
    return f"{many} placements are in the home country ({home_country}), and do not count as abroad."
