"""The outbox: twenty thousand reminders that are due, at a provider that takes 100 ms for each.

The ceiling is what sixteen callers could hand over if nothing else took time. Sent by two
processes of eight threads, with the real client of Twilio, to a fake in a process of its own.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.utils import timezone

from afspraken.models import Afspraak, Afspraakproduct, Klant, Locatie, Product, Productgroep
from benchmarks.crowd import together
from benchmarks.measuring import Figure, answer, rate
from notificaties import outbox
from notificaties.channels.twilio_sms import TwilioAccount, TwilioSms
from notificaties.models import Bericht
from tests.fakes import twilio
from tests.fakes.running import fake_providers

MESSAGES = 20_000
PROCESSES, THREADS = 2, 8
LATENCY = 0.1


def figures() -> Iterator[Figure]:
    """One line for the rate, and one for what arrived."""
    settings.SMS_PER_UUR = 10 * MESSAGES  # what a large city sets; the count of them is in the time
    _write()
    with fake_providers(latency=LATENCY) as provider:
        began = time.perf_counter()
        together(partial(_send, address=provider.address), [[n] for n in range(PROCESSES)])
        took = time.perf_counter() - began
        taken, doubles = provider.counts()["taken"], len(provider.doubles())
    ceiling = PROCESSES * THREADS / LATENCY
    yield answer("reminders taken once", (taken, doubles), (MESSAGES, 0))
    left = Bericht.objects.exclude(status="VERZONDEN").count()
    yield answer("reminders left", left, 0)
    yield rate("20 000 reminders, 100 ms each, 16 at once", MESSAGES / took, ceiling, 0.8)


def _send(_numbers: Sequence[int], *, address: str) -> list[int]:
    """One worker until nothing is due."""
    account = TwilioAccount(
        account_sid=twilio.ACCOUNT,
        auth_token=twilio.TOKEN,
        sender="+31970000000",
        public_url="https://afspraken.example.nl",
        base_url=address,
    )
    noon = timezone.now().replace(hour=11)  # nobody is woken, whenever this runs
    ended = outbox.send_due({"SMS": TwilioSms(account)}, clock=lambda: noon, threads=THREADS)
    return [ended.total()]


def _write() -> None:
    """The appointments of tomorrow, each with one reminder that is due at noon."""
    noon = timezone.now().replace(hour=11)
    plaats = Locatie.objects.create(naam="Gemeentehuis", slug="gemeentehuis", plaats="O")
    groep = Productgroep.objects.create(naam="Reizen")
    paspoort = Product.objects.create(naam="Paspoort", slug="paspoort", groep=groep)
    klanten = Klant.objects.bulk_create(
        [Klant(naam=f"Klant {n}", telefoon=f"+316{n:08}") for n in range(20_000_000, 20_020_000)],
        batch_size=2000,
    )
    afspraken = Afspraak.objects.bulk_create(
        [
            Afspraak(
                status="GEPLAND",
                status_op=noon,
                begin=noon + timedelta(days=1),
                einde=noon + timedelta(days=1, minutes=10),
                locatie=plaats,
                kanaal="WEB",
                klant=klant,
                aangemaakt_op=noon - timedelta(days=3),
                gewijzigd_op=noon - timedelta(days=3),
            )
            for klant in klanten
        ],
        batch_size=2000,
    )
    Afspraakproduct.objects.bulk_create(
        [Afspraakproduct(afspraak=one, product=paspoort) for one in afspraken], batch_size=2000
    )
    Bericht.objects.bulk_create(
        [
            Bericht(
                onderwerp=f"afspraak:{afspraak.code}",
                soort="HERINNERING",
                moment="-1d",
                ontvanger="klant",
                kanaal="SMS",
                afspraak=afspraak,
                klant=klant,
                status_op=noon,
                niet_voor=noon - timedelta(minutes=1),
                vervalt_op=afspraak.begin,
                aangemaakt_op=noon,
            )
            for afspraak, klant in zip(afspraken, klanten, strict=True)
        ],
        batch_size=2000,
    )
