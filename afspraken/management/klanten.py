"""How the privacy commands find a person, and what they do with appointments to come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.management.base import CommandError, CommandParser

from afspraken import booking, privacy
from afspraken.models import Afspraak, Klant, Partij, Status


def add_search(parser: CommandParser) -> None:
    """The ways to say who it is; several together narrow the search."""
    parser.add_argument("--referentie", default="", help="Zes tekens van een afspraak.")
    parser.add_argument("--email", default="", help="Vindt alle afspraken met dit adres.")
    parser.add_argument("--telefoon", default="", help="Met landnummer: +31612345678.")


def found(options: Mapping[str, Any]) -> list[Klant]:
    """Everyone who answers to the search. Raises: CommandError if nobody does."""
    names = ("referentie", "email", "telefoon")
    if not any(options[name] for name in names):
        raise CommandError("Geef --referentie, --email of --telefoon.")
    klanten = privacy.find(**{name: options[name] for name in names})
    if not klanten:
        raise CommandError("Niemand gevonden.")
    return klanten


def cancel_at(now: datetime) -> privacy.Cancel:
    """What to do with an appointment to come of someone who is erased; a hold has no customer."""

    def act(afspraak: Afspraak) -> None:
        if afspraak.status == Status.GEPLAND:
            booking.cancel(afspraak, partij=Partij.MEDEWERKER, now=now)

    return act
