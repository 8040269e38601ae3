"""The next step of something that runs: the call begins with the product that follows."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404

from afspraken import traject
from afspraken.lokaal import local_day
from afspraken.models import Afspraak
from afspraken.ophalen.vervolg import Stand, next_steps
from afspraken.rechten import Recht
from afspraken.rechten.poort import refuse
from afspraken.servicepunt.gesprek import concept, scherm
from afspraken.servicepunt.gesprek.handelingen.act import Act
from afspraken.servicepunt.gesprek.handelingen.wijzigen import NotRecognised
from afspraken.servicepunt.gesprek.keuze import Keuze


def begin_next(act: Act) -> None:
    """Plan what follows an appointment of this customer, once recognised. Raises: NotRecognised."""
    if act.gesprek.klant is not None and not act.gesprek.verificatie:
        raise NotRecognised
    plan_next(act, act.waarde)


def plan_next(act: Act, code: str) -> None:
    """Choose the product that follows the appointment with this code, from its first day on.

    Raises: Http404 where nothing follows, or for whoever may not book that.
    """
    stand = _following(act, code)
    if not scherm.may_book(stand.vervolg.product, act.who):
        refuse(act.request, Recht.AFSPRAAK_MAKEN, f"product:{stand.vervolg.product.slug}")
    concept.release(act.gesprek, now=act.now)
    act.gesprek.wijzigt = None
    vanaf = stand.vervolg.vanaf
    replace(
        Keuze(),
        aantallen={stand.vervolg.product.slug: stand.aantal},
        dag=vanaf.isoformat() if vanaf > local_day(act.now) else "",
        locatie=stand.locatie.slug if stand.locatie else "",
        vervolg_op=code,
    ).keep(act.gesprek)


def join(act: Act, afspraak: Afspraak) -> None:
    """Let what was booked belong to what it follows on, unless something else was chosen since."""
    code = Keuze.of(act.gesprek).vervolg_op
    chosen = {row.product_id for row in afspraak.producten.all()}
    for stand in next_steps(afspraak.klant, now=act.now) if code and afspraak.klant else ():
        if stand.vervolg.na.code == code and stand.vervolg.product.pk in chosen:
            traject.link(stand.vervolg.na, afspraak, door=act.door, now=act.now)


def _following(act: Act, code: str) -> Stand:
    if act.gesprek.klant is None:
        raise Http404
    for stand in scherm.next_steps(act.gesprek.klant, act.who, now=act.now):
        if stand.vervolg.na.code == code:
            return stand
    raise Http404
