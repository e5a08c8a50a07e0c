"""Components of our own: their files are served by this server, since a script written into a page would be refused."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from engagement import __version__
from engagement.settings import ROOT

_mounted: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()


def component(name: str, *, html: str = "<i></i>", css: str | None = None, js: str) -> Any:
    """Register the component of a folder in static/, once for each server, and return what mounts it.

    Args:
        name: of the folder.
        html: what it begins with; by default nothing that is seen.
        css: a file of the folder.
        js: a file of the folder.
    """
    manager = get_bidi_component_manager()
    mounted = _mounted.setdefault(manager, {})
    if name not in mounted:
        package = f"engagement.{name}"
        part = ComponentConfig(name=name, asset_dir=f"static/{name}")
        manager.register_from_manifest(ComponentManifest(package, __version__, [part]), ROOT)
        mounted[name] = st.components.v2.component(f"{package}.{name}", html=html, css=css, js=js)
    return mounted[name]
