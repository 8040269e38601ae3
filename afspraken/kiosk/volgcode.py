"""The secret in the address of a number: opens it today at its place, and tells nothing.

A keyed hash of the row: there is nothing to store, and nothing of it is left after the day.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.crypto import constant_time_compare, salted_hmac

from afspraken.lokaal import local_day
from afspraken.models import Locatie, Meldwijze, Wachtende

_LENGTH = 32


def code_of(pk: int) -> str:
    """The code of a visit: 128 bits."""
    return salted_hmac("afspraken.kiosk.nummer", str(pk), algorithm="sha256").hexdigest()[:_LENGTH]


def find(locatie: Locatie, volgcode: str, *, now: datetime) -> Wachtende | None:
    """The visit of today that this code opens, of those who reported by themselves."""
    today = Wachtende.objects.filter(locatie=locatie, dag=local_day(now))
    for pk in today.exclude(via=Meldwijze.BALIE).values_list("pk", flat=True):
        if constant_time_compare(code_of(pk), volgcode):
            return Wachtende.objects.select_related("locatie", "middel", "afspraak").get(pk=pk)
    return None
