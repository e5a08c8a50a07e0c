"""The process that runs free SQL: it opens one snapshot, gives up every right but to read it, and answers on its pipes.

Started by `sandbox.py` with an empty environment. A request is one line of JSON; an answer is one line of JSON that
says how many bytes of Arrow follow. Nothing that arrives here is run as anything but one select.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

# started by its path, in isolation, so that no folder of somebody else's is looked into
if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pyarrow as pa

from engagement.errors import SnapshotError
from engagement.warehouse.locked import LockedDatabase, RunError

try:
    import resource
except ImportError:  # Windows has none of these limits; DuckDB's own and the clock still hold
    resource = None  # type: ignore[assignment]

_LEVEL = 10  # how far free SQL stands back behind the pages when processors are few
_ADDRESS_SPACE = 3 * 2**30  # what the interpreter and its libraries map without using it


def main() -> int:
    """Answer requests until the other end is closed."""
    first = json.loads(sys.stdin.buffer.readline())
    _stand_back()
    try:
        database = LockedDatabase(Path(first["path"]), seconds=first["seconds"], memory=first["memory"], threads=1)
        database.run("select 1")
    except (SnapshotError, RunError) as error:
        _say({"kind": "open", "what": str(error)})
        return 1
    _give_up(first["bytes_of_memory"], first["seconds"])
    _say({"kind": "ready"})
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            table = database.run(
                request["sql"],
                {name: _value(value) for name, value in request["values"].items()},
                max_rows=request["rows"],
                max_bytes=request["bytes"],
            )
            _answer(table)
        except RunError as error:
            _say({"kind": error.kind, "what": error.what, "position": error.position})
        except MemoryError:
            _say({"kind": "memory", "what": f"It needed more than {first['memory']} of memory."})
        except pa.ArrowException:
            _say({"kind": "sql", "what": "The answer holds values of a kind that cannot be shown."})
    return 0


def _value(raw: Any) -> Any:
    """Return a bound value as it was before it was JSON; only dates and times need a mark."""
    if isinstance(raw, dict):
        return (datetime if raw["type"] == "TIMESTAMP" else date).fromisoformat(raw["value"])
    return [_value(item) for item in raw] if isinstance(raw, list) else raw


def _answer(table: pa.Table) -> None:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    body = sink.getvalue()
    _say({"kind": "table", "bytes": body.size})
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()


def _say(head: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    sys.stdout.buffer.flush()


def _stand_back() -> None:
    if hasattr(os, "nice"):
        os.nice(_LEVEL)


def _give_up(memory: int, seconds: int) -> None:
    """Limit memory, and forbid writing files, opening files, starting processes and core dumps."""
    if resource is None:
        return
    n_open = _without_gaps()
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, 4 * seconds)
    _limit(resource.RLIMIT_AS, memory + _ADDRESS_SPACE)
    if hasattr(resource, "RLIMIT_NPROC"):
        _limit(resource.RLIMIT_NPROC, 0)
    # a file that cannot be given a number cannot be opened, whatever SQL finds to open it with, nor can a socket
    _limit(resource.RLIMIT_NOFILE, n_open)


def _without_gaps() -> int:
    """Return how many files are open, after every free number below the highest has been taken."""
    used = [number for number in range(256) if _is_open(number)]
    for number in set(range(max(used))) - set(used):
        os.dup2(sys.stdin.fileno(), number)
    return max(used) + 1


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    # not every system knows every limit; DuckDB's own hold there
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, value))


if __name__ == "__main__":
    sys.exit(main())
