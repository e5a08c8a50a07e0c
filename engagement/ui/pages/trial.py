"""A file of one's own, tried before it counts: put in, its mapping corrected by choosing, loaded aside, and kept."""

from __future__ import annotations

import re
import weakref
from dataclasses import dataclass, field
from pathlib import Path, PurePath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from engagement.access.policy import Reader
from engagement.app import runtime
from engagement.app.chosen_mapping import compose
from engagement.contract import load_contract
from engagement.errors import EngagementError
from engagement.loading import preview_process
from engagement.loading.preview_answer import Look, Preview
from engagement.store import snapshots, trials
from engagement.ui.pages import trial_choices, trial_result
from engagement.ui.shell import audited, parts

_STATE = "file that is tried"
_TRY, _KEEP, _LOAD = "Try it", "Keep the mapping", "Keep the mapping and load the file"


@dataclass
class _Trial:
    """What is being tried: the file as it was sent, where it is, what is in it, and what would become of it."""

    id: str
    path: Path
    look: Look
    tried: tuple[str, Preview] | None = None
    kept: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        # whoever goes without a word ends it too, when the session that holds it is let go
        weakref.finalize(self, trials.end, self.path)


def draw(reader: Reader) -> None:
    """Draw the section for whoever may put files in; others get none of it."""
    if not reader.may("steward") or reader.limit:
        return
    parts.section("Try a file", "See what would be taken from an export, and what it changes, before it counts.")
    if runtime.settings().loads_by == "service":
        why = "This server does not load data. Where it is loaded: python -m engagement preview FILE"
        parts.empty("Files are not tried here", why)
        return
    _trial()


@st.fragment
def _trial() -> None:
    with parts.part("The trial"):
        _draw()


def _draw() -> None:
    reader = runtime.reader()
    if not reader.may("steward") or reader.limit:
        return
    st.caption("CSV, TSV, TXT or XLSX. The file stays on this server, and nothing changes until you keep it.")
    given = st.file_uploader(
        "An export of your office",
        type=["csv", "tsv", "txt", "xlsx"],
        max_upload_size=trials.MOST_MEGABYTES,
        key="trial-file",
    )
    if given is None:
        _end()
        return
    try:
        trial = _current(given)
        _steps(trial)
    except EngagementError as error:
        with st.container(border=True):
            st.markdown(f":material/error: **{parts.plain(PurePath(given.name).name)} cannot be used as it is.**")
            parts.faults(error.faults)


def _current(given: UploadedFile) -> _Trial:
    """Return the trial of the file that was put in; begin it where it is a new one."""
    trial: _Trial | None = st.session_state.get(_STATE)
    if trial is not None and trial.id == given.file_id and trial.path.exists():
        return trial
    _end()
    with st.spinner("Looking at the file …", show_time=True):
        path = trials.begin(runtime.settings(), given.name, given.getvalue())
        try:
            seen = preview_process.look(runtime.settings(), path)
        except BaseException:  # a click meanwhile, too: it ends this run of the page
            trials.end(path)
            raise
    trial = st.session_state[_STATE] = _Trial(given.file_id, path, seen)
    return trial


def _end() -> None:
    trial: _Trial | None = st.session_state.pop(_STATE, None)
    if trial is not None:
        trials.end(trial.path)


def _steps(trial: _Trial) -> None:
    settings = runtime.settings()
    trial_choices.first_rows(trial.look)
    mapping = ""
    if trial.look.covered_by:
        st.markdown(f"The mapping **{parts.plain(trial.look.covered_by)}** is for files called like this one.")
    else:
        contract = load_contract(settings.contract_path, settings.own_tables_dir)
        table = trial_choices.table_of(trial.look, contract, key=trial.id)
        if table is None:
            return
        if trial_choices.drafted_table(trial.look) != table.name:
            with st.spinner("Drafting for that table …"):
                trial.look = preview_process.look(settings, trial.path, table=table.name)
        choice = trial_choices.choose(trial.look, table, file=trial.path.name, key=f"{trial.id}-{table.name}")
        mapping = compose(choice) if choice else ""
        if choice is None:
            return
    if st.button(_TRY, type="primary", icon=":material/science:"):
        trial.tried = None
        with st.spinner("Loading it beside what is there …", show_time=True):
            file = trial.path.with_name("mapping.toml")
            file.write_text(mapping, encoding="utf-8")
            answer = preview_process.preview(settings, trial.path, mapping=file if mapping else None)
        trial.tried = (mapping, answer)
        audited.write("upload", tried=trial.path.name)
    if trial.tried is None:
        return
    if trial.tried[0] != mapping:
        st.info("You have changed the mapping since. Try it again to see what it makes of the file.")
        return
    now = snapshots.last_good(settings)
    trial_result.draw(trial.tried[1], is_demonstration=now is not None and now.is_demonstration)
    _keep(trial, mapping)


def _keep(trial: _Trial, mapping: str) -> None:
    settings = runtime.settings()
    if trial.kept:
        st.success(" ".join(trial.kept), icon=":material/check:")
        return
    replaces = (settings.exports_dir / trial.path.name).exists()
    if replaces:
        st.caption("There is an export of this name: loading this one takes its place.")
    name = ""
    if mapping:
        suggested = re.sub(r"[^a-z0-9]+", "_", trial.path.stem.lower()).strip("_")[:64]
        name = st.text_input("Name of the mapping", value=suggested or "export", key=f"trial-name-{trial.id}")
        with st.expander("The mapping as text"):
            st.code(mapping, language="toml")
    with st.container(horizontal=True):
        keeps = bool(mapping) and st.button(_KEEP, icon=":material/save:")
        loads = st.button(_LOAD if mapping else "Load the file", icon=":material/publish:")
    if not (keeps or loads):
        return
    if mapping:
        trials.keep_mapping(settings, name, mapping)
        trial.kept.append(f"The mapping is kept as {name}.toml: the next export of this system uses it.")
    if loads:
        trials.keep_file(settings, trial.path)
        trial.kept.append("The file is being loaded; this page shows it when it is.")
    audited.write("confirmed", file=trial.path.name, mapping=name, loaded=loads)
    st.success(" ".join(trial.kept), icon=":material/check:")
