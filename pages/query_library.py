"""Every query: what it asks, how it is answered, and its own parameters to try."""

from __future__ import annotations

from engagement.ui.pages import library
from engagement.ui.shell import filters

library.draw(scope=filters.current())
