"""Writing appointments: hold, confirm, book, move, change, cancel.

Every door books through these functions and every provider is reached through them. They own
the transaction, the status, the log and the signal; the provider owns what is occupied. The
unique cells have the last word (docs/locking.md). `now` is aware UTC and always given.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from afspraken import agenda, bezetting, contactlimiet
from afspraken.attempts import Collision, attempt, or_collision
from afspraken.beheerlink import hash_of, token_for
from afspraken.exceptions import (
    AlreadyClosed,
    HoldExpired,
    InvalidOffer,
    KeyReused,
    NameFixed,
    NotOffered,
    SlotTaken,
    TooLate,
)
from afspraken.logboek import record
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    Handeling,
    Klant,
    Partij,
    Status,
    Verzoek,
)
from afspraken.offers import Offer, Taken, provider
from afspraken.signals import Change, afspraak_changed
from afspraken.wens import Wens, wens_of

MOST_COLLISIONS = 5
"""So often `confirm` looks again when the same hold was confirmed at the same moment."""


@dataclass(frozen=True)
class Gegevens:
    """What a customer tells about themselves, checked by the door. `telefoon` is E.164."""

    naam: str
    email: str = ""
    telefoon: str = ""
    organisatie: str = ""
    postcode: str = ""
    huisnummer: str = ""
    taal: str = "nl"
    namens: str = ""
    tolk: str = ""
    rolstoel: bool = False
    toelichting: str = ""

    def klant(self) -> dict[str, str]:
        """The part that is kept with the customer."""
        return {
            name: getattr(self, name)
            for name in ("naam", "email", "telefoon", "organisatie", "postcode", "huisnummer")
        } | {"taal": self.taal}

    def afspraak(self) -> dict[str, str | bool]:
        """The part that is kept with the appointment."""
        return {
            "namens": self.namens,
            "tolk": self.tolk,
            "rolstoel": self.rolstoel,
            "toelichting": self.toelichting,
        }


def hold(
    wens: Wens, offer: Offer, *, sessie: str, now: datetime, duur: timedelta | None = None
) -> Afspraak:
    """Keep a time for a customer who is still typing; `duur` None means settings.HOLD_MINUTES.

    A session has one hold: the earlier one is released first, and the same offer again gives
    the same hold. Opens its own transactions.
    Raises: SlotTaken or NotOffered with up to three alternatives; InvalidOffer.
    """
    duur = duur or timedelta(minutes=settings.HOLD_MINUTES)
    _same_wish(wens, offer)

    def let_go() -> None:
        earlier = _hold_of(sessie)
        if earlier is not None and not _is_held(earlier, wens, offer, now):
            release(earlier, now=now)

    def act() -> Afspraak:
        same = _hold_of(sessie)
        if same is not None and _is_held(same, wens, offer, now):
            return same
        afspraak = _new(wens, offer, Status.VASTGEHOUDEN, now=now)
        afspraak.sessie, afspraak.houdbaar_tot = sessie, now + duur
        _insert(afspraak, wens, now=now)
        return afspraak

    return _attempt(act, wens, offer, now=now, before=let_go)


def extend(afspraak: Afspraak, *, now: datetime) -> Afspraak:
    """Keep a hold for its full length again, counted from now.

    At most settings.HOLD_EXTENSIONS times, counted from the first moment.
    Raises: HoldExpired.
    """
    length = timedelta(minutes=settings.HOLD_MINUTES)
    until = min(now + length, afspraak.aangemaakt_op + length * (1 + settings.HOLD_EXTENSIONS))
    held = Afspraak.objects.filter(
        pk=afspraak.pk, status=Status.VASTGEHOUDEN, houdbaar_tot__gt=now
    ).update(houdbaar_tot=until)
    if not held:
        raise HoldExpired
    afspraak.houdbaar_tot = until
    return afspraak


def release(afspraak: Afspraak, *, now: datetime) -> None:
    """Let a hold go, because the customer leaves or chooses another time."""
    with transaction.atomic():
        if Afspraak.objects.filter(pk=afspraak.pk, status=Status.VASTGEHOUDEN).update(
            status=Status.VERLOPEN, status_op=now, houdbaar_tot=None
        ):
            provider(afspraak.aanbieder).cancel(afspraak)


def confirm(code: str, gegevens: Gegevens, *, sessie: str, now: datetime) -> Afspraak:
    """Turn a hold of this session into a promise; doing so twice gives the same appointment.

    Exactly at `houdbaar_tot` the hold has expired; its time is then taken again if nobody else
    has it. May run inside a transaction, so that a contact and a booking commit together.
    Raises: HoldExpired with alternatives; LimitReached; InvalidOffer for an unknown hold.
    """
    for _again in range(MOST_COLLISIONS):
        afspraak = (
            Afspraak.objects.select_related("locatie", "klant")
            .filter(code=code, sessie=sessie)
            .exclude(sessie="")
            .first()
        )
        if afspraak is None:
            raise InvalidOffer
        if afspraak.klant is not None:
            return afspraak
        wens = wens_of(afspraak)
        try:
            with transaction.atomic():
                return _promise(afspraak, wens, gegevens, now=now)
        except Collision:
            continue
        except (Taken, SlotTaken, NotOffered) as error:
            raise HoldExpired(agenda.nearest(wens, rond=afspraak.begin, now=now)) from error
    raise HoldExpired


def book(
    wens: Wens,
    offer: Offer,
    gegevens: Gegevens,
    *,
    now: datetime,
    partij: Partij = Partij.INWONER,
    door: str = "",
    client: str = "",
    sleutel: str = "",
) -> Afspraak:
    """Hold and confirm in one transaction, for a door that asks nothing in between.

    With an idempotency key (`client`, `sleutel`) the same request again gives the same
    appointment, also when it was sent twenty times at once. Opens its own transactions.
    Raises: SlotTaken or NotOffered with alternatives; LimitReached; KeyReused; InvalidOffer.
    """
    _same_wish(wens, offer)
    body = _body_hash(wens, offer, gegevens)

    def act() -> Afspraak:
        known = _known(client, sleutel, body) if sleutel else None
        if known is not None:
            return known
        afspraak = _new(wens, offer, Status.GEPLAND, now=now)
        afspraak.klant = Klant.objects.create(**gegevens.klant())
        afspraak.beheer_hash = hash_of(token_for(afspraak))
        for name, value in gegevens.afspraak().items():
            setattr(afspraak, name, value)
        _insert(afspraak, wens, now=now, verzoek=(client, sleutel, body))
        _limit(afspraak, wens, gegevens, now=now)
        _tell(afspraak, Handeling.GEBOEKT, Change.BOOKED, partij=partij, door=door, now=now)
        return afspraak

    return _attempt(act, wens, offer, now=now)


def move(
    afspraak: Afspraak, wens: Wens, offer: Offer, *, partij: Partij, now: datetime, door: str = ""
) -> Afspraak:
    """Give an appointment another time, place or number of persons; code and link stay.

    Works by difference, so the old time is kept when the new one proves taken. `versie` rises
    only if time or place changes. Opens its own transactions.
    Raises: SlotTaken or NotOffered with alternatives; TooLate; AlreadyClosed.
    """
    _same_wish(wens, offer)

    def act() -> Afspraak:
        fresh = _locked_open(afspraak, now=now, strict=partij is Partij.INWONER)
        moved = (fresh.begin, fresh.einde, fresh.locatie_id) != (
            offer.begin,
            offer.einde,
            offer.locatie.pk,
        )
        fresh.begin, fresh.einde, fresh.locatie = offer.begin, offer.einde, offer.locatie
        fresh.extra_tijd = wens.extra_tijd
        fresh.versie += moved
        fresh.save(update_fields=["begin", "einde", "locatie", "extra_tijd", "versie"])
        _write_products(fresh, wens)
        provider(fresh.aanbieder).move(fresh, wens, now=now, seed=fresh.code)
        handeling = Handeling.VERZET if moved else Handeling.GEWIJZIGD
        change = Change.MOVED if moved else Change.UPDATED
        _tell(fresh, handeling, change, partij=partij, door=door, now=now)
        return fresh

    return _attempt(act, wens, offer, now=now, behalve=afspraak)


@transaction.atomic
def update_contact(
    afspraak: Afspraak, gegevens: Gegevens, *, partij: Partij, now: datetime, door: str = ""
) -> Afspraak:
    """Correct contact data and needs; the promise stays as it is.

    Raises: TooLate; AlreadyClosed; NameFixed if a resident renames a scarce appointment (S3).
    """
    fresh = _locked_open(afspraak, now=now, strict=partij is Partij.INWONER)
    klant = fresh.klant
    if klant is None:
        raise AlreadyClosed
    renamed = klant.naam != gegevens.naam
    scarce = fresh.producten.filter(product__is_schaars=True).exists()
    if renamed and scarce and partij is Partij.INWONER:
        raise NameFixed
    for name, value in gegevens.klant().items():
        setattr(klant, name, value)
    klant.save()
    for field, given in gegevens.afspraak().items():
        setattr(fresh, field, given)
    fresh.save(update_fields=list(gegevens.afspraak()))
    _tell(fresh, Handeling.GEWIJZIGD, Change.UPDATED, partij=partij, door=door, now=now)
    return fresh


@transaction.atomic
def cancel(afspraak: Afspraak, *, partij: Partij, now: datetime, door: str = "") -> Afspraak:
    """Cancel and free its resources at once; of a scarce product after a while (S5).

    Frees cells only, so it cannot clash with a booking (docs/locking.md).
    Raises: TooLate if a resident's appointment has begun; AlreadyClosed if not GEPLAND.
    """
    fresh = _locked_open(afspraak, now=now, strict=partij is Partij.INWONER)
    if partij is Partij.INWONER and fresh.producten.filter(product__is_schaars=True).exists():
        _leave_to_chance(fresh, now=now)
    provider(fresh.aanbieder).cancel(fresh)
    contactlimiet.release([fresh.pk])
    fresh.status, fresh.status_op = Status.GEANNULEERD, now
    fresh.versie += 1
    fresh.save(update_fields=["status", "status_op", "versie"])
    _tell(fresh, Handeling.GEANNULEERD, Change.CANCELLED, partij=partij, door=door, now=now)
    return fresh


def sweep_expired(*, now: datetime) -> int:
    """Let every hold that has expired go; returns how many."""
    with transaction.atomic():
        return bezetting.free_expired(now=now)


# --- steps --------------------------------------------------------------------------------------


def _same_wish(wens: Wens, offer: Offer) -> None:
    if offer.wens_sleutel != wens.sleutel or offer.aanbieder != wens.aanbieder:
        raise InvalidOffer


def _hold_of(sessie: str) -> Afspraak | None:
    if not sessie:
        return None
    return Afspraak.objects.filter(sessie=sessie, status=Status.VASTGEHOUDEN).first()


def _is_held(afspraak: Afspraak, wens: Wens, offer: Offer, now: datetime) -> bool:
    """True if this live hold is of the same time, place and wish."""
    if afspraak.houdbaar_tot is None or afspraak.houdbaar_tot <= now:
        return False
    if (afspraak.locatie_id, afspraak.begin) != (offer.locatie.pk, offer.begin):
        return False
    held = {(row.product_id, row.aantal) for row in afspraak.producten.all()}
    return held == {(regel.product.pk, regel.aantal) for regel in wens.regels}


def _new(wens: Wens, offer: Offer, status: Status, *, now: datetime) -> Afspraak:
    return Afspraak(
        status=status,
        status_op=now,
        begin=offer.begin,
        einde=offer.einde,
        locatie=offer.locatie,
        kanaal=wens.kanaal,
        aanbieder=wens.aanbieder,
        extra_tijd=wens.extra_tijd,
        aangemaakt_op=now,
    )


def _insert(
    afspraak: Afspraak,
    wens: Wens,
    *,
    now: datetime,
    verzoek: tuple[str, str, str] = ("", "", ""),
) -> None:
    """Insert the appointment, its request, its products and all its cells, in that order."""
    or_collision(lambda: afspraak.save(force_insert=True))
    client, sleutel, body = verzoek
    if sleutel:
        row = Verzoek(client=client, sleutel=sleutel, body_hash=body, afspraak=afspraak, op=now)
        or_collision(lambda: row.save(force_insert=True))
    _write_products(afspraak, wens)
    provider(afspraak.aanbieder).hold(afspraak, wens, now=now, seed=afspraak.code)


def _write_products(afspraak: Afspraak, wens: Wens) -> None:
    """The products of the wish, and no others."""
    wanted = {regel.product.pk: regel.aantal for regel in wens.regels}
    if afspraak.versie > 1 or afspraak.klant_id is not None:
        present = {row.product_id: row.aantal for row in afspraak.producten.all()}
        if present == wanted:
            return
        afspraak.producten.all().delete()
    Afspraakproduct.objects.bulk_create(
        Afspraakproduct(afspraak=afspraak, product_id=product, aantal=aantal)
        for product, aantal in wanted.items()
    )


def _promise(afspraak: Afspraak, wens: Wens, gegevens: Gegevens, *, now: datetime) -> Afspraak:
    """Compare-and-swap the hold to GEPLAND, taking its time again where it was let go."""
    if afspraak.begin <= now:
        raise NotOffered
    held = Afspraak.objects.filter(pk=afspraak.pk, klant=None)
    klant = Klant.objects.create(**gegevens.klant())
    promised = {
        "klant": klant,
        "status": Status.GEPLAND,
        "status_op": now,
        "houdbaar_tot": None,
        "beheer_hash": hash_of(token_for(afspraak)),
    } | gegevens.afspraak()
    if not held.filter(status=Status.VASTGEHOUDEN).update(**promised):
        if not held.filter(status=Status.VERLOPEN).update(**promised):
            raise Collision
        provider(afspraak.aanbieder).hold(afspraak, wens, now=now, seed=afspraak.code)
    for name, value in promised.items():
        setattr(afspraak, name, value)
    provider(afspraak.aanbieder).confirm(afspraak, now=now)
    _limit(afspraak, wens, gegevens, now=now)
    _tell(afspraak, Handeling.GEBOEKT, Change.BOOKED, partij=Partij.INWONER, door="", now=now)
    return afspraak


def _limit(afspraak: Afspraak, wens: Wens, gegevens: Gegevens, *, now: datetime) -> None:
    """Hoarding is a matter of the web; institutions and representatives book for many."""
    if wens.is_personeel or gegevens.organisatie or gegevens.namens:
        return
    contactlimiet.claim(
        afspraak,
        [regel.product for regel in wens.regels],
        email=gegevens.email,
        telefoon=gegevens.telefoon,
        now=now,
    )


def _locked_open(afspraak: Afspraak, *, now: datetime, strict: bool) -> Afspraak:
    """The row as it is now, locked. `strict`: also refuse what has begun."""
    fresh = (
        Afspraak.objects.select_for_update(of=("self",))
        .select_related("locatie", "klant")
        .get(pk=afspraak.pk)
    )
    if fresh.status != Status.GEPLAND:
        raise AlreadyClosed
    if strict and fresh.begin <= now:
        raise TooLate
    return fresh


def _leave_to_chance(afspraak: Afspraak, *, now: datetime) -> None:
    """Hand the cells to a hold of nobody that ends at an unknown moment, 5 to 60 minutes on."""
    nobody = Afspraak.objects.create(
        status=Status.VASTGEHOUDEN,
        status_op=now,
        houdbaar_tot=now + timedelta(seconds=random.randint(300, 3600)),
        begin=afspraak.begin,
        einde=afspraak.einde,
        locatie_id=afspraak.locatie_id,
        kanaal=afspraak.kanaal,
        aanbieder=afspraak.aanbieder,
        aangemaakt_op=now,
    )
    bezetting.hand_over(afspraak, nobody)


def _known(client: str, sleutel: str, body: str) -> Afspraak | None:
    """The appointment that this request made before. Raises: KeyReused for another body."""
    row = (
        Verzoek.objects.filter(client=client, sleutel=sleutel)
        .select_related("afspraak__locatie", "afspraak__klant")
        .first()
    )
    if row is None:
        return None
    if row.body_hash != body:
        raise KeyReused
    return row.afspraak


def _body_hash(wens: Wens, offer: Offer, gegevens: Gegevens) -> str:
    parts = [wens.sleutel, str(offer.locatie.pk), offer.begin.isoformat(), repr(asdict(gegevens))]
    return hashlib.sha256("|".join(parts).encode(errors="surrogatepass")).hexdigest()


def _attempt(
    act: Callable[[], Afspraak],
    wens: Wens,
    offer: Offer,
    *,
    now: datetime,
    before: Callable[[], None] | None = None,
    behalve: Afspraak | None = None,
) -> Afspraak:
    """Run `act`; who was too late hears of the three nearest times.

    The own time of `behalve`, an appointment that moves, counts as free among them.
    """
    tot = offer.einde + timedelta(minutes=5 * wens.buffer_cells)
    try:
        return attempt(act, now=now, van=offer.begin, tot=tot, before=before)
    except (SlotTaken, Taken, Collision) as error:
        near = agenda.nearest(wens, rond=offer.begin, now=now, behalve=behalve)
        raise SlotTaken(near) from error
    except NotOffered as error:
        near = agenda.nearest(wens, rond=offer.begin, now=now, behalve=behalve)
        raise NotOffered(near) from error


def _tell(
    afspraak: Afspraak,
    handeling: Handeling,
    change: Change,
    *,
    partij: Partij,
    door: str,
    now: datetime,
) -> None:
    """Log the act and tell the other apps, in the transaction of the act."""
    record(
        handeling,
        f"afspraak:{afspraak.code}",
        partij=partij,
        door=door,
        now=now,
        versie=afspraak.versie,
    )
    afspraak_changed.send(Afspraak, afspraak=afspraak, change=change, door=partij, now=now)
