"""Who looks after officials on the road: where they are, what did not fit, phones, what to know.

The planner and the service point look, settle and revoke; what is to be known of a customer is for
the planner alone.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from afspraken.gevoelig import products_text
from afspraken.htmx import is_part
from afspraken.invoer import keuring
from afspraken.lokaal import local_day
from afspraken.models import Afspraak
from afspraken.rechten import Recht, Toegang, met_recht, record_view, toegang
from mobiel import planning
from mobiel.models import Markering, Toestel, Veldactie
from mobiel.telefoon import opvolgen, stand, taken, toestel

USUAL = timedelta(days=365)
LONGEST = timedelta(days=2 * 365)
SEEN = timedelta(days=30)
"""A phone that was not seen for so long is not shown; what it kept is long gone."""


class MarkeringForm(forms.Form):
    """What to know before one rings, until when. The customer is found by an appointment."""

    referentie = forms.CharField(
        label=gettext_lazy("Referentie van een afspraak"), max_length=6, min_length=6
    )
    toelichting = forms.CharField(
        label=gettext_lazy("Wat moet de medewerker weten?"),
        max_length=200,
        validators=[keuring.refuse_control, keuring.refuse_bsn],
    )
    met_twee = forms.BooleanField(label=gettext_lazy("Ga met twee"), required=False)
    tot = forms.DateField(label=gettext_lazy("Tot en met"))

    def clean_referentie(self) -> Afspraak:
        """The appointment of that reference."""
        said = self.cleaned_data["referentie"].upper()
        found = Afspraak.objects.filter(referentie=said, klant__isnull=False).first()
        if found is None:
            raise forms.ValidationError(_("Deze referentie kennen wij niet."))
        return found

    def clean_tot(self) -> date:
        """It ends: what was once so at a door is not so for ever."""
        tot: date = self.cleaned_data["tot"]
        if not local_day(timezone.now()) <= tot <= local_day(timezone.now()) + LONGEST:
            raise forms.ValidationError(_("Kies een dag vanaf vandaag, binnen twee jaar."))
        return tot


@require_safe
@met_recht(Recht.BEZOEK_ZIEN)
def onderweg(request: HttpRequest) -> HttpResponse:
    """Who is where in the day, what is late, what to plan anew, and what did not fit.

    A planner also reads what to know at doors. The first part refreshes itself (htmx); that it was
    looked at is logged once.
    """
    if is_part(request):
        return render(request, "telefoon/_stand.html", _today(request, now=timezone.now()))
    record_view(request, "pagina:onderweg", deur="bezoeken")
    return _page(request)


@require_POST
@met_recht(Recht.BEZOEK_ZIEN)
def intrekken(request: HttpRequest, pk: int) -> HttpResponse:
    """A phone was lost."""
    row = get_object_or_404(Toestel.objects.select_related("gebruiker"), pk=pk)
    toestel.revoke(row, door=request.user, now=timezone.now())
    messages.success(request, _("Het toestel is ingetrokken. Het wist zichzelf."))
    return redirect("telefoon:onderweg")


@require_POST
@met_recht(Recht.BEZOEK_ZIEN)
def afhandelen(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody looked at a conflict, or went to help; of two the first."""
    row = get_object_or_404(Veldactie, pk=pk)
    Veldactie.objects.filter(pk=row.pk, afgehandeld_op__isnull=True).update(
        afgehandeld_op=timezone.now(), afgehandeld_door=request.user.pk
    )
    messages.success(request, _("Afgehandeld."))
    return redirect("telefoon:onderweg")


@require_POST
@met_recht(Recht.BEZOEK_PLANNEN)
def markeren(request: HttpRequest) -> HttpResponse:
    """Note what to know before one rings."""
    form = MarkeringForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    data = form.cleaned_data
    mark = Markering.objects.create(
        afspraak=data["referentie"],
        toelichting=data["toelichting"],
        met_twee=data["met_twee"],
        tot=data["tot"],
        op=timezone.now(),
        door_id=request.user.pk,
    )
    messages.success(request, _("Wie hier op bezoek gaat, leest dit vooraf."))
    if mark.met_twee:
        _tell_of_two(request, *planning.wish_second_for(mark, now=timezone.now()))
    return redirect("telefoon:onderweg")


def _tell_of_two(request: HttpRequest, paired: int, missing: int) -> None:
    """What a mark did for the visits that were booked already."""
    if paired:
        messages.success(
            request,
            ngettext(
                "Naar %(n)d bezoek gaan nu twee medewerkers.",
                "Naar %(n)d bezoeken gaan nu twee medewerkers.",
                paired,
            )
            % {"n": paired},
        )
    if missing:
        messages.warning(
            request,
            ngettext(
                "Voor %(n)d bezoek is er nog geen tweede medewerker. Het staat bij de taken.",
                "Voor %(n)d bezoeken is er nog geen tweede medewerker. Ze staan bij de taken.",
                missing,
            )
            % {"n": missing},
        )


@require_POST
@met_recht(Recht.BEZOEK_PLANNEN)
def markering_weg(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it away; one that is gone already is no error."""
    Markering.objects.filter(pk=pk).delete()
    messages.success(request, _("De markering is weg."))
    return redirect("telefoon:onderweg")


def _page(
    request: HttpRequest, form: MarkeringForm | None = None, *, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    plans = toegang(request.user).mag(Recht.BEZOEK_PLANNEN)
    marks = Markering.objects.filter(tot__gte=local_day(now)).select_related("afspraak__klant")
    context: dict[str, Any] = {
        **_today(request, now=now),
        "meldingen": taken.open_acts(),
        "toestellen": Toestel.objects.filter(
            ingetrokken_op__isnull=True, gezien_op__gt=now - SEEN
        ).select_related("gebruiker"),
        "markeringen": marks if plans else [],
        "form": form or MarkeringForm(initial={"tot": f"{local_day(now) + USUAL}"}),
    }
    return render(request, "telefoon/onderweg.html", context, status=status)


def _today(request: HttpRequest, *, now: datetime) -> dict[str, Any]:
    """What is going on now: the part that refreshes itself."""
    who = toegang(request.user)
    people = stand.officials_of(local_day(now), now=now)
    waiting = opvolgen.waiting(now=now).prefetch_related("producten__product")
    return {
        "stil": taken.overdue(now),
        "mensen": people,
        "risicos": [(one, person) for person in people for one in person.risicos],
        "opvolgen": [(row, products_text(row, who), _may_book(row, who)) for row in waiting],
        "plant": who.mag(Recht.BEZOEK_PLANNEN),
        "nu": now,
    }


def _may_book(row: Afspraak, who: Toegang) -> bool:
    return who.mag(Recht.AFSPRAAK_MAKEN, {one.product.afdeling_id for one in row.producten.all()})
