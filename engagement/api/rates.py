"""How often one reader may ask: so many times at once, then again as time goes by."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_READERS = 10_000


class Rates:
    """Counts each reader's requests; safe from any number of threads."""

    def __init__(self, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute, self._clock = per_minute, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, who: str) -> float:
        """Count a request; return 0 if it may be answered, else in how many seconds one may."""
        with self._lock:
            now = self._clock()
            left, since = self._left.pop(who, (float(self._per_minute), now))
            left = min(float(self._per_minute), left + (now - since) * self._per_minute / 60)
            is_allowed = left >= 1
            self._left[who] = (left - is_allowed, now)
            while len(self._left) > _MOST_READERS:
                self._left.popitem(last=False)
            return 0.0 if is_allowed else (1 - left) * 60 / self._per_minute
