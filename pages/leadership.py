"""Leadership: who takes part in programs, how far they get, and who completes them."""

from __future__ import annotations

from engagement.ui import cards, filters, placed, show
from engagement.ui.parts import section

scope = filters.current()

cards.metrics(
    "cards/leadership_participants",
    "cards/leadership_completion",
    scope=scope,
)

section("From application to completion")
show.query("leadership/funnel", scope=scope)
show.query("leadership/completion", scope=scope)

section("At which level")
show.query("leadership/levels", scope=scope)

placed.queries("leadership", scope=scope)
