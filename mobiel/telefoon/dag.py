"""READS today's route of one official, as the phone shows it: no more than the day needs.

What stays behind on a phone is a risk: no e-mail address, no remarks, no earlier contacts. Nine
queries, however many stops; one more on a day with a visit of several officials.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from urllib.parse import quote
from zlib import crc32

from django.db.models import Q
from django.utils.translation import gettext as _

from afspraken.gevoelig import products_text
from afspraken.lokaal import day_begin
from afspraken.models import RELEASED, Afspraak, Middel, Status
from afspraken.rechten import Toegang
from mobiel.models import STEPS, Actiesoort, Bezoek, Markering, Route, Stop, Uitkomst, Veldactie
from mobiel.reistijd import Punt
from mobiel.reistijd.hemelsbreed import DETOUR, metres
from mobiel.telefoon import regels, uitloop, waken
from mobiel.telefoon.regels import Stand

RUN_OUT = timedelta(minutes=30)
"""So long after the shift the phone still shows the route: a last visit may take longer."""


@dataclass(frozen=True)
class Kaart:
    """One stop. `gemeld` are the steps that count, with when they happened.

    Who else goes is `met`; what any of them reports counts for the visit.
    """

    nummer: int
    stop: Stop
    wat: str
    gemeld: dict[Actiesoort, datetime] = field(default_factory=dict)
    markeringen: tuple[Markering, ...] = ()
    nog_bezig: datetime | None = None
    met: tuple[str, ...] = ()

    @property
    def einde(self) -> datetime | None:
        """When it is expected to be over; None if it does not go on."""
        began = self.gemeld.get(Actiesoort.AANGEKOMEN)
        if began is None or self.stand is not Stand.AANGEKOMEN:
            return None
        return waken.expected_end(began, timedelta(minutes=self.bezoek.duur), self.nog_bezig)

    @property
    def bezoek(self) -> Bezoek:
        found: Bezoek = self.stop.bezoek
        return found

    @property
    def afspraak(self) -> Afspraak:
        found: Afspraak = self.bezoek.afspraak
        return found

    @property
    def zitting(self) -> int | None:
        """The number of the care-home day that this stop is; None for any other visit."""
        found = getattr(self.afspraak, "zitting", None)
        return found.pk if found is not None else None

    @cached_property
    def stand(self) -> Stand:
        return regels.stand_of(self.gemeld, Status(self.afspraak.status))

    @property
    def sinds(self) -> datetime | None:
        """When it got where it stands; None if nothing was reported of it."""
        return max(self.gemeld.values(), default=None)

    @property
    def is_weg(self) -> bool:
        """True if it was cancelled, and nobody need go."""
        return self.afspraak.status in RELEASED

    @property
    def punt(self) -> Punt:
        return Punt.of(self.bezoek.breedtegraad or 0.0, self.bezoek.lengtegraad or 0.0)

    @property
    def meenemen(self) -> list[str]:
        """What the customer has ready, and we look at: each thing once."""
        rows = self.afspraak.producten.all()
        return list(dict.fromkeys(thing for row in rows for thing in row.product.toon_meenemen))

    @property
    def behoeften(self) -> list[str]:
        """What to reckon with at the door."""
        row, found = self.afspraak, []
        if Bezoek.KOFFER in self.bezoek.delen[self.stop.deel]:
            found.append(_("Neem de mobiele koffer mee"))
        if row.rolstoel:
            found.append(_("Gebruikt een rolstoel"))
        if row.tolk:
            found.append(_("Tolk: %(taal)s") % {"taal": row.tolk})
        if row.namens:
            found.append(_("Gaat over %(wie)s") % {"wie": row.namens})
        return found

    @property
    def routes(self) -> list[tuple[str, str]]:
        """Where a tap leads to find the way: (name, address of a map), first that of the phone."""
        lat, lon = self.punt
        label = quote(self.afspraak.adres)
        return [
            (_("Kaart"), f"geo:{lat},{lon}?q={lat},{lon}({label})"),
            ("Apple", f"https://maps.apple.com/?daddr={lat},{lon}"),
            ("Google", f"https://www.google.com/maps/dir/?api=1&destination={lat},{lon}"),
        ]

    @property
    def halte(self) -> uitloop.Halte:
        """What running late is reckoned with."""
        return uitloop.Halte(
            self.bezoek.pk,
            self.stand,
            begin=self.stop.begin,
            belofte_van=self.afspraak.begin,
            belofte_tot=self.afspraak.einde,
            rit=timedelta(seconds=self.stop.rit),
            duur=timedelta(minutes=self.bezoek.duur),
            sinds=self.sinds,
        )


@dataclass(frozen=True)
class Dagroute:
    """Today's route; `meldingen` are acts of today that did not fit."""

    route: Route
    kaarten: tuple[Kaart, ...]
    meldingen: tuple[Veldactie, ...]
    uitloop: uitloop.Uitloop | None

    @property
    def geldig_tot(self) -> datetime:
        """Until when a phone may keep it."""
        return self.route.einde + RUN_OUT

    @property
    def beeld(self) -> str:
        """Another text whenever the page would show something else."""
        stops = [
            (one.bezoek.pk, one.afspraak.versie, one.afspraak.status, sorted(one.gemeld), one.met)
            for one in self.kaarten
        ]
        late = self.uitloop if self.uitloop and self.uitloop.is_laat else None
        seen = (self.route.versie, stops, len(self.meldingen), late and late.bezoek)
        return f"{crc32(repr(seen).encode()):x}"

    @property
    def volgende(self) -> Kaart | None:
        """The stop to act on: the one that goes on, else the next."""
        todo = [one for one in self.kaarten if not one.stand.is_over and not one.is_weg]
        return max(todo, key=lambda one: (one.stand, -one.nummer), default=None)

    @property
    def gedaan(self) -> int:
        """How many visits are over."""
        return sum(one.stand.is_over for one in self.kaarten)

    @property
    def kilometers(self) -> int:
        """From where the day began along the visits that were reached, and home once all are over.

        Reckoned from the distance as the crow flies, as the planning does.
        """
        by_pk = {one.bezoek.pk: one for one in self.kaarten}
        order = regels.drive_order({pk: one.gemeld for pk, one in by_pk.items()})
        if not order:
            return 0
        points = [_start(self.route), *(by_pk[pk].punt for pk in order)]
        if self.gedaan == len(self.kaarten):
            points.append(_finish(self.route))
        legs = zip(points, points[1:], strict=False)
        return round(sum(metres(one, other) for one, other in legs) * DETOUR / 1000)


def today(middel: Middel, dag: date, *, who: Toegang, now: datetime) -> Dagroute | None:
    """The route of an official on a local day; None if there is none, or nobody to visit."""
    route = (
        Route.objects.filter(middel=middel, dag=dag)
        .select_related("vertrekt_van", "eindigt_bij", "voertuig", "koffer")
        .first()
    )
    stops = _stops(route) if route else []
    if route is None or not stops:
        return None
    acts = list(
        Veldactie.objects.filter(
            Q(bezoek__in=[one.bezoek_id for one in stops])
            | Q(middel=middel, op__gte=day_begin(dag), uitkomst=Uitkomst.CONFLICT)
        ).select_related("bezoek__afspraak__klant")
    )
    steps = _steps(stops, acts)
    marks = _marks(stops, dag)
    others = _others(stops)
    busy = {one.bezoek_id: one.gedaan_op for one in acts if one.soort == Actiesoort.NOG_BEZIG}
    kaarten = tuple(
        Kaart(
            nummer,
            stop,
            products_text(stop.bezoek.afspraak, who),
            steps[stop.bezoek_id],
            marks[stop.bezoek.afspraak.klant_id],
            busy.get(stop.bezoek_id),
            others.get(stop.bezoek_id, ()),
        )
        for nummer, stop in enumerate(stops, start=1)
    )
    wrong = tuple(
        one
        for one in acts
        if one.uitkomst == Uitkomst.CONFLICT
        and one.middel_id == middel.pk
        and one.op >= day_begin(dag)
    )
    haltes = [one.halte for one in kaarten if not one.is_weg]
    return Dagroute(route, kaarten, wrong, uitloop.next_up(haltes, now))


def _stops(route: Route) -> list[Stop]:
    rows = (
        Stop.objects.filter(route=route)
        .exclude(bezoek__afspraak__status__in=[Status.VASTGEHOUDEN, Status.VERLOPEN])
        .select_related(
            "bezoek__afspraak__klant",
            "bezoek__afspraak__locatie",
            "bezoek__afspraak__zitting",
        )
        .prefetch_related("bezoek__afspraak__producten__product")
        .order_by("volgorde")
    )
    return list(rows)


def _others(stops: Sequence[Stop]) -> dict[int, tuple[str, ...]]:
    """By visit that several officials do at once, the names of who else goes."""
    together = [one.bezoek_id for one in stops if one.bezoek.mede]
    if not together:
        return {}
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    rows = Stop.objects.filter(bezoek__in=together).exclude(pk__in=[one.pk for one in stops])
    for bezoek, naam in rows.order_by("deel").values_list("bezoek", "route__middel__naam"):
        found[bezoek] += (naam,)
    return found


def _steps(
    stops: Sequence[Stop], acts: Iterable[Veldactie]
) -> dict[int, dict[Actiesoort, datetime]]:
    """By visit, the steps that count of the promise as it is now."""
    versions = {one.bezoek_id: one.bezoek.afspraak.versie for one in stops}
    found: dict[int, dict[Actiesoort, datetime]] = defaultdict(dict)
    for act in acts:
        counts = act.uitkomst == Uitkomst.TOEGEPAST and act.soort in STEPS
        if counts and act.bezoek_id and versions.get(act.bezoek_id) == act.versie:
            found[act.bezoek_id][Actiesoort(act.soort)] = act.gedaan_op
    return found


def _marks(stops: Sequence[Stop], dag: date) -> dict[int | None, tuple[Markering, ...]]:
    """By customer, what to know before one rings."""
    klanten = {one.bezoek.afspraak.klant_id for one in stops}
    found: dict[int | None, tuple[Markering, ...]] = defaultdict(tuple)
    rows = Markering.objects.filter(afspraak__klant__in=klanten, tot__gte=dag)
    for row in rows.select_related("afspraak"):
        found[row.afspraak.klant_id] += (row,)
    return found


def _start(route: Route) -> Punt:
    place = route.vertrekt_van
    return Punt.of(place.breedtegraad or 0.0, place.lengtegraad or 0.0)


def _finish(route: Route) -> Punt:
    place = route.eindigt_bij
    return Punt.of(place.breedtegraad or 0.0, place.lengtegraad or 0.0)
