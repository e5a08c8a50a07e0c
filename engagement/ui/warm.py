"""What the first visitor would otherwise wait for: the first page's modules, answers and figures, made at the start."""

from __future__ import annotations

import logging
import runpy
import threading

from engagement.settings import ROOT
from engagement.ui import parts
from engagement.ui.menu import MENU

_MOST_SECONDS = 3.0
# Streamlit says at each call that nobody is looking, which is the point here
_NOBODY_LOOKS = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")


def warm() -> None:
    """Run the first page once, without filters and for nobody.

    Comes back after a few seconds at most: where the answers take longer, the rest is made in the background, and
    whoever comes meanwhile waits for the same answers instead of asking again.
    """
    thread = threading.Thread(target=_run_first_page, name="engagement-warm", daemon=True)
    thread.start()
    thread.join(_MOST_SECONDS)


def _run_first_page() -> None:
    def is_anothers(_: logging.LogRecord) -> bool:
        return threading.current_thread() is not own

    own = threading.current_thread()
    _NOBODY_LOOKS.addFilter(is_anothers)
    try:
        from engagement.ui import frame  # noqa: F401  what every page stands in; slow to import

        runpy.run_path(str(ROOT / "pages" / MENU[0].file))
    except Exception as error:  # noqa: BLE001  the first visitor is told on the page itself
        parts.write_down(error)
    finally:
        _NOBODY_LOOKS.removeFilter(is_anothers)
