"""Requests for a visit in the example town: asked by residents, waiting to be judged.

The first has to be judged by tomorrow at the latest. They are asked as residents ask them, so each
has its message and its deadline.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from afspraken.demo.adressen import ADRESSEN
from afspraken.demo.mensen import invent
from afspraken.models import Klant, Product
from mobiel import triage
from mobiel.demo import dorp

DAY = timedelta(days=1)

VRAGEN = (
    (5 * DAY, "Ik kan niet meer lopen en mijn paspoort is verlopen.", "Liefst in de ochtend"),
    (DAY, "Mijn man ligt in bed en kan het huis niet uit.", ""),
    (timedelta(hours=2), "Ik herstel van een operatie aan mijn heup.", "Niet op vrijdag"),
)
"""How long ago it was asked, why, and when it suits."""


def build(*, now: datetime, random: Random) -> int:
    """Store the requests; how many."""
    product = Product.objects.filter(bezoekaanvraag__isnull=False)[0]
    for ago, reden, voorkeur in VRAGEN:
        klant = Klant.objects.create(**invent(random, adres=False, met_voor_wie=False).klant())
        triage.request(
            product,
            klant,
            random.choice(ADRESSEN),
            reden=reden,
            voorkeur=voorkeur,
            begeleider=random.choice(dorp.BEGELEIDERS),
            now=now - ago,
        )
    return len(VRAGEN)
