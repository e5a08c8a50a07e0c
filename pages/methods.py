"""How each number is defined, what regions and years mean, and what is never shown."""

from __future__ import annotations

from engagement.app import runtime
from engagement.ui.pages import methods
from engagement.ui.shell import filters

settings, view = runtime.settings(), runtime.view()

methods.definitions()
methods.years(settings, view.as_of)
methods.disclosure(settings)
methods.regions(filters.current())
