"""The waiting screen: the numbers that are called and where to, and how long the others wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from afspraken import wachtrij
from afspraken.htmx import is_part
from afspraken.kiosk.nummer import whereto
from afspraken.kiosk.poort import page
from afspraken.models import Locatie, Scherm

SHOWN = 6
"""The newest, large, and five before it."""

NEW = timedelta(seconds=30)
"""So long a number is marked after it was called."""


WAIT_HOLDS = timedelta(seconds=30)
"""So long the expected wait stands: it plays the whole queue forward, and screens ask all day."""


@dataclass(frozen=True)
class Oproep:
    """One number on the screen."""

    nummer: str
    waarheen: str
    is_nieuw: bool


def show(request: HttpRequest, scherm: Scherm) -> HttpResponse:
    """The whole screen, or what htmx asks every few seconds: the numbers only if they changed."""
    now = timezone.now()
    called = wachtrij.last_called(scherm.locatie, SHOWN, now=now)
    context = {
        "oproepen": [
            Oproep(one.volgnummer, whereto(one), now - (one.opgeroepen_op or now) < NEW)
            for one in called
        ],
        "stempel": "-".join(f"{one.pk}.{one.opgeroepen_op:%H%M%S}" for one in called),
        "gezien": request.GET.get("gezien"),
        "wachten": wachtrij.number_waiting(scherm.locatie, now=now),
        "wacht": _expected_wait(scherm.locatie, now=now),
        "nu": now,
    }
    is_asked_again = is_part(request)
    return page(request, scherm, "_zaal" if is_asked_again else "wachtscherm", context)


def _expected_wait(locatie: Locatie, *, now: datetime) -> wachtrij.Wachttijd | None:
    """How long a walk-in would wait at a place, for all its screens and for a while."""
    key = f"wachttijd:{locatie.pk}"
    held: list[wachtrij.Wachttijd | None] | None = cache.get(key)
    if held is None:
        held = [wachtrij.expected_wait(locatie, [], now=now)]
        cache.set(key, held, timeout=WAIT_HOLDS.total_seconds())
    return held[0]
