"""The strip along the top of every page: whose dashboard this is, and whether its data is invented."""

from __future__ import annotations

import html
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

import streamlit as st

from engagement.settings import ROOT, Settings

_OWN_LOGO = ROOT / "static" / "favicon.svg"
_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
DEMONSTRATION = "Demonstration data"


def draw(settings: Settings | None, *, is_demonstration: bool) -> None:
    """Draw logo, institution and office, and a badge as long as the data is invented."""
    st.html(strip(settings, is_demonstration=is_demonstration))


def strip(settings: Settings | None, *, is_demonstration: bool) -> str:
    """Return the strip as HTML, whatever the institution's name holds; without settings it names the product alone."""
    logo = _logo((settings.logo if settings else None) or _OWN_LOGO)
    whose = f"<b>{html.escape(settings.institution)}</b>" if settings else "<b>Global Engagement Dashboard</b>"
    office = f"<span>{html.escape(settings.office)}</span>" if settings else ""
    badge = f'<em title="People, partners and numbers are invented.">{DEMONSTRATION}</em>' if is_demonstration else ""
    color = settings.color if settings else Settings.color
    return (
        f'<div class="institution" style="--institution: {color}"><img alt="" src="{logo}">{whose}{office}{badge}</div>'
    )


@lru_cache(maxsize=4)
def _logo(path: Path) -> str:
    return f"data:{_TYPES[path.suffix.lower()]};base64,{b64encode(path.read_bytes()).decode()}"
