"""Rows of visits become what a page shows of each; a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from afspraken.gevoelig import hides, products_text
from afspraken.lokaal import day_after, day_begin
from afspraken.models import EXPECTED, Bevoegdheid, Status
from afspraken.rechten import Recht, Toegang
from mobiel import triage
from mobiel.bord.beeld import Bezoekbeeld
from mobiel.models import Bezoek, Bezoekaanvraag, Stop

MOST_REQUESTS = 50
HORIZON = timedelta(days=60)
"""So far ahead visits without a route are looked for."""


def read_visits(dag: date, *, who: Toegang, now: datetime) -> dict[int, Bezoekbeeld]:
    """The visits on routes of this day, and those promised on it without a route."""
    here = Q(Exists(Stop.objects.filter(bezoek=OuterRef("pk"), route__dag=dag)))
    return _pictures(_rows(here | _promised(day_begin(dag), day_begin(day_after(dag)))), who)


def _promised(first: datetime, last: datetime) -> Q:
    """Visits promised in [first, last) that are on no route."""
    is_expected = Q(afspraak__status__in=EXPECTED, afspraak__begin__gte=first)
    return is_expected & Q(afspraak__begin__lt=last, is_los=True)


def _rows(which: Q) -> list[Bezoek]:
    is_los = ~Exists(Stop.objects.filter(bezoek=OuterRef("pk")))
    found = Bezoek.objects.annotate(is_los=is_los).filter(which)
    along = ("afspraak__klant", "afspraak__locatie", "afspraak__bezoekaanvraag__klant")
    return list(found.select_related(*along).prefetch_related("afspraak__producten__product"))


def _pictures(rows: Sequence[Bezoek], who: Toegang) -> dict[int, Bezoekbeeld]:
    """The visits as they are shown, without the times of a route."""
    words = dict(Bevoegdheid.objects.values_list("pk", "naam"))
    return {row.pk: _picture(row, words, who) for row in rows}


def _picture(row: Bezoek, words: Mapping[int, str], who: Toegang) -> Bezoekbeeld:
    afspraak = row.afspraak
    aanvraag = getattr(afspraak, "bezoekaanvraag", None)
    known = {} if hides(afspraak, who) else words  # a competence tells what it is for
    asked = [one for part in row.delen for one in part]
    adres, klant = afspraak.klantadres, afspraak.klant or (aanvraag and aanvraag.klant)
    return Bezoekbeeld(
        pk=row.pk,
        referentie=afspraak.referentie,
        naam=(klant.naam if klant else "") or _("nog geen naam"),
        wat=products_text(afspraak, who),
        adres=f"{adres.straat} {adres.huisnummer}, {adres.plaats}" if adres else "",
        punt=(row.breedtegraad or 0.0, row.lengtegraad or 0.0),
        belofte_van=afspraak.begin,
        belofte_tot=afspraak.einde,
        minuten=row.duur,
        eisen=tuple(needs(asked, known, tolk=afspraak.tolk, rolstoel=afspraak.rolstoel)),
        eis={one: word(one, known) for one in asked},
        toegang=afspraak.toegang,
        begeleider=afspraak.begeleider,
        telefoon=str(klant.telefoon.as_e164) if klant and klant.telefoon else "",
        klant=klant.pk if klant else None,
        is_afgekondigd=row.afgekondigd_op is not None,
        is_voorstel=afspraak.status == Status.VASTGEHOUDEN,
        is_los=bool(row.is_los),  # type: ignore[attr-defined]
        wens_twee=row.met_twee,
        mist_tweede=row.met_twee and not row.mede,
    )


def needs(
    eisen: Iterable[int], words: Mapping[int, str], *, tolk: str = "", rolstoel: bool = False
) -> list[str]:
    """What a visit asks, in words: competences (those in `words`), kit, vehicle, interpreter."""
    persons_last = sorted(eisen, key=lambda one: one >= Bezoek.PERSOON)
    found = [word(one, words) for one in persons_last]
    if tolk:
        found.append(_("tolk %(taal)s") % {"taal": tolk})
    if rolstoel:
        found.append(_("rolstoel"))
    return list(dict.fromkeys(found))


def word(eis: int, words: Mapping[int, str]) -> str:
    """One thing that a visit asks, in a word; `words` are those of competences."""
    if eis >= Bezoek.PERSOON:
        return _("vaste medewerker")
    own = {Bezoek.KOFFER: _("koffer"), Bezoek.VOERTUIG: _("voertuig")}
    return own.get(eis) or words.get(eis, _("bevoegdheid"))


def read_loose(*, van: date, who: Toegang, now: datetime) -> list[Bezoekbeeld]:
    """The visits from a local day on that have no route, first promised first."""
    first = max(now, day_begin(van))
    return without_route(_pictures(_rows(_promised(first, first + HORIZON)), who).values())


def read_requests(*, who: Toegang, now: datetime) -> list[Bezoekaanvraag]:
    """The requests for a visit that wait for us and are theirs to judge, most urgent first."""
    waiting = triage.to_judge(now=now)[:MOST_REQUESTS]
    return [one for one in waiting if who.mag(Recht.BEZOEK_TRIAGE, [one.product.afdeling_id])]


def without_route(visits: Iterable[Bezoekbeeld]) -> list[Bezoekbeeld]:
    """Those without a route, first promised first."""
    loose = [one for one in visits if one.is_los]
    return sorted(loose, key=lambda one: (one.belofte_van, one.pk))
