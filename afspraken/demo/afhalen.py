"""What the example town collects: expected, late, ready here and in Duivendrecht, and gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.models import User

from afspraken import agenda, booking, ophalen, traject
from afspraken.beheerlink import hash_of, token_for
from afspraken.demo.mensen import invent
from afspraken.demo.plaatsen import DORPSHUIS, GEMEENTEHUIS
from afspraken.demo.producten import PRODUCTEN
from afspraken.models import (
    Afhaaldocument,
    Afspraak,
    Afspraakproduct,
    Kanaal,
    Klant,
    Locatie,
    Ophaalplaats,
    Ophaler,
    Partij,
    Product,
    Status,
)
from afspraken.wens import Wens

SEED = 1115
"""The first digits of the postcode of Duivendrecht."""

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Geval:
    """Applied for so many days ago; ready, and gone, so many days ago (None: not yet)."""

    product: str
    plaats: str
    aangevraagd: int
    gereed: int | None = None
    weg: int | None = None
    opslag: str = ""


GEVALLEN = (
    Geval("paspoort", GEMEENTEHUIS, 1),
    Geval("identiteitskaart", DORPSHUIS, 2),
    Geval("rijbewijs", GEMEENTEHUIS, 2),
    Geval("rijbewijs", GEMEENTEHUIS, 12),  # late
    Geval("paspoort", GEMEENTEHUIS, 8, 1, opslag="la 3"),
    Geval("identiteitskaart", GEMEENTEHUIS, 9, 2, opslag="la 1"),
    Geval("paspoort", DORPSHUIS, 10, 1, opslag="kluis 2"),
    Geval("rijbewijs", DORPSHUIS, 8, 2, opslag="kluis 2"),
    Geval("identiteitskaart", GEMEENTEHUIS, 40, 33, opslag="la 1"),  # reminded
    Geval("paspoort", GEMEENTEHUIS, 105, 97, opslag="la 2"),  # its term is over
    Geval("paspoort", DORPSHUIS, 12, 3, 1),
    Geval("rijbewijs", GEMEENTEHUIS, 7, 3, 0),
)


def catalogue(places: Mapping[str, Locatie]) -> None:
    """What follows which product, and where its document is collected."""
    products = {row.slug: row for row in Product.objects.all()}
    for example in PRODUCTEN:
        product = products[example.slug]
        product.vervolg = products.get(example.vervolg)
        product.vervolg_na = example.vervolg_na
        product.document, product.document_en = example.document, example.document_en
        product.save(update_fields=["vervolg", "vervolg_na", "document", "document_en"])
        if example.document:
            Ophaalplaats.objects.bulk_create(
                Ophaalplaats(product=product, locatie=places[slug], werkdagen=days)
                for slug, days in (
                    (GEMEENTEHUIS, example.klaar_na),
                    (DORPSHUIS, example.klaar_na + 1),
                )
            )


def write(*, now: datetime) -> int:
    """Write them once; the number of documents. Needs the logins of the example town."""
    if Afhaaldocument.objects.exists():
        return 0
    random, els = Random(SEED), User.objects.get(username="balie")
    places = {row.slug: row for row in Locatie.objects.all()}
    products = {row.slug: row for row in Product.objects.all()}
    for geval in GEVALLEN:
        then = now - geval.aangevraagd * DAY
        afspraak = _served(products[geval.product], places[geval.plaats], then, random)
        [document] = ophalen.expected(afspraak, now=then, door=els)
        if geval.gereed is None:
            continue
        ready = now - geval.gereed * DAY
        ophalen.arrive([document], door=els, now=ready, opslag={document.pk: geval.opslag})
        if geval.weg is not None:
            gone = now - geval.weg * DAY
            ophalen.hand_out([document], aan=Ophaler.KLANT, door=els, now=gone)
        elif geval.plaats == DORPSHUIS:
            _will_collect(afspraak, places[geval.plaats], now=now)
    ophalen.remind(now=now)
    return Afhaaldocument.objects.count()


def _served(product: Product, locatie: Locatie, then: datetime, random: Random) -> Afspraak:
    """An appointment of the past: it occupied a counter then, and needs none any more."""
    einde = then.replace(minute=then.minute // 5 * 5, second=0, microsecond=0)
    gegevens = invent(random, adres=False, met_voor_wie=False)
    afspraak = Afspraak(
        status=Status.AFGEROND,
        status_op=then,
        begin=einde - timedelta(minutes=product.duur),
        einde=einde,
        locatie=locatie,
        kanaal=Kanaal.BALIE,
        klant=Klant.objects.create(**gegevens.klant()),
        aangemaakt_op=then - 7 * DAY,
        gewijzigd_op=then,
    )
    afspraak.beheer_hash = hash_of(token_for(afspraak))
    afspraak.save()
    Afspraakproduct.objects.create(afspraak=afspraak, product=product)
    return afspraak


def _will_collect(afspraak: Afspraak, locatie: Locatie, *, now: datetime) -> None:
    """Its customer made an appointment to collect, as far as the place has time."""
    klant, step = afspraak.klant, traject.follow_up(traject.steps(afspraak))
    if klant is None or step is None:
        return
    wens = Wens.of([(step.product, 1)], kanaal=Kanaal.TELEFOON)
    times = agenda.first_free(wens, now=now, n=1, locaties=[locatie])
    if times:
        gegevens = booking.Gegevens(
            naam=klant.naam, email=klant.email, telefoon=str(klant.telefoon), taal=klant.taal
        )
        made = booking.book(
            wens, times[0], gegevens, klant=klant, partij=Partij.MEDEWERKER, now=now
        )
        traject.link(afspraak, made, now=now)
