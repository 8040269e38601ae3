"""Behind a secret link: the steps that belong together, the documents, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from afspraken import beheerlink, traject
from afspraken.exceptions import BookingError
from afspraken.gevoelig import text_of
from afspraken.invoer.gegevens import answers_of
from afspraken.lokaal import local_day
from afspraken.models import (
    Afhaaldocument,
    Afspraak,
    Documentstatus,
    Kanaal,
    Klant,
    Ophaalplaats,
    Partij,
)
from afspraken.offers import Offer
from afspraken.ophalen import lijsten
from afspraken.ophalen.uren import hours_text
from afspraken.ophalen.vervolg import Stand, documents_of, next_step
from afspraken.portaal import sessie
from afspraken.portaal.sessie import Boeking
from afspraken.portaal.views.geheim import SHOWS, secret
from afspraken.templatetags.datums import lange_datum


class TooSoon(BookingError):
    """The next step begins some days after the one before."""

    status = 400

    def __init__(self, stand: Stand) -> None:
        super().__init__()
        self.sentence = _("Dit kan vanaf %(dag)s. Kies een latere dag.") % {
            "dag": lange_datum(stand.vervolg.vanaf)
        }


def together(afspraak: Afspraak, *, now: datetime) -> dict[str, Any]:
    """What the manage page shows beside the appointment itself."""
    stappen = traject.steps(afspraak)
    documenten = documents_of(one.pk for one in stappen)
    stand = next_step(stappen, documenten)
    return {
        **_shown(stappen, afspraak),
        "documenten": [_document(one, now=now) for one in documenten],
        "straks": _places(afspraak) if not documenten else [],
        "vervolg": stand if stand and _can_book(stand) else None,
    }


def steps(afspraak: Afspraak) -> dict[str, Any]:
    """Only what belongs together, for a page that asks whether to cancel one of them."""
    return _shown(traject.steps(afspraak), afspraak)


def _shown(stappen: Sequence[Afspraak], deze: Afspraak) -> dict[str, Any]:
    return {"stappen": [_step(one, deze) for one in stappen] if len(stappen) > 1 else []}


def _can_book(stand: Stand) -> bool:
    return stand.is_klaar and Kanaal.WEB in stand.vervolg.product.kanalen


def _step(stap: Afspraak, deze: Afspraak) -> dict[str, Any]:
    """One step: where its own page is, unless it is this one or has none any more."""
    is_this = stap.pk == deze.pk
    has_page = stap.beheer_hash is not None and not is_this
    token = beheerlink.token_for(stap) if has_page else ""
    return {
        "afspraak": stap,
        "wat": text_of((row.product, row.aantal) for row in stap.producten.all()),
        "is_deze": is_this,
        "url": reverse("portaal:afspraak", args=[token]) if token else "",
    }


def _document(row: Afhaaldocument, *, now: datetime) -> dict[str, Any]:
    is_ready = row.status == Documentstatus.GEREED
    return {
        "document": row,
        "uren": hours_text(row.locatie, now=now) if is_ready else "",
        "laatste_dag": lijsten.last_day(row) if is_ready else None,
    }


def _places(afspraak: Afspraak) -> list[Ophaalplaats]:
    """Where what is applied for will be collected, and after how many working days."""
    if afspraak.status not in traject.LEADS_ON:
        return []
    products = [row.product for row in afspraak.producten.all() if row.product.document]
    if not products:
        return []
    rows = Ophaalplaats.objects.filter(product__in=products, locatie__is_actief=True)
    return list(rows.select_related("product", "locatie").order_by("product", "werkdagen"))


# --- the next appointment -------------------------------------------------------------------------


@require_safe
@secret(referrer=SHOWS)
def vervolg(request: HttpRequest, token: str, afspraak: Afspraak) -> HttpResponse:
    """Begin the booking of the next step, with what we know; the usual steps follow.

    Only this visitor's session knows of it, until they confirm.
    """
    stand = stand_of(afspraak)
    if stand is None or not _can_book(stand):
        messages.info(request, _("Voor deze afspraak hoeft u nu niets meer te plannen."))
        return redirect("portaal:afspraak", token)
    answers = {**answers_of(afspraak), "toelichting": ""}
    boeking = Boeking(
        aantallen={stand.vervolg.product.slug: stand.aantal},
        gegevens=answers,
        vervolg_op=afspraak.code,
    )
    sessie.save(request, boeking)
    return redirect(f"{reverse('portaal:wanneer')}{_look_at(stand, now=timezone.now())}")


def stand_of(afspraak: Afspraak) -> Stand | None:
    """What comes after an appointment, and whether one can come for it."""
    stappen = traject.steps(afspraak)
    return next_step(stappen, documents_of(one.pk for one in stappen))


def _look_at(stand: Stand, *, now: datetime) -> str:
    """At the place where it lies ready, in the month of the first day on which it can be."""
    query = {"locatie": stand.locatie.slug} if stand.locatie else {}
    if stand.vervolg.vanaf > local_day(now):
        query["maand"] = f"{stand.vervolg.vanaf:%Y-%m}"
    return f"?{urlencode(query)}" if query else ""


def refuse_too_soon(boeking: Boeking, offer: Offer) -> None:
    """The next step is not before its first day. Raises: TooSoon."""
    found = _follows_on(boeking)
    if found and local_day(offer.begin) < found[1].vervolg.vanaf:
        raise TooSoon(found[1])


def klant_of(boeking: Boeking) -> Klant | None:
    """The customer who is known because they came from the link of an appointment of theirs."""
    found = _follows_on(boeking)
    klant = found[0].klant if found else None
    return None if klant is None or klant.gewist_op else klant


def join(boeking: Boeking, afspraak: Afspraak, *, now: datetime) -> None:
    """Let what was booked belong to what it follows on, if it is the same customer's."""
    found = _follows_on(boeking)
    if found and found[0].klant_id == afspraak.klant_id:
        traject.link(found[0], afspraak, partij=Partij.INWONER, now=now)


def _follows_on(boeking: Boeking) -> tuple[Afspraak, Stand] | None:
    """The appointment on whose page this began; None if something else was chosen since."""
    if not boeking.vervolg_op:
        return None
    rows = Afspraak.objects.select_related("klant")
    earlier = rows.filter(code=boeking.vervolg_op, klant__isnull=False).first()
    stand = stand_of(earlier) if earlier else None
    if earlier is None or stand is None or stand.vervolg.product.slug not in boeking.aantallen:
        return None
    return earlier, stand
