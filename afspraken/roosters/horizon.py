"""How far ahead the rows of `Openstand` reach, and the nightly work that keeps them there."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Max

from afspraken.lokaal import local_day
from afspraken.models import Middel, Product
from afspraken.roosters.clock import DAY
from afspraken.roosters.openstand import Difference, Scope, compare, rebuild

SHORTEST = timedelta(weeks=27)
"""Rows reach at least this far, so that a product may be offered half a year ahead."""

MARGIN = timedelta(days=7)
"""Rows reach this much further than the longest product, so that a missed night goes unseen."""

AT_ONCE = 50
"""Resources per transaction when all are done: nobody waits long for the lock."""


def horizon_end(now: datetime) -> date:
    """The first local day for which no rows are kept."""
    longest = Product.objects.aggregate(days=Max("horizon"))["days"] or 0
    return local_day(now) + max(timedelta(days=longest), SHORTEST) + MARGIN + DAY


def extend_horizon(*, now: datetime) -> int:
    """Make all rows right from today to the horizon; returns the number that were not.

    For every night and every start. It recomputes instead of adding days at the end: so it also
    mends what a crash or an import left behind, and it writes only what differs.
    """
    van, tot = local_day(now), horizon_end(now)
    middelen = list(Middel.objects.order_by("pk"))
    batches = (middelen[first : first + AT_ONCE] for first in range(0, len(middelen), AT_ONCE))
    return sum(rebuild(middelen=batch, van=van, tot=tot) for batch in batches)


def check(*, now: datetime) -> Difference:
    """What is not right from today on; changes nothing.

    Looks no further than the longest product does: the last days are added in the night, some
    hours after the horizon has moved, and a missed night is what the margin is for.
    """
    return compare(Scope(local_day(now), horizon_end(now) - MARGIN))
