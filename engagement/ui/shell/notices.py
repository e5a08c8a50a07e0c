"""What every page says about its data: refused deliveries, how fresh it is, and that there is none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import streamlit as st

from engagement.app import runtime
from engagement.errors import EngagementError
from engagement.present import format
from engagement.settings import Settings
from engagement.store import outcome
from engagement.store.outcome import Outcome, Refusal, Waiting
from engagement.store.snapshots import Snapshot
from engagement.ui.shell import audited, parts


def trouble(found: Outcome, snapshot: Snapshot) -> None:
    """Tell that the last load did not make its data current; the last good one stays in use."""
    stays = f"These pages show the data loaded on {_moment(snapshot.loaded_at)}."
    if isinstance(found, Refusal):
        count = len(found.faults)
        faults = f"{count} {'fault' if count == 1 else 'faults'}"
        said, why = f"**A delivery was refused** on {_moment(found.refused_at)}: {faults}.", "Why it was refused"
    elif isinstance(found, Waiting):
        said = f"**A delivery is waiting for confirmation**: {parts.plain('; '.join(found.losses))}."
        why = "What to do"
    else:
        said = f"**The data is stale**: the load has not finished since {_moment(found.since)}."
        why = "Why it did not finish"
    if runtime.reader().limit:
        # losses and faults tell of the whole institution
        st.warning(f"**The last delivery is not shown yet.** {stays}", icon=":material/inventory_2:")
        return
    st.warning(f"{said} {stays}", icon=":material/inventory_2:")
    with st.expander(why):
        parts.faults(found.faults)
        if isinstance(found, Waiting) and runtime.reader().may("steward"):
            st.button("Accept this delivery", icon=":material/check:", on_click=_accept, args=(found,))


def _accept(held: Waiting) -> None:
    """Have it loaded; the page is drawn again when it is."""
    with parts.part("The confirmation"):
        outcome.accept(runtime.settings(), held, by=runtime.reader().name)
        audited.write("confirmed", snapshot=held.snapshot_id, losses=list(held.losses))


def link(note: str) -> None:
    """Something in the opened link means nothing here."""
    st.info(parts.plain(note), icon=":material/link_off:")


SUMS = "Sums over several places count people once in each place, and counts below the threshold as none."


def freshness(snapshot: Snapshot, as_of: date) -> None:
    """Write the day that numbers stand for and when they were loaded."""
    loaded = f"Loaded {_moment(snapshot.loaded_at)}, from the files listed under Data health."
    about = [loaded, "The address of this page is the link to this view, filters included."]
    st.markdown(
        f":small[As of {format.day(as_of)} · loaded {ago(snapshot.loaded_at)}]",
        help="\n\n".join(about),
        width="content",
    )


def people(settings: Settings) -> str:
    """How numbers of people are published, in one line."""
    if settings.rounding == 1:
        return f"Numbers of people are exact here; fewer than {settings.threshold} are not shown."
    return (
        f"Numbers of people are rounded to the nearest {settings.rounding} or "
        f"{2 * settings.rounding}; fewer than {settings.threshold} are not shown."
    )


def ago(moment: datetime, *, now: datetime | None = None) -> str:
    """How long ago, in the largest unit that fits: "3 hours ago"."""
    seconds = ((now or datetime.now(UTC)) - moment.astimezone(UTC)).total_seconds()
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        count = int(seconds // length)
        if count >= 1:
            return f"{count:,} {unit}{'' if count == 1 else 's'} ago"
    return "just now"


def nothing_to_show(error: EngagementError, settings: Settings | None, found: Outcome | None) -> None:
    """Draw the whole page where no snapshot can be opened or built: what is wrong and what to do."""
    st.header("There is no data to show yet", anchor=False)
    if settings is not None:
        st.markdown(
            f"Put the offices' exports into `{settings.exports_dir}`: agreements, placements, leadership enrollments, "
            "at least one of them, as CSV or Excel files. They are noticed and loaded without a restart; this page "
            "then shows them. Or put one in on the page *Data health*, which shows what would be taken from it."
        )
        st.code("python -m engagement load", language="bash")
        st.caption("loads at once and lists the rejected rows on the command line.")
    faults = found.faults if found is not None else error.faults
    with st.container(border=True):
        st.markdown(f"**Errors** ({len(faults)})")
        parts.faults(faults)


def _moment(when: datetime) -> str:
    """Write a moment in the reader's own time zone, as far as the browser tells it."""
    offset = st.context.timezone_offset
    zone = datetime.now().astimezone().tzinfo if offset is None else timezone(timedelta(minutes=-offset))
    return format.value(when.astimezone(zone).replace(tzinfo=None), "date")
