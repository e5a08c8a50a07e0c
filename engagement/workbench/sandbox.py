"""Free SQL in a process of its own, which has no right but to read one snapshot, and is ended when it has answered.

A process serves one question and is gone; the next one is made ready meanwhile, so that nobody waits for it. What goes
in is JSON and what comes out is an Arrow stream: nothing that is read here can run.
"""

from __future__ import annotations

import json
import os
import re
import selectors
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, cast

import pyarrow as pa

from engagement.errors import Fault, SnapshotError
from engagement.place import Place
from engagement.warehouse.locked import RunError

_WORKER = Path(__file__).with_name("sandbox_worker.py")
_START_SECONDS = 30.0
_GRACE_SECONDS = 2.0  # DuckDB stops itself at the limit; a process that has not answered by then is killed
_LONGEST_HEAD = 65_536
_MEMORY = re.compile(r"(\d+) ?(MB|GB)")


@dataclass(frozen=True)
class Limits:
    """What one question may take. memory: in DuckDB's notation. at_once: questions that run at the same time."""

    seconds: int = 20
    memory: str = "1GB"
    rows: int = 20_000
    bytes: int = 16 * 2**20
    at_once: int = 2
    wait_seconds: float = 10.0

    @property
    def bytes_of_memory(self) -> int:
        """`memory` as a number; 1 GB where it is not in our notation."""
        match = _MEMORY.fullmatch(self.memory)
        return int(match[1]) * 2 ** (30 if match[2] == "GB" else 20) if match else 2**30


class Sandbox:
    """Hands out processes, each for one question over one snapshot; safe to use from any number of threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._places = threading.BoundedSemaphore(self.limits.at_once)
        self._taken: Counter[str] = Counter()
        self._spare: Process | None = None
        self._is_closed = False
        self._lock = threading.Lock()
        self._freed = threading.Condition(self._lock)

    @contextmanager
    def process(self, path: Path, *, who: str = "") -> Iterator[Process]:
        """Give a process over the snapshot at `path`, for one question; it is ended with the block.

        Args:
            path: of the snapshot.
            who: who asks; whoever it is, one place is left for the others.

        Raises:
            RunError: kind "busy", where as many questions as may run are running.
            SnapshotError: the snapshot cannot be opened.
        """
        with self._own_place(who), self._place():
            process = self._take(path)
            try:
                yield process
            finally:
                process.end()
                self._make_ready(path)

    @contextmanager
    def _own_place(self, who: str) -> Iterator[None]:
        """Take one of the places that one reader may have."""
        most = max(self.limits.at_once - 1, 1)
        with self._freed:
            if not self._freed.wait_for(lambda: self._taken[who] < most, timeout=self.limits.wait_seconds):
                raise RunError("busy", "Another question of yours is still running.")
            self._taken[who] += 1
        try:
            yield
        finally:
            with self._freed:
                self._taken[who] -= 1
                self._freed.notify_all()
                self._taken += Counter()  # whoever has none is forgotten: nobody who asked once is remembered

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=self.limits.wait_seconds):
            raise RunError("busy", f"{self.limits.at_once} other questions are being tried out at this moment.")
        try:
            yield
        finally:
            self._places.release()

    def close(self) -> None:
        """End the process that is kept ready, and keep no other."""
        with self._lock:
            spare, self._spare, self._is_closed = self._spare, None, True
        if spare is not None:
            spare.end()

    def _take(self, path: Path) -> Process:
        with self._lock:
            spare, self._spare = self._spare, None
        if spare is not None and spare.path == path and spare.is_alive:
            return spare
        if spare is not None:
            spare.end()
        return Process(path, self.limits)

    def _make_ready(self, path: Path) -> None:
        """Start the next process without waiting for it."""
        with self._lock:
            if self._spare is None and not self._is_closed:
                self._spare = Process(path, self.limits)


class Process:
    """One process over one snapshot. One thread at a time uses it."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path, self.limits = path, limits
        self._is_ready = False
        environment = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(_WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        first = {"path": str(path), "seconds": limits.seconds, "memory": limits.memory}
        self._send(first | {"bytes_of_memory": limits.bytes_of_memory})

    @property
    def is_alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    def run(self, sql: str, values: Mapping[str, Any] | None = None) -> pa.Table:
        """Return the rows of one select.

        Raises:
            RunError: it was not answered, or its answer is larger than the limits.
            SnapshotError: the process cannot open the snapshot.
        """
        self._await_ready()
        limits = self.limits
        values = {name: _raw(value) for name, value in (values or {}).items()}
        self._send({"sql": sql, "values": values, "rows": limits.rows, "bytes": limits.bytes})
        until = time.monotonic() + limits.seconds + _GRACE_SECONDS
        head = self._head(until)
        if head["kind"] != "table":
            raise RunError(head["kind"], head["what"], head.get("position"))
        # what the process says of itself is not trusted either
        if head["bytes"] > 2 * limits.bytes + 2**20:
            raise self._ended("bytes", f"It has more than {limits.bytes / 2**20:.0f} MB.")
        return pa.ipc.open_stream(self._read(head["bytes"], until)).read_all()

    def describe(self, sql: str, values: Mapping[str, Any] | None = None) -> dict[str, str]:
        """Return the columns that a select yields, with DuckDB's names of their types; nothing is run.

        Raises:
            RunError: names or types do not fit, with the place in `sql`.
            SnapshotError: the process cannot open the snapshot.
        """
        before = "select column_name, column_type from (describe "
        try:
            rows = self.run(f"{before}{sql}\n)", values).to_pylist()
        except RunError as error:
            column = None if error.position is None else max(error.position - len(before), 0)
            raise RunError(error.kind, error.what, column) from error
        return {row["column_name"]: row["column_type"] for row in rows}

    def end(self) -> None:
        """Kill the process."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):
                cast(IO[bytes], pipe).close()
        self._process.wait()

    def _await_ready(self) -> None:
        if self._is_ready:
            return
        head = self._head(time.monotonic() + _START_SECONDS)
        if head["kind"] != "ready":
            fix = "python -m engagement load builds it anew."
            raise SnapshotError(
                Fault("The snapshot cannot be opened.", Place.of(self.path), fix, "snapshot-unreadable")
            )
        self._is_ready = True

    def _send(self, request: Mapping[str, Any]) -> None:
        pipe = cast(IO[bytes], self._process.stdin)
        try:
            pipe.write(json.dumps(request).encode() + b"\n")
            pipe.flush()
        except BrokenPipeError as error:
            raise self._ended("memory", "It was ended by the system.") from error

    def _head(self, until: float) -> dict[str, Any]:
        line = b""
        while not line.endswith(b"\n"):
            line += self._read(1, until)
            if len(line) > _LONGEST_HEAD:
                raise self._ended("bytes", "Its answer cannot be read.")
        head: dict[str, Any] = json.loads(line)
        return head

    def _read(self, size: int, until: float) -> bytes:
        pipe = cast(IO[bytes], self._process.stdout)
        received = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while len(received) < size:
                if not selector.select(max(until - time.monotonic(), 0)):
                    raise self._ended("time", f"It took longer than {self.limits.seconds} seconds.")
                # past Python's own buffer, which the selector knows nothing of
                piece = os.read(pipe.fileno(), size - len(received))
                if not piece:
                    raise self._ended("memory", f"It needed more than {self.limits.memory} of memory.")
                received += piece
        return bytes(received)

    def _ended(self, kind: str, what: str) -> RunError:
        self._process.kill()
        return RunError(kind, what)


def _raw(value: Any) -> Any:
    """Return a value as JSON has it; dates and times are marked."""
    if isinstance(value, date):
        return {"type": "TIMESTAMP" if isinstance(value, datetime) else "DATE", "value": value.isoformat()}
    return [_raw(item) for item in value] if isinstance(value, list | tuple) else value
