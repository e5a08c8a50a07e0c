"""Sends what is typed into a brief as it is typed: a script without a face. Streamlit sends a field when it is left."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from engagement import __version__
from engagement.settings import ROOT

_mounted: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


def listen() -> None:
    """Have the fields of the brief on this page sent after a short rest, and when the page is left."""
    manager = get_bidi_component_manager()
    if manager not in _mounted:
        part = ComponentConfig(name="brief_typing", asset_dir="static/brief_typing")
        manager.register_from_manifest(ComponentManifest("engagement.brief", __version__, [part]), ROOT)
        _mounted[manager] = st.components.v2.component("engagement.brief.brief_typing", html="<i></i>", js="typing.js")
    _mounted[manager](key="typing of the brief")
