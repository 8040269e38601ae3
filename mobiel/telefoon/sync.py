"""A queue of acts in one request: what the phone kept while there was no reception.

    POST {"nu": 1764576000000, "acties": [{"uuid": …, "soort": "KLAAR", "bezoek": 12, "versie": 1,
          "op": 1764575990000, "resultaat": "GELUKT", "notitie": "", "legitimatie": true}, …]}
    200  {"antwoorden": [{"uuid": …, "uitkomst": "toegepast", "zin": ""}, …], "klok": 7200}

Sending it again is harmless: an act is known by its uuid. Moments are milliseconds since 1970 by
the clock of the phone; `nu` is that clock at the moment of sending, so that a wrong one is put
right. `klok` says how many seconds it is wrong, if that is much.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mobiel.models import Reden, Uitkomst
from mobiel.telefoon import acties, melden
from mobiel.telefoon.acties import Actie, Unreadable
from mobiel.telefoon.melden import Antwoord, Melder
from mobiel.telefoon.poort import eigen_route
from mobiel.telefoon.regels import CLOCK_TOLERANCE

MOST = 50
"""So many acts in one request; a phone with more sends the next ones after."""


@require_POST
@eigen_route
def sync(request: HttpRequest, melder: Melder) -> HttpResponse:
    """Store a queue of acts, and answer for each what became of it."""
    now = timezone.now()
    try:
        sent, device = _read(request.body)
    except Unreadable as error:
        return JsonResponse({"zin": str(error)}, status=400)
    skew = now - device if device else timedelta()
    readable, refused = _sorted_out(sent)
    answers = melden.report(readable, melder, now=now, skew=skew)
    return JsonResponse(
        {
            "antwoorden": [*map(_shown, answers), *refused],
            "klok": round(skew.total_seconds()) if abs(skew) > CLOCK_TOLERANCE else 0,
        }
    )


def _read(body: bytes) -> tuple[list[Any], Any]:
    """What was sent, and the clock of the phone. Raises: Unreadable."""
    try:
        found = json.loads(body)
    except ValueError as error:  # also what is no UTF-8
        raise Unreadable(_("Dit is niet te lezen.")) from error
    sent = found.get("acties") if isinstance(found, dict) else None
    if not isinstance(sent, list):
        raise Unreadable(_("Dit is niet te lezen."))
    if len(sent) > MOST:
        raise Unreadable(_("Stuur hooguit 50 meldingen tegelijk."))
    return sent, acties.moment(found.get("nu"))


def _sorted_out(sent: list[Any]) -> tuple[list[Actie], list[dict[str, Any]]]:
    """The acts that can be read, and an answer for each that cannot: the others do not wait."""
    readable: list[Actie] = []
    refused: list[dict[str, Any]] = []
    for one in sent:
        try:
            readable.append(Actie.read(one if isinstance(one, dict) else {}))
        except Unreadable as error:
            uuid = one.get("uuid") if isinstance(one, dict) else None
            refused.append({"uuid": uuid, "uitkomst": "onleesbaar", "zin": str(error)})
    return readable, refused


def _shown(answer: Antwoord) -> dict[str, Any]:
    zin = sentence(answer.reden) if answer.uitkomst == Uitkomst.CONFLICT else ""
    return {"uuid": str(answer.uuid), "uitkomst": answer.uitkomst.lower(), "zin": zin}


def sentence(reden: str) -> str:
    """What an official reads of a conflict."""
    return {
        Reden.NIET_VAN_U: _("Dit bezoek staat niet meer op uw route. De planner kijkt ernaar."),
        Reden.AFGEZEGD: _("Deze afspraak was al afgezegd. De planner kijkt ernaar."),
        Reden.VERPLAATST: _("Deze afspraak was al verplaatst. De planner kijkt ernaar."),
        Reden.TEGENSTRIJDIG: _("Er was al iets anders gemeld. De planner kijkt ernaar."),
        Reden.TE_VROEG: _("Het beloofde tijdvak was nog niet begonnen. De planner kijkt ernaar."),
    }.get(Reden(reden), "")
