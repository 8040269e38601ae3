"""An appointment that exists: moved or cancelled, for a customer who was recognised."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from afspraken.exceptions import BookingError
from afspraken.models import Afspraak, Status
from afspraken.rechten import Recht
from afspraken.rechten.poort import refuse
from afspraken.servicepunt.gesprek import concept, scherm
from afspraken.servicepunt.gesprek.handelingen.act import Act
from afspraken.servicepunt.gesprek.keuze import Keuze


class NotRecognised(BookingError):
    """An existing appointment is read out or changed only for who was recognised."""

    sentence = _("Vink eerst aan hoe u de klant herkende.")
    status = 400


def begin_move(act: Act) -> None:
    """Look for another time for an appointment of this customer. Raises: NotRecognised."""
    look_for_another_time(act, _changeable(act))


def begin_cancel(act: Act) -> None:
    """Ask once more before an appointment of this customer is cancelled. Raises: NotRecognised."""
    ask_to_cancel(act, _changeable(act))


def look_for_another_time(act: Act, afspraak: Afspraak) -> None:
    """Open an appointment to move it: the same products, at any place and day."""
    concept.release(act.gesprek, now=act.now)
    act.gesprek.wijzigt = afspraak
    counted = {row.product.slug: row.aantal for row in afspraak.producten.all()}
    keuze = Keuze.of(act.gesprek)
    extra = afspraak.extra_tijd
    same = replace(keuze, aantallen=counted, extra_tijd=extra, adres=afspraak.bezoekadres)
    replace(same, dag="", locatie="", nieuw="", afzeggen=False).keep(act.gesprek)


def ask_to_cancel(act: Act, afspraak: Afspraak) -> None:
    """Open an appointment to cancel it."""
    look_for_another_time(act, afspraak)
    replace(Keuze.of(act.gesprek), afzeggen=True).keep(act.gesprek)


def keep_as_it_was(act: Act) -> None:
    """Change nothing after all."""
    act.gesprek.wijzigt = None
    Keuze.of(act.gesprek).unplanned().keep(act.gesprek)


def _changeable(act: Act) -> Afspraak:
    """The appointment that the button names, of a customer who was recognised.

    Raises: NotRecognised; Http404 as `own_appointment`.
    """
    if act.gesprek.klant is not None and not act.gesprek.verificatie:
        raise NotRecognised
    return own_appointment(act, act.waarde)


def own_appointment(act: Act, code: str) -> Afspraak:
    """The appointment of this customer that the employee may change.

    Raises: Http404 for one that is not of this customer or out of reach.
    """
    gesprek = act.gesprek
    if gesprek.klant is None:
        raise Http404
    rows = scherm.appointments(gesprek.klant, act.who, now=act.now).filter(status=Status.GEPLAND)
    afspraak = next((row for row in rows if row.code == code), None)
    if afspraak is None:
        raise Http404
    afdelingen = {row.product.afdeling_id for row in afspraak.producten.all()}
    if not act.who.mag(Recht.AFSPRAAK_WIJZIGEN, afdelingen):
        refuse(act.request, Recht.AFSPRAAK_WIJZIGEN, f"afspraak:{afspraak.code}")
    return afspraak
