"""The own roster: one week at one place, a change of a day or of a weekly series, new hours.

What a change does, and its undo, is in `roosterscherm`: the manager's screens do the same for
everyone. Here `middel` is always the official who is logged in, whatever a form says.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from afspraken.afdeling.controle import shown_as
from afspraken.afdeling.eigen import eigen_agenda
from afspraken.lokaal import local_day
from afspraken.models import Locatie, Middel, Rooster
from afspraken.rechten import employee
from afspraken.roosterscherm import ongedaan, wijziging
from afspraken.roosterscherm.controle import Voorbeeld, accepted, preview
from afspraken.roosterscherm.formulieren import ReeksForm, WijzigForm
from afspraken.roosterscherm.keuze import Doel, KiesForm, StartForm, Wat
from afspraken.roosterscherm.weekbeeld import Beeld, Stuk, monday_of
from afspraken.roosterscherm.weeklezen import read_week
from afspraken.roosterscherm.wijziging import Wijzigen

WEEK = timedelta(weeks=1)


@require_safe
@eigen_agenda
def rooster(request: HttpRequest, middel: Middel) -> HttpResponse:
    """One week of own hours at one place; each block leads to what can be done with it."""
    now = timezone.now()
    places = own_places(middel)
    choice = KiesForm(request.GET, today=local_day(now), locaties=places)
    choice.is_valid()
    locatie, _middel, dag = choice.chosen()
    if locatie is None:
        return render(request, "afdeling/rooster.html", {"locaties": places})
    maandag = monday_of(dag)
    beeld = read_week(locatie, middel, [], maandag=maandag, now=now)
    context = {
        "locaties": places,
        "locatie": locatie,
        "dagen": _linked(beeld, locatie),
        "maandag": maandag,
        "zondag": maandag + timedelta(days=6),
        "weeknummer": maandag.isocalendar().week,
        "vorige": maandag - WEEK,
        "volgende": maandag + WEEK,
    }
    return render(request, "afdeling/rooster.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@eigen_agenda
def wijzig(request: HttpRequest, middel: Middel) -> HttpResponse:
    """Change a day, or a series from a day on: the form, then who is affected, then save."""
    now = timezone.now()
    today = local_day(now)
    if request.method == "POST":
        form = WijzigForm(_of(middel, request.POST), today=today)
        return _try(request, form, wijziging.of_form, middel, now)
    start = StartForm(_of(middel, request.GET), today=today)
    if not start.is_valid():
        return redirect("afdeling:rooster")
    form = WijzigForm(initial=_as_typed(start.initial_values()), today=today)
    return _form_page(request, form, start.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@eigen_agenda
def reeks(request: HttpRequest, middel: Middel) -> HttpResponse:
    """Add weekly hours from a day on: the form, then save."""
    now = timezone.now()
    today = local_day(now)
    if request.method == "POST":
        form = ReeksForm(_of(middel, request.POST), today=today)
        return _try(request, form, wijziging.of_series, middel, now)
    start = StartForm(_of(middel, request.GET), today=today)
    if not start.is_valid():
        return redirect("afdeling:rooster")
    initial = _as_typed({**start.initial_values(), "eerste_dag": start.cleaned_data["dag"]})
    return _form_page(request, ReeksForm(initial=initial, today=today), start.cleaned_data)


def _as_typed(values: dict[str, Any]) -> dict[str, Any]:
    """Days and times as a browser's fields take them, in whatever language the page is."""
    return {
        name: f"{one:%H:%M}"
        if isinstance(one, time)
        else str(one)
        if isinstance(one, date)
        else one
        for name, one in values.items()
    }


def own_places(middel: Middel) -> list[Locatie]:
    """Where this official may have hours: places that are in use; the usual ones first."""
    here = Rooster.objects.filter(middel=middel).values("locatie")
    rows = Locatie.objects.filter(is_actief=True).annotate(has_hours=Q(pk__in=here))
    return list(rows.order_by("-has_hours", "volgorde", "naam"))


def _of(middel: Middel, data: Any) -> Any:
    """What was sent, with the own official in place of whoever it names."""
    own = data.copy()
    own["middel"] = str(middel.pk)
    return own


def _try(
    request: HttpRequest,
    form: Any,
    change_of: Callable[..., Wijzigen],
    middel: Middel,
    now: datetime,
) -> HttpResponse:
    """Show what the form would do; save if exactly that was shown and accepted."""
    if not form.is_valid():
        return _form_page(request, form, form.cleaned_data, status=400)
    try:
        with transaction.atomic():
            change = change_of(form, now=now, door=employee(request))
            shown = preview(
                request,
                change.zin,
                change.write,
                now=now,
                middelen=[middel],
                regels=shown_as(request.user),
            )
            steps = change.write() if accepted(request, shown) else None
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _form_page(request, form, form.cleaned_data, status=400)
    if steps is None:
        return _form_page(request, form, form.cleaned_data, shown)
    data = form.cleaned_data
    url = _url(data["locatie"], data.get("dag") or data["eerste_dag"])
    ongedaan.offer(request, _("Bewaard. %(zin)s") % {"zin": change.zin}, steps, url=url)
    return redirect(url)


def _form_page(
    request: HttpRequest,
    form: Doel,
    data: dict[str, Any],
    voorbeeld: Voorbeeld | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    locatie, dag = data.get("locatie"), data.get("dag")
    context = {
        "form": form,
        "is_reeks": isinstance(form, ReeksForm),
        "voorbeeld": voorbeeld,
        "locatie": locatie,
        "dag": dag,
        "terug_url": _url(locatie, dag) if locatie else reverse("afdeling:rooster"),
    }
    return render(request, "afdeling/rooster_wijzig.html", context, status=status)


def _linked(beeld: Beeld, locatie: Locatie) -> list[Any]:
    """The days of the week, with a link at every block and for extra time; none in the past."""
    url = reverse("afdeling:rooster_wijzig")
    for column in beeld.dagen:
        if column.is_voorbij:
            continue
        whose: dict[str, Any] = {"locatie": locatie.pk, "dag": column.dag.isoformat()}
        column.extra_url = f"{url}?{urlencode({**whose, 'wat': Wat.EXTRA})}"
        column.blokken = [_with_link(stuk, url, whose) for stuk in column.blokken]
    return beeld.dagen


def _with_link(stuk: Stuk, url: str, whose: dict[str, Any]) -> Stuk:
    query: dict[str, Any] = {
        **whose,
        **stuk.query(Wat.HERSTEL if stuk.is_dicht else Wat.VERPLAATST),
    }
    return stuk.linked(f"{url}?{urlencode(query)}")


def _url(locatie: Locatie, dag: Any) -> str:
    query: dict[str, Any] = {"locatie": locatie.pk}
    if dag:
        query["dag"] = dag.isoformat()
    return f"{reverse('afdeling:rooster')}?{urlencode(query)}"
