"""The forms in which an answer is sent, by the end of its address or by what the request accepts."""

from __future__ import annotations

from collections.abc import Mapping

from engagement.errors import CallError, Fault
from engagement.place import Place

MEDIA: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "arrow": "application/vnd.apache.arrow.stream",
}


def format_of(path: str, accept: str) -> tuple[str, str]:
    """Return the query's id and the form that is asked for; JSON where neither address nor request says.

    Args:
        path: the id, perhaps with the form behind it: "placements/students_by_year.csv".
        accept: the request's Accept header.

    Raises:
        CallError: the address asks for a form that there is not.
    """
    id_, dot, ending = path.rpartition(".")
    if dot and "/" not in ending:
        if ending not in MEDIA:
            what = f'An answer does not come as "{ending}".'
            raise CallError(Fault(what, Place(part=path), f"Write .{', .'.join(MEDIA)}, or nothing.", "format"))
        return id_, ending
    wanted = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    by_media = {media: name for name, media in MEDIA.items()}
    return path, next((by_media[media] for media in wanted if media in by_media), "json")
