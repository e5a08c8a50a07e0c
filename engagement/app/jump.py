"""Everything that one can go to by its name: pages, regions, countries, summits, partners, queries."""

from __future__ import annotations

from collections.abc import Iterator

from engagement.app.address import address
from engagement.app.choices import Choices
from engagement.app.menu import Entry
from engagement.app.partner_names import KEY as PARTNER
from engagement.app.partner_names import read_names
from engagement.present import format
from engagement.warehouse import View

Destination = tuple[str, str, str]
"""Its name, what it is, and its address."""


def destinations(view: View, known: Choices, pages: list[Entry]) -> Iterator[Destination]:
    """All that can be gone to in the data of a view, the fewest of a type first.

    Args:
        view: what the reader may see.
        known: what the filters offer over it.
        pages: those that the reader may open.
    """
    for page in pages:
        yield page.title, "page", address(page.file.removesuffix(".py"))
    for region in known.regions.get(known.default_scheme, ()):
        yield region, "region", address("region", {"regions": (region,)})
    briefs = any(page.file == "summit_brief.py" for page in pages)
    for row in view.run("brief/summits").table.to_pylist():
        label = f"{row['name']}, {format.day(row['date'])}"
        asked = {"brief-for": (label,)} if briefs else {"regions": (row["region"],)}
        yield label, "summit", address("summit_brief" if briefs else "region", asked)
    for place in known.places.values():
        yield place, "country or place", address("region", {"countries": (place,)})
    for name in read_names(view).values():
        yield name, "partner", address("register", {PARTNER: (name,)})
    for query in view.catalog.queries.values():
        yield query.title, "query", address("query_library", {"query": (query.id,)})
