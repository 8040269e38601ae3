"""The pages of a call: take the request, keep what was typed, do what the button says, answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from afspraken.exceptions import BookingError
from afspraken.gevoelig import products_text
from afspraken.invoer import bericht
from afspraken.invoer.gegevens import answers_of
from afspraken.models import RELEASED, Klantgesprek
from afspraken.rechten import Recht, met_recht, toegang
from afspraken.servicepunt.gesprek import (
    afronden,
    bellers,
    concept,
    handelingen,
    openen,
    scherm,
)
from afspraken.servicepunt.gesprek.bediening import told_serving
from afspraken.servicepunt.gesprek.handelingen import Act
from afspraken.servicepunt.gesprek.scherm import Melding
from afspraken.servicepunt.onthouden import keeps_typing, recall, typed


def _screen(request: HttpRequest, code: str) -> str:
    return reverse("servicepunt:gesprek", args=[code])


@require_POST
@met_recht(Recht.AFSPRAAK_MAKEN)
def nieuw(request: HttpRequest) -> HttpResponse:
    """A new caller, perhaps with a customer chosen; those before stay where they are."""
    gesprek = openen.begin(request, now=timezone.now())
    return redirect("servicepunt:gesprek", gesprek.code)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typing(_screen)
@met_recht(Recht.AFSPRAAK_MAKEN)
def gesprek(request: HttpRequest, code: str) -> HttpResponse:
    """The screen of one call; each button posts the whole page and comes back to it."""
    call = concept.load(request, code)
    if call.klaar_op is not None:
        return redirect("servicepunt:gesprek_klaar", code)
    if request.method == "POST":
        return _act(request, call)
    now = timezone.now()
    if kept := recall(request, now=now):
        concept.keep(call, kept.velden, now=now)
        messages.success(request, _("Wat u typte voordat u opnieuw inlogde, staat er weer."))
    return _show(request, call)


def _act(request: HttpRequest, call: Klantgesprek) -> HttpResponse:
    """Keep what was typed, then do what the button says. A page that is behind does nothing."""
    now, sent = timezone.now(), typed(request)
    if concept.is_behind(request, call):
        call.getypt = {**call.getypt, **sent}
        return _show(request, call, Melding([str(concept.Behind())]), status=409)
    concept.keep(call, sent, now=now)
    whole = handelingen.posted(request)
    doe, _colon, waarde = whole.get("doe", "").partition(":")
    act = Act(request, call, waarde, now)
    try:
        return _done(act, doe)
    except BookingError as error:
        fresh = concept.load(request, call.code)
        return _show(request, fresh, _melding(error), status=error.status, typed=whole)


def _done(act: Act, doe: str) -> HttpResponse:
    """Do it; then the same screen again, the overview, or the page that says what was agreed."""
    code = act.gesprek.code
    if doe == "weg":
        concept.discard(act.gesprek, now=act.now)
        return redirect("servicepunt:start")
    handelingen.read_choices(act)
    if doe in _ENDS:
        _ENDS[doe](act)
        return redirect("servicepunt:gesprek_klaar", code)
    handelingen.ACTS.get(doe, handelingen.nothing)(act)
    concept.save(act.gesprek, now=act.now)
    return redirect("servicepunt:start") if doe == "parkeer" else _back(code)


_ENDS: dict[str, Callable[[Act], Any]] = {
    "bevestig": afronden.finish,
    "vastleggen": afronden.register_only,
}


def _back(code: str) -> HttpResponse:
    return redirect("servicepunt:gesprek", code)


def _melding(error: BookingError) -> Melding:
    """What the screen says of a refusal."""
    return Melding(
        [error.for_desk],
        getattr(error, "alternatives", ()),
        getattr(error, "velden", None),
        getattr(error, "adresform", None),
    )


def _show(
    request: HttpRequest,
    call: Klantgesprek,
    melding: Melding | None = None,
    *,
    status: int = 200,
    typed: dict[str, Any] | None = None,
) -> HttpResponse:
    now = timezone.now()
    if typed:  # as it was typed, also what is not kept
        call.getypt = {**call.getypt, **typed}
    context = scherm.build(call, toegang(request.user), now=now, melding=melding)
    calls = bellers.waiting(request, now=now)
    context["gesprekken"] = [one for one in calls if one.gesprek.is_open]
    return render(request, "servicepunt/gesprek/scherm.html", context, status=status)


@require_POST
@keeps_typing(_screen)
@met_recht(Recht.AFSPRAAK_MAKEN)
def bewaar(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what is being typed (htmx), and show what fits the words looked for."""
    call, now = concept.load(request, code), timezone.now()
    if not call.is_open or concept.is_behind(request, call):
        context = {"fouten": [str(concept.Behind())]}
        return render(request, "servicepunt/gesprek/_melding.html", context, status=409)
    concept.keep(call, typed(request), now=now)
    found = scherm.found(call, toegang(request.user), now=now)
    return render(request, "servicepunt/gesprek/_gevonden.html", found)


@require_POST
@met_recht(Recht.AFSPRAAK_MAKEN)
def terug(request: HttpRequest, code: str) -> HttpResponse:
    """Take back a call that was thrown away."""
    call = concept.load(request, code)
    if call.weg_op is not None:
        concept.restore(call, now=timezone.now())
    return _back(code)


@require_safe
@met_recht(Recht.AFSPRAAK_MAKEN)
def klaar(request: HttpRequest, code: str) -> HttpResponse:
    """What was agreed, what the customer gets, and what comes next."""
    call = concept.load(request, code)
    if call.klaar_op is None:
        return _back(code)
    afspraak, now = call.afspraak, timezone.now()
    context: dict[str, Any] = {"gesprek": call, "afspraak": afspraak, "contact": call.contact}
    if call.contact is not None:
        context["beloften"] = call.contact.verzoeken.select_related("afdeling")
        further = call.contact.vragen.exclude(vraag=call.contact.onderwerp)
        context["vragen"] = further.select_related("afdeling")
    if afspraak is not None:
        prefetch_related_objects([afspraak], "producten__product", "inzetten__middel")
        gegevens = answers_of(afspraak)
        context |= {
            "wat": products_text(afspraak, toegang(request.user)),
            "helpt": told_serving(afspraak, toegang(request.user)),
            "is_afgezegd": afspraak.status in RELEASED,
            **bericht.told(gegevens, until=afspraak.begin, now=now),
        }
    return render(request, "servicepunt/gesprek/klaar.html", context)
