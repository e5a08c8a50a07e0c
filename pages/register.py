"""The register: which agreements there are, in which state, and all about one partner."""

from __future__ import annotations

from engagement.ui.components import calendar_download
from engagement.ui.pages import partners, register
from engagement.ui.shell import filters

scope = filters.current()
partner = partners.choose()

if partner is None:
    register.draw(scope)
    calendar_download.draw(scope)
else:
    partners.draw(partner, scope)
