"""What people in the example town come for, and how often."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Vraag:
    """What people come for: products together, how often, and which resources that fills."""

    slugs: tuple[str, ...]
    weight: int
    pool: str


BALIE, AFHALEN, GESPREK = "balie", "afhalen", "gesprek"

VRAGEN = (
    Vraag(("paspoort",), 20, BALIE),
    Vraag(("identiteitskaart",), 12, BALIE),
    Vraag(("rijbewijs",), 18, BALIE),
    Vraag(("rijbewijs-omwisselen",), 2, BALIE),
    Vraag(("reisdocument-vermist",), 3, BALIE),
    Vraag(("verhuizing",), 8, BALIE),
    Vraag(("vestiging-buitenland",), 5, BALIE),
    Vraag(("geboorte",), 4, BALIE),
    Vraag(("overlijden",), 1, BALIE),
    Vraag(("uittreksel-brp",), 8, BALIE),
    Vraag(("akte",), 2, BALIE),
    Vraag(("bewijs-van-leven",), 2, BALIE),
    Vraag(("vog",), 4, BALIE),
    Vraag(("handtekening",), 3, BALIE),
    Vraag(("parkeerkaart",), 2, BALIE),
    Vraag(("melding-buurt",), 1, BALIE),
    Vraag(("gevonden-voorwerp",), 1, BALIE),
    Vraag(("paspoort", "identiteitskaart"), 3, BALIE),
    Vraag(("paspoort", "rijbewijs"), 2, BALIE),
    Vraag(("verhuizing", "uittreksel-brp"), 2, BALIE),
    Vraag(("document-afhalen",), 1, AFHALEN),
    Vraag(("naturalisatie",), 4, GESPREK),
    Vraag(("optie-nederlanderschap",), 1, GESPREK),
    Vraag(("trouwen",), 3, BALIE),
    Vraag(("partnerschap",), 1, BALIE),
    Vraag(("vooroverleg",), 5, GESPREK),
    Vraag(("omgevingsvergunning",), 1, GESPREK),
    Vraag(("bijstand",), 4, GESPREK),
    Vraag(("schuldhulp",), 3, GESPREK),
    Vraag(("ozb",), 4, GESPREK),
)
