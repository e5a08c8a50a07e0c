"""Styles that stand in the page before Streamlit starts, so that nothing jumps when menu and page arrive."""

from __future__ import annotations

from collections.abc import Iterator

from engagement.app.menu import MENU
from engagement.settings import ROOT

_MENU_WIDTH = "248px"
"""The same room is kept free until the menu is there."""

_MENU = '[data-testid="stSidebarNavItems"]'


def style() -> str:
    """Return the element for the head of the page."""
    frame = (ROOT / "static" / "frame.css").read_text(encoding="utf-8")
    return f"<style>:root {{\n{frame}\n{_room()}\n{' '.join(_menu())}\n}}</style>"


def _room() -> str:
    sidebar, width = '[data-testid="stSidebar"]', f"{_MENU_WIDTH} !important"
    return (
        "@media (min-width: 769px) { "
        f'[data-testid="stAppViewContainer"]:not(:has({sidebar})) {{ padding-left: {_MENU_WIDTH}; }} '
        f'{sidebar}[data-collapsed="false"] {{ width: {width}; min-width: {width}; max-width: {width}; }} }}'
    )


def _menu() -> Iterator[str]:
    """Icons and lines of the menu. An icon that Streamlit knows of would be asked of a server elsewhere, as favicon."""
    yield (
        f'{_MENU} a::before {{ font-family: "Material Symbols Rounded"; font-size: 1.25rem; line-height: 1; '
        "width: 1.25rem; overflow: hidden; margin-right: 0.25rem; opacity: 0.8; }"
    )
    for entry in MENU:
        name = "" if entry is MENU[0] else entry.file.removesuffix(".py")
        item = f'{_MENU} > li:has(a[href$="/{name}"])'
        yield f'{item} a::before {{ content: "{entry.icon}" / ""; }}'
        if entry.begins_group:
            yield f"{item} {{ border-top: 1px solid rgb(128 140 150 / 40%); margin-top: 0.5rem; padding-top: 0.5rem; }}"
