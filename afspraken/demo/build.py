"""Stores the example town: catalogue, places, resources, rosters, holidays, then the bookings.

Everything goes through the doors that an administrator uses (`roosters`) and obeys the same
constraints. The same seed and the same day give the same town.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import permutations
from random import Random

from django.db import transaction

from afspraken import roosters
from afspraken.demo import adressen, afhalen, kennisbank, levensgebeurtenissen, weken
from afspraken.demo.plaatsen import AFDELINGEN, BRONNEN, DORPSHUIS, PLAATSEN, Bron, Hours
from afspraken.demo.producten import (
    AFDELING_VAN_GROEP,
    GROEPEN,
    POPULAIR,
    PRODUCTEN,
    Voorbeeld,
)
from afspraken.lokaal import LOCAL, local_day
from afspraken.models import (
    Afdeling,
    Bevoegdheid,
    Kosten,
    Locatie,
    Middel,
    Product,
    Productgroep,
    Vereiste,
)
from afspraken.roosters import Week

SEED = 1191
"""The first digits of the postcode of the town."""

LEGES_FROM = (date(2026, 1, 1), date(2027, 1, 1))
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Town:
    """What was built."""

    producten: int
    middelen: int
    afspraken: int


More = Callable[..., int]
"""What another app adds to the town: asked with `now` and `random`; answers how many."""

others: dict[str, More] = {}


def register(naam: str, more: More) -> None:
    """Let another app add to the example town, after everything else; `naam` is what it adds."""
    others[naam] = more


def is_empty() -> bool:
    """True if there is nothing that building the town could disturb."""
    return not (Locatie.objects.exists() or Product.objects.exists() or Middel.objects.exists())


def build(*, now: datetime, seed: int = SEED) -> Town:
    """Build the town in an empty database, with eight half-booked weeks from today on."""
    random = Random(seed)
    with transaction.atomic():
        departments = {naam: Afdeling.objects.create(naam=naam) for naam in AFDELINGEN}
        _catalogue(departments)
        places = _places()
        adressen.write()
        afhalen.catalogue(places)
        resources = _resources(places, departments)
        kennisbank.write(now=now)
        # What shuts goes before the hours, while there are no rows to rebuild.
        today = local_day(now)
        roosters.compute_holidays((today.year, today.year + 1), now=now)
        _planned_days(places, resources, now=now)
        _rosters(places, resources, now=now)
        # Last: they are only published where every outcome is open somewhere.
        levensgebeurtenissen.write(now=now)
    afspraken = weken.fill(now=now, random=random)
    # After the booking, so that there are appointments to find another time for.
    _unplanned_absence(resources, now=now)
    return Town(len(PRODUCTEN), len(resources), afspraken)


# --- catalogue ------------------------------------------------------------------------------------


def _catalogue(departments: dict[str, Afdeling]) -> None:
    groups = {
        key: Productgroep.objects.create(naam=naam, naam_en=naam_en, volgorde=number)
        for number, (key, (naam, naam_en)) in enumerate(GROEPEN.items())
    }
    competences = _competences(need.bevoegdheid for each in PRODUCTEN for need in each.needs)
    stored = []
    for number, example in enumerate(PRODUCTEN):
        popular = example.slug in POPULAIR
        order = POPULAIR.index(example.slug) if popular else len(POPULAIR) + number
        product = _product(example, groups[example.groep], order)
        product.afdeling = departments[AFDELING_VAN_GROEP[example.groep]]
        product.full_clean()
        product.save()
        Vereiste.objects.bulk_create(
            Vereiste(
                product=product,
                soort=need.soort,
                aantal=need.aantal,
                bevoegdheid=competences[need.bevoegdheid],
            )
            for need in example.needs
        )
        Kosten.objects.bulk_create(
            Kosten(
                product=product,
                omschrijving=leges.omschrijving,
                omschrijving_en=leges.omschrijving_en,
                bedrag=Decimal(bedrag),
                geldig_vanaf=vanaf,
            )
            for leges in example.leges
            for bedrag, vanaf in zip(leges.bedragen, LEGES_FROM, strict=True)
        )
        if example.combineert:
            stored.append(product)
    together = Product.combineerbaar_met.through
    together._default_manager.bulk_create(
        together(from_product_id=one.pk, to_product_id=other.pk)
        for one, other in permutations(stored, 2)
    )


def _product(example: Voorbeeld, groep: Productgroep, volgorde: int) -> Product:
    return Product(
        naam=example.naam,
        naam_en=example.naam_en,
        slug=example.slug,
        upl_naam=example.upl,
        groep=groep,
        omschrijving=example.omschrijving,
        omschrijving_en=example.omschrijving_en,
        zoekwoorden=example.zoekwoorden,
        meenemen="\n".join(example.meenemen),
        meenemen_en="\n".join(example.meenemen_en),
        verschijnen=example.verschijnen,
        verschijnen_en=example.verschijnen_en,
        duur=example.duur,
        extra_per_persoon=example.extra,
        max_personen=example.personen,
        uitloop=example.uitloop,
        raster=example.raster,
        aanlooptijd=example.aanlooptijd,
        horizon=example.horizon,
        kanalen=list(example.kanalen),
        is_gevoelig=example.is_gevoelig,
        vraagt_adres=example.vraagt_adres,
        is_telefonisch=example.is_telefonisch,
        volgorde=volgorde,
    )


def _competences(names: Iterable[str]) -> dict[str, Bevoegdheid]:
    return {naam: Bevoegdheid.objects.get_or_create(naam=naam)[0] for naam in sorted(set(names))}


# --- places and resources -------------------------------------------------------------------------


def _places() -> dict[str, Locatie]:
    found = {}
    for number, plaats in enumerate(PLAATSEN):
        locatie = Locatie(
            naam=plaats.naam,
            slug=plaats.slug,
            straat=plaats.straat,
            huisnummer=plaats.huisnummer,
            postcode=plaats.postcode,
            plaats=plaats.plaats,
            breedtegraad=plaats.breedtegraad,
            lengtegraad=plaats.lengtegraad,
            aankomst=plaats.aankomst,
            aankomst_en=plaats.aankomst_en,
            bij_klant=plaats.bij_klant,
            volgorde=number,
        )
        locatie.full_clean()
        locatie.save()
        found[plaats.slug] = locatie
    return found


def _resources(
    places: dict[str, Locatie], departments: dict[str, Afdeling]
) -> dict[str, tuple[Bron, Middel]]:
    competences = _competences(naam for bron in BRONNEN for naam in bron.bevoegdheden)
    found = {}
    for bron in BRONNEN:
        middel = Middel.objects.create(
            naam=bron.naam,
            soort=bron.soort,
            locatie=places[bron.plaats],
            afdeling=departments.get(bron.afdeling),
            plekken=bron.plekken,
        )
        middel.bevoegdheden.set([competences[naam] for naam in bron.bevoegdheden])
        found[bron.naam] = bron, middel
    return found


# --- when all that is open ------------------------------------------------------------------------


def _rosters(
    places: dict[str, Locatie], resources: dict[str, tuple[Bron, Middel]], *, now: datetime
) -> None:
    """Hours from the Monday of this week on, so that the week on screen is whole."""
    today = local_day(now)
    monday = today - today.weekday() * DAY
    weeks = [
        Week(None, places[plaats.slug], _by_weekday(plaats.hours), monday) for plaats in PLAATSEN
    ]
    for bron, middel in resources.values():
        at = [(bron.plaats, hours) for hours in bron.hours] + list(bron.elders)
        for slug in dict.fromkeys(slug for slug, _hours in at):
            uren = _by_weekday(hours for place, hours in at if place == slug)
            weeks.append(Week(middel, places[slug], uren, monday))
        if bron.staff:
            uren = _by_weekday(bron.staff)
            weeks.append(Week(middel, places[bron.plaats], uren, monday, alleen_personeel=True))
    roosters.add_weeks(weeks, now=now)


def _by_weekday(hours: Iterable[Hours]) -> dict[int, list[tuple[time, time]]]:
    found: dict[int, list[tuple[time, time]]] = {}
    for weekdays, van, tot in hours:
        for weekday in weekdays:
            found.setdefault(weekday, []).append((van, tot))
    return found


def _planned_days(
    places: dict[str, Locatie], resources: dict[str, tuple[Bron, Middel]], *, now: datetime
) -> None:
    """One closing, one holiday and one extra evening: what is known before anyone books."""
    today = local_day(now)
    roosters.close(
        places[DORPSHUIS],
        eerste_dag=_weekday(today + 21 * DAY, 2),
        reden="Het dorpshuis is in gebruik als stembureau",
        now=now,
    )
    leave = _weekday(today + 14 * DAY, 0)
    roosters.set_absent(
        resources["Joost van der Meulen"][1],
        begin=_moment(leave, time()),
        einde=_moment(leave + 5 * DAY, time()),
        reden="Verlof",
        now=now,
    )
    bron, middel = resources["Anneke Visser"]
    roosters.add_exception(
        middel,
        places[bron.plaats],
        dag=_weekday(today + 7 * DAY, 3),
        soort="EXTRA",
        van=time(12, 30),
        tot=time(13, 15),
        reden="Extra spreekuur",
        now=now,
    )


def _unplanned_absence(resources: dict[str, tuple[Bron, Middel]], *, now: datetime) -> None:
    away = _weekday(local_day(now) + 7 * DAY, 1)
    roosters.set_absent(
        resources["Willemijn Kuiper"][1],
        begin=_moment(away, time()),
        einde=_moment(away + 2 * DAY, time()),
        reden="Onverwacht afwezig",
        now=now,
    )


def _weekday(dag: date, weekday: int) -> date:
    """The first such weekday (0 is Monday) on or after a day."""
    return dag + (weekday - dag.weekday()) % 7 * DAY


def _moment(dag: date, clock: time) -> datetime:
    return datetime.combine(dag, clock, tzinfo=LOCAL)
