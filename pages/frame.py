"""What surrounds every page. Streamlit runs this script; it runs the page that the address asks for."""

from __future__ import annotations

from engagement.ui.shell import frame

frame.draw()
