"""Customers, what was promised to them, and what helps whoever they call: for `voorbeelden.py`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from afspraken import contact, vraagtrechter
from afspraken.models import (
    Afdeling,
    Afspraak,
    Antwoord,
    Kanaal,
    Kennisartikel,
    Klant,
    Klantgesprek,
    Levensgebeurtenis,
    Vraag,
)
from afspraken.rechten import Rol
from notificaties.models import Beltaak, Taakreden
from tests.afspraken.contact.promises import promised
from tests.afspraken.kennis.artikelen import article
from tests.afspraken.rechten.agendas import an_appointment
from tests.afspraken.rechten.wie import medewerker
from tests.cast import NOW


def a_customer(of: Afdeling, who: User) -> dict[str, Any]:
    return {"pk": _promise(of).contact.klant_id}


def two_customers(of: Afdeling, who: User) -> dict[str, Any]:
    return {**a_customer(of, who), "ander": _promise(of).contact.klant_id}


def a_merge(of: Afdeling, who: User) -> dict[str, Any]:
    one, other = _promise(of).contact.klant, _promise(of).contact.klant
    return {"pk": contact.merge(one, other, door=who, now=NOW).pk}


def a_contact(of: Afdeling, who: User) -> dict[str, Any]:
    return {"pk": _promise(of).contact_id}


def a_promise(of: Afdeling, who: User) -> dict[str, Any]:
    return {"pk": _promise(of).pk}


def a_call(of: Afdeling, who: User) -> dict[str, Any]:
    """A customer of the department whom no message reached."""
    afspraak = Afspraak.objects.get(code=an_appointment(of, who)["code"])
    call = {"reden": Taakreden.NIET_BEREIKT, "uiterlijk": NOW, "aangemaakt_op": NOW}
    return {"pk": Beltaak.objects.create(afspraak=afspraak, **call).pk}


def an_article(of: Afdeling, who: User) -> dict[str, Any]:
    return {"slug": article(f"Artikel {Kennisartikel.objects.count()}", afdeling=of).slug}


def a_caller(of: Afdeling, who: User) -> dict[str, Any]:
    """A caller is of one employee, of whatever department: the other one is a colleague's."""
    is_own = who.medewerker.afdelingen.filter(pk=of.pk).exists()
    door = who if is_own else medewerker(Rol.KLANTENSERVICE)
    call = Klantgesprek.objects.create(
        medewerker=door, kanaal=Kanaal.TELEFOON, begonnen_op=NOW, gewijzigd_op=NOW
    )
    return {"code": call.code}


def questions(of: Afdeling, who: User) -> dict[str, Any]:
    row, is_new = Levensgebeurtenis.objects.get_or_create(naam="Verhuizen", slug="verhuizen")
    if is_new:
        vraag = Vraag.objects.create(gebeurtenis=row, tekst="Waarheen?")
        lees = article("Emigreren", is_intern=False)
        Antwoord.objects.create(vraag=vraag, tekst="Ver weg", artikel=lees)
        vraagtrechter.publish(row, door="7", now=NOW)
    return {**a_caller(of, who), "slug": row.slug}


def _promise(of: Afdeling) -> Any:
    klant = Klant.objects.create(naam="Anna de Vries")
    return promised(medewerker(Rol.KLANTENSERVICE), klant=klant, afdeling=of)
