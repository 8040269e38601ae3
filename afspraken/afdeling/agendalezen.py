"""The rows behind some days of one official's agenda, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from afspraken.afdeling.agendabeeld import Dag, Punt, Soort, Span, Uren, cut, gaps
from afspraken.engine.bitmap import CELLS_PER_DAY, cell_of, from_bytes, join_days, moment_of
from afspraken.gevoelig import products_text
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import (
    EXPECTED,
    RELEASED,
    Afspraak,
    Afspraakproduct,
    Afwezigheid,
    Inzet,
    Middel,
    Openstand,
    Rooster,
    Sluiting,
    Status,
    Tijdvoorstel,
    Voorstelstatus,
)
from afspraken.models import Soort as Middelsoort
from afspraken.rechten import Toegang
from afspraken.templatetags.wanneer import plaats

DAY = timedelta(days=1)
Opening = tuple[int, str, datetime, datetime]
"""Place (id and name), begin and end of a stretch that the roster opens."""


def read_days(middel: Middel, who: Toegang, *, van: date, tot: date, now: datetime) -> list[Dag]:
    """The local days [van, tot) of one official, as `who` may read them; nine queries at most."""
    whole = day_begin(van), day_begin(tot)
    rows = _Rows(_openings(middel, whole), _uses(middel, whole, now), *_away(middel, whole))
    today = local_day(now)
    return [
        Dag(
            dag,
            is_vandaag=dag == today,
            is_voorbij=dag < today,
            uren=list(rows.hours(_day(dag))),
            punten=rows.lines(_day(dag), who, now),
        )
        for dag in (van + n * DAY for n in range((tot - van).days))
    ]


@dataclass(frozen=True)
class _Rows:
    """What was read of all days together."""

    openings: Sequence[Opening]
    uses: Sequence[Inzet]
    absences: Sequence[Afwezigheid]
    closings: Sequence[Sluiting]

    def hours(self, day: Span) -> Iterator[Uren]:
        for _pk, naam, begin, einde in self.openings:
            if part := cut(begin, einde, day):
                yield Uren(*part, naam)

    def lines(self, day: Span, who: Toegang, now: datetime) -> list[Punt]:
        """All lines of a day, by time; what lasts the whole day comes first."""
        found = [*self._used(day, who, now), *self._away(day), *self._closed(day)]
        if day[1] > now:
            found += self._free(day, now)
        return sorted(found, key=lambda punt: (not punt.hele_dag, punt.begin, punt.einde))

    def _used(self, day: Span, who: Toegang, now: datetime) -> Iterator[Punt]:
        for use in self.uses:
            if day[0] <= use.begin < day[1]:
                yield self._line(use, who, now)

    def _line(self, use: Inzet, who: Toegang, now: datetime) -> Punt:
        afspraak = use.afspraak
        if afspraak is None:
            tekst = use.blokkade.omschrijving if use.blokkade else ""
            return Punt(Soort.BLOKKADE, use.begin, use.einde, tekst or _("Bezet"))
        waar = ", ".join([plaats(afspraak), *_rooms(afspraak)])
        if afspraak.status == Status.VASTGEHOUDEN:
            asked = afspraak.voorsteltijd.voorstel.afspraak
            tekst = _("Voorgesteld aan %(wie)s") % {"wie": asked.klant or _("een klant")}
            return Punt(Soort.VOORSTEL, afspraak.begin, afspraak.einde, tekst, asked, waar)
        return Punt(
            Soort.AFSPRAAK,
            afspraak.begin,
            afspraak.einde,
            products_text(afspraak, who),
            afspraak,
            waar,
            needs_of(afspraak),
            is_conflict=not self._fits(afspraak, now),
            is_gevraagd=any(one.uiterlijk > now for one in afspraak.tijdvoorstellen.all()),
        )

    def _fits(self, afspraak: Afspraak, now: datetime) -> bool:
        """True unless an expected appointment lies outside what is open (see `conflicts`)."""
        if afspraak.status not in EXPECTED or afspraak.einde <= now:
            return True
        return any(
            pk == afspraak.locatie_id and begin <= afspraak.begin and afspraak.einde <= einde
            for pk, _naam, begin, einde in self.openings
        )

    def _away(self, day: Span) -> Iterator[Punt]:
        for row in self.absences:
            if part := cut(row.begin, row.einde, day):
                soort = Soort.BUITEN if row.bron else Soort.AFWEZIG
                tekst = _("Bezet in eigen agenda") if row.bron else row.reden or _("Afwezig")
                yield Punt(soort, *part, tekst, hele_dag=part == day)

    def _closed(self, day: Span) -> Iterator[Punt]:
        dag = local_day(day[0])
        for row in self.closings:
            if row.eerste_dag <= dag <= row.laatste_dag:
                tekst = _("%(waar)s is dicht: %(reden)s") % {
                    "waar": row.locatie or _("Elke locatie"),
                    "reden": row.reden,
                }
                yield Punt(Soort.DICHT, *day, tekst, hele_dag=True)

    def _free(self, day: Span, now: datetime) -> list[Punt]:
        taken = [(use.begin, use.einde) for use in self.uses]
        return [
            Punt(Soort.VRIJ, *gap, waar=naam)
            for _pk, naam, begin, einde in self.openings
            if (part := cut(begin, einde, day))
            for gap in gaps(part, taken, after=now)
        ]


def needs_of(afspraak: Afspraak) -> tuple[str, ...]:
    """What the customer needs, in words."""
    found = [
        _("tolk %(taal)s") % {"taal": afspraak.tolk} if afspraak.tolk else "",
        _("rolstoel") if afspraak.rolstoel else "",
        _("voor %(wie)s") % {"wie": afspraak.namens} if afspraak.namens else "",
    ]
    return tuple(one for one in found if one)


def _rooms(afspraak: Afspraak) -> list[str]:
    used = (use.middel for use in afspraak.inzetten.all())
    return [middel.naam for middel in used if middel.soort == Middelsoort.RUIMTE]


def _day(dag: date) -> Span:
    return day_begin(dag), day_begin(day_after(dag))


def _uses(middel: Middel, whole: Span, now: datetime) -> list[Inzet]:
    """What occupies the official: promises, blokkades, and times kept for who was asked."""
    asked = Q(
        afspraak__status=Status.VASTGEHOUDEN,
        afspraak__houdbaar_tot__gt=now,
        afspraak__voorsteltijd__isnull=False,
    )
    promised = Q(afspraak__isnull=False) & ~Q(afspraak__status__in=[*RELEASED, Status.VASTGEHOUDEN])
    rows = Inzet.objects.filter(
        Q(blokkade__isnull=False) | asked | promised,
        middel=middel,
        begin__gte=whole[0] - DAY,
        begin__lt=whole[1],
        einde__gt=whole[0],
    )
    producten = Prefetch("afspraak__producten", Afspraakproduct.objects.select_related("product"))
    gevraagd = Prefetch(
        "afspraak__tijdvoorstellen", Tijdvoorstel.objects.filter(status=Voorstelstatus.OPEN)
    )
    rows = rows.select_related(
        "afspraak__klant",
        "afspraak__locatie",
        "afspraak__voorsteltijd__voorstel__afspraak__klant",
        "blokkade",
    )
    return list(
        rows.prefetch_related(producten, gevraagd, "afspraak__inzetten__middel").order_by("begin")
    )


def _openings(middel: Middel, whole: Span) -> list[Opening]:
    """What the roster opens, place by place; stretches of two UTC days are joined."""
    first = cell_of(whole[0]) // CELLS_PER_DAY
    rows = Openstand.objects.filter(
        middel=middel, dag__gte=whole[0].date() - DAY, dag__lte=whole[1].date()
    ).select_related("locatie")
    masks: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    origin = moment_of(first * CELLS_PER_DAY).date()
    for row in rows:
        number = (row.dag - origin).days
        if number >= 0:
            masks[row.locatie_id, row.locatie.naam][number] = from_bytes(bytes(row.open))
    return sorted(_runs(masks, first * CELLS_PER_DAY), key=lambda one: one[2])


def _runs(masks: Mapping[tuple[int, str], dict[int, int]], origin: int) -> Iterator[Opening]:
    for (pk, naam), days in masks.items():
        mask, at = join_days(days), origin
        while mask:
            shut = (mask & -mask).bit_length() - 1
            mask >>= shut
            length = (~mask & (mask + 1)).bit_length() - 1
            at += shut
            yield pk, naam, moment_of(at), moment_of(at + length)
            mask >>= length
            at += length


def _away(middel: Middel, whole: Span) -> tuple[list[Afwezigheid], list[Sluiting]]:
    """Absences of the official, and closings of the places where they have hours."""
    absences = Afwezigheid.objects.filter(middel=middel, begin__lt=whole[1], einde__gt=whole[0])
    places = Rooster.objects.filter(middel=middel).values("locatie")
    first, last = local_day(whole[0]), local_day(whole[1]) - DAY
    closings = Sluiting.objects.filter(
        Q(locatie=None) | Q(locatie__in=places),
        is_actief=True,
        eerste_dag__lte=last,
        laatste_dag__gte=first,
    ).select_related("locatie")
    return list(absences), list(closings)
