"""What the first visitor would otherwise wait for: the first page's modules, answers and figures, made at the start."""

from __future__ import annotations

import logging
import runpy
import threading

from engagement.access.policy import ANYONE
from engagement.app import runtime
from engagement.app.menu import MENU
from engagement.settings import ROOT
from engagement.ui.shell import parts

# Streamlit says at each call that nobody is looking, which is the point here
_NOBODY_LOOKS = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")


def warm() -> None:
    """Run the first page once, without filters and for nobody.

    Whoever comes before it is through waits for the same answers instead of asking again.
    """

    def is_anothers(_: logging.LogRecord) -> bool:
        return threading.current_thread() is not own

    own = threading.current_thread()
    _NOBODY_LOOKS.addFilter(is_anothers)
    try:
        from engagement.ui.shell import frame  # noqa: F401  what every page stands in; slow to import

        runtime.pin(ANYONE)
        runpy.run_path(str(ROOT / "pages" / MENU[0].file))
    except Exception as error:  # noqa: BLE001  the first visitor is told on the page itself
        parts.write_down(error)
    finally:
        _NOBODY_LOOKS.removeFilter(is_anothers)
