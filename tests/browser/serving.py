"""Start the real server on a free port, as a user does, and stop it again."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Server:
    """A running dashboard: where it answers, what it reads, what it has logged, and as whom it is asked for health."""

    url: str
    data_dir: Path
    log: Path
    headers: Mapping[str, str] = field(default_factory=dict)

    def health(self) -> dict[str, Any]:
        """What /healthz tells; an empty answer while nothing listens."""
        try:
            request = urllib.request.Request(f"{self.url}/healthz", headers=dict(self.headers))
            with urllib.request.urlopen(request, timeout=10) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            return json.load(error)
        except OSError:
            return {}

    def wait_for(self, what: str, condition: Any, *, seconds: float = 60) -> dict[str, Any]:
        """Ask /healthz until `condition` holds for its answer."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            health = self.health()
            if health and condition(health):
                return health
            time.sleep(0.2)
        raise AssertionError(f"{what} did not happen within {seconds} s; the log ends: {self.log.read_text()[-2000:]}")


@contextmanager
def serving(
    data_dir: Path, *, queries_dir: Path | None = None, is_waited_for: bool = True, **environ: str
) -> Iterator[Server]:
    """Serve a data folder with `streamlit run dashboard.py` while the block lasts; first wait for its start.

    `environ` is added to the environment, for settings that Streamlit reads there.
    """
    port = free_port()
    log = data_dir / f"server.{port}.log"  # two may serve one folder
    environment = {**os.environ, "ENGAGEMENT_DATA": str(data_dir), "PYTHONUNBUFFERED": "1", **environ}
    if queries_dir is not None:
        environment["ENGAGEMENT_QUERIES"] = str(queries_dir)
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        server = Server(f"http://localhost:{port}", data_dir, log)
        try:
            waits = (lambda health: health["status"] != "starting") if is_waited_for else bool
            server.wait_for("an answer", waits, seconds=120)
            yield server
        finally:
            # the load that the watcher may have started is in the same group
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
