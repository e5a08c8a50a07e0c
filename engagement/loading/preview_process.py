"""A file looked at and tried in a process of its own: the process that serves pages never opens a delivered file.

One at a time; where it takes too long or too much memory it is ended, and the dashboard goes on.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from engagement.debugging import is_asked
from engagement.errors import DeliveryError, Fault
from engagement.loading.preview_answer import Look, Preview
from engagement.place import Place
from engagement.settings import ROOT, Settings
from engagement.store import trials

_MOST_SECONDS = 300
_one_at_a_time = threading.Lock()


def look(settings: Settings, file: Path, *, table: str = "") -> Look:
    """Look at a file: its first rows, and a draft of its mapping for the table, by default the likeliest.

    Raises:
        DeliveryError: it cannot be read, or another file is being tried.
    """
    return Look(**_answer(settings, file, "--look", *(["--table", table] if table else [])))


def preview(settings: Settings, file: Path, *, mapping: Path | None) -> Preview:
    """Load a file beside what is delivered, by a mapping, or by the one of the data folder that is for it.

    Raises:
        DeliveryError: it cannot be loaded, with every fault; or another file is being tried.
    """
    return Preview(**_answer(settings, file, *(["--mapping", str(mapping)] if mapping else [])))


def _answer(settings: Settings, file: Path, *options: str) -> dict[str, Any]:
    if not _one_at_a_time.acquire(timeout=10):
        what = "Another file is being tried at this moment."
        raise DeliveryError(Fault(what, Place(file.name), "Try again in a minute.", "trial"))
    try:
        answer: dict[str, Any] = json.loads(_run(settings, file, *options))
    except ValueError as error:
        raise _ended(file, "The file could not be looked at to its end.") from error
    finally:
        _one_at_a_time.release()
    if "faults" in answer and "error" in answer:
        faults = (
            Fault(fault["what"], Place(**fault["where"]), fault["fix"], fault["rule"]) for fault in answer["faults"]
        )
        raise DeliveryError(*faults)
    return answer


def _run(settings: Settings, file: Path, *options: str) -> str:
    command = [sys.executable, "-m", "engagement", "preview", str(file), "--format", "json", *options]
    command += ["--data", str(settings.data_dir), "--queries", str(settings.queries_dir)]
    seconds = min(_MOST_SECONDS, settings.load_seconds)
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=None if is_asked() else subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired as error:
            raise _ended(file, f"It takes longer than {seconds} seconds.") from error
        finally:
            _end(process)
            trials.clear(settings, file)


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)  # whatever it has started too
    else:
        process.kill()
    process.wait()


def _ended(file: Path, what: str) -> DeliveryError:
    fix = "Try a part of it, such as one year; or put it into the folder of exports, and see what the load says."
    return DeliveryError(Fault(what, Place(file.name), fix, "trial"))
