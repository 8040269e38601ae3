"""One way to book, many ways to offer: the offer, its token, and who may make offers.

A provider finds times and occupies what they need. Doors never call a provider: they call
`agenda` and `booking`, which dispatch here. The core registers `balie.Balie`; another app
registers its own in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.core import signing

from afspraken.engine.bitmap import CELL, bits, cell_of, moment_of
from afspraken.exceptions import InvalidOffer
from afspraken.models import Afspraak, Locatie
from afspraken.wens import Wens

_SALT = "afspraken.aanbod"


@dataclass(frozen=True)
class Offer:
    """A time that a customer can have: a place and [begin, einde), without resource.

    At the customer's own address that is a window, within which we begin. `extra_minuten` is how
    much longer we travel because of it, for staff only; None where nobody travels.
    """

    aanbieder: str
    locatie: Locatie
    begin: datetime
    einde: datetime
    wens_sleutel: str
    extra_minuten: int | None = None

    @property
    def is_venster(self) -> bool:
        """True if we come to the customer, at some time within [begin, einde)."""
        return self.locatie.bij_klant

    @property
    def token(self) -> str:
        """The signed offer, to be posted back by a page; read it with `from_token`."""
        return signing.dumps(
            [
                self.aanbieder,
                self.locatie.pk,
                cell_of(self.begin),
                cell_of(self.einde) - cell_of(self.begin),
                self.wens_sleutel,
            ],
            salt=_SALT,
        )


@dataclass(frozen=True)
class Found:
    """Start times at one place, all of the same length: bit i is cell `origin + i`.

    `kosten` are extra minutes of travel by bit; None where nobody travels.
    """

    locatie: Locatie
    origin: int
    starts: int
    cells: int
    kosten: Mapping[int, int] | None = None

    def offers(self, wens: Wens) -> Iterator[Offer]:
        """The starts as offers, earliest first."""
        for bit in bits(self.starts):
            yield self.offer(wens, bit)

    def offer(self, wens: Wens, bit: int) -> Offer:
        """The offer that one start is."""
        begin = moment_of(self.origin + bit)
        einde = begin + self.cells * CELL
        extra = self.kosten.get(bit) if self.kosten is not None else None
        return Offer(wens.aanbieder, self.locatie, begin, einde, wens.sleutel, extra)


def offer_at(wens: Wens, locatie: Locatie, begin: datetime, *, cells: int | None = None) -> Offer:
    """The offer of a wish at a moment; `cells` None means as long as the wish takes.

    A window is as long as it was promised, so whoever has one gives its `cells`.
    """
    einde = begin + (cells or wens.cells) * CELL
    return Offer(wens.aanbieder, locatie, begin, einde, wens.sleutel)


def offer_of(wens: Wens, afspraak: Afspraak) -> Offer:
    """The time that an appointment has, for this wish: of a window the whole window."""
    window = cell_of(afspraak.einde) - cell_of(afspraak.begin) if afspraak.is_venster else None
    return offer_at(wens, afspraak.locatie, afspraak.begin, cells=window)


def from_token(token: str, wens: Wens) -> Offer:
    """The offer that a page posted back. Whether it is still free is not known here.

    Raises: InvalidOffer if it was altered, made for another wish, or its place is gone.
    """
    try:
        aanbieder, locatie_id, cell, cells, sleutel = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise InvalidOffer from error
    locatie = Locatie.objects.filter(pk=locatie_id, is_actief=True).first()
    if locatie is None or sleutel != wens.sleutel or aanbieder != wens.aanbieder:
        raise InvalidOffer
    return offer_at(wens, locatie, moment_of(cell), cells=cells)


@dataclass(frozen=True)
class Overboeking:
    """Leave to occupy a counter or official beyond its lanes: by whom (a number), and why."""

    door: str
    reden: str


class Taken(Exception):
    """Inside a provider: a resource that was free when chosen is occupied by now."""


class Aanbieder(Protocol):
    """What a provider implements. `booking` owns transaction, status, log and retries.

    The writing methods run inside booking's transaction and only occupy or free resources.
    """

    @property
    def bij_klant(self) -> bool:
        """True if it visits customers: a wish for it needs an address, and times are windows."""

    def find(
        self,
        wens: Wens,
        *,
        van: date,
        tot: date,
        now: datetime,
        locaties: Sequence[Locatie] | None,
        behalve: Afspraak | None,
        overboeken: bool = False,
    ) -> list[Found]:
        """All possible starts on the local days [van, tot); `locaties` None means every place.

        The time of the appointment `behalve` counts as free. `overboeken`: also starts that are
        possible by overbooking only.
        """

    def places(self, wens: Wens, *, van: date, tot: date) -> Sequence[Locatie]:
        """Where the wish can be had on the local days [van, tot), whoever is there already."""

    def explain(self, wens: Wens, *, locatie: Locatie, dag: date, now: datetime) -> Any:
        """Why a local day at a place has no start: blocking rules and relaxations."""

    def hold(
        self,
        afspraak: Afspraak,
        wens: Wens,
        *,
        now: datetime,
        seed: str,
        overboeking: Overboeking | None = None,
    ) -> None:
        """Occupy what [afspraak.begin, afspraak.einde) needs; beyond it only by overbooking.

        Raises: NotOffered if a rule forbids it, Taken if it was free but is not any more.
        """

    def confirm(self, afspraak: Afspraak, *, now: datetime) -> None:
        """Turn the hold into a promise, where that takes more than a status."""

    def move(
        self,
        afspraak: Afspraak,
        wens: Wens,
        *,
        now: datetime,
        seed: str,
        stays: bool,
        liefst: Sequence[int] = (),
    ) -> None:
        """Occupy the new time of the appointment, keeping what old and new share.

        `stays`: begin and place are as they were promised; only the length may differ. `liefst`:
        resources to take if they are free; then what it has now is not kept where it is closed.
        Raises: as `hold`.
        """

    def take_over(self, afspraak: Afspraak, held: Afspraak, *, now: datetime) -> None:
        """Give the appointment what a hold of the same wish occupies, in place of its own."""

    def cancel(self, afspraak: Afspraak, *, now: datetime) -> None:
        """Free everything the appointment occupies."""


_aanbieders: dict[str, Aanbieder] = {}


def register(naam: str, aanbieder: Aanbieder) -> None:
    """Make a provider known under the name that `Product.aanbieder` uses."""
    _aanbieders[naam] = aanbieder


def provider(naam: str) -> Aanbieder:
    """The provider of that name. Raises: InvalidOffer if no app registered it."""
    try:
        return _aanbieders[naam]
    except KeyError as error:
        raise InvalidOffer from error


def visits(wens: Wens) -> bool:
    """True if we come to the customer for this wish. Raises: as `provider`."""
    return provider(wens.aanbieder).bij_klant


def lacks_address(wens: Wens) -> bool:
    """True for a wish to be visited that does not say where. Raises: as `provider`."""
    return wens.adres is None and visits(wens)
