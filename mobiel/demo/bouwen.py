"""Stores the visits of the example town: people, products, and eight half-booked weeks.

Days are planned as `planning` does, the cheapest place for each visit, and each is stored once by
`planning.storing`, so every promise was checked. The same seed and day give the same visits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction

from afspraken import logboek, roosters, statements
from afspraken.beheerlink import hash_of, token_for
from afspraken.bezoekadres import Adres
from afspraken.demo import weken
from afspraken.demo.adressen import ADRESSEN
from afspraken.demo.mensen import invent
from afspraken.demo.plaatsen import BIJ_U_THUIS
from afspraken.engine.bitmap import moment_of
from afspraken.lokaal import day_begin, local_day
from afspraken.models import (
    Adrespunt,
    Afdeling,
    Afspraak,
    Afspraakproduct,
    Bevoegdheid,
    Handeling,
    Kanaal,
    Klant,
    Locatie,
    Middel,
    Partij,
    Product,
    Productgroep,
    Soort,
    Status,
    Vereiste,
)
from afspraken.signals import Change, afspraak_changed
from afspraken.wens import Wens
from mobiel import routing
from mobiel.demo import dorp
from mobiel.models import Aanvraagproduct, Bezoek, Veldwerker
from mobiel.planning.board import Board
from mobiel.planning.storing import write
from mobiel.reading import Asked, Net, Planned, Sheet, officials
from mobiel.reading.days import days
from mobiel.reading.sheets import planned
from mobiel.reading.windows import day_parts

TRIES = 6
"""So often in a row nothing fits before a day counts as full enough."""

STEPS = 60
DAY = timedelta(days=1)


@dataclass
class Plan:
    """One visit to be; `sleutel` is what it is called until it is stored."""

    sleutel: int
    wens: Wens
    adres: Adres
    begin: datetime
    einde: datetime
    asked: Asked


def build(*, now: datetime, random: Random) -> int:
    """Everything about visits in a town that was just built; how many there are."""
    thuis = Locatie.objects.get(slug=BIJ_U_THUIS)
    with transaction.atomic():
        _people(thuis, now=now)
        _catalogue()
        Adrespunt.objects.create(**dorp.THERESIA.as_dict(), nummer=1)
    products = {row.slug: row for row in Product.objects.prefetch_related("vereisten")}
    today = local_day(now)
    number = 0
    for week in range(weken.WEEKS):
        first = today + timedelta(weeks=week)
        share = weken.FULL - week * weken.EMPTIER
        with transaction.atomic():
            for dag, sheets in _open(thuis, first, first + timedelta(weeks=1)):
                number += _fill(dag, sheets, share, products, now=now, random=random)
    return number


# --- people and products --------------------------------------------------------------------------


def _people(thuis: Locatie, *, now: datetime) -> None:
    taken = {naam: Middel.objects.create(naam=naam, soort=soort) for naam, soort in dorp.MIDDELEN}
    today = local_day(now)
    monday = today - today.weekday() * DAY
    weeks = []
    for mens in dorp.MENSEN:
        middel = Middel.objects.create(
            naam=mens.naam,
            soort=Soort.AMBTENAAR,
            locatie=thuis,
            afdeling=Afdeling.objects.get(naam=mens.afdeling),
        )
        middel.bevoegdheden.set(_competence(naam) for naam in mens.kan)
        uren = {dag: [(mens.van, mens.tot)] for dag in mens.dagen}
        weeks.append(roosters.Week(middel, thuis, uren, monday))
        Veldwerker.objects.create(
            middel=middel,
            vervoer=mens.vervoer,
            voertuig=taken.get(mens.voertuig),
            koffer=taken.get(mens.koffer),
        )
    roosters.add_weeks(weeks, now=now)


def _catalogue() -> None:
    Productgroep.objects.create(naam=dorp.ZORG, naam_en=dorp.ZORG_EN, volgorde=20)
    stored: dict[str, Product] = {}
    for number, example in enumerate(dorp.PRODUCTEN):
        product = Product(
            slug=example.slug,
            naam=example.naam,
            naam_en=example.naam_en,
            groep=Productgroep.objects.get(naam=example.groep),
            afdeling=Afdeling.objects.get(naam=example.afdeling),
            omschrijving=example.omschrijving,
            omschrijving_en=example.omschrijving_en,
            meenemen=example.meenemen,
            meenemen_en=example.meenemen_en,
            duur=example.duur,
            aanlooptijd=example.aanlooptijd,
            kanalen=list(example.kanalen),
            is_gevoelig=example.is_gevoelig,
            vervolg=stored.get(example.vervolg),
            vervolg_na=example.vervolg_na,
            aanbieder="bezoek",
            volgorde=200 + number,
        )
        product.full_clean()
        product.save()
        stored[example.slug] = product
        Vereiste.objects.create(
            product=product,
            soort=Soort.AMBTENAAR,
            aantal=example.mensen,
            bevoegdheid=_competence(example.kan),
        )
        if example.op_aanvraag:
            Aanvraagproduct.objects.create(product=product)
        if example.koffer:
            Vereiste.objects.create(product=product, soort=Soort.KOFFER)


def _competence(naam: str) -> Bevoegdheid:
    return Bevoegdheid.objects.get_or_create(naam=naam)[0]


# --- eight weeks ----------------------------------------------------------------------------------


def _open(thuis: Locatie, van: date, tot: date) -> Iterator[tuple[date, list[Sheet]]]:
    """The days of a week with everyone who is out then; as if nothing of them had passed."""
    seen = days(officials(), van=van, tot=tot, now=day_begin(van), locaties=[thuis], stored={})
    for n in range((tot - van).days):
        dag = van + n * DAY
        found = [sheet for (_pk, when), (_shift, sheet) in sorted(seen.items()) if when == dag]
        if found:
            yield dag, found


def _fill(
    dag: date,
    sheets: Sequence[Sheet],
    share: float,
    products: Mapping[str, Product],
    *,
    now: datetime,
    random: Random,
) -> int:
    """Book a day until `share` of the time of everyone is used; how many visits."""
    board = {sheet.route.middel_id: sheet for sheet in sheets}
    room = share * sum((one.route.einde - one.route.begin).total_seconds() for one in sheets)
    plans: dict[int, Plan] = {}
    tries = used = 0
    while tries < TRIES and used < room:
        plan = _visit(len(plans) + 1, dag, products, random)
        found = _cheapest(plan, list(board.values()))
        if found is None:
            tries += 1
            continue
        sheet, extra = found
        board[sheet.route.middel_id] = sheet
        plans[plan.sleutel] = plan
        used += plan.asked.seconds + extra
        tries = 0
    _store(_ordered(list(board.values()), seed=dag.toordinal()), plans, now=now, random=random)
    return len(plans)


def _visit(sleutel: int, dag: date, products: Mapping[str, Product], random: Random) -> Plan:
    """Somebody who is visited, by chance: what for, where, and in which half of the day."""
    [example] = random.choices(dorp.PRODUCTEN, [one.weight for one in dorp.PRODUCTEN])
    at_theresia = example.kan != dorp.BOUW and random.random() < dorp.AT_THERESIA
    adres = dorp.THERESIA if at_theresia else random.choice(ADRESSEN)
    kanaal = random.choice((Kanaal.TELEFOON, Kanaal.TELEFOON, Kanaal.BALIE))
    if Kanaal.WEB in example.kanalen and random.random() < 0.5:
        kanaal = Kanaal.WEB
    wens = Wens.of([(products[example.slug], 1)], kanaal=kanaal, adres=adres)
    asked = Asked.of(wens, adres)
    assert asked is not None, "every example is a visit"
    begin, einde = map(moment_of, random.choice(day_parts(dag)))
    return Plan(sleutel, wens, adres, begin, einde, asked)


def _cheapest(plan: Plan, sheets: list[Sheet]) -> tuple[Sheet, int] | None:
    """The day with this visit on it where it costs least, and what that is; None if none can."""
    new = planned(plan.asked, bezoek=plan.sleutel, afspraak=0, van=plan.begin, tot=plan.einde)
    able = [sheet for sheet in sheets if new.skills <= sheet.skills]
    net = Net(able, [new.punt])
    ways = [(routing.cheapest(net.route(sheet), net.stop(new)), sheet) for sheet in able]
    found = [(way.extra, way.position, sheet) for way, sheet in ways if way is not None]
    if not found:
        return None
    extra, at, sheet = min(found, key=lambda one: one[:2])
    return sheet.with_todo((*sheet.todo[:at], new, *sheet.todo[at:])), extra


def _ordered(sheets: Sequence[Sheet], *, seed: int) -> list[Sheet]:
    """The same visits in the order that a night of searching would give them."""
    board = Board.with_days(sheets)
    board.improve(list(board.sheets), budget=routing.iterations(STEPS), seed=seed)
    return list(board.sheets.values())


def _store(
    sheets: Sequence[Sheet], plans: dict[int, Plan], *, now: datetime, random: Random
) -> None:
    """Customers, appointments, visits, and each day once."""
    chosen = list(plans.values())
    people = [invent(random, adres=False, met_voor_wie=True) for _plan in chosen]
    klanten = [Klant(**one.klant()) for one in people]
    statements.insert(klanten)
    thuis = sheets[0].route.locatie
    afspraken = []
    for plan, klant, one in zip(chosen, klanten, people, strict=True):
        afspraak = _afspraak(plan, klant, thuis, now=now, random=random)
        for name, value in one.afspraak().items():
            setattr(afspraak, name, value)
        _access(afspraak, random)
        afspraken.append(afspraak)
    statements.insert(afspraken)
    statements.insert(
        [
            Afspraakproduct(afspraak=afspraak, product=regel.product, aantal=regel.aantal)
            for plan, afspraak in zip(chosen, afspraken, strict=True)
            for regel in plan.wens.regels
        ]
    )
    bezoeken = Bezoek.objects.bulk_create(
        _bezoek(plan, afspraak) for plan, afspraak in zip(chosen, afspraken, strict=True)
    )
    stored = {plan.sleutel: bezoek for plan, bezoek in zip(chosen, bezoeken, strict=True)}
    for sheet in sheets:
        if sheet.todo:
            todo = tuple(_as_stored(one, stored[one.bezoek]) for one in sheet.todo)
            _end(write(replace(sheet, todo=todo), Net([sheet])), now=now)
    _tell(afspraken, now=now)


def _as_stored(one: Planned, bezoek: Bezoek) -> Planned:
    return replace(one, bezoek=bezoek.pk, afspraak=bezoek.afspraak_id)


def _afspraak(
    plan: Plan, klant: Klant, thuis: Locatie, *, now: datetime, random: Random
) -> Afspraak:
    notice = max(plan.wens.aanlooptijd, 60)
    made = min(plan.begin, now) - timedelta(minutes=random.randint(notice, 15 * 24 * 60))
    afspraak = Afspraak(
        status=Status.GEPLAND,
        status_op=made,
        begin=plan.begin,
        einde=plan.einde,
        locatie=thuis,
        kanaal=plan.wens.kanaal,
        aanbieder="bezoek",
        klant=klant,
        bezoekadres=plan.adres.as_dict(),
        aangemaakt_op=made,
        gewijzigd_op=made,
    )
    afspraak.code = random.randbytes(24).hex()[:32]
    afspraak.beheer_hash = hash_of(token_for(afspraak))
    return afspraak


def _access(afspraak: Afspraak, random: Random) -> None:
    if afspraak.bezoekadres["straat"] == dorp.THERESIA.straat:
        afspraak.toegang = "Meld u bij de receptie."
    elif random.random() < 0.3:
        afspraak.toegang = random.choice(dorp.TOEGANG)
    if random.random() < 0.25:
        afspraak.begeleider = random.choice(dorp.BEGELEIDERS)


def _bezoek(plan: Plan, afspraak: Afspraak) -> Bezoek:
    return Bezoek(
        afspraak=afspraak,
        duur=plan.asked.minuten,
        breedtegraad=plan.asked.punt.breedtegraad,
        lengtegraad=plan.asked.punt.lengtegraad,
        eisen=sorted(plan.asked.eisen),
        belofte_van=plan.begin,
        belofte_tot=plan.einde,
    )


def _end(sheet: Sheet, *, now: datetime) -> None:
    """What is over by now was done."""
    over = [one.afspraak for one in sheet.todo if one.leave <= now.timestamp()]
    Afspraak.objects.filter(pk__in=over).update(
        status=Status.AFGEROND, status_op=now, gewijzigd_op=now
    )


def _tell(afspraken: Sequence[Afspraak], *, now: datetime) -> None:
    """Log the acts as `booking` does; the other apps hear that they are no news."""
    logboek.write(
        logboek.line(
            Handeling.GEBOEKT, f"afspraak:{one.code}", partij=Partij.INWONER, now=now, versie=1
        )
        for one in afspraken
    )
    for one in afspraken:
        afspraak_changed.send(
            Afspraak, afspraak=one, change=Change.IMPORTED, door=Partij.INWONER, now=now
        )
