"""What was promised: the list of everything open, one promise with what happened to it, and CSV."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from afspraken import contact, logboek, taken
from afspraken.contact import lijsten
from afspraken.contact.errors import name_of
from afspraken.models import Handeling, Partij, Terugbelverzoek
from afspraken.rechten import Recht, employee, met_recht, refuse, toegang
from afspraken.servicepunt import terugbelformulier as formulier
from afspraken.servicepunt.start import within_reach
from afspraken.templatetags.datums import kort_moment
from afspraken.uitvoer import csv_text

PER_PAGE = 50
KLANTENSERVICE = "klantenservice"


@require_safe
@met_recht(Recht.TERUGBELLEN_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """Everything open that the employee may see, most urgent first; `voor` narrows it."""
    now, who, voor = timezone.now(), toegang(request.user), request.GET.get("voor", "")
    rows = lijsten.open_promises().filter(lijsten.within(who), _narrowed(voor, request.user))
    pages = Paginator(lijsten.shown(rows, now=now), PER_PAGE)
    others = taken.open_tasks(now=now, without="terugbelverzoeken")
    context = {
        "pagina": pages.get_page(request.GET.get("pagina")),
        "voor": voor,
        "afdelingen": lijsten.per_department(who, now=now),
        "van_mij": lijsten.open_promises().filter(lijsten.of_person(request.user)).count(),
        "taken": within_reach(others, who) if not voor else [],
        "mag_uitvoeren": who.mag(Recht.EXPORTEREN),
        "nu": now,
    }
    return render(request, "servicepunt/terugbellen/lijst.html", context)


@require_safe
@met_recht(Recht.EXPORTEREN)
def uitvoer(request: HttpRequest) -> HttpResponse:
    """The open promises of the own departments, for planning; names of customers are not in it."""
    now, who = timezone.now(), toegang(request.user)
    rows = lijsten.open_promises().filter(lijsten.within(who, Recht.EXPORTEREN))
    header = (_("Uiterlijk"), _("Wat"), _("Soort"), _("Afdeling"), _("Voor wie"), _("Pogingen"))
    lines = [
        (
            kort_moment(row.uiterlijk),
            row.gevraagde_handeling,
            row.get_soort_display(),
            row.afdeling or _("Klantenservice"),
            row.groep or name_of(row.medewerker),
            row.pogingen,
        )
        for row in lijsten.shown(rows, now=now)
    ]
    _log(request, Handeling.GEEXPORTEERD, "terugbelverzoeken:open", aantal=len(lines))
    response = HttpResponse(csv_text(header, lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="terugbellen.csv"'
    return response


@require_safe
@met_recht(Recht.TERUGBELLEN_ZIEN)
def verzoek(request: HttpRequest, pk: int) -> HttpResponse:
    """One promise: whom to call, about what, what happened, and what can be done. It is logged."""
    row = _found(request, pk, Recht.TERUGBELLEN_ZIEN)
    if klant := row.contact.klant_id:
        _log(request, Handeling.BEKEKEN, f"klant:{klant}", deur="terugbelverzoek")
    return _page(request, row, {})


@require_POST
@met_recht(Recht.TERUGBELLEN_AFHANDELEN)
def stap(request: HttpRequest, pk: int, naam: str) -> HttpResponse:
    """One step. Who was overtaken sees what happened, and keeps what was typed."""
    row = _found(request, pk, Recht.TERUGBELLEN_AFHANDELEN)
    form_class, act, sentence = STEPS[naam]
    form = form_class(request.POST)
    if not form.is_valid():
        return _page(request, row, {naam: form}, status=400)
    given = {"versie": form.cleaned_data["versie"], "door": request.user, "now": timezone.now()}
    try:
        act(row, form, given)
    except contact.Overtaken as overtaken:
        form.add_error(None, str(overtaken))
        return _page(request, _found(request, pk, Recht.TERUGBELLEN_ZIEN), {naam: form}, status=409)
    messages.success(request, sentence())
    is_in_sight = lijsten.within(toegang(request.user))
    if not Terugbelverzoek.objects.filter(is_in_sight, pk=pk).exists():
        return redirect("servicepunt:terugbellen")
    return redirect("servicepunt:terugbelverzoek", pk)


STEPS: dict[str, tuple[type[formulier.StapForm], Callable[..., Any], Callable[[], str]]] = {
    "oppakken": (
        formulier.StapForm,
        lambda row, _form, given: contact.take(row, **given),
        lambda: _("Dit is nu van u."),
    ),
    "poging": (
        formulier.PogingForm,
        lambda row, form, given: contact.attempt(row, toelichting=form.toelichting, **given),
        lambda: _("De poging staat erbij."),
    ),
    "overdragen": (
        formulier.OverdragenForm,
        lambda row, form, given: contact.hand_over(
            row, form.cleaned_data["eigenaar"], reden=form.cleaned_data["reden"], **given
        ),
        lambda: _("Dit is overgedragen."),
    ),
    "klaar": (
        formulier.KlaarForm,
        lambda row, form, given: contact.finish(
            row, resultaat=form.cleaned_data["resultaat"], **given
        ),
        lambda: _("Dit is afgehandeld."),
    ),
    "heropenen": (
        formulier.StapForm,
        lambda row, _form, given: contact.reopen(row, **given),
        lambda: _("Dit staat weer open."),
    ),
}
"""Per step: what to fill in, what to do with it, and what to say afterwards."""


def _narrowed(voor: str, gebruiker: Any) -> Q:
    """What the address asks for: "mij", "klantenservice", or the number of a department."""
    if voor == "mij":
        return lijsten.of_person(gebruiker)
    if voor == KLANTENSERVICE:
        return Q(afdeling__isnull=True)
    return Q(afdeling=int(voor)) if voor.isascii() and voor.isdigit() and len(voor) < 18 else Q()


def _found(request: HttpRequest, pk: int, recht: Recht) -> Terugbelverzoek:
    """The promise, if the right reaches it. Raises: Http404, and notes it."""
    rows: QuerySet[Terugbelverzoek] = Terugbelverzoek.objects.filter(
        lijsten.within(toegang(request.user), recht), pk=pk
    )
    row: Terugbelverzoek | None = lijsten.shown(rows, now=timezone.now()).first()
    if row is None:
        refuse(request, recht, f"terugbelverzoek:{pk}")
    return row


def _page(
    request: HttpRequest, row: Terugbelverzoek, filled: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page, with the forms that were filled in, else empty ones."""
    initial = {"versie": row.versie}
    empty = {naam: step[0](initial=initial, auto_id=f"{naam}_%s") for naam, step in STEPS.items()}
    for naam, form in filled.items():
        form.auto_id = f"{naam}_%s"
        form.data = form.data.copy()
        form.data["versie"] = str(row.versie)  # what happened meanwhile is on this page
        empty[naam] = form
    context = {
        "verzoek": row,
        "wie": name_of(row.medewerker),
        "stappen": row.stappen.select_related("door"),
        "formulieren": empty,
        "fout": next(iter(filled), ""),
        "mag_afhandelen": toegang(request.user).mag(
            Recht.TERUGBELLEN_AFHANDELEN, {row.afdeling_id}
        ),
        "nu": timezone.now(),
    }
    return render(request, "servicepunt/terugbellen/verzoek.html", context, status=status)


def _log(request: HttpRequest, handeling: Handeling, onderwerp: str, **gegevens: Any) -> None:
    logboek.record(
        handeling,
        onderwerp,
        partij=Partij.MEDEWERKER,
        door=employee(request),
        now=timezone.now(),
        **gegevens,
    )
