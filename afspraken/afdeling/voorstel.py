"""Offering a customer another time, and taking that back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from afspraken import agenda, tijdvoorstellen
from afspraken.afdeling.afspraak import found
from afspraken.afdeling.eigen import eigen_agenda
from afspraken.exceptions import BookingError, InvalidOffer, SlotTaken
from afspraken.invoer.velden import SELECT
from afspraken.lokaal import LOCAL, day_after, local_day
from afspraken.models import Afspraak, Kanaal, Middel, Tijdvoorstel
from afspraken.offers import Offer, from_token
from afspraken.rechten import Recht, met_recht, refuse
from afspraken.roosterscherm.keuze import LAST_DAY
from afspraken.roosterscherm.velden import date_input
from afspraken.wens import Wens, wens_of

FIRST = 12
"""So many free times are shown before a day is asked for."""

END_OF_WORK = time(17)
"""On its day, a proposal is answered before this."""

DAYS = (
    ("1", gettext_lazy("morgen")),
    ("2", gettext_lazy("over twee dagen")),
    ("4", gettext_lazy("over vier dagen")),
    ("7", gettext_lazy("over een week")),
)


class VoorstelForm(forms.Form):
    """Of which day, and until when the customer may think. Times are signed offers (`aanbod`)."""

    dag = forms.DateField(
        label=gettext_lazy("Vrije tijden op een andere dag"), required=False, widget=date_input()
    )
    dagen = forms.ChoiceField(
        label=gettext_lazy("De klant kiest uiterlijk"),
        choices=DAYS,
        initial="2",
        widget=forms.Select({"class": SELECT}),
    )

    def clean_dag(self) -> date | None:
        """Far away nothing is free; further, a calendar ends."""
        dag: date | None = self.cleaned_data["dag"]
        if dag is not None and abs(dag - local_day(timezone.now())) > LAST_DAY:
            raise forms.ValidationError(
                _("Deze dag ligt te ver weg. Kies een dag binnen twee jaar.")
            )
        return dag


@require_http_methods(["GET", "HEAD", "POST"])
@eigen_agenda
def voorstel(request: HttpRequest, code: str, middel: Middel) -> HttpResponse:
    """Show free times of this official; a POST shows those of a day, or offers the chosen ones."""
    row, now = found(request, code), timezone.now()
    wens = replace(wens_of(row), kanaal=Kanaal.TELEFOON, met=middel.pk)
    if request.method != "POST":
        return _page(request, row, wens, VoorstelForm(), now=now)
    form = VoorstelForm(request.POST)
    if not form.is_valid():
        return _page(request, row, wens, form, now=now, status=400)
    tokens = dict.fromkeys(request.POST.getlist("aanbod"))  # a time may be on the page twice
    chosen: list[Offer] = []
    try:
        chosen = [from_token(token, wens) for token in tokens]
        if "toon" in request.POST:
            return _page(request, row, wens, form, chosen=chosen, now=now)
        tijdvoorstellen.propose(
            row,
            wens,
            chosen,
            uiterlijk=deadline(now, int(form.cleaned_data["dagen"])),
            door=request.user,
            now=now,
        )
    except BookingError as error:
        still = [] if isinstance(error, InvalidOffer | SlotTaken) else chosen
        form.add_error(None, error.for_desk)
        return _page(request, row, wens, form, chosen=still, now=now, status=error.status)
    messages.success(request, _("Het voorstel is gedaan. De klant krijgt bericht."))
    return redirect("afdeling:afspraak", code)


@require_POST
@met_recht(Recht.EIGEN_AGENDA)
def intrekken(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a proposal back; who was overtaken by the customer sees how it stands."""
    row = found(request, code)
    asked = Tijdvoorstel.objects.filter(afspraak=row, pk=pk).select_related("afspraak").first()
    if asked is None:
        refuse(request, Recht.EIGEN_AGENDA)
    try:
        tijdvoorstellen.withdraw(asked, door=request.user, now=timezone.now())
    except tijdvoorstellen.Answered:
        messages.error(request, _("De klant was u voor. Kijk hoe de afspraak nu staat."))
    else:
        messages.success(request, _("Het voorstel is ingetrokken. De oude tijd blijft."))
    return redirect("afdeling:afspraak", code)


def deadline(now: datetime, days: int) -> datetime:
    """The end of work on a day from now, in town."""
    dag = local_day(now) + timedelta(days=days)
    return datetime.combine(dag, END_OF_WORK, tzinfo=LOCAL)


def _page(
    request: HttpRequest,
    row: Afspraak,
    wens: Wens,
    form: VoorstelForm,
    *,
    now: datetime,
    chosen: list[Offer] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The free times: those chosen, those of the day that was asked for, and the first ones."""
    chosen = chosen or []
    dag = form.cleaned_data.get("dag") if form.is_bound else None
    first = [one for one in _free(wens, None, now) if one not in chosen]
    of_day = [one for one in _free(wens, dag, now) if one not in chosen] if dag else []
    context: dict[str, Any] = {
        "afspraak": row,
        "form": form,
        "gekozen": chosen,
        "dag": dag,
        "van_dag": of_day,
        "eerste": [one for one in first if one not in of_day],
        "meeste": tijdvoorstellen.MOST,
    }
    return render(request, "afdeling/voorstel.html", context, status=status)


def _free(wens: Wens, dag: date | None, now: datetime) -> list[Offer]:
    """Free times of a day; None: the first of each day from tomorrow on, for there is an answer
    to wait for."""
    tomorrow = day_after(local_day(now))
    if dag is not None:
        return agenda.search(wens, now=now, van=dag, tot=day_after(dag)).first(FIRST * 4)
    return agenda.search(wens, now=now, van=tomorrow).spread(FIRST)
