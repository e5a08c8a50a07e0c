"""Parts of a page that stand for themselves: what fails in one is said in its place, and the rest goes on."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from engagement.access.log_lines import fault_of
from engagement.debugging import tell
from engagement.errors import EngagementError, Fault, without_folders

log = logging.getLogger("engagement")

_SPECIAL = re.compile(r"([\\`*_\[\]<>$#~|&!])")


@contextmanager
def part(title: str = "This part") -> Iterator[None]:
    """Keep what goes wrong inside to this part of the page.

    An error of ours is told with where it is and how to mend it. Anything else gets a calm sentence with a reference;
    the log has the place in the code under the same reference, and never a row's values.

    Args:
        title: what the reader misses, as the beginning of a sentence.
    """
    try:
        yield
    except EngagementError as error:
        failing(error, title=title)
    except Exception as error:  # noqa: BLE001  the one place that stands between any fault and a reader
        unexpected(error, title=title)


def failing(error: EngagementError, *, title: str = "This part") -> None:
    """Tell every fault: what happened, where, and how to mend it."""
    tell(error)
    with st.container(border=True):
        st.markdown(f":material/error: **{plain(title)} cannot be shown.**")
        faults(error.faults)


def faults(found: tuple[Fault, ...]) -> None:
    """List faults for a reader who may not be able to mend them but can pass them on; no folder of the server is."""
    for fault in found:
        lines = [plain(without_folders(fault.what))]
        if where := str(fault.where):
            lines.append(f":gray[Where:] {plain(without_folders(where))}")
        if fault.fix:
            lines.append(f":gray[What to do:] {plain(without_folders(fault.fix))}")
        st.markdown("  \n".join(lines))


def unexpected(error: Exception, *, title: str = "This part") -> bool:
    """Say calmly that something of ours broke, and log where under a reference.

    Returns:
        True: Streamlit shows nothing of its own.
    """
    reference = write_down(error)
    with st.container(border=True):
        st.markdown(f":material/error: **{plain(title)} cannot be shown.**")
        st.markdown(
            "This is an error of the dashboard, not yours. The rest of the page works. "
            f"Give the administrator this reference to the log: **{reference}**."
        )
    return True


def write_down(error: Exception) -> str:
    """Log in one line where an unknown error arose. Its message may hold a row's values, and is left out.

    Returns:
        The reference under which it stands in the log.
    """
    tell(error)
    reference = secrets.token_hex(3)
    log.error("fault %s: %s", reference, fault_of(error, error.__traceback__))
    return reference


def empty(what: str, why: str) -> None:
    """Draw the state of a part that has nothing to show: what is missing, and what would fill it."""
    with st.container(border=True):
        st.markdown(f"**{plain(what)}**  \n{plain(why)}")


def plain(text: str) -> str:
    """Return the text as it is, whatever Markdown it happens to contain, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def section(title: str, note: str = "") -> None:
    """Begin a section of a page, with one sentence about it where one is needed."""
    st.header(title, anchor=False)
    if note:
        st.markdown(f":gray[{plain(note)}]")
