"""Let a second official go along to a visit: look at who can and what it costs, then store it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from afspraken.exceptions import BookingError
from afspraken.lokaal import local_day
from afspraken.offers import Taken
from afspraken.rechten import Recht, employee, met_recht
from mobiel import planning
from mobiel.bord import ongedaan, wie
from mobiel.bord.keuzes import Vraag
from mobiel.bord.tweede import seconds
from mobiel.bord.verplaats import asked, seen_versions
from mobiel.bord.voorstel import Wat
from mobiel.models import Bezoek
from mobiel.planning.errors import RouteChanged
from mobiel.planning.rearranging import version_of


class GeenTweede(BookingError):
    """Nobody was chosen, or somebody who cannot."""

    sentence = gettext_lazy("Kies wie er meegaat.")
    status = 400


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.BEZOEK_PLANNEN)
def met_twee(request: HttpRequest, pk: int) -> HttpResponse:
    """Who could go along to a visit of one official, the cheapest first."""
    now = timezone.now()
    vraag = asked(request, pk, now=now)
    if vraag.van is None or vraag.mee:
        return redirect(reverse("bezoeken:verplaats", args=[pk]))
    if request.method != "POST":
        return _page(request, vraag)
    try:
        _store(request, vraag)
    except Taken:
        return _page(request, vraag, [str(RouteChanged())], status=RouteChanged.status)
    except RouteChanged as error:
        said = [str(error), *wie.changes(vraag.dag, seen_versions(request))]
        return _page(request, vraag, said, status=error.status)
    except BookingError as error:
        return _page(request, vraag, [str(error)], status=error.status)
    return redirect(f"{reverse('bezoeken:dag')}?dag={vraag.dag}")


@require_POST
@met_recht(Recht.BEZOEK_PLANNEN)
def alleen(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody need go along any more. What the products ask of two stays of two."""
    bezoek = get_object_or_404(Bezoek.objects.select_related("afspraak__locatie"), pk=pk)
    stop = bezoek.stops.select_related("route").first()
    dag = stop.route.dag if stop else local_day(bezoek.afspraak.begin)
    now = timezone.now()
    try:
        planning.go_alone(
            bezoek,
            gezien=seen_versions(request),
            wat=str(Wat.ALLEEN),
            door=employee(request),
            now=now,
        )
    except Taken:
        messages.error(request, str(RouteChanged()))
    except BookingError as error:
        messages.error(request, str(error))
    else:
        ongedaan.forget(request)
        messages.success(request, _("Er gaat weer één medewerker naar dit bezoek."))
    return redirect(f"{reverse('bezoeken:dag')}?dag={dag}")


def _store(request: HttpRequest, vraag: Vraag) -> None:
    """Store a choice as it was seen. Raises: BookingError; Taken."""
    chosen = request.POST.get("plek", "")
    keuze = next((one for one in seconds(vraag) if one.sleutel == chosen and one.kan), None)
    seen = seen_versions(request)
    concerned = [pk for pk in (vraag.van, keuze.middel if keuze else None) if pk is not None]
    if any(seen.get(pk) != version_of(vraag.rest[pk]) for pk in concerned):
        raise RouteChanged
    if keuze is None:
        raise GeenTweede
    seen = {pk: seen[pk] for pk in concerned}
    before = {pk: [one.bezoek for one in vraag.standen.sheets[pk, vraag.dag].todo] for pk in seen}
    bezoek = Bezoek.objects.select_related("afspraak__locatie").get(pk=vraag.visit.bezoek)
    versies = planning.accompany(
        bezoek,
        met=keuze.middel,
        gezien=seen,
        wat=str(Wat.MET_TWEE),
        door=employee(request),
        now=timezone.now(),
    )
    ongedaan.remember(request, vraag.dag, before, versies, tweede=bezoek)
    messages.success(
        request,
        _("%(wie)s gaat mee naar %(naam)s.")
        % {"wie": keuze.naam, "naam": vraag.visits[vraag.visit.bezoek].naam},
    )


def _page(
    request: HttpRequest, vraag: Vraag, fouten: list[str] | None = None, *, status: int = 200
) -> HttpResponse:
    found = seconds(vraag)
    kan = [one for one in found if one.kan]
    context = {
        "bezoek": vraag.visits[vraag.visit.bezoek],
        "vraag": vraag,
        "wie_nu": vraag.standen.namen[vraag.van or 0],
        "kan": kan,
        "niet": [one for one in found if not one.kan],
        "gekozen": next(iter(kan), None),
        "versies": " ".join(
            f"{middel}:{version_of(sheet)}" for middel, sheet in vraag.rest.items()
        ),
        "fouten": fouten,
    }
    return render(request, "bezoeken/met_twee.html", context, status=status)
