"""The page on which the same visit is planned once more: nobody was home, or more is to do.

For whoever may book it, and for the official who was there: product, customer and address are
filled in, and one tap on a window books it.
"""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from afspraken import agenda
from afspraken.exceptions import BookingError
from afspraken.gevoelig import products_text
from afspraken.models import Afspraak, Status
from afspraken.offers import Offer, from_token
from afspraken.rechten import Recht, Toegang, met_recht, record_view, refuse, toegang
from afspraken.templatetags.wanneer import wanneer
from mobiel.models import Opvolgreden, Stop
from mobiel.telefoon import opvolgen

MOST_SHOWN = 12

BEGAN = (Status.IN_BEHANDELING, Status.AFGEROND, Status.NIET_VERSCHENEN)
"""What another visit can follow on."""


class AfrondForm(forms.Form):
    """Why there comes no new visit."""

    reden = forms.ChoiceField(
        label=gettext_lazy("Waarom niet?"),
        choices=[one for one in Opvolgreden.choices if one[0] != Opvolgreden.HERBOEKT],
        error_messages={"required": gettext_lazy("Kies waarom er geen nieuw bezoek komt.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.AFSPRAAK_MAKEN)
def opnieuw(request: HttpRequest, code: str) -> HttpResponse:
    """The windows for which we travel least further; a POST (aanbod) books one."""
    now, row = timezone.now(), _found(request, code)
    if request.method != "POST":
        record_view(request, f"afspraak:{row.code}", deur="bezoeken", klant=row.klant_id)
        return _page(request, row, now=now)
    try:
        wens = opvolgen.wish_of(row)
        offer = from_token(request.POST.get("aanbod", ""), wens)
        nieuw = opvolgen.rebook(row, offer, door=request.user, now=now)
    except BookingError as error:
        return _page(request, row, now=now, fout=error.for_desk, status=error.status)
    messages.success(
        request,
        _("Het nieuwe bezoek is gepland: %(wanneer)s. De klant krijgt bericht.")
        % {"wanneer": wanneer(nieuw)},
    )
    return redirect(_back(request, row))


@require_POST
@met_recht(Recht.AFSPRAAK_MAKEN)
def afronden(request: HttpRequest, code: str) -> HttpResponse:
    """There comes no new visit, for a reason."""
    now, row, form = timezone.now(), _found(request, code), AfrondForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, now=now, status=400)
    try:
        reden = Opvolgreden(form.cleaned_data["reden"])
        opvolgen.settle(row, reden, door=request.user, now=now)
    except BookingError as error:
        return _page(request, row, form, now=now, fout=error.for_desk, status=error.status)
    messages.success(request, _("Afgehandeld."))
    return redirect(_back(request, row))


def _found(request: HttpRequest, code: str) -> Afspraak:
    """A visit that began and that this employee may book, or made. Raises: Http404."""
    rows = opvolgen.single_visits().filter(code=code, status__in=BEGAN)
    along = rows.select_related("klant", "locatie").prefetch_related("producten__product")
    row = along.first()
    if row is None:
        refuse(request, Recht.AFSPRAAK_MAKEN, f"afspraak:{code}")
    afdelingen = {one.product.afdeling_id for one in row.producten.all()}
    may = toegang(request.user).mag(Recht.AFSPRAAK_MAKEN, afdelingen)
    if not may and not _was_there(request, row):
        refuse(request, Recht.AFSPRAAK_MAKEN, f"afspraak:{code}")
    return row


def _was_there(request: HttpRequest, row: Afspraak) -> bool:
    """True for the official who made this visit."""
    mine = Stop.objects.filter(bezoek__afspraak=row, route__middel__gebruiker=request.user.pk)
    return mine.exists()


def _back(request: HttpRequest, row: Afspraak) -> str:
    """To the list of what is to be planned; an official to the route, others to the customer."""
    if toegang(request.user).mag(Recht.BEZOEK_ZIEN):
        return f"{reverse('telefoon:onderweg')}#kop-opvolgen"
    if _was_there(request, row):
        return reverse("telefoon:route")
    return reverse("servicepunt:klant", args=[row.klant_id])


def _page(
    request: HttpRequest,
    row: Afspraak,
    form: AfrondForm | None = None,
    *,
    now: datetime,
    fout: str = "",
    status: int = 200,
) -> HttpResponse:
    who = toegang(request.user)
    done = opvolgen.followed_up_by(row)
    aanbod, reden = [], ""
    try:
        aanbod = _cheapest(row, now=now)
    except BookingError as error:
        reden = error.for_desk
    context = {
        "basis": f"{_door(who)}/basis.html",
        "afspraak": row,
        "wat": products_text(row, who),
        "gedaan": done,
        "aanbod": aanbod,
        "geen_aanbod": reden,
        "form": form or AfrondForm(),
        "terug": _back(request, row),
        "fouten": [fout] if fout else [],
    }
    return render(request, "telefoon/opnieuw.html", context, status=status)


def _door(who: Toegang) -> str:
    """Whose frame stands around the page."""
    if who.mag(Recht.BEZOEK_ZIEN):
        return "bezoeken"
    return "afdeling" if who.mag(Recht.EIGEN_AGENDA) else "servicepunt"


def _cheapest(row: Afspraak, *, now: datetime) -> list[Offer]:
    """The windows for which we travel least further, in order of time. Raises: Forgotten."""
    found = agenda.search(opvolgen.wish_of(row), now=now).cheapest(4 * MOST_SHOWN)
    return sorted(islice(found, MOST_SHOWN), key=lambda offer: (offer.begin, offer.einde))
