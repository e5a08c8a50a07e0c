"""The address of a view: the page and what it shows stand in it, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from engagement.app.menu import MENU


def address(page: str, values: Mapping[str, Sequence[str]] | None = None) -> str:
    """The address of a view, as seen from any page: "partnerships?regions=Africa".

    Args:
        page: the page by its name in the address, such as "partnerships".
        values: what stands behind the question mark, as the widgets of the page write it.
    """
    place = "./" if f"{page}.py" == MENU[0].file else page
    asked = urlencode([(key, one) for key, given in (values or {}).items() for one in given])
    return f"{place}?{asked}" if asked else place
