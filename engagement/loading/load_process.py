"""A load in a process of its own, at low priority; where it dies, how it died is written down.

The dashboard stays quick, a load that needs too much memory takes nobody with it, and the process that serves pages
never opens a delivered file.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading

from engagement.debugging import pass_on
from engagement.settings import ROOT, Settings
from engagement.store import outcome
from engagement.store.fingerprint import signature
from engagement.store.outcome import Failure, Outcome

_NICENESS = 10


class LoadProcess:
    """Runs `python -m engagement load`, once or again; `stop` ends one that is running, and all later ones."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._is_stopped = False

    def stop(self) -> None:
        """Stop a load that is running: the last good snapshot stays as it is."""
        with self._lock:
            self._is_stopped = True
            if self._process is not None and self._process.poll() is None:
                self._process.terminate()

    def run(self, *, before: Failure | None = None) -> Outcome | None:
        """Load, and say why the data did not become current; None where it did, or the load was stopped.

        Args:
            before: the failure that this load tries to mend.
        """
        earlier = outcome.outcome(self._settings)
        try:
            mark = signature(self._settings)
            code, message = self._run()
        except OSError as error:  # no memory for a process, a folder that went away
            mark, code, message = "", 1, f"The system does not let it start: {error.strerror}."
        if self._is_stopped or code == 0:
            return None
        result = outcome.outcome(self._settings)
        if result is not None and not isinstance(result, Failure) and result != earlier:
            return result
        return outcome.fail(self._settings, _why(code, message), signature=mark, before=before)

    def _run(self) -> tuple[int, str]:
        command = [sys.executable, "-m", "engagement", "load"]
        command += ["--data", str(self._settings.data_dir), "--queries", str(self._settings.queries_dir)]
        with self._lock:
            if self._is_stopped:
                return 0, ""
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            )
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICENESS)
        message = self._process.communicate()[1]
        pass_on(message)
        return self._process.returncode, message


def _why(code: int, message: str) -> str:
    """Return how a load ended, in a sentence without any value of a row."""
    if code < 0:
        with contextlib.suppress(ValueError):
            name = signal.Signals(-code).name
            memory = " The system does that where memory does not suffice." if name == "SIGKILL" else ""
            return f"It was ended by {name}.{memory}"
    lines = [line for line in message.splitlines() if line.strip() and not line[0].isspace()]
    if lines and "Traceback" in message:
        # what follows the colon may be a value
        return f"It is a fault of the program: {lines[-1].partition(':')[0]}."
    return lines[-1] if lines else f"It ended with exit code {code}."
