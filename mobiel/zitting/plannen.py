"""WRITES a care-home day into the agenda: one visit that takes as long as all places do.

proposal.wens() -> agenda.search -> plan(proposal, offer, …)      one, or `repeat` a series
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from secrets import token_hex
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef

from afspraken import agenda, booking, logboek
from afspraken.bezoekadres import Adres
from afspraken.booking import Gegevens
from afspraken.engine.bitmap import cell_of
from afspraken.exceptions import BookingError
from afspraken.lokaal import LOCAL, local_day, midnight
from afspraken.models import Handeling, Kanaal, Middel, Partij, Soort
from afspraken.offers import Offer
from afspraken.wens import Wens
from mobiel.models import Zitting, Zittingproduct
from mobiel.zitting import tijden, toegang
from mobiel.zitting.errors import NotPlannable, TooSoon
from mobiel.zitting.lezen import CELL_MINUTES, quiet_on

CLOSES_AT = time(16)
"""The local time at which announcing ends, some days before."""

BEGINS = (time(8), time(17))
"""Between these local times a care-home day begins."""

LONGEST = 8 * 60
"""Minutes: nobody is out longer."""

MOST_IN_A_SERIES = 26


def is_whole_day() -> Exists:
    """Whether a product is how planning sees a care-home day: a visit of it alone sees nobody."""
    return Exists(Zittingproduct.objects.filter(bezoek=OuterRef("pk")))


@dataclass(frozen=True)
class Voorstel:
    """A care-home day that is not planned yet.

    `gegevens` are of the institution (`organisatie`) and its contact person, whose e-mail address
    is the only one that ever gets the link. `sluit_dagen` before the day, announcing ends.
    """

    aanbod: Zittingproduct
    adres: Adres
    gegevens: Gegevens
    plaatsen: int
    stilte: Sequence[tuple[time, time]] = ()
    sluit_dagen: int = 2

    def wens(self) -> Wens:
        """The visit as an employee books it, long enough for all places whenever it begins.

        Raises: NotPlannable; NotBookable.
        """
        product = self.aanbod.bezoek
        extra = max(0, self._minutes() - product.minutes_for(1))
        return Wens.of([(product, 1)], kanaal=Kanaal.TELEFOON, extra_tijd=extra, adres=self.adres)

    def sluit_op(self, begin: datetime) -> datetime:
        """The moment at which announcing ends for a day that begins then."""
        dag = local_day(begin) - timedelta(days=self.sluit_dagen)
        return datetime.combine(dag, CLOSES_AT, tzinfo=LOCAL)

    def _minutes(self) -> int:
        """Raises: NotPlannable for quiet hours that are none, or more than fits in a day."""
        dag = date(2000, 1, 3)  # any day: on the wall clock all are alike
        if self.plaatsen < 1 or self.sluit_dagen < 1 or any(van >= tot for van, tot in self.stilte):
            raise NotPlannable
        begins = (cell_of(datetime.combine(dag, at, tzinfo=LOCAL)) for at in BEGINS)
        cells = tijden.longest(
            range(*begins),
            self.aanbod.opzet_minuten // CELL_MINUTES,
            self.plaatsen,
            self.aanbod.minuten // CELL_MINUTES,
            quiet_on(self.stilte, dag),
        )
        if cells * CELL_MINUTES > LONGEST:
            raise NotPlannable
        return cells * CELL_MINUTES


class Reeks(NamedTuple):
    """What was planned of a series, and the days on which there was no place."""

    zittingen: list[Zitting]
    gemist: list[date]


def plan(
    voorstel: Voorstel, offer: Offer, *, door: str, now: datetime, reeks: UUID | None = None
) -> Zitting:
    """Promise the institution a care-home day in this window, and send its contact person the link.

    `door` is the number of an employee. Opens its own transactions.
    Raises: TooSoon; NotPlannable; SlotTaken, NotOffered; InvalidOffer.
    """
    sluit_op = voorstel.sluit_op(offer.begin)
    if sluit_op <= now:
        raise TooSoon
    held = booking.hold(voorstel.wens(), offer, sessie=f"zitting:{token_hex(12)}", now=now)
    try:
        with transaction.atomic():
            return _promise(voorstel, held.code, held.sessie, sluit_op, reeks, door=door, now=now)
    except BaseException:
        booking.release(held, now=now)
        raise


class NoSuchWindow(LookupError):
    """The window of a first day is not free on another one."""


def repeat(
    voorstel: Voorstel, offer: Offer, *, weken: int, aantal: int, door: str, now: datetime
) -> Reeks:
    """Plan `aantal` care-home days, `weken` apart, each in the same window as the first.

    A day that has no place is told, and left out. Raises: as `plan`, for the first day only.
    """
    if not (1 <= weken <= 52 and 1 <= aantal <= MOST_IN_A_SERIES):
        raise NotPlannable
    reeks, gemist = uuid4(), []
    zittingen = [plan(voorstel, offer, door=door, now=now, reeks=reeks)]
    for number in range(1, aantal):
        dag = local_day(offer.begin) + timedelta(weeks=weken * number)
        try:
            again = same_window(voorstel, offer, dag, now=now)
            zittingen.append(plan(voorstel, again, door=door, now=now, reeks=reeks))
        except (BookingError, NoSuchWindow):
            gemist.append(dag)
    return Reeks(zittingen, gemist)


def same_window(voorstel: Voorstel, offer: Offer, dag: date, *, now: datetime) -> Offer:
    """The window of an offer, by the clock on the wall, on another day. Raises: NoSuchWindow."""
    first = cell_of(offer.begin) - midnight(local_day(offer.begin))
    last = cell_of(offer.einde) - midnight(local_day(offer.begin))
    found = agenda.search(voorstel.wens(), van=dag, tot=dag + timedelta(days=1), now=now)
    for one in found.times(dag):
        span = (cell_of(one.begin) - midnight(dag), cell_of(one.einde) - midnight(dag))
        if span == (first, last) and one.locatie == offer.locatie:
            return one
    raise NoSuchWindow(dag)


def _promise(
    voorstel: Voorstel,
    code: str,
    sessie: str,
    sluit_op: datetime,
    reeks: UUID | None,
    *,
    door: str,
    now: datetime,
) -> Zitting:
    """The appointment of the institution, its zitting and the link, in one transaction."""
    afspraak = booking.confirm(
        code, voorstel.gegevens, sessie=sessie, partij=Partij.MEDEWERKER, door=door, now=now
    )
    naam = f"{voorstel.gegevens.organisatie[:80]} {afspraak.referentie}"
    middel = Middel.objects.create(naam=naam, soort=Soort.ZITTING, locatie=afspraak.locatie)
    zitting = Zitting.objects.create(
        afspraak=afspraak,
        product=voorstel.aanbod.product,
        middel=middel,
        plaatsen=voorstel.plaatsen,
        plaatsminuten=voorstel.aanbod.minuten,
        opzet_minuten=voorstel.aanbod.opzet_minuten,
        stilte=[[f"{van:%H:%M}", f"{tot:%H:%M}"] for van, tot in voorstel.stilte],
        sluit_op=sluit_op,
        reeks=reeks,
        aangemaakt_op=now,
    )
    toegang.send_link(zitting, door=door, now=now)
    logboek.record(
        Handeling.GEBOEKT,
        f"zitting:{zitting.pk}",
        partij=Partij.MEDEWERKER,
        door=door,
        now=now,
        wat="zitting",
        plaatsen=zitting.plaatsen,
    )
    return zitting
