"""A real appointment by telephone, in a specialist's agenda, instead of a promised call-back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from afspraken.exceptions import BookingError
from afspraken.invoer.eigenaar import EigenaarField
from afspraken.invoer.velden import DagField
from afspraken.models import Afdeling, Product
from afspraken.servicepunt.gesprek import scherm
from afspraken.servicepunt.gesprek.formulier import BELOFTE
from afspraken.servicepunt.gesprek.handelingen.act import Act
from afspraken.servicepunt.gesprek.keuze import Keuze
from afspraken.servicepunt.gesprek.vraagformulier import typed


class OneAtATime(BookingError):
    """A call makes one appointment; what was chosen already is not thrown away."""

    sentence = _("U koos al een product. Leg dat eerst vast, of haal het weg.")
    status = 400


def plan_call(act: Act) -> None:
    """Look only for products that are held by telephone, or again for all.

    What was typed about the promise goes along, and stays for whoever promises after all. Where
    the owner that was chosen has one such product, it is taken at once.
    """
    keuze = Keuze.of(act.gesprek)
    if keuze.telefonisch:
        replace(keuze, telefonisch=False).keep(act.gesprek)
        return
    if keuze.aantallen or act.gesprek.wijzigt is not None:
        raise OneAtATime
    promised = typed(act.gesprek, BELOFTE)
    act.gesprek.getypt = {**act.gesprek.getypt, "zoek_product": "", **_taken_over(act, promised)}
    keuze = replace(keuze, belofte=False, telefonisch=True)
    keuze = keuze.on(_liked_day(promised), now=act.now)
    fitting = _of_owner(scherm.by_telephone(act.gesprek, act.who), promised.get("eigenaar", ""))
    if len(fitting) == 1:
        keuze = keuze.plus(fitting[0].slug)
    keuze.keep(act.gesprek)


def _liked_day(promised: dict[str, str]) -> str:
    """The day that the customer likes, as 2026-12-08; empty where it is none."""
    with suppress(ValidationError):
        dag = DagField(required=False).clean(promised.get("voorkeur_dag", ""))
        return dag.isoformat() if dag else ""
    return ""


def _taken_over(act: Act, promised: dict[str, str]) -> dict[str, str]:
    """Fields of the appointment and the contact that are empty, as the promise has them."""
    asked = promised.get("gevraagde_handeling", "")
    about = "\n".join(text for text in (asked, promised.get("toelichting", "")) if text)
    given = {
        "naam": promised.get("naam", ""),
        "telefoon": promised.get("telefoon", ""),
        "vraag": asked,
        "toelichting": about[:1000],
    }
    return {name: text for name, text in given.items() if not act.gesprek.getypt.get(name)}


def _of_owner(products: list[Product], eigenaar: str) -> list[Product]:
    """Those of the department of the owner of a promise; all where none was chosen."""
    try:
        owner = EigenaarField(required=False).clean(eigenaar)
    except (ValidationError, Afdeling.DoesNotExist):
        return products
    if owner is None or owner.afdeling is None:
        return products
    return [one for one in products if one.afdeling_id == owner.afdeling.pk]
