"""An example of a message, for who writes its text: on a real appointment or an invented one.

Of a real appointment the manager sees products, place and time, and of the people only initials,
as everywhere in the admin. The link in an example opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from afspraken.admin.afspraken import initials
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    Klant,
    Kosten,
    Locatie,
    Product,
    Status,
)
from notificaties.models import Bericht
from notificaties.teksten import smstekst
from notificaties.teksten.redactie import Plek
from notificaties.teksten.weergave import Tekst, Weergave, fill_in, with_all_shown

NERGENS = "voorbeeld"
"""A code that no appointment has, so that the link made of it opens nothing."""


@dataclass(frozen=True)
class Sms:
    """How an SMS would leave: parts, and the signs that make it longer."""

    maat: smstekst.Length
    duur: dict[str, str]


def example(plek: Plek, tekst: Tekst, afspraak: Afspraak) -> Weergave:
    """The text filled in for an appointment from here (`find`, `invented`)."""
    with override(plek.taal):
        gegevens = _given()
    bericht = Bericht(soort=plek.soort, kanaal=plek.kanaal, gegevens=gegevens)
    return fill_in(tekst, bericht, afspraak, taal=plek.taal)


def as_sms(weergave: Weergave) -> Sms:
    """What an editor must know of an SMS."""
    return Sms(smstekst.measure(weergave.tekst), smstekst.expensive(weergave.tekst))


def find(plek: Plek, referentie: str = "") -> Afspraak | None:
    """The appointment with this reference, else the newest of the product; None if there is none.

    Two or three queries. Who calls this writes down that somebody looked.
    """
    rows = Afspraak.objects.filter(klant__isnull=False, klant__gewist_op__isnull=True)
    if referentie:
        rows = rows.filter(referentie=referentie)
    elif plek.product:
        rows = rows.filter(producten__product=plek.product)
    return with_all_shown(rows).order_by("-pk").first()


def unrecognisable(afspraak: Afspraak) -> Afspraak:
    """The same appointment, not to be saved, with initials for names and a link to nowhere."""
    klant = afspraak.klant
    if klant is not None:
        klant.naam, klant.organisatie = initials(klant.naam), initials(klant.organisatie)
    afspraak.namens = initials(afspraak.namens)
    afspraak.code = NERGENS
    return afspraak


def invented(plek: Plek, *, now: datetime) -> Afspraak:
    """An appointment that nobody made, at 9.20 two days from now, for the product of the text."""
    begin = day_begin(day_after(day_after(local_day(now)))) + timedelta(hours=9, minutes=20)
    plaats = Locatie.objects.filter(is_actief=True, bij_klant=False).first() or _place()
    afspraak = Afspraak(
        pk=0,
        code=NERGENS,
        referentie="K7Q2MX",
        status=Status.GEPLAND,
        begin=begin,
        einde=begin + timedelta(minutes=20),
        locatie=plaats,
        klant=Klant(naam="Zoë de Vries", email="zoe@example.nl", taal=plek.taal),
        beheer_hash=NERGENS,
    )
    product = plek.product or Product.objects.filter(is_actief=True, is_gevoelig=False).first()
    row = Afspraakproduct(pk=0, product=product or _product(begin))
    _fetched(afspraak, "producten", [row])
    return afspraak


def _given() -> dict[str, str]:
    """What other apps would give along."""
    return {
        "verwacht": _("14.20 uur"),
        "van": _("13.30 uur"),
        "tot": _("15.30 uur"),
        "wat": _("uw nieuwe paspoort"),
        "plaats": _("Gemeentehuis"),
        "ophalen": _("Gemeentehuis, Kerkstraat 1, Ons dorp"),
        "open": _("di, wo en vr 9.00-12.30 uur"),
        "uiterlijk": _("vrijdag 5 maart 2027"),
        "antwoord": _("Bedankt, tot dan."),
        "venster": _("dinsdag 8 december 2026, tussen 9.00 en 13.00 uur"),
        "antwoorden": f"{settings.PUBLIC_URL}/{NERGENS}",
        "volgen": f"{settings.PUBLIC_URL}/{NERGENS}",
        "waarvoor": _("Paspoort aanvragen"),
        "besluit": _("U woont vlak bij het gemeentehuis."),
        "reden": _("Een collega is onverwacht ziek."),
    }


def _place() -> Locatie:
    return Locatie(naam=_("Gemeentehuis"), straat="Kerkstraat", huisnummer="1", plaats="Ons dorp")


def _product(begin: datetime) -> Product:
    product = Product(pk=0, naam=_("Paspoort aanvragen"), meenemen=_("Uw oude paspoort"))
    price = Kosten(bedrag=Decimal("86.85"), geldig_vanaf=local_day(begin))
    _fetched(product, "kosten", [price])
    return product


def _fetched(
    obj: Afspraak | Product, name: str, rows: list[Afspraakproduct] | list[Kosten]
) -> None:
    """Let an object that is not in the database answer as if its rows were prefetched."""
    obj.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows
