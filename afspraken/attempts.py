"""One act in one durable transaction, tried again where that helps.

A unique cell that proved taken means: roll back whole, let expired holds in the way go, and
choose again. Deadlock and serialisation failure mean: wait a moment and do the same. Anything
else is an error. There are no savepoints: a broken transaction is left, never patched.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction

from afspraken import bezetting
from afspraken.offers import Taken

T = TypeVar("T")

MOST_TAKEN = 20
"""So often the choice is made anew; each time another customer did get a resource."""

MOST_DEADLOCKS = 3
_TRY_AGAIN = {"40001", "40P01"}  # serialization_failure, deadlock_detected
_UNIQUE_VIOLATION = "23505"


class Collision(Exception):
    """A row that must be unique was made by someone else at the same moment: look again."""


def attempt(
    act: Callable[[], T],
    *,
    now: datetime,
    van: datetime,
    tot: datetime,
    before: Callable[[], T | None] | None = None,
) -> T:
    """Run `act` in its own transaction until it succeeds or is refused.

    `van` and `tot` bound the time in which expired holds may be in the way. `before` runs, with
    transactions of its own, before each try; what it finds is the answer, and nothing is tried.
    Raises: what `act` raises; Taken or Collision after MOST_TAKEN lost choices; RuntimeError
    inside a transaction, because nothing could be rolled back there.
    """
    taken = deadlocks = 0
    while True:
        try:
            found = before() if before is not None else None
            if found is not None:
                return found
            with transaction.atomic(durable=True):
                return act()
        except (Taken, Collision):
            taken += 1
            if taken == MOST_TAKEN:
                raise
            with transaction.atomic(durable=True):
                bezetting.free_expired(now=now, van=van, tot=tot)
        except OperationalError as error:
            deadlocks += 1
            if deadlocks > MOST_DEADLOCKS or not _is_passing(error):
                raise
            time.sleep(random.uniform(0.01, 0.1) * deadlocks)


def or_collision(act: Callable[[], T]) -> T:
    """Do `act`; a violated unique key means that someone was just ahead.

    Raises: Collision; any other violation comes through.
    """
    try:
        return act()
    except IntegrityError as error:
        if not _is_unique_key(error):
            raise
        raise Collision from error


def _is_unique_key(error: IntegrityError) -> bool:
    return getattr(
        error.__cause__, "sqlstate", None
    ) == _UNIQUE_VIOLATION or "UNIQUE constraint failed" in str(error)


def _is_passing(error: OperationalError) -> bool:
    """True for a failure that another try may not meet. SQLite waits by itself already."""
    return (
        connection.vendor == "postgresql"
        and getattr(error.__cause__, "sqlstate", None) in _TRY_AGAIN
    )
