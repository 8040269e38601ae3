"""The steps that several acts share. Each runs inside the transaction of its act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from afspraken import agenda, bezetting, contactlimiet, klanten, statements
from afspraken.adresboek import in_area
from afspraken.attempts import Collision, attempt, or_collision
from afspraken.booking.gegevens import Gegevens
from afspraken.exceptions import (
    AddressNeeded,
    InvalidOffer,
    KlantGone,
    NotOffered,
    OutsideArea,
    SlotTaken,
)
from afspraken.logboek import record
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    Handeling,
    Kanaal,
    Klant,
    Partij,
    Status,
    Verzoek,
)
from afspraken.offers import Offer, Overboeking, Taken, lacks_address, provider
from afspraken.signals import Change, Was, afspraak_changed
from afspraken.wens import MINUTES_PER_CELL, Wens


def try_for(
    act: Callable[[], Afspraak],
    wens: Wens,
    offer: Offer,
    *,
    now: datetime,
    before: Callable[[], Afspraak | None] | None = None,
    behalve: Afspraak | None = None,
) -> Afspraak:
    """Run `act`, several times if need be; who was too late hears of the three nearest times.

    The own time of `behalve`, an appointment that moves, counts as free among them.
    """
    tot = _with_buffer(wens, offer.einde)
    try:
        return attempt(act, now=now, van=offer.begin, tot=tot, before=before)
    except (SlotTaken, Taken, Collision) as error:
        near = agenda.nearest(wens, rond=offer.begin, now=now, behalve=behalve)
        raise SlotTaken(near) from error
    except NotOffered as error:
        near = agenda.nearest(wens, rond=offer.begin, now=now, behalve=behalve)
        raise NotOffered(near) from error


def make_room(wens: Wens, begin: datetime, einde: datetime, *, now: datetime) -> None:
    """Let expired holds go that are in the way of an appointment from `begin` to `einde`."""
    with transaction.atomic():
        bezetting.free_expired(now=now, van=begin, tot=_with_buffer(wens, einde))


def _with_buffer(wens: Wens, einde: datetime) -> datetime:
    return einde + timedelta(minutes=MINUTES_PER_CELL * wens.buffer_cells)


def refuse_other_wish(wens: Wens, offer: Offer) -> None:
    """An offer fits the wish it was made for, and a visit has an address that we go to.

    Raises: InvalidOffer; AddressNeeded; OutsideArea.
    """
    if offer.wens_sleutel != wens.sleutel or offer.aanbieder != wens.aanbieder:
        raise InvalidOffer
    if lacks_address(wens):
        raise AddressNeeded
    if wens.adres is not None and not in_area(wens.adres):
        raise OutsideArea


def visited(wens: Wens) -> dict[str, Any]:
    """Where a wish is to be visited, as an appointment keeps it; {} where the customer comes."""
    return wens.adres.as_dict() if wens.adres else {}


def new_row(wens: Wens, offer: Offer, status: Status, *, now: datetime) -> Afspraak:
    """An appointment at the time of the offer, not stored yet."""
    return Afspraak(
        status=status,
        status_op=now,
        begin=offer.begin,
        einde=offer.einde,
        locatie=offer.locatie,
        kanaal=wens.kanaal,
        aanbieder=wens.aanbieder,
        extra_tijd=wens.extra_tijd,
        bezoekadres=visited(wens),
        aangemaakt_op=now,
        gewijzigd_op=now,
    )


def insert(
    afspraak: Afspraak,
    wens: Wens,
    *,
    now: datetime,
    verzoek: tuple[str, str, str] = ("", "", ""),
    overboeking: Overboeking | None = None,
) -> None:
    """Insert the appointment, its request, its products and all its cells, in that order."""
    or_collision(lambda: statements.insert([afspraak]))
    client, sleutel, body = verzoek
    if sleutel:
        row = Verzoek(client=client, sleutel=sleutel, body_hash=body, afspraak=afspraak, op=now)
        or_collision(lambda: statements.insert([row]))
    write_products(afspraak, wens)
    provider(afspraak.aanbieder).hold(
        afspraak, wens, now=now, seed=afspraak.code, overboeking=overboeking
    )


def write_products(afspraak: Afspraak, wens: Wens) -> None:
    """One row per product of the wish."""
    chosen = [(afspraak.pk, regel.product.pk, regel.aantal) for regel in wens.regels]
    statements.insert_values(Afspraakproduct, ("afspraak", "product", "aantal"), chosen)


def new_klant(gegevens: Gegevens) -> Klant:
    """A customer, stored."""
    klant = Klant(**gegevens.klant())
    statements.insert([klant])
    return klant


def known_klant(klant: Klant, gegevens: Gegevens) -> Klant:
    """A customer whom an employee found, locked, with what they told anew written back.

    One who was joined with another meanwhile is the one that stayed.
    Raises: KlantGone if the row was erased since it was found.
    """
    fresh = klanten.current(klant)
    if fresh is None or fresh.gewist_op is not None:
        raise KlantGone
    told = gegevens.klant()
    if any(getattr(fresh, name) != value for name, value in told.items()):
        for name, value in told.items():
            setattr(fresh, name, value)
        fresh.save()
    return fresh


def limit(afspraak: Afspraak, gegevens: Gegevens, *, now: datetime) -> None:
    """Hoarding is a matter of the web; institutions and representatives book for many."""
    if Kanaal(afspraak.kanaal).is_personeel or gegevens.organisatie or gegevens.namens:
        return
    contactlimiet.claim(afspraak, email=gegevens.email, telefoon=gegevens.telefoon, now=now)


def note_overbooking(afspraak: Afspraak, *, door: str, now: datetime) -> None:
    """Log that a promise took a lane too many; the reason stands with what it occupies."""
    rows = afspraak.inzetten.exclude(overboekt_door="").order_by("middel")
    middelen = [str(row.middel_id) for row in rows]
    if middelen:
        record(
            Handeling.OVERBOEKT,
            f"afspraak:{afspraak.code}",
            partij=Partij.MEDEWERKER,
            door=door,
            now=now,
            middelen=" ".join(middelen),
        )


def tell(
    afspraak: Afspraak,
    handeling: Handeling,
    change: Change,
    *,
    partij: Partij,
    door: str,
    now: datetime,
    was: Was | None = None,
    reden: str = "",
) -> None:
    """Log the act and tell the other apps, in the transaction of the act.

    `was`: place and resources before the act, where it can have left some. `reden`: why, as the
    customer is told.
    """
    record(
        handeling,
        f"afspraak:{afspraak.code}",
        partij=partij,
        door=door,
        now=now,
        versie=afspraak.versie,
    )
    afspraak_changed.send(
        Afspraak, afspraak=afspraak, change=change, door=partij, now=now, was=was, reden=reden
    )
