"""The web application: `streamlit run dashboard.py`."""

from __future__ import annotations

import streamlit as st

from engagement.ui.shell import parts, server

app = st.App(
    "pages/frame.py",
    lifespan=server.lifespan,
    routes=server.routes,
    middleware=server.middleware,
    on_script_error=parts.unexpected,
)
