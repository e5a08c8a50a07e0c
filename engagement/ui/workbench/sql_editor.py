"""The text field for SQL: our own, since no editor for Streamlit runs offline and under our security policy.

Looked at in November 2026: streamlit-code-editor and streamlit-ace stand in frames of their own, which the policy
forbids, and streamlit-monaco loads its code from another host. static/sql_editor/ is a text field with colors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engagement.ui.shell.component import component

_HTML = """
<div class="editor">
  <div class="field">
    <pre class="colors" aria-hidden="true"></pre>
    <textarea aria-label="SQL" aria-autocomplete="list" aria-controls="offers" spellcheck="false" autocapitalize="off"
      autocomplete="off" wrap="off"></textarea>
    <span class="probe" aria-hidden="true">mmmmmmmmmm</span>
  </div>
  <ul class="offers" id="offers" role="listbox" aria-label="Words that may come next" hidden></ul>
  <div class="bar">
    <button type="button" class="run">Run</button>
    <span class="hint">Ctrl+Enter runs it. Ctrl+Space offers words.</span>
    <span class="status" role="status"></span>
  </div>
</div>
"""


@dataclass(frozen=True)
class Typed:
    """What stands in the field, and a number that is another one each time it is asked to be run."""

    sql: str
    asked: int


def sql_editor(
    *,
    sql: str,
    load: int,
    insert: tuple[int, str],
    tables: Mapping[str, Any],
    parameters: Mapping[str, str],
    fault: Mapping[str, Any] | None,
    asked: int,
    key: str,
) -> Typed:
    """Draw the field.

    Args:
        sql: its text when it is drawn for the first time, or when `load` has another number than before.
        load: counts up where the text is to be replaced.
        insert: counts up where a text is to be put in at the caret; and that text.
        tables: by name, each with `about` and its `columns`, name -> about.
        parameters: by name, what they are.
        fault: line, column, what, and the sql that it is about.
        asked: the number of what was run last, so that the field knows when it is done.
        key: of the widget.
    """
    data = {
        "sql": sql,
        "load": load,
        "insert": {"number": insert[0], "text": insert[1]},
        "tables": tables,
        "parameters": parameters,
        "fault": fault,
        "asked": asked,
    }
    mount = component("sql_editor", html=_HTML, css="editor.css", js="editor.js")
    typed = mount(key=key, data=data, on_typed_change=_nothing).typed
    return Typed(str(typed["sql"]), int(typed["asked"])) if typed else Typed(sql, asked)


def _nothing() -> None:
    """Streamlit runs the page again by itself."""
