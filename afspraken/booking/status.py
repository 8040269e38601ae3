"""What the counter does to an appointment: reported, served, done, not come, and the way back.

    GEPLAND <-> AANGEMELD <-> IN_BEHANDELING <-> AFGEROND
    GEPLAND, AANGEMELD <-> NIET_VERSCHENEN
    GEPLAND <-> IN_BEHANDELING, AFGEROND        of a visit, which has no reporting

Each act says in which status it saw the appointment; of two at once, one wins. What is occupied
stays: `versie` does not rise and no message becomes untrue. Who stands in the queue is written by
`afspraken/wachtrij/`, which calls these.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from afspraken.booking.steps import tell
from afspraken.exceptions import NotBegun, StatusChanged
from afspraken.models import Afspraak, Handeling, Partij, Status, Wachtstand
from afspraken.signals import Change

_STEPS = (
    (Status.GEPLAND, Status.AANGEMELD),
    (Status.AANGEMELD, Status.IN_BEHANDELING),
    (Status.AANGEMELD, Status.AFGEROND),  # the day ended and nobody told more
    (Status.AANGEMELD, Status.NIET_VERSCHENEN),
    (Status.IN_BEHANDELING, Status.AFGEROND),
    (Status.IN_BEHANDELING, Status.NIET_VERSCHENEN),  # left before it was done
    (Status.GEPLAND, Status.NIET_VERSCHENEN),
)
_STEPS_OF_A_VISIT = (  # nobody reports at their own door
    (Status.GEPLAND, Status.IN_BEHANDELING),
    (Status.GEPLAND, Status.AFGEROND),
)


def _both_ways(steps: Iterable[tuple[Status, Status]]) -> frozenset[tuple[Status, Status]]:
    return frozenset(step for van, naar in steps for step in ((van, naar), (naar, van)))


ALLOWED = _both_ways(_STEPS)
"""Every step that the counter can take, and the same backwards."""

ALLOWED_ON_A_VISIT = ALLOWED | _both_ways(_STEPS_OF_A_VISIT)
"""Every step where we come to the customer, and the same backwards."""


@transaction.atomic
def set_status(
    afspraak: Afspraak,
    naar: Status,
    *,
    van: Status,
    now: datetime,
    partij: Partij = Partij.MEDEWERKER,
    door: str = "",
) -> Afspraak:
    """Bring an appointment from one status to the next, or back; it keeps what it occupies.

    Raises: StatusChanged if it is not in `van` any more; ValueError for a step that no counter
    takes, and no visit.
    """
    allowed = ALLOWED_ON_A_VISIT if afspraak.is_venster else ALLOWED
    if (van, naar) not in allowed:
        raise ValueError(f"an appointment does not go from {van} to {naar}")
    as_seen = Afspraak.objects.filter(pk=afspraak.pk, status=van)
    if not as_seen.update(status=naar, status_op=now, gewijzigd_op=now):
        raise StatusChanged
    fresh = Afspraak.objects.select_related("locatie", "klant").get(pk=afspraak.pk)
    tell(fresh, Handeling.STATUS, Change.STATUS, partij=partij, door=door, now=now)
    return fresh


def no_show(afspraak: Afspraak, *, now: datetime, door: str = "") -> Afspraak:
    """Nobody reported for it. Raises: NotBegun; StatusChanged."""
    if now < afspraak.begin:
        raise NotBegun
    return set_status(afspraak, Status.NIET_VERSCHENEN, van=Status.GEPLAND, now=now, door=door)


def undo_no_show(afspraak: Afspraak, *, now: datetime, door: str = "") -> Afspraak:
    """Back to expected, where nobody had reported for it: else the queue takes a step back.

    Raises: StatusChanged.
    """
    if afspraak.wachtenden.exclude(stand=Wachtstand.VERVALLEN).exists():
        raise StatusChanged
    return set_status(afspraak, Status.GEPLAND, van=Status.NIET_VERSCHENEN, now=now, door=door)
