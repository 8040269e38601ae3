"""What goes wrong in a department, and what that means: for `voorbeelden.py`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User

from afspraken import storing
from afspraken.models import (
    Afdeling,
    Afspraak,
    Middel,
    Oplossing,
    Storing,
)
from tests.afspraken.rechten.agendas import an_appointment
from tests.cast import NOW


def a_disruption(of: Afdeling, who: User) -> dict[str, Any]:
    return {"pk": _disruption(of).pk}


def a_replacement(of: Afdeling, who: User) -> dict[str, Any]:
    """What a disruption means for one appointment."""
    row = _disruption(of)
    afspraak = Afspraak.objects.get(**an_appointment(of, who))
    new = row.voorstellen.create(
        afspraak=afspraak,
        afspraak_versie=1,
        was_begin=afspraak.begin,
        was_locatie=afspraak.locatie,
        oplossing=Oplossing.BLIJFT,
    )
    return {"pk": row.pk, "voorstel": new.pk}


def an_absence_without_disruption(of: Afdeling, who: User) -> dict[str, Any]:
    row = _disruption(of)
    absence = row.afwezigheid
    row.delete()
    return {"pk": absence.pk}


def a_closing_without_disruption(of: Afdeling, who: User) -> dict[str, Any]:
    """Of no department: it takes a right to everything."""
    row = storing.open(
        None, begin=NOW, einde=NOW + timedelta(hours=1), reden="Stroom", door=None, now=NOW
    )
    [closing] = row.sluitingen.all()
    row.delete()
    return {"pk": closing.pk}


def _disruption(of: Afdeling) -> Storing:
    eva = Middel.objects.create(
        naam=f"Eva {Middel.objects.count()}", soort="AMBTENAAR", afdeling=of
    )
    given = {"begin": NOW, "einde": NOW + timedelta(days=1), "reden": "Ziek"}
    return storing.open(eva, **given, door=None, now=NOW)
