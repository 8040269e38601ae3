"""What each button of the screen does. Typing was kept before; a refusal leaves it all as it was.

`ACTS` maps the first word of a button (`doe`) to a function; what follows a colon is its value.
The gate has let the employee in; of which department a thing is, is asked here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from afspraken import booking, klanten, logboek
from afspraken.exceptions import BookingError
from afspraken.models import (
    Afspraak,
    Handeling,
    Kanaal,
    Klant,
    Klantgesprek,
    Partij,
    Product,
    Status,
    Verificatie,
)
from afspraken.offers import Overboeking, from_token
from afspraken.rechten import Recht, Toegang, employee, toegang
from afspraken.rechten.poort import refuse
from afspraken.servicepunt.gesprek import concept, scherm
from afspraken.servicepunt.gesprek.formulier import known
from afspraken.servicepunt.gesprek.keuze import Keuze


class NotRecognised(BookingError):
    """An existing appointment is read out or changed only for who was recognised."""

    sentence = _("Vink eerst aan hoe u de klant herkende.")
    status = 400


class NoReason(BookingError):
    """Overbooking says why."""

    sentence = _("Vul in waarom u overboekt.")
    status = 400


@dataclass(frozen=True)
class Act:
    """One press of a button, by one employee, at one moment."""

    request: HttpRequest
    gesprek: Klantgesprek
    waarde: str
    now: datetime

    @property
    def who(self) -> Toegang:
        """What this employee may."""
        return toegang(self.request.user)

    @property
    def door(self) -> str:
        """The number of this employee, for the log."""
        return employee(self.request)

    @property
    def sessie(self) -> str:
        """Under this name times are held: one per call."""
        return holder(self.gesprek)


def holder(gesprek: Klantgesprek) -> str:
    """The name under which a call holds its time."""
    return f"gesprek.{gesprek.code}"


def read_choices(act: Act) -> None:
    """Take over channel, numbers, place and day from the page; another wish lets go of its time."""
    gesprek, before = act.gesprek, Keuze.of(act.gesprek)
    kanaal = act.request.POST.get("kanaal", gesprek.kanaal)
    if kanaal in concept.KANALEN:
        gesprek.kanaal = Kanaal(kanaal)
    after = before.posted(act.request.POST.dict(), now=act.now)
    _exchange(act, before, after)


def _exchange(act: Act, before: Keuze, after: Keuze) -> None:
    if after.what != before.what:
        concept.release(act.gesprek, now=act.now)
        after = replace(after, nieuw="")
    after.keep(act.gesprek)


# --- who ------------------------------------------------------------------------------------------


def choose_klant(act: Act) -> None:
    """Go on with a customer who was found; the look is logged, empty fields are filled."""
    rows = Klant.objects.filter(klanten.reachable(act.who), gewist_op=None)
    found = rows.filter(pk=act.waarde).first() if act.waarde.isdecimal() else None
    if found is None:
        raise Http404
    found = found.opgegaan_in or found  # it may have been joined since it was shown
    gesprek = act.gesprek
    gesprek.klant, gesprek.verificatie = found, ""
    gesprek.getypt = {name: text for name, text in gesprek.getypt.items() if text}
    gesprek.getypt = {**known(found), **gesprek.getypt, "zoek_klant": ""}
    logboek.record(
        Handeling.BEKEKEN,
        f"klant:{found.pk}",
        partij=Partij.MEDEWERKER,
        door=act.door,
        now=act.now,
    )


def drop_klant(act: Act) -> None:
    """Another customer after all, or nobody: what was filled in from the row goes, too."""
    gesprek = act.gesprek
    filled = known(gesprek.klant)
    gesprek.getypt = {
        name: text for name, text in gesprek.getypt.items() if filled.get(name) != text
    }
    gesprek.klant, gesprek.verificatie = None, ""
    if gesprek.wijzigt is not None:
        keep_as_it_was(act)


def recognise(act: Act) -> None:
    """How the employee knew who is speaking; part of the contact."""
    klant = act.gesprek.klant
    if klant is None or act.waarde not in Verificatie.possible_for(klant):
        raise Http404
    act.gesprek.verificatie = act.waarde


# --- what and when --------------------------------------------------------------------------------


def add_product(act: Act) -> None:
    """One product more, of a department for which this employee books."""
    product = Product.objects.filter(slug=act.waarde, is_actief=True).first()
    if product is None:
        raise Http404
    if not scherm.may_book(product, act.who):
        refuse(act.request, Recht.AFSPRAAK_MAKEN, f"product:{product.slug}")
    act.gesprek.getypt = {**act.gesprek.getypt, "zoek_product": ""}
    before = Keuze.of(act.gesprek)
    _exchange(act, before, before.plus(product.slug))


def add_set(act: Act, aantallen: Mapping[str, int]) -> None:
    """Several products more, with numbers of persons, as answers to questions led to them."""
    rows = list(Product.objects.filter(slug__in=aantallen, is_actief=True))
    for product in rows:
        if not scherm.may_book(product, act.who):
            refuse(act.request, Recht.AFSPRAAK_MAKEN, f"product:{product.slug}")
    before = Keuze.of(act.gesprek)
    counted = {row.slug: aantallen[row.slug] for row in rows}
    _exchange(act, before, replace(before, aantallen={**before.aantallen, **counted}))


def drop_product(act: Act) -> None:
    """One product less."""
    before = Keuze.of(act.gesprek)
    _exchange(act, before, before.minus(act.waarde))


def look_at_day(act: Act) -> None:
    """Show the times of one day."""
    Keuze.of(act.gesprek).on(act.waarde, now=act.now).keep(act.gesprek)


def set_number(act: Act) -> None:
    """Another number of persons: "paspoort:2"."""
    slug, _colon, aantal = act.waarde.partition(":")
    before = Keuze.of(act.gesprek)
    if slug not in before.aantallen or not aantal.isdecimal():
        raise Http404
    _exchange(act, before, replace(before, aantallen={**before.aantallen, slug: int(aantal[:3])}))


def choose_time(act: Act) -> None:
    """Hold the time for this call; for an appointment that moves, only remember it."""
    gesprek, keuze = act.gesprek, Keuze.of(act.gesprek)
    offer = from_token(act.waarde, keuze.wens(gesprek))
    if gesprek.wijzigt is not None:
        replace(keuze, nieuw=act.waarde).keep(gesprek)
        return
    gesprek.vastgehouden = None  # the hold before is let go by `booking.hold`, also if it fails
    gesprek.vastgehouden = booking.hold(keuze.wens(gesprek), offer, sessie=act.sessie, now=act.now)


def overbook(act: Act) -> None:
    """Hold a time that is there only by a lane too many: with the right, and a reason."""
    gesprek, wens = act.gesprek, Keuze.of(act.gesprek).wens(act.gesprek)
    if not act.who.mag(Recht.OVERBOEKEN, {regel.product.afdeling_id for regel in wens.regels}):
        refuse(act.request, Recht.OVERBOEKEN, f"gesprek:{gesprek.pk}")
    reden = gesprek.getypt.get("overboek_reden", "").strip()[:200]
    if not reden:
        raise NoReason
    gesprek.vastgehouden = booking.hold(
        wens,
        from_token(act.waarde, wens),
        sessie=act.sessie,
        now=act.now,
        overboeking=Overboeking(door=act.door, reden=reden),
    )


def let_go(act: Act) -> None:
    """Another time after all."""
    concept.release(act.gesprek, now=act.now)
    replace(Keuze.of(act.gesprek), nieuw="").keep(act.gesprek)


# --- an appointment that exists -------------------------------------------------------------------


def begin_move(act: Act) -> None:
    """Look for another time for an appointment of this customer."""
    afspraak = _changeable(act)
    concept.release(act.gesprek, now=act.now)
    act.gesprek.wijzigt = afspraak
    counted = {row.product.slug: row.aantal for row in afspraak.producten.all()}
    keuze = Keuze.of(act.gesprek)
    extra = afspraak.extra_tijd
    replace(
        keuze, aantallen=counted, extra_tijd=extra, dag="", locatie="", nieuw="", afzeggen=False
    ).keep(act.gesprek)


def begin_cancel(act: Act) -> None:
    """Ask once more before an appointment of this customer is cancelled."""
    begin_move(act)
    replace(Keuze.of(act.gesprek), afzeggen=True).keep(act.gesprek)


def keep_as_it_was(act: Act) -> None:
    """Change nothing after all."""
    act.gesprek.wijzigt = None
    Keuze().keep(act.gesprek)


def _changeable(act: Act) -> Afspraak:
    """The appointment of this customer that the employee may change.

    Raises: NotRecognised; Http404 for one that is not of this customer or out of reach.
    """
    gesprek = act.gesprek
    if gesprek.klant is None:
        raise Http404
    if not gesprek.verificatie:
        raise NotRecognised
    rows = scherm.appointments(gesprek.klant, act.who, now=act.now)
    afspraak = rows.filter(code=act.waarde, status=Status.GEPLAND).first()
    if afspraak is None:
        raise Http404
    afdelingen = {row.product.afdeling_id for row in afspraak.producten.all()}
    if not act.who.mag(Recht.AFSPRAAK_WIJZIGEN, afdelingen):
        refuse(act.request, Recht.AFSPRAAK_WIJZIGEN, f"afspraak:{afspraak.code}")
    return afspraak


def promise(act: Act) -> None:
    """Promise to call back, or after all not."""
    keuze = Keuze.of(act.gesprek)
    replace(keuze, belofte=not keuze.belofte).keep(act.gesprek)


def nothing(act: Act) -> None:
    """Only keep what was typed and chosen; the page then shows what fits."""


ACTS: dict[str, Callable[[Act], Any]] = {
    "": nothing,
    "klant": choose_klant,
    "klant-los": drop_klant,
    "herkend": recognise,
    "product": add_product,
    "product-weg": drop_product,
    "dag": look_at_day,
    "aantal": set_number,
    "tijd": choose_time,
    "tijd-los": let_go,
    "overboek": overbook,
    "verzet": begin_move,
    "afzeggen": begin_cancel,
    "zo-laten": keep_as_it_was,
    "belofte": promise,
}
