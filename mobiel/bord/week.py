"""The board of one week: how full each official's days are, and who has no route."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from afspraken.rechten import Recht, met_recht, record_view, toegang
from mobiel.bord import bezoeklezen, lezen, welkedag

WORKING_DAYS = 5


@require_safe
@met_recht(Recht.BEZOEK_ZIEN)
def week(request: HttpRequest) -> HttpResponse:
    """One week from Monday; Saturday and Sunday only if somebody goes out then."""
    now = timezone.now()
    gekozen = welkedag.asked(request, now=now)
    maandag = gekozen - gekozen.weekday() * welkedag.DAY
    record_view(request, f"bezoekweek:{maandag}", deur="bezoekbord")
    rijen = lezen.read_week(maandag, now=now)
    who = toegang(request.user)
    is_busy = any(vak.is_uit for rij in rijen for vak in rij.vakken[WORKING_DAYS:])
    shown = 7 if is_busy else WORKING_DAYS
    context = {
        "rijen": [(rij, rij.vakken[:shown]) for rij in rijen],
        "dagen": [maandag + n * welkedag.DAY for n in range(shown)],
        "zonder": bezoeklezen.read_loose(van=maandag, who=who, now=now),
        "aanvragen": bezoeklezen.read_requests(who=who, now=now),
        "nu": now,
        "maandag": maandag,
        "zondag": maandag + 6 * welkedag.DAY,
        "weeknummer": maandag.isocalendar().week,
        **welkedag.around(gekozen, now=now),
        "vorige": maandag - 7 * welkedag.DAY,
        "volgende": maandag + 7 * welkedag.DAY,
    }
    return render(request, "bezoeken/week.html", context)
