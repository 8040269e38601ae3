"""What the core tells the other apps. Receivers only insert rows; a failing one fails the act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.dispatch import Signal

from afspraken.models import Afspraak, Klant


class Change(StrEnum):
    """What happened to an appointment."""

    BOOKED = "booked"
    MOVED = "moved"  # time or place; `versie` has risen
    NARROWED = "narrowed"  # a shorter window within the promised one; `versie` has risen
    UPDATED = "updated"  # persons or contact data; the promise stands
    RESEATED = "reseated"  # someone else does it, or in another room; the promise stands
    CANCELLED = "cancelled"  # `versie` has risen
    STATUS = "status"
    IMPORTED = "imported"  # made elsewhere or long ago: its customer knows of it already


@dataclass(frozen=True)
class Was:
    """Where an appointment was before it moved or was cancelled: ids of place and resources."""

    locatie: int
    middelen: frozenset[int]


afspraak_changed = Signal()
"""Sent inside the transaction, sender Afspraak, with `afspraak`, `change` (Change), `door`
(Partij), `now` (aware UTC), `was` (Was; None where it could not have left anything) and `reden`
(what the customer is told of why, in their language; often empty)."""


@dataclass(frozen=True)
class Berichtverzoek:
    """A message that an app wants to have sent to the customer of an appointment.

    `soort` is a kind of message that `notificaties` knows; `gegevens` are values for the
    placeholders that this kind has beside those of the appointment, as they are to be read.
    The same `moment` again, of the same kind and version, is told once. None: at once, no end.

    What has no appointment (yet) has an `onderwerp` of its own ("bezoekaanvraag:12") and a
    `klant`. Who names an own subject hears by `niet_bereikt` if nothing reaches the customer.
    `adres`: by e-mail to this address, of somebody who is not the customer; "": to the customer.
    """

    afspraak: Afspraak | None
    soort: str
    moment: str = ""
    gegevens: Mapping[str, str] = field(default_factory=dict)
    niet_voor: datetime | None = None
    vervalt_op: datetime | None = None
    onderwerp: str = ""
    klant: Klant | None = None
    adres: str = ""


bericht_gevraagd = Signal()
"""Sent inside the transaction of the act, with `verzoek` (Berichtverzoek) and `now` (aware UTC)."""


bericht_ingetrokken = Signal()
"""Sent inside the transaction, with `afspraak`, `soort` and `now` (aware UTC): what waits to be
told of this kind is not true any more, or will be asked for anew. With `onderwerp` in place of
these two: all that waits to be told about that subject."""


niet_bereikt = Signal()
"""Sent inside a transaction, with `onderwerp` (of who asked for a message about a subject of their
own), `soort` and `now` (aware UTC): no way leads to the customer, so somebody has to call."""


contact_changed = Signal()
"""Sent inside the transaction, sender Klantcontact, with `contact`, `verzoek` (Terugbelverzoek, or
None where the contact itself is new), `stap` (Stap, or None) and `now` (aware UTC)."""
