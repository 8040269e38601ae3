"""How long a search may go on. The clock, if there is one, is the caller's."""

from collections.abc import Callable
from itertools import count

Budget = Callable[[], float]
"""The part that is spent, 0 to 1; at 1 the search ends. Asked after every step (0.2 ms)."""


def iterations(number: int) -> Budget:
    """A fixed number of steps: the same answer every time."""
    done = count(1)
    return lambda: next(done) / number if number > 0 else 1.0


def seconds(limit: float, clock: Callable[[], float]) -> Budget:
    """So many seconds from now, by a clock such as `time.monotonic`."""
    begin = clock()
    return lambda: (clock() - begin) / limit if limit > 0 else 1.0
