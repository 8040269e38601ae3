"""What happens to a promise: taken, tried, handed over, kept, and not kept after all.

    te_verwerken  -- OPGEPAKT, POGING, OVERGEDRAGEN -->  te_verwerken
    te_verwerken  -- KLAAR -->  verwerkt  -- HEROPEND -->  te_verwerken

Each act names the `versie` that the employee saw. Of two who act at once, one does, and the other
hears who was first: nothing waits, nothing is overwritten.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from afspraken.contact.errors import Overtaken
from afspraken.contact.gegevens import Eigenaar
from afspraken.contact.recording import note
from afspraken.models import Stap, Terugbelstatus, Terugbelverzoek

FROM = {
    Stap.OPGEPAKT: Terugbelstatus.TE_VERWERKEN,
    Stap.POGING: Terugbelstatus.TE_VERWERKEN,
    Stap.OVERGEDRAGEN: Terugbelstatus.TE_VERWERKEN,
    Stap.KLAAR: Terugbelstatus.TE_VERWERKEN,
    Stap.HEROPEND: Terugbelstatus.VERWERKT,
}
"""In which status a promise must be for a step."""


def take(verzoek: Terugbelverzoek, *, versie: int, door: Any, now: datetime) -> Terugbelverzoek:
    """Make it one's own. Raises: Overtaken."""
    mine = {"medewerker": door, "groep": None}
    return _step(verzoek, Stap.OPGEPAKT, mine, versie=versie, door=door, now=now)


def attempt(
    verzoek: Terugbelverzoek, *, versie: int, toelichting: str, door: Any, now: datetime
) -> Terugbelverzoek:
    """Note that someone called and did not reach the customer. Raises: Overtaken."""
    return _step(
        verzoek, Stap.POGING, {}, versie=versie, door=door, now=now, toelichting=toelichting
    )


def hand_over(
    verzoek: Terugbelverzoek,
    eigenaar: Eigenaar,
    *,
    versie: int,
    reden: str,
    door: Any,
    now: datetime,
) -> Terugbelverzoek:
    """Give it to another owner. The deadline stays: the customer was promised it.

    Raises: Overtaken.
    """
    return _step(
        verzoek,
        Stap.OVERGEDRAGEN,
        eigenaar.fields(),
        versie=versie,
        door=door,
        now=now,
        toelichting=reden,
    )


def finish(
    verzoek: Terugbelverzoek, *, versie: int, resultaat: str, door: Any, now: datetime
) -> Terugbelverzoek:
    """The promise was kept. Raises: Overtaken."""
    kept = {"status": Terugbelstatus.VERWERKT, "afgehandeld_op": now}
    return _step(
        verzoek, Stap.KLAAR, kept, versie=versie, door=door, now=now, toelichting=resultaat
    )


def reopen(verzoek: Terugbelverzoek, *, versie: int, door: Any, now: datetime) -> Terugbelverzoek:
    """It was not done after all: back to its owner, with its old deadline. Raises: Overtaken."""
    again = {"status": Terugbelstatus.TE_VERWERKEN, "afgehandeld_op": None}
    return _step(verzoek, Stap.HEROPEND, again, versie=versie, door=door, now=now)


@transaction.atomic
def _step(
    verzoek: Terugbelverzoek,
    stap: Stap,
    changes: dict[str, Any],
    *,
    versie: int,
    door: Any,
    now: datetime,
    toelichting: str = "",
) -> Terugbelverzoek:
    as_seen = Terugbelverzoek.objects.filter(pk=verzoek.pk, versie=versie, status=FROM[stap])
    if not as_seen.update(versie=F("versie") + 1, **changes):
        raise Overtaken(verzoek.stappen.select_related("door").last())
    fresh = Terugbelverzoek.objects.select_related("contact").get(pk=verzoek.pk)
    note(fresh, stap, door=door, now=now, toelichting=toelichting)
    return fresh
