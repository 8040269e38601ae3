"""A worker of the outbox that kills itself, as hard as kill -9 does, at a random step.

`python -m tests.proofs.dying CHANCE`: before and after every step of sending it dies with this
chance. Times are a fraction of the real ones, so that a proof need not wait for a lease.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

SECOND = timedelta(seconds=1)


def main(chance: float) -> None:
    """Sweep and send for a while, dying now and then."""
    django.setup()
    from django.utils import timezone

    from notificaties import outbox
    from notificaties.channels.keuze import channels
    from notificaties.outbox import claiming, sending, sweeping

    claiming.LEASE, claiming.SENDING_TAKES = 4 * SECOND, SECOND
    sweeping.ASK_AGAIN = SECOND
    dice = random.Random()

    def mortal(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **given: Any) -> Any:
            for after in (False, True):
                if dice.random() < chance:
                    os.kill(os.getpid(), signal.SIGKILL)
                if not after:
                    answer = step(*args, **given)
            return answer

        return run

    for name in ("claim", "write_posts", "fence", "settle"):
        setattr(sending, name, mortal(getattr(sending, name)))
    ways = channels()
    for channel in ways.values():
        channel.send = mortal(channel.send)  # type: ignore[method-assign]
        channel.look_up = mortal(channel.look_up)  # type: ignore[method-assign]
    until = time.monotonic() + 20
    while time.monotonic() < until:
        outbox.sweep(ways, now=timezone.now())
        outbox.send_due(ways, clock=timezone.now, threads=4)
        time.sleep(0.2)


if __name__ == "__main__":
    main(float(sys.argv[1]))
