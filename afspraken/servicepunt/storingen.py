"""The disruption desk: report, look at the proposals, adjust, approve once, read the report."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from afspraken import storing
from afspraken.engine.bitmap import cell_of
from afspraken.htmx import is_part
from afspraken.lokaal import day_begin, local_day
from afspraken.models import Oplossing, Storing, Verplaatsvoorstel
from afspraken.rechten import Recht, met_recht, record_view, refuse, toegang
from afspraken.servicepunt import storinglijst
from afspraken.servicepunt.storingformulier import KeuzeForm, StoringForm
from afspraken.storing.words import in_words

AT_ONCE = 20
"""So many are carried out before the page answers; a job does the rest."""

LAST_DAY = timedelta(days=2 * 366)
"""Further ahead nobody looks, whatever the address says."""

MOST_SHOWN = 30
SHOWN = {
    "zonder": {"bel", "mis"},
    "goedkeuren": {"keur"},
    "klaar": {"klaar", "bezig"},
    "blijft": {"blijft"},
}


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.STORING_OPLOSSEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """The form to report one, and what is going on; `vanaf` looks further ahead."""
    now, who = timezone.now(), toegang(request.user)
    form = StoringForm(request.POST if request.method == "POST" else None, who=who, now=now)
    if form.is_valid():
        try:
            return redirect("servicepunt:storing", _report(request, form, now=now).pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "storingen": storinglijst.open_first(who, now=now)[:MOST_SHOWN],
        "zonder": [
            {"soort": row._meta.model_name, "rij": row}
            for row in storinglijst.without_desk(who, vanaf=_from(request, now=now))
        ],
        "nu": now,
    }
    status = 400 if form.errors else 200
    return render(request, "servicepunt/storingen/lijst.html", context, status=status)


def _from(request: HttpRequest, *, now: datetime) -> datetime:
    """The day of the address, where that is one to come; else now."""
    try:
        asked = parse_date(request.GET.get("vanaf", ""))
    except ValueError:
        asked = None
    return max(now, day_begin(min(asked, local_day(now) + LAST_DAY))) if asked else now


def _report(request: HttpRequest, form: StoringForm, *, now: datetime) -> Storing:
    """Report what was filled in, and propose; or lead to the one that is there already."""
    given = form.cleaned_data
    try:
        row = storing.open(
            given["wat"],
            begin=given["begin"],
            einde=given["einde"],
            reden=given["reden"],
            door=request.user,
            now=now,
        )
        storing.propose(row, door=request.user, now=now)
    except storing.AlreadyOpen as known:
        messages.info(request, str(known))
        return known.storing
    return row


@require_POST
@met_recht(Recht.STORING_OPLOSSEN)
def bij(request: HttpRequest, soort: str, pk: int) -> HttpResponse:
    """Open a disruption for an absence or closing that is there already."""
    now = timezone.now()
    found = storinglijst.one_without_desk(soort, pk, toegang(request.user), now=now)
    if found is None:
        refuse(request, Recht.STORING_OPLOSSEN, f"{soort}:{pk}")
    row = storing.open_for(found, door=request.user, now=now)
    storing.propose(row, door=request.user, now=now)
    return redirect("servicepunt:storing", row.pk)


@require_safe
@met_recht(Recht.STORING_OPLOSSEN)
def pagina(request: HttpRequest, pk: int) -> HttpResponse:
    """Everyone who is affected, with what is proposed or came of it."""
    row = _found(request, pk)
    if not is_part(request):
        _log_view(request, row)
    return _page(request, row)


@require_POST
@met_recht(Recht.STORING_OPLOSSEN)
def goedkeuren(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve what was seen. The first are done before the page answers."""
    row, now = _found(request, pk), timezone.now()
    try:
        approved = storing.approve(row, versie=_versie(request), door=request.user, now=now)
    except storing.StoringError as error:
        return _refused(request, row, error)
    storing.carry_out(now=now, storing=row, most=AT_ONCE)
    sentence = ngettext("%(aantal)d is goedgekeurd.", "%(aantal)d zijn goedgekeurd.", approved)
    messages.success(request, sentence % {"aantal": approved})
    return redirect("servicepunt:storing", pk)


@require_POST
@met_recht(Recht.STORING_OPLOSSEN)
def verder(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out the next ones now, where no worker does it."""
    row = _found(request, pk)
    storing.carry_out(now=timezone.now(), storing=row, most=AT_ONCE)
    return redirect("servicepunt:storing", pk)


@require_POST
@met_recht(Recht.STORING_OPLOSSEN)
def opnieuw(request: HttpRequest, pk: int) -> HttpResponse:
    """Look again who is affected, and make the proposals anew."""
    row = _found(request, pk)
    try:
        storing.propose(row, door=request.user, now=timezone.now())
    except storing.StoringError as error:
        return _refused(request, row, error)
    messages.success(request, _("De voorstellen zijn opnieuw gemaakt."))
    return redirect("servicepunt:storing", pk)


@require_POST
@met_recht(Recht.STORING_OPLOSSEN)
def beeindigen(request: HttpRequest, pk: int) -> HttpResponse:
    """It is over."""
    row = _found(request, pk)
    try:
        storing.end(row, versie=_versie(request), door=request.user, now=timezone.now())
    except storing.StoringError as error:
        return _refused(request, row, error)
    messages.success(request, _("De storing is voorbij. Wie niet is verplaatst, blijft staan."))
    return redirect("servicepunt:storing", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.STORING_OPLOSSEN)
def voorstel(request: HttpRequest, pk: int, voorstel: int) -> HttpResponse:
    """Another time for one appointment, a call first, or cancelled."""
    row = _found(request, pk)
    one = storinglijst.shown(row.voorstellen.filter(pk=voorstel)).first()
    if one is None:
        refuse(request, Recht.STORING_OPLOSSEN, f"storing:{pk}")
    if request.method != "POST":
        return _choices(request, one)
    form = KeuzeForm(request.POST)
    if not form.is_valid():
        sentences = [str(each) for errors in form.errors.values() for each in errors]
        return _choices(request, one, fouten=sentences, status=400)
    locatie, begin = form.plek
    try:
        storing.choose(
            one,
            Oplossing(form.cleaned_data["doe"]),
            begin=begin,
            locatie=locatie,
            versie=form.cleaned_data["versie"],
            door=request.user,
            now=timezone.now(),
        )
    except storing.StoringError as error:
        one.refresh_from_db()
        return _choices(request, one, fouten=[str(error)], status=error.status)
    return redirect("servicepunt:storing", pk)


def _found(request: HttpRequest, pk: int) -> Storing:
    """The disruption, if the right reaches it. Raises: Http404, and notes it."""
    rows = Storing.objects.select_related("middel", "locatie", "gemeld_door", "afwezigheid")
    row = rows.filter(storinglijst.within(toegang(request.user)), pk=pk).first()
    if row is None:
        refuse(request, Recht.STORING_OPLOSSEN, f"storing:{pk}")
    return row


def _versie(request: HttpRequest) -> int:
    """The version of the page that was seen; 0, which is none, for anything else."""
    given = request.POST.get("versie", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0


def _refused(request: HttpRequest, row: Storing, error: storing.StoringError) -> HttpResponse:
    """The page as it is now, and why nothing was done."""
    row.refresh_from_db()
    return _page(request, row, fouten=[str(error)], status=error.status)


def _page(
    request: HttpRequest, row: Storing, *, fouten: list[str] | None = None, status: int = 200
) -> HttpResponse:
    regels, toon = storinglijst.lines(row, toegang(request.user)), request.GET.get("toon", "")
    aantal = storinglijst.counts(regels)
    wanted = SHOWN.get(toon)
    context = {
        "storing": row,
        "regels": [one for one in regels if wanted is None or one.stand in wanted],
        "totaal": len(regels),
        "aantal": {**aantal, "zonder": aantal["bel"] + aantal["mis"]},
        "toon": toon if wanted else "",
        "goedgekeurd": aantal["bezig"] + aantal["klaar"] + aantal["mis"],
        "fouten": fouten,
        "nu": timezone.now(),
    }
    return render(request, "servicepunt/storingen/storing.html", context, status=status)


def _choices(
    request: HttpRequest,
    one: Verplaatsvoorstel,
    *,
    fouten: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """What can be chosen for one appointment, on any day or on the one that was asked for."""
    now, asked = timezone.now(), request.GET.get("dag", "")
    try:
        dag = parse_date(asked) if asked else None
    except ValueError:
        dag = None
    regel = storinglijst.line(one, toegang(request.user))
    was = one.was_begin, one.was_locatie
    context = {
        "storing": one.storing,
        "regel": regel,
        "tijden": [
            {
                "waarde": f"{tijd.locatie.pk}:{cell_of(tijd.begin)}",
                "begin": tijd.begin,
                "locatie": tijd.locatie,
                "asks": in_words(was, (tijd.begin, tijd.locatie), same_hands=True),
            }
            for tijd in storing.other_times(one, now=now, dag=dag)
        ]
        if regel.is_open
        else [],
        "dag": dag,
        "fouten": fouten,
    }
    return render(request, "servicepunt/storingen/voorstel.html", context, status=status)


def _log_view(request: HttpRequest, row: Storing) -> None:
    """Names of customers were seen, all of one disruption."""
    record_view(request, f"storing:{row.pk}", deur="storing")
