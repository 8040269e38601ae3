"""Appointments with a text message each that is due now, for proofs of the outbox."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    Klant,
    Locatie,
    Partij,
    Product,
    Productgroep,
    Status,
)
from afspraken.signals import Change
from notificaties import outbox


def build(*, messages: int) -> None:
    """So many customers with only a mobile number, who booked just now for next week."""
    now = timezone.now()
    plaats = Locatie.objects.create(
        naam="Gemeentehuis", slug="gemeentehuis", straat="Vondelstraat", huisnummer="1", plaats="O"
    )
    groep = Productgroep.objects.create(naam="Reizen")
    paspoort = Product.objects.create(naam="Paspoort", slug="paspoort", groep=groep)
    with transaction.atomic():
        for number in range(messages):
            klant = Klant.objects.create(naam=f"Klant {number}", telefoon=f"+31612{number:06}")
            afspraak = Afspraak.objects.create(
                status=Status.GEPLAND,
                status_op=now,
                begin=now + timedelta(days=7, minutes=number),
                einde=now + timedelta(days=7, minutes=number + 10),
                locatie=plaats,
                kanaal="WEB",
                klant=klant,
                aangemaakt_op=now,
                gewijzigd_op=now,
            )
            Afspraakproduct.objects.create(afspraak=afspraak, product=paspoort)
            outbox.tell(afspraak, Change.BOOKED, door=Partij.INWONER, now=now)
