"""Stores the care-home days of the example town, as people would: planned, announced, closed.

One at Zonnehuis Theresia has closed, so its residents are on the list of the day. The next closes
tomorrow, with some announced; after that there is one more of the same series.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from afspraken import agenda
from afspraken.booking import Gegevens
from afspraken.demo.mensen import ACHTERNAMEN, VOORNAMEN
from afspraken.lokaal import local_day
from afspraken.models import Product
from afspraken.offers import Offer
from mobiel import zitting
from mobiel.demo import dorp
from mobiel.models import Aanmelder, Zitting, Zittingproduct

CONTACT = Gegevens(
    naam="Carla Smit",
    organisatie="Zonnehuis Theresia",
    email="receptie.theresia@example.nl",
    telefoon="+493023125990",
    toegang="Meld u bij de receptie.",
)
REST = ((time(12), time(12, 30)),)
"""The residents of Theresia have dinner at noon."""

PLACES = 5
DAYS = timedelta(days=40)
PARTICULARS = ("Hoort slecht.", "Zit in een rolstoel.", "Gebruikt een rollator.", "")


def build(*, now: datetime, random: Random) -> int:
    """Three care-home days in a town with visits; how many there are.

    Where the roster leaves no room for one within weeks, there is one less.
    """
    aanbod = Zittingproduct.objects.create(
        product=Product.objects.get(slug="reisdocument-thuis-aanvragen"),
        bezoek=Product.objects.get(slug="zitting-in-een-instelling"),
    )
    made = 0
    day = local_day(now) + timedelta(days=1)
    for residents, closes in ((5, -1), (4, 1), (1, 8)):  # closes so many days from today
        found = _one(aanbod, day, residents, closes=closes, now=now, random=random)
        if found is not None:
            made += 1
            day = local_day(found.afspraak.begin) + timedelta(days=7)
    return made


def _one(
    aanbod: Zittingproduct,
    first: date,
    residents: int,
    *,
    closes: int,
    now: datetime,
    random: Random,
) -> Zitting | None:
    """One care-home day on the first day with room; planned so long ago that it could fill."""
    then = now - timedelta(days=6)
    today = local_day(now)
    draft = zitting.Voorstel(aanbod, dorp.THERESIA, CONTACT, PLACES, REST)
    offer = _offer(draft, max(first, today + timedelta(days=closes + 1)), now=now)
    if offer is None:
        return None
    lead = (local_day(offer.begin) - today).days - closes
    voorstel = zitting.Voorstel(aanbod, dorp.THERESIA, CONTACT, PLACES, REST, sluit_dagen=lead)
    made = zitting.plan(voorstel, offer, door="", now=then)
    for number in range(residents):
        _announce(made, number, now=then + timedelta(hours=1 + number), random=random)
    return zitting.close(made, now=made.sluit_op) if made.sluit_op <= now else made


def _offer(voorstel: zitting.Voorstel, first: date, *, now: datetime) -> Offer | None:
    """The first window of a whole half day: shorter ones leave the search no choice."""
    found = agenda.search(voorstel.wens(), van=first, tot=first + DAYS, now=now)
    offers = (one for dag in found.per_day() for one in found.times(dag))
    long = [one for one in offers if one.einde - one.begin >= timedelta(hours=3)]
    return min(long, key=lambda one: one.begin, default=None)


def _announce(made: Zitting, number: int, *, now: datetime, random: Random) -> None:
    """A resident; of some a daughter or son has an address."""
    achternaam = random.choice(ACHTERNAMEN)
    child = random.choice(VOORNAMEN)
    has_child = random.random() < 0.6
    aanmelding = zitting.Aanmelding(
        naam=f"{random.choice(VOORNAMEN)} {achternaam}",
        kamer=str(101 + 3 * number),
        vertegenwoordiger=f"{child} {achternaam}" if has_child else "",
        email=f"{child.lower()}.{random.randint(1, 9999)}@example.nl" if has_child else "",
        bijzonderheden=random.choice(PARTICULARS),
    )
    zitting.announce(made, aanmelding, door=Aanmelder.CONTACT, now=now)
