"""Region: everything about one region or country on one page."""

from __future__ import annotations

from engagement.ui.components import placed, show, side_by_side, tabs, tiles
from engagement.ui.pages import attention, region
from engagement.ui.shell import filters
from engagement.ui.shell.parts import section

scope = filters.current()

if not region.is_chosen(scope):
    region.offer(scope)
    show.query("region/summary", scope=scope)
else:
    region.heading(scope)
    region.compare(scope)
    areas = region.areas(scope)
    if len(areas) > 1:
        side_by_side.figures(*region.FIGURES, areas=areas)
        tabs.queries("beside", region.SIDE_BY_SIDE, scope=scope)
    else:
        tiles.band(*region.FIGURES, scope=scope)
        tabs.queries("students", region.STUDENTS, scope=scope)

    section("Agreements")
    tabs.queries("agreements", region.AGREEMENTS, scope=scope, more=placed.of("region", "Agreements"))

    section("Leadership")
    tabs.queries("leadership", region.LEADERSHIP, scope=scope, more=placed.of("region", "Leadership"))

    section("Summits and action items")
    show.query("strategy/summits", scope=scope)
    attention.draw(scope)

    placed.queries("region", scope=scope)
