"""Documents to collect: the lists of a place, and what is done with several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from afspraken import ophalen
from afspraken.gevoelig import may_name
from afspraken.lokaal import local_day
from afspraken.models import Afhaaldocument, Documentstatus, Locatie
from afspraken.ophalen import lijsten
from afspraken.ophalen.lijsten import Lijst
from afspraken.rechten import Recht, Toegang, met_recht, refuse, toegang
from afspraken.servicepunt import ophaalformulier as formulier

PER_PAGE = 50


@dataclass(frozen=True)
class Regel:
    """One document on a list: what it is as this employee may read it, and whether it is late."""

    document: Afhaaldocument
    wat: str
    is_laat: bool


def lines(rows: Sequence[Afhaaldocument], who: Toegang, *, now: datetime) -> list[Regel]:
    """Documents as pages of employees show them."""
    today = local_day(now)
    return [Regel(row, name_of(row, who), _is_late(row, today=today)) for row in rows]


def name_of(row: Afhaaldocument, who: Toegang) -> str:
    """What it is; of a sensitive product only that it is a document."""
    return row.naam if may_name(row.product, who) else _("document")


def _is_late(row: Afhaaldocument, *, today: Any) -> bool:
    if row.status == Documentstatus.AANGEVRAAGD:
        return bool(row.verwacht_op < today)
    return row.status == Documentstatus.GEREED and lijsten.last_day(row) < today


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.BALIE_BEDIENEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """The lists of a place; a POST searches, so that no name stands in an address."""
    if request.method == "POST":
        return _search(request)
    return _show(request)


def _search(request: HttpRequest) -> HttpResponse:
    form, who, now = formulier.ZoekForm(request.POST), toegang(request.user), timezone.now()
    context: dict[str, Any] = {"form": form, "nu": now, "lijsten": Lijst.choices}
    if form.is_valid():
        rows = lijsten.search(form.cleaned_data["zoek"], toegang=who)[:PER_PAGE]
        context["gevonden"] = lines(list(rows), who, now=now)
    status = 400 if form.errors else 200
    return render(request, "servicepunt/ophalen/zoek.html", context, status=status)


def _show(request: HttpRequest, *, fouten: Sequence[str] = (), status: int = 200) -> HttpResponse:
    """One list of a place, or of all places, most urgent first."""
    now, who = timezone.now(), toegang(request.user)
    plaatsen = list(lijsten.places())
    plaats, naam = chosen(request, plaatsen)
    here = Q(locatie=plaats) if plaats else Q()
    rows = Afhaaldocument.objects.filter(lijsten.within(who), here)
    there = rows.filter(lijsten.on_list(naam, now=now)).order_by(*lijsten.order(naam))
    pagina = Paginator(lijsten.shown(there), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "plaatsen": plaatsen,
        "plaats": plaats,
        "lijst": naam,
        "lijsten": Lijst.choices,
        "aantallen": lijsten.counts(rows, now=now),
        "pagina": pagina,
        "documenten": lines(list(pagina), who, now=now),
        "form": formulier.ZoekForm(),
        "fouten": fouten,
        "nu": now,
    }
    return render(request, "servicepunt/ophalen/lijst.html", context, status=status)


def chosen(request: HttpRequest, plaatsen: Sequence[Locatie]) -> tuple[Locatie | None, Lijst]:
    """The place (None: all) and the list that an address, or the form on a page, names."""
    asked = {**request.GET.dict(), **request.POST.dict()}
    plaats = next((one for one in plaatsen if one.slug == asked.get("plaats")), None)
    naam = asked.get("lijst", "")
    return plaats, Lijst(naam) if naam in Lijst.values else Lijst.VERWACHT


@require_POST
@met_recht(Recht.BALIE_BEDIENEN)
def stap(request: HttpRequest, naam: str) -> HttpResponse:
    """One step with all that was ticked; of two who do it at once the second is told."""
    rows = found(request, formulier.ticked(request.POST))
    if not rows:
        return _show(
            request, fouten=[_("Vink eerst aan om welke documenten het gaat.")], status=400
        )
    try:
        sentence = STEPS[naam](request, rows, timezone.now())
    except ophalen.OphaalError as error:
        return _show(request, fouten=[error.for_desk], status=error.status)
    messages.success(request, sentence)
    return redirect(_back(request))


def found(request: HttpRequest, pks: Sequence[int]) -> list[Afhaaldocument]:
    """The documents, if the employee reaches them all. Raises: Http404, and notes it."""
    rows = Afhaaldocument.objects.filter(lijsten.within(toegang(request.user)), pk__in=pks)
    there = list(lijsten.shown(rows))
    if len(there) < len(pks):
        missing = set(pks) - {row.pk for row in there}
        refuse(request, Recht.BALIE_BEDIENEN, f"document:{min(missing)}")
    return there


def _back(request: HttpRequest) -> str:
    """To the page of one document, or the list from which the ticks came."""
    if request.POST.get("vanaf", "") == "document":
        pks = formulier.ticked(request.POST)
        return reverse("servicepunt:document", args=[pks[0]])
    plaats, naam = chosen(request, list(lijsten.places()))
    query = urlencode({"plaats": plaats.slug if plaats else "", "lijst": naam})
    return f"{reverse('servicepunt:ophalen')}?{query}"


# --- the steps ------------------------------------------------------------------------------------


class WrongStorage(ophalen.OphaalError):
    """Where something lies is not a sentence, and no number of a person."""

    status = 400

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


def _arrive(request: HttpRequest, rows: Sequence[Afhaaldocument], now: datetime) -> str:
    forms = formulier.storage(request.POST, [row.pk for row in rows])
    for form in forms.values():
        if not form.is_valid():
            raise WrongStorage(str(form.errors["opslagnummer"][0]))
    opslag = {pk: form.cleaned_data["opslagnummer"] for pk, form in forms.items()}
    there = ophalen.arrive(rows, door=request.user, now=now, opslag=opslag)
    if not there:
        raise ophalen.Overtaken(_now(rows[0]))
    return ngettext(
        "%(aantal)d document ligt klaar. De klant krijgt over een kwartier bericht.",
        "%(aantal)d documenten liggen klaar. De klanten krijgen over een kwartier bericht.",
        len(there),
    ) % {"aantal": len(there)}


def _lapse(request: HttpRequest, rows: Sequence[Afhaaldocument], now: datetime) -> str:
    ophalen.lapse(rows, door=request.user, now=now)
    if all(row.gereed_op is None for row in rows):
        return _("Dit document komt niet meer.")
    return ngettext(
        "%(aantal)d document is vervallen. Vernietig het volgens de regels.",
        "%(aantal)d documenten zijn vervallen. Vernietig ze volgens de regels.",
        len(rows),
    ) % {"aantal": len(rows)}


def _undo(request: HttpRequest, rows: Sequence[Afhaaldocument], now: datetime) -> str:
    """Back one step, from the status that the page showed."""
    van = request.POST.get("van", "")
    if van not in ophalen.UNDONE:
        raise ophalen.Overtaken(rows[0])
    ophalen.undo(rows, van=van, door=request.user, now=now)
    return _("Dat is teruggedraaid.")


STEPS: dict[str, Callable[[HttpRequest, Sequence[Afhaaldocument], datetime], str]] = {
    "aangekomen": _arrive,
    "vervallen": _lapse,
    "terug": _undo,
}
"""Per step: what it does; what is said afterwards."""


def _now(row: Afhaaldocument) -> Afhaaldocument | None:
    return Afhaaldocument.objects.select_related("door").filter(pk=row.pk).first()
