"""Whole tracebacks for whoever asks for them by ENGAGEMENT_DEBUG=1: they may hold values of rows."""

from __future__ import annotations

import os
import sys
import traceback


def is_asked() -> bool:
    """Return whether whoever started this process wants tracebacks."""
    return bool(os.environ.get("ENGAGEMENT_DEBUG"))


def tell(error: BaseException) -> None:
    """Print the traceback of an error on standard error, where it is asked for."""
    if is_asked():
        traceback.print_exception(error, file=sys.stderr)


def pass_on(text: str) -> None:
    """Print what another process of ours has said on its standard error, where it is asked for."""
    if is_asked() and text:
        print(text, file=sys.stderr)
