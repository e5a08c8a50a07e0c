"""What was made before, such as answers, kept up to a size; the least recently used go first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """A thread-safe cache bounded by size: bytes, or how many values where no `size` is given.

    What depends on a snapshot has its ID in the key, so that nothing is ever stale. Two askers of
    the same thing at the same time wait for one piece of work. What fails is not kept.
    """

    def __init__(self, most: int, size: Callable[[Value], int] = lambda _: 1) -> None:
        self._most, self._size = most, size
        self._kept: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._under_way: dict[Hashable, Future[Value]] = {}
        self._lock = threading.Lock()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value kept under `key`, or what `make` makes of it now.

        Raises:
            Exception: whatever `make` raises, for everyone who waits for it.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
            work = self._under_way.get(key)
            is_ours = work is None
            if work is None:
                work = self._under_way[key] = Future()
        if not is_ours:
            return work.result()
        try:
            value = make()
        except BaseException as error:
            work.set_exception(error)
            raise
        else:
            work.set_result(value)
            self._keep(key, value)
            return value
        finally:
            with self._lock:
                del self._under_way[key]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.bytes = 0

    def _keep(self, key: Hashable, value: Value) -> None:
        size = self._size(value)
        # one huge answer must not push out all the small ones
        if size > self._most // 4:
            return
        with self._lock:
            self._kept[key] = (value, size)
            self.bytes += size
            while self.bytes > self._most:
                _, (_, freed) = self._kept.popitem(last=False)
                self.bytes -= freed
