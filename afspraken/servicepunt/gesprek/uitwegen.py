"""Why there is no time, in words for the caller, and what would give one: each one click.

Every way out was searched for real. What only overbooking gives is told to who has that right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken import agenda
from afspraken.balie.explain import Reden
from afspraken.models import Locatie
from afspraken.offers import Offer
from afspraken.templatetags.datums import korte_dag, tijd
from afspraken.wens import Regel, Wens

WAAROM: dict[Reden, str | Promise] = {
    Reden.ROOSTER: gettext_lazy("niet in het rooster, of niet lang genoeg"),
    Reden.SLUITING: gettext_lazy("de locatie is dicht"),
    Reden.AFWEZIG: gettext_lazy("afwezig"),
    Reden.PERSONEEL: gettext_lazy("alleen voor telefoon en balie"),
    Reden.AANLOOPTIJD: gettext_lazy("te kort van tevoren"),
    Reden.HORIZON: gettext_lazy("te ver vooruit"),
    Reden.RASTER: gettext_lazy("past alleen tussen de vaste begintijden"),
    Reden.BEZET: gettext_lazy("bezet door andere afspraken"),
    Reden.UITLOOP: gettext_lazy("er blijft geen tijd over voor de uitloop"),
    Reden.SAMEN: gettext_lazy("nooit vrij op hetzelfde moment als de anderen"),
}


@dataclass(frozen=True)
class Uitweg:
    """One change that gives a time. `doe` is what its button sends."""

    tekst: str
    doe: str
    met_reden: bool = False


@dataclass(frozen=True)
class Geen:
    """Why a day at a place has no time, and the ways out."""

    waarom: list[str]
    uitwegen: list[Uitweg]

    @property
    def kan_overboeken(self) -> bool:
        """True if one of the ways asks for a reason."""
        return any(one.met_reden for one in self.uitwegen)


def explain(
    wens: Wens,
    *,
    locatie: Locatie | None,
    dag: date,
    locaties: list[Locatie],
    now: datetime,
    overboeken: bool,
) -> Geen:
    """Why there is no time on a day, at a place or at any, and what would give one."""
    asked = [locatie] if locatie else locaties
    out = [
        *_elsewhere(wens, locatie, dag, now=now),
        *_other_day(wens, asked, dag, now=now),
        *_fewer(wens, asked, dag, now=now),
    ]
    if overboeken:
        out += _overbooked(wens, asked, dag, now=now)
    return Geen([line for place in asked for line in _why(wens, place, dag, now=now)], out)


def _why(wens: Wens, locatie: Locatie, dag: date, *, now: datetime) -> Iterator[str]:
    """One line per rule that blocks at a place, with how many resources it keeps back."""
    uitleg = agenda.explain(wens, locatie=locatie, dag=dag, now=now)
    if not uitleg.hindernissen:
        if not uitleg.is_mogelijk:
            yield _("%(plaats)s: dit kan hier niet") % {"plaats": locatie}
        return
    counts = Counter((one.middel.get_soort_display(), one.reden) for one in uitleg.hindernissen)
    for (soort, reden), number in counts.items():
        yield _("%(plaats)s, %(aantal)d × %(soort)s: %(reden)s") % {
            "plaats": locatie,
            "aantal": number,
            "soort": soort,
            "reden": WAAROM[reden],
        }


def _elsewhere(
    wens: Wens, locatie: Locatie | None, dag: date, *, now: datetime
) -> Iterator[Uitweg]:
    """The same day at another place."""
    if locatie is None:
        return
    found = agenda.search(wens, now=now, van=dag, tot=dag + timedelta(days=1))
    firsts: dict[int, Offer] = {}
    for offer in found.times(dag):
        firsts.setdefault(offer.locatie.pk, offer)
    for offer in list(firsts.values())[:2]:
        yield Uitweg(_("Zelfde dag in %(plaats)s") % {"plaats": offer.locatie}, _chosen(offer))


def _other_day(wens: Wens, asked: list[Locatie], dag: date, *, now: datetime) -> Iterator[Uitweg]:
    """The nearest other day at the same place."""
    days = agenda.search(wens, now=now, locaties=asked).per_day()
    if days:
        near = min(days, key=lambda day: (abs(day - dag), day))
        yield Uitweg(_("Op %(dag)s") % {"dag": korte_dag(near)}, f"dag:{near.isoformat()}")


def _fewer(wens: Wens, asked: list[Locatie], dag: date, *, now: datetime) -> Iterator[Uitweg]:
    """The same day with one person less: what is shorter may fit."""
    for number, regel in enumerate(wens.regels):
        if regel.aantal == 1 or not regel.product.extra_per_persoon:
            continue
        less = Regel(regel.product, regel.aantal - 1)
        regels = (*wens.regels[:number], less, *wens.regels[number + 1 :])
        shorter = replace(wens, regels=regels)
        if agenda.search(shorter, now=now, van=dag, tot=dag + timedelta(days=1), locaties=asked):
            yield Uitweg(
                _("Zelfde dag met één persoon minder"),
                f"aantal:{less.product.slug}:{less.aantal}",
            )
            return


def _overbooked(wens: Wens, asked: list[Locatie], dag: date, *, now: datetime) -> Iterator[Uitweg]:
    """The first times of the day that are there only by taking a lane too many."""
    after = dag + timedelta(days=1)
    found = agenda.search(wens, now=now, van=dag, tot=after, locaties=asked, overboeken=True)
    for offer in found.first(3):
        tekst = _("Overboek %(tijd)s in %(plaats)s") % {
            "tijd": tijd(offer.begin),
            "plaats": offer.locatie,
        }
        yield Uitweg(tekst, f"overboek:{offer.token}", met_reden=True)


def _chosen(offer: Offer) -> str:
    return f"tijd:{offer.token}"
