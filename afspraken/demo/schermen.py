"""The screens of the example town: each kind in the town hall, a kiosk in the village hall."""

from __future__ import annotations

from afspraken.demo.plaatsen import DORPSHUIS, GEMEENTEHUIS
from afspraken.models import Locatie, Scherm, Schermsoort

_SCHERMEN = (
    (GEMEENTEHUIS, Schermsoort.ZUIL, "Hal, bij de ingang"),
    (GEMEENTEHUIS, Schermsoort.WACHTSCHERM, "Wachtruimte"),
    (GEMEENTEHUIS, Schermsoort.POSTER, "Op de deur"),
    (DORPSHUIS, Schermsoort.ZUIL, "Hal"),
)


def write() -> None:
    """Place each screen once; their codes differ in every town."""
    places = {one.slug: one for one in Locatie.objects.filter(slug__in=(GEMEENTEHUIS, DORPSHUIS))}
    for slug, soort, naam in _SCHERMEN:
        if slug in places:
            Scherm.objects.get_or_create(locatie=places[slug], naam=naam, defaults={"soort": soort})
