"""What proofs of the outbox share: appointments with a text message each, and who takes them."""

import time
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
from notificaties.models import Berichtmoment
from tests.fakes import notifynl, twilio


def sms_settings(name: str, address: str) -> dict[str, str]:
    """The settings with which text messages go to the fake at this address."""
    if name == "twilio":
        return {
            "SMS_PROVIDER": "twilio",
            "TWILIO_ACCOUNT_SID": twilio.ACCOUNT,
            "TWILIO_AUTH_TOKEN": twilio.TOKEN,
            "TWILIO_BASE_URL": address,
            "SMS_AFZENDER": "+31970000000",
        }
    return {
        "SMS_PROVIDER": "notifynl",
        "NOTIFYNL_API_KEY": notifynl.API_KEY,
        "NOTIFYNL_TEMPLATE_ID": notifynl.TEMPLATE,
        "NOTIFYNL_BASE_URL": address,
    }


def build(*, messages: int) -> None:
    """A town with one product, without reminders, and so many customers as `book` makes them."""
    Berichtmoment.objects.all().delete()
    plaats = Locatie.objects.create(
        naam="Gemeentehuis", slug="gemeentehuis", straat="Vondelstraat", huisnummer="1", plaats="O"
    )
    groep = Productgroep.objects.create(naam="Reizen")
    paspoort = Product.objects.create(naam="Paspoort", slug="paspoort", groep=groep)
    book(plaats, paspoort, messages=messages)


def keep_writing(*, messages: int, pause: float) -> None:
    """One after the other books, in a town that is there already."""
    plaats, product = Locatie.objects.get(), Product.objects.get()
    for number in range(messages):
        book(plaats, product, messages=1, first=number)
        time.sleep(pause)


def book(plaats: Locatie, product: Product, *, messages: int, first: int = 0) -> None:
    """So many customers with only a mobile number, who booked just now for next week."""
    now = timezone.now()
    with transaction.atomic():
        for number in range(first, first + messages):
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
            Afspraakproduct.objects.create(afspraak=afspraak, product=product)
            outbox.tell(afspraak, Change.BOOKED, door=Partij.INWONER, now=now)
