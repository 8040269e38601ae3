"""The cast of care-home days: Zonnehuis Theresia, Carla who answers its mail, and its residents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from afspraken import agenda
from afspraken.booking import Gegevens
from afspraken.models import Afspraak
from mobiel import zitting
from mobiel.models import Aanmelder, Bewoner, Zitting, Zittingproduct
from tests.cast import MAANDAG, NOW, clock
from tests.mobiel.dorp import Dorp, adres, shown

CARLA = Gegevens(
    naam="Carla Smit",
    organisatie="Zonnehuis Theresia",
    email="carla@theresia.example",
    telefoon="+31201234567",
    toegang="Meld u bij de receptie.",
)
LATER = NOW + timedelta(days=1)
NAMEN = ("Ida Post", "Jan Kok", "Truus Mol", "Piet Vos", "Riet Bos", "Wim Dam", "Ans Pot", "Bep As")


class Huis:
    """Builds what a test of care-home days needs: eight places of fifteen minutes."""

    def __init__(self, dorp: Dorp, dagen: Sequence[date] = (MAANDAG,)) -> None:
        self.dorp = dorp
        self.marjolein = dorp.veldwerker("Marjolein", dagen=dagen)
        self.paspoort = dorp.product("Paspoort thuis", duur=30)
        self.aanbod = Zittingproduct.objects.create(
            product=self.paspoort, bezoek=dorp.product("Zitting", duur=15)
        )

    def voorstel(self, **options: object) -> zitting.Voorstel:
        """A care-home day of eight places, but for what a test says."""
        first = zitting.Voorstel(self.aanbod, adres(), CARLA, 8)
        return replace(first, **options)

    def zitting(
        self,
        *,
        bewoners: int = 0,
        window: str = "8:30-12:30",
        dag: date = MAANDAG,
        now: datetime = NOW,
        **options: object,
    ) -> Zitting:
        """A care-home day that is planned, with so many residents announced."""
        voorstel = self.voorstel(**options)
        found = agenda.search(voorstel.wens(), now=now).times(dag)
        offer = next(one for one in found if shown(one) == window)
        made = zitting.plan(voorstel, offer, door="7", now=now)
        for naam in NAMEN[:bewoners]:
            self.meld(made, naam, now=now + (LATER - NOW))
        return made

    def meld(self, made: Zitting, naam: str, *, now: datetime = LATER, **more: object) -> Bewoner:
        """A resident whom Carla announced."""
        aanmelding = zitting.Aanmelding(naam, **{"kamer": str(100 + len(naam)), **more})
        return zitting.announce(made, aanmelding, door=Aanmelder.CONTACT, now=now)

    def gesloten(self, *, bewoners: int = 3, **options: object) -> Zitting:
        """A care-home day that has closed."""
        made = self.zitting(bewoners=bewoners, **options)
        return zitting.close(made, now=made.sluit_op)


def volgorde(made: Zitting) -> list[str]:
    """The residents in their order, by first name."""
    return [one.naam.split()[0] for one in zitting.taking_part(made)]


def tijden(made: Zitting) -> list[str]:
    """Who is seen when: "9:15 Ida"."""
    made = Zitting.objects.select_related("afspraak__klant").get(pk=made.pk)
    return [f"{clock(one.begin)} {one.bewoner.naam.split()[0]}" for one in zitting.times(made)]


def afspraken(made: Zitting) -> Sequence[Afspraak]:
    """The appointments of its residents, in order."""
    return list(Afspraak.objects.filter(bewoner__zitting=made).order_by("begin"))
