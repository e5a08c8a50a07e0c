"""The address of a view: the page and what it shows stand in it, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from engagement.app.menu import MENU


def address(page: str, values: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return the address of a view, as seen from any page: "partnerships?regions=Africa".

    Args:
        page: the page by its name in the address, such as "partnerships".
        values: what follows the question mark, as the widgets of the page write it.
    """
    place = "./" if f"{page}.py" == MENU[0].file else page
    query_text = urlencode([(key, value) for key, chosen in (values or {}).items() for value in chosen])
    return f"{place}?{query_text}" if query_text else place
