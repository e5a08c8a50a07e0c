"""Leadership: who takes part in programs, how far they get, and who completes them."""

from __future__ import annotations

from engagement.ui import cards, filters, placed, show
from engagement.ui.parts import section

scope = filters.current()

cards.metrics("cards/leadership_enrolled", "cards/leadership_completion", scope=scope)

section("From application to completion")
show.query("leadership/funnel", scope=scope)
show.query("leadership/completion_by_program", scope=scope)

section("Over the years")
show.query("leadership/enrolled_by_year_and_level", scope=scope)
show.query("cards/leadership_enrolled", scope=scope)

placed.queries("leadership", scope=scope)
