"""The register: which agreements there are, in which state, and all about one partner."""

from __future__ import annotations

from engagement.ui import calendar_download, filters, partners, register

scope = filters.current()
partner = partners.choose()

if partner is None:
    register.draw(scope)
    calendar_download.draw(scope)
else:
    partners.draw(partner, scope)
