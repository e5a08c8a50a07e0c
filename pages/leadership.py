"""Leadership: who takes part, how far they get, what they gain, and whether they put it into practice abroad."""

from __future__ import annotations

from engagement.ui.components import placed, show, tabs, tiles
from engagement.ui.shell import filters
from engagement.ui.shell.parts import section

scope = filters.current()

tiles.band(
    "cards/leadership_enrolled",
    "cards/leadership_completion",
    "cards/leadership_gain",
    "cards/practice_conversion",
    scope=scope,
)

section("From application to completion")
tabs.queries(
    "way",
    {
        "Funnel": "leadership/funnel",
        "Over the years": "cards/leadership_enrolled",
        "By level": "leadership/enrolled_by_year_and_level",
        "Completion": "cards/leadership_completion",
        "By program": "leadership/completion_by_program",
    },
    scope=scope,
    more=placed.of("leadership", "From application to completion"),
)

section(
    "Before and after",
    "Individuals, teams and the organization are scored before and after a program. Without a control group, a "
    "gain is not an effect.",
)
tabs.queries(
    "levels",
    {
        "Gain": "leadership/gain",
        "Gap closed": "leadership/gap_closure",
        "Individuals by year": "cards/leadership_gain",
        "Do raters agree?": "leadership/rater_agreement",
    },
    scope=scope,
    more=placed.of("leadership", "Before and after"),
    with_table=True,
)

section(
    "From diagnostic to practice",
    "Diagnosed, trained, in practice. The table also shows who went abroad.",
)
show.query("leadership/path", scope=scope, with_table=True)
show.query("cards/practice_conversion", scope=scope)

placed.queries("leadership", scope=scope)
