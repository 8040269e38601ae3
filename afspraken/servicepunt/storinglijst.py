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
"""Of so long absence and closings are shown for which there is no disruption yet."""
MOST_WITHOUT = 20

MOVED = (Uitkomst.VERPLAATST, Uitkomst.AFGEZEGD)
TO_BE_APPROVED = (Oplossing.VERPLAATS, Oplossing.ANNULEER)


def within(who: Toegang) -> Q:
    """The disruptions that someone may solve: all, or those of officials of their department."""
    return who.within(Recht.STORING_OPLOSSEN, own=Q(middel__afdeling__in=who.afdelingen))


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


def without_desk(who: Toegang, *, vanaf: datetime) -> list[Afwezigheid | Sluiting]:
    """Absence and closings for which nobody opened a disruption, of two weeks from a moment on."""
    tot = vanaf + AHEAD
    away = _away(who).filter(einde__gt=vanaf, begin__lt=tot)
    closed = _closed(who).filter(laatste_dag__gte=local_day(vanaf), eerste_dag__lt=local_day(tot))
    return [*away[:MOST_WITHOUT], *closed[:MOST_WITHOUT]]


def one_without_desk(
    soort: str, pk: int, who: Toegang, *, now: datetime
) -> Afwezigheid | Sluiting | None:
    """One of them, however far ahead; None if it is over, out of reach, or taken up already."""
    if soort == "afwezigheid":
        return _away(who).filter(pk=pk, einde__gt=now).first()
    return _closed(who).filter(pk=pk, laatste_dag__gte=local_day(now)).first()


def _away(who: Toegang) -> QuerySet[Afwezigheid]:
    """Without what an outside calendar says: that was known before anyone booked."""
    open_one = Exists(Storing.objects.filter(afwezigheid=OuterRef("pk"), beeindigd_op=None))
    rows = Afwezigheid.objects.filter(~open_one, bron="").select_related("middel")
    if who.bereik(Recht.STORING_OPLOSSEN) is Bereik.ALLES:
        return rows
    return rows.filter(middel__afdeling__in=who.afdelingen)


def _closed(who: Toegang) -> QuerySet[Sluiting]:
    """Without holidays, for the same reason; for who may solve disruptions everywhere."""
    if who.bereik(Recht.STORING_OPLOSSEN) is not Bereik.ALLES:
        return Sluiting.objects.none()
    open_one = Exists(Storing.objects.filter(sluitingen=OuterRef("pk"), beeindigd_op=None))
    rows = Sluiting.objects.filter(~open_one, is_actief=True, is_feestdag=False)
    return rows.select_related("locatie")


def open_first(who: Toegang, *, now: datetime) -> QuerySet[Storing]:
    """The disruptions that are not over, and then the last ones that are."""
    rows = Storing.objects.filter(within(who)).select_related("middel", "locatie", "gemeld_door")
    is_over = Q(beeindigd_op__isnull=False) | Q(einde__lte=now)
    return rows.annotate(over=is_over).order_by("over", "-gemeld_op", "-pk")
