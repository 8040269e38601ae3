"""By which ways one can choose to hear from us. Which way a message goes is in `notificaties`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from afspraken.models import Berichtkanaal

POST_TAKES = timedelta(days=3)
"""A letter that would arrive later than its news is of use is not written."""


def offered(*, until: datetime, now: datetime) -> list[Berichtkanaal]:
    """The ways for news that is of use until a moment, the usual one first.

    No SMS where this installation sends none, and no letter that would come too late.
    """
    ways = [Berichtkanaal.EMAIL]
    if settings.SMS_PROVIDER or settings.DEMO:
        ways.append(Berichtkanaal.SMS)
    if now + POST_TAKES <= until:
        ways.append(Berichtkanaal.BRIEF)
    return ways


_refusals: list[Callable[[str], bool]] = []


def register_refusal(asks: Callable[[str], bool]) -> None:
    """Make known who knows whether the owner of a number (E.164) wants no SMS."""
    _refusals.append(asks)


def refuses_sms(number: str) -> bool:
    """Whether the owner of this number (E.164) told us to send no SMS."""
    return any(asks(number) for asks in _refusals)
