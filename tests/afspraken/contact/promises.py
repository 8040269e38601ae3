"""Contacts and promises for tests: `promised(...)` makes one as a call does."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from afspraken.contact import Contact, Eigenaar, Toezegging, promise_call_back, record
from afspraken.models import Kanaal, Klant, Klantcontact, Terugbelverzoek
from tests.cast import NOW


def contact(door: Any, klant: Klant | None = None, *, now: datetime = NOW, **fields: Any):
    """A registered call."""
    given: dict[str, Any] = {"kanaal": Kanaal.TELEFOON, "onderwerp": "Vraag over een paspoort"}
    return record(Contact(klant=klant, **(given | fields)), door=door, now=now)


def promised(
    door: Any,
    *,
    klant: Klant | None = None,
    in_contact: Klantcontact | None = None,
    now: datetime = NOW,
    afdeling: Any = None,
    groep: Any = None,
    medewerker: Any = None,
    **fields: Any,
) -> Terugbelverzoek:
    """A call-back, promised in a call."""
    eigenaar = Eigenaar(afdeling=afdeling, groep=groep, medewerker=medewerker)
    given: dict[str, Any] = {"gevraagde_handeling": "Terugbellen over de vergunning"}
    toezegging = Toezegging(eigenaar=eigenaar, **(given | fields))
    made = in_contact or contact(door, klant, now=now)
    return promise_call_back(made, toezegging, door=door, now=now)
