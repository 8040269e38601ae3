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
from notificaties.models import Bericht, Berichtmoment
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


def book_for_later(*, messages: int, first: int, **ahead: float) -> None:
    """Customers in a town that is there already, whose message is planned so far `ahead`."""
    with transaction.atomic():
        book(Locatie.objects.get(), Product.objects.get(), messages=messages, first=first)
        numbers = [number_of(klant) for klant in range(first, first + messages)]
        rows = Bericht.objects.filter(klant__telefoon__in=numbers)
        rows.update(niet_voor=timezone.now() + timedelta(**ahead))


def days_pass(days: int) -> None:
    """What was planned within so many days is due now."""
    now = timezone.now()
    planned = Bericht.objects.filter(status="WACHT", niet_voor__lte=now + timedelta(days=days))
    planned.filter(niet_voor__gt=now).update(niet_voor=now)


def keep_writing(*, messages: int, pause: float, first: int = 0) -> None:
    """One after the other books, in a town that is there already."""
    plaats, product = Locatie.objects.get(), Product.objects.get()
    for number in range(first, first + messages):
        book(plaats, product, messages=1, first=number)
        time.sleep(pause)


def number_of(number: int) -> str:
    """The mobile number of a customer."""
    return f"+31612{number:06}"


def book(plaats: Locatie, product: Product, *, messages: int, first: int = 0) -> None:
    """So many customers with only a mobile number, who booked just now for next week."""
    now = timezone.now()
    with transaction.atomic():
        for number in range(first, first + messages):
            klant = Klant.objects.create(naam=f"Klant {number}", telefoon=number_of(number))
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
