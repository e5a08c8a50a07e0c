"""How each number is defined, what regions and years mean, and what is never shown."""

from __future__ import annotations

from engagement.ui import filters, methods, running

settings, view = running.settings(), running.view()

methods.definitions()
methods.years(settings, view.as_of)
methods.disclosure(settings)
methods.regions(filters.current())
