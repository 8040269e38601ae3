"""The end of a call: what was agreed and the contact about it, in one submit.

A new appointment, a cancellation and the contact commit together. Moving opens its own
transactions (it may have to try again), so there the contact follows: if it failed, the call
stays open and says that the appointment was moved.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken import booking, contact
from afspraken.contact import Contact, Persoon, Vraag
from afspraken.exceptions import BookingError
from afspraken.models import Kanaal, Klant, Partij, Product, Resultaat, Soortcontact
from afspraken.offers import from_token
from afspraken.servicepunt.gesprek import concept
from afspraken.servicepunt.gesprek.formulier import KlantForm, beller_form, klant_form
from afspraken.servicepunt.gesprek.handelingen import vervolg
from afspraken.servicepunt.gesprek.handelingen.act import Act
from afspraken.servicepunt.gesprek.handelingen.wijzigen import NotRecognised
from afspraken.servicepunt.gesprek.keuze import Keuze
from afspraken.servicepunt.gesprek.velden import Velden


class NoTime(BookingError):
    """Nothing was chosen that could be confirmed."""

    sentence = gettext_lazy("Kies eerst een tijd.")
    status = 400


class Incomplete(BookingError):
    """Something in the fields has to be put right; they say what."""

    sentence = gettext_lazy("Nog niet alles klopt:")
    status = 400

    def __init__(self, velden: Velden) -> None:
        super().__init__()
        self.velden = velden


def finish(act: Act) -> None:
    """Confirm what was chosen: a new appointment, another time, or a cancellation.

    Raises: NoTime; Incomplete; what `booking` raises.
    """
    keuze = Keuze.of(act.gesprek)
    if act.gesprek.wijzigt is not None:
        if not act.gesprek.verificatie:
            raise NotRecognised
        if keuze.afzeggen:
            _cancel(act)
        elif keuze.nieuw:
            _move(act, keuze)
        else:
            raise NoTime
    elif act.gesprek.vastgehouden is not None:
        _book(act, keuze)
    else:
        raise NoTime


def register_only(act: Act) -> None:
    """Register the contact without an appointment. A caller with a name is kept as a customer.

    What a known customer told anew is written back, unless an appointment of theirs is on the
    page: then the page shows no fields about them. Raises: Incomplete, also without a question.
    """
    gesprek, beller = act.gesprek, None
    if gesprek.wijzigt is None:
        beller = beller_form(gesprek, act.request.POST, now=act.now)
    velden = _checked(act, beller, vraagt=True)
    concept.release(act.gesprek, now=act.now)
    resultaat = Resultaat(velden.contact.cleaned_data["resultaat"] or "BEANTWOORD")
    with transaction.atomic():
        if beller is not None and (wie := beller.persoon(gesprek.klant)):
            gesprek.klant = _kept(gesprek.klant, wie, door=act.request.user, now=act.now)
        _record(act, velden, None, resultaat)


def _kept(klant: Klant | None, wie: Persoon, *, door: Any, now: datetime) -> Klant:
    if klant is None:
        return contact.keep_person(wie, door=door, now=now)
    return contact.correct_person(klant, wie, door=door, now=now)


def _book(act: Act, keuze: Keuze) -> None:
    hold = act.gesprek.vastgehouden
    if hold is None:
        raise NoTime
    wens = keuze.wens(act.gesprek)
    asked = klant_form(wens, act.request.POST, until=hold.begin, now=act.now)
    velden = _checked(act, asked)
    with transaction.atomic():
        afspraak = booking.confirm(
            hold.code,
            asked.gegevens(act.gesprek.klant),
            sessie=act.sessie,
            now=act.now,
            klant=act.gesprek.klant,
            partij=Partij.MEDEWERKER,
            door=act.door,
        )
        vervolg.join(act, afspraak)
        act.gesprek.klant, act.gesprek.afspraak = afspraak.klant, afspraak
        _record(act, velden, _("Afspraak gemaakt"), Resultaat.AFSPRAAK)


def _move(act: Act, keuze: Keuze) -> None:
    gesprek = act.gesprek
    velden = _checked(act, None)
    wens = keuze.wens(gesprek)
    if gesprek.wijzigt is None:
        raise NoTime
    gesprek.afspraak = booking.move(
        gesprek.wijzigt,
        wens,
        from_token(keuze.nieuw, wens),
        partij=Partij.MEDEWERKER,
        now=act.now,
        door=act.door,
    )
    with transaction.atomic():
        _record(act, velden, _("Afspraak verzet"), Resultaat.BEANTWOORD)


def _cancel(act: Act) -> None:
    gesprek = act.gesprek
    velden = _checked(act, None)
    if gesprek.wijzigt is None:
        raise NoTime
    with transaction.atomic():
        gesprek.afspraak = booking.cancel(
            gesprek.wijzigt, partij=Partij.MEDEWERKER, now=act.now, door=act.door
        )
        _record(act, velden, _("Afspraak afgezegd"), Resultaat.BEANTWOORD)


def _checked(act: Act, klantform: KlantForm | None, *, vraagt: bool = False) -> Velden:
    """The fields, if all of them are right. Raises: Incomplete."""
    velden = Velden.posted(
        act.gesprek, act.request.POST, klant=klantform, vraagt=vraagt, now=act.now
    )
    if not velden.are_valid():
        raise Incomplete(velden)
    return velden


def _record(act: Act, velden: Velden, wat: str | None, resultaat: Resultaat) -> None:
    """Register the contact, and with it that the call is finished."""
    gesprek, said = act.gesprek, velden.contact.cleaned_data
    afspraak = gesprek.afspraak
    onderwerp = said["vraag"] or wat or ""
    toezegging = velden.belofte.toezegging() if velden.belofte else None
    further = [vraag for form in velden.vragen if (vraag := form.answer())]
    if toezegging is not None and wat is None:
        resultaat = Resultaat.TERUGBELLEN
    gesprek.contact = contact.record(
        Contact(
            kanaal=Kanaal(gesprek.kanaal),
            onderwerp=onderwerp[:200],
            vragen=(*_questions(act, onderwerp, said["notitie"], resultaat), *further),
            klant=gesprek.klant,
            soort=Soortcontact(said["soort"] or Soortcontact.VRAAG),
            inhoud=said["notitie"],
            verificatie=gesprek.verificatie,
            taal=_language(gesprek.klant),
            afspraken=(afspraak,) if afspraak is not None else (),
        ),
        door=act.request.user,
        now=act.now,
    )
    if toezegging is not None:
        contact.promise_call_back(gesprek.contact, toezegging, door=act.request.user, now=act.now)
    replace(Keuze.of(gesprek), adres={}).keep(gesprek)
    gesprek.klaar_op, gesprek.getypt, gesprek.vastgehouden = act.now, {}, None
    concept.save(gesprek, now=act.now)


def _questions(act: Act, vraag: str, notitie: str, resultaat: Resultaat) -> tuple[Vraag, ...]:
    """One question per product, so that each department finds its own; one if there is none."""
    rows = Product.objects.filter(slug__in=Keuze.of(act.gesprek).aantallen)
    chosen: list[Product | None] = [*rows.select_related("afdeling")]
    return tuple(
        Vraag(vraag=vraag[:200], product=product, resultaat=resultaat, notitie=notitie)
        for product in chosen or [None]
    )


def _language(klant: Klant | None) -> str:
    """As Klantinteracties writes it: ISO 639-2."""
    return {"nl": "nld", "en": "eng"}[klant.taal] if klant else "nld"
