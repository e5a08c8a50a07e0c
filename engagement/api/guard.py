"""What every request of a program passes: who asks, how often, and what goes wrong, told without folders or values."""

from __future__ import annotations

import logging
import textwrap
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from engagement.access.log_lines import fault_of
from engagement.access.policy import Reader
from engagement.api.rates import Rates
from engagement.app import runtime
from engagement.errors import AccessError, CallError, EngagementError, Fault

log = logging.getLogger("engagement")

READER = "engagement.reader"
"""Where in the scope of a request the reader stands; whoever is not there gets no answer."""

_AT_ONCE, _OF_ONE_READER = 4, 2
"""Questions that are worked on at one time, in all and of one reader: pages and /healthz need the machine too."""

_MOST_FAULTS, _LONGEST = 20, 500
"""What a refusal tells of: so many faults, in so many characters each."""

Handler = Callable[[Request, Reader], Response]
Problem = Callable[[int, tuple[Fault, ...], Mapping[str, str]], Response]


class Guard:
    """Lets requests through to what answers them, each in the name of a reader, so many at a time."""

    def __init__(self) -> None:
        self._places: CapacityLimiter | None = None
        self._rates: Rates | None = None
        self._under_way: Counter[str] = Counter()

    def __call__(self, handler: Handler, problem: Problem) -> Callable[[Request], Awaitable[Response]]:
        """Return a handler for Starlette.

        Args:
            handler: what answers.
            problem: how a refusal looks: status, faults, headers.
        """
        problem = _short(problem)

        async def respond(request: Request) -> Response:
            self._places = self._places or CapacityLimiter(_AT_ONCE)  # it belongs to the loop that serves
            reader = request.scope.get(READER)
            if not isinstance(reader, Reader):
                return problem(401, (Fault("Sign in first, or send a token."),), {"WWW-Authenticate": "Bearer"})
            who = reader.name or (request.client.host if request.client else "")
            if self._under_way[who] >= _OF_ONE_READER:
                what = Fault("Your other questions are still being worked on.", fix="Ask again when they are answered.")
                return problem(429, (what,), {"Retry-After": "1"})
            self._under_way[who] += 1
            try:
                work = partial(self._handled, handler, problem, request, reader, who)
                return await to_thread.run_sync(work, limiter=self._places)
            finally:
                self._under_way[who] -= 1
                self._under_way += Counter()  # forgets whoever has none

        return respond

    def _handled(self, handler: Handler, problem: Problem, request: Request, reader: Reader, who: str) -> Response:
        try:
            if wait := self._wait(who):
                what = Fault("Too many requests.", fix=f"Ask again in {wait:.0f} s.", rule="rate")
                return problem(429, (what,), {"Retry-After": str(int(wait) + 1)})
            response = handler(request, reader)
        except CallError as error:
            is_unknown = any(fault.rule == "query-unknown" for fault in error.faults)
            return problem(404 if is_unknown else 400, error.faults, {})
        except AccessError as error:
            return problem(403, error.faults, {})
        except EngagementError as error:
            return problem(503, error.faults, {})
        except Exception as error:  # noqa: BLE001  a message may hold a row's values, and is left out
            log.error("fault of %s: %s", request.url.path, fault_of(error, error.__traceback__))
            return problem(500, (Fault("This is an error of the dashboard, not yours."),), {})
        response.headers["Cache-Control"] = "private, no-cache"
        response.headers["Vary"] = "Authorization, Cookie, Accept"
        return response

    def _wait(self, who: str) -> float:
        self._rates = self._rates or Rates(runtime.settings().answers_per_minute)
        return self._rates.wait(who)


def _short(problem: Problem) -> Problem:
    """Return how a refusal looks that nobody keeps, and that does not send back all that was asked."""

    def shortened(status: int, faults: tuple[Fault, ...], headers: Mapping[str, str]) -> Response:
        first = tuple(
            replace(fault, what=textwrap.shorten(fault.what, _LONGEST), fix=textwrap.shorten(fault.fix, _LONGEST))
            for fault in faults[:_MOST_FAULTS]
        )
        return problem(status, first, {"Cache-Control": "no-store", **headers})

    return shortened
