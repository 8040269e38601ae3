"""Numbers that want no SMS: who texts STOP gets none until START, and hears by another way.

Kept as a keyed hash: the table does not tell whose numbers they are. Registered with the core once,
by `apps.py`, so that the portal tells such a customer by which way the news really goes.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Container, Iterable
from datetime import datetime, timedelta

from django.conf import settings

from afspraken import bereik
from notificaties.models import SmsAfmelding

KEPT = timedelta(days=2 * 365)
"""After this a number may have another owner."""


def hash_of(number: str) -> str:
    """What is stored of a number (E.164)."""
    key = f"smsnummer:{settings.SECRET_KEY}".encode()
    return hmac.new(key, number.encode(errors="replace"), hashlib.sha256).hexdigest()


def stop(number: str, *, now: datetime) -> None:
    """No more SMS to this number; saying so twice is once."""
    SmsAfmelding.objects.update_or_create(nummer_hash=hash_of(number), defaults={"op": now})


def start(number: str) -> None:
    """SMS to this number again."""
    SmsAfmelding.objects.filter(nummer_hash=hash_of(number)).delete()


class _Everyone:
    """All numbers that want no SMS, to ask many times."""

    def __init__(self) -> None:
        self._hashes = frozenset(SmsAfmelding.objects.values_list("pk", flat=True))

    def __contains__(self, number: object) -> bool:
        return bool(self._hashes) and hash_of(str(number)) in self._hashes


def everyone_stopped() -> Container[str]:
    """Every number (E.164) that wants no SMS, as something to look in; one query."""
    return _Everyone()


def stopped(numbers: Iterable[str]) -> frozenset[str]:
    """Those of the numbers (E.164) that want no SMS, in one query; none for no numbers."""
    by_hash = {hash_of(number): number for number in numbers if number}
    if not by_hash:
        return frozenset()
    found = SmsAfmelding.objects.filter(pk__in=by_hash).values_list("pk", flat=True)
    return frozenset(by_hash[pk] for pk in found)


bereik.register_refusal(lambda number: bool(stopped([number])))
