"""What the page of a disruption shows: one line per appointment, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from afspraken.gevoelig import products_text
from afspraken.lokaal import local_day
from afspraken.models import (
    Afwezigheid,
    Oplossing,
    Sluiting,
    Storing,
    Uitkomst,
    Verplaatsvoorstel,
)
from afspraken.rechten import Bereik, Recht, Toegang
from afspraken.storing.scene import goes_first
from afspraken.storing.words import in_words

AHEAD = timedelta(days=14)
"""So far ahead absence and closings are shown for which there is no disruption yet."""
MOST_WITHOUT = 20

MOVED = (Uitkomst.VERPLAATST, Uitkomst.AFGEZEGD)
TO_BE_APPROVED = (Oplossing.VERPLAATS, Oplossing.ANNULEER)


def within(who: Toegang) -> Q:
    """The disruptions that someone may solve: all, or those of officials of their department."""
    match who.bereik(Recht.STORING_OPLOSSEN):
        case Bereik.ALLES:
            return Q()
        case Bereik.EIGEN:
            return Q(middel__afdeling__in=who.afdelingen)
        case _:
            return Q(pk__in=[])


@dataclass(frozen=True)
class Regel:
    """One appointment: for whom and what, and what its change asks in words."""

    voorstel: Verplaatsvoorstel
    wat: str
    asks: str
    is_first: bool

    @property
    def stand(self) -> str:
        """Where it is: "bel", "keur", "bezig", "klaar", "mis" or "blijft"."""
        row = self.voorstel
        if row.uitkomst:
            return "klaar" if row.uitkomst in MOVED else "mis"
        if row.is_goedgekeurd:
            return "bezig"
        if row.oplossing in TO_BE_APPROVED:
            return "keur"
        return "bel" if row.oplossing == Oplossing.BEL else "blijft"

    @property
    def is_open(self) -> bool:
        """True while a person can choose something else."""
        return self.stand in {"bel", "keur", "blijft"}


def lines(storing: Storing, who: Toegang) -> list[Regel]:
    """Everyone who is affected, the earliest first. A fixed number of queries."""
    return [line(row, who) for row in shown(storing.voorstellen.all())]


def line(row: Verplaatsvoorstel, who: Toegang) -> Regel:
    """One of them, read by `shown`."""
    return Regel(row, products_text(row.afspraak, who), _asks(row), goes_first(row.afspraak))


def shown(rows: QuerySet[Verplaatsvoorstel]) -> QuerySet[Verplaatsvoorstel]:
    """With all that a line needs."""
    return rows.select_related(
        "afspraak__klant", "locatie", "was_locatie", "storing"
    ).prefetch_related("afspraak__producten__product", "afspraak__inzetten")


def _asks(row: Verplaatsvoorstel) -> str:
    if row.begin is None or row.locatie is None:
        return ""
    has = {inzet.middel_id for inzet in row.afspraak.inzetten.all()}
    stays = {zetel[0] for zetel in row.zetels} <= has and not row.uitkomst
    return in_words((row.was_begin, row.was_locatie), (row.begin, row.locatie), same_hands=stays)


def counts(regels: Iterable[Regel]) -> dict[str, int]:
    """How many there are of each stand."""
    found = dict.fromkeys(("bel", "keur", "bezig", "klaar", "mis", "blijft"), 0)
    for regel in regels:
        found[regel.stand] += 1
    return found


def without_desk(who: Toegang, *, now: datetime) -> list[Afwezigheid | Sluiting]:
    """Absence and closings of the coming weeks for which nobody opened a disruption, soonest first.

    What an outside calendar says, and holidays, were known before anyone booked.
    """
    until = now + AHEAD
    open_one = Exists(Storing.objects.filter(afwezigheid=OuterRef("pk"), beeindigd_op=None))
    away = Afwezigheid.objects.filter(~open_one, bron="", einde__gt=now, begin__lt=until)
    found: list[Afwezigheid | Sluiting] = []
    if who.bereik(Recht.STORING_OPLOSSEN) is Bereik.ALLES:
        open_one = Exists(Storing.objects.filter(sluitingen=OuterRef("pk"), beeindigd_op=None))
        closed = Sluiting.objects.filter(~open_one, is_actief=True, is_feestdag=False)
        days = {"laatste_dag__gte": local_day(now), "eerste_dag__lt": local_day(until)}
        found += closed.filter(**days).select_related("locatie")[:MOST_WITHOUT]
    else:
        away = away.filter(middel__afdeling__in=who.afdelingen)
    return [*away.select_related("middel")[:MOST_WITHOUT], *found]


def open_first(who: Toegang, *, now: datetime) -> QuerySet[Storing]:
    """The disruptions that are not over, and then the last ones that are."""
    rows = Storing.objects.filter(within(who)).select_related("middel", "locatie", "gemeld_door")
    is_over = Q(beeindigd_op__isnull=False) | Q(einde__lte=now)
    return rows.annotate(over=is_over).order_by("over", "-gemeld_op", "-pk")
