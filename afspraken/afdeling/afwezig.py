"""Being away: half a day, a day, some days. Who would be affected is shown before it is saved."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from afspraken import roosters, storing
from afspraken.afdeling.controle import shown_as
from afspraken.afdeling.eigen import eigen_agenda
from afspraken.invoer.velden import SELECT, LineField
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import Afwezigheid, Middel, Storing
from afspraken.rechten import Recht, employee, refuse
from afspraken.roosters.clock import moment
from afspraken.roosterscherm import ongedaan
from afspraken.roosterscherm.controle import accepted, preview
from afspraken.roosterscherm.keuze import LAST_DAY
from afspraken.roosterscherm.ongedaan import Step
from afspraken.roosterscherm.velden import STEP, date_input, time_input
from afspraken.templatetags.datums import lange_datum, tijd

NOON = time(12, 30)
"""Where a morning ends and an afternoon begins, for who takes half a day off."""

DAARNA, OPLOSSEN = "daarna", "oplossen"
"""What the button that saves says: then let the disruption desk find other times."""


class Deel(models.TextChoices):
    """Which part of the day."""

    DAG = "DAG", gettext_lazy("De hele dag")
    OCHTEND = "OCHTEND", gettext_lazy("De ochtend")
    MIDDAG = "MIDDAG", gettext_lazy("De middag")
    TIJD = "TIJD", gettext_lazy("Van … tot …")


class AfwezigForm(forms.Form):
    """From which day, through which, and which part of it."""

    dag = forms.DateField(
        label=gettext_lazy("Welke dag"),
        widget=date_input(),
        error_messages={
            "required": gettext_lazy("Kies een dag."),
            "invalid": gettext_lazy("Deze dag bestaat niet."),
        },
    )
    deel = forms.ChoiceField(
        label=gettext_lazy("Welk deel"),
        choices=Deel.choices,
        initial=Deel.DAG,
        widget=forms.Select({"class": SELECT}),
    )
    van = forms.TimeField(label=gettext_lazy("Van"), required=False, widget=time_input())
    tot = forms.TimeField(label=gettext_lazy("Tot"), required=False, widget=time_input())
    laatste_dag = forms.DateField(
        label=gettext_lazy("Tot en met"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Alleen bij hele dagen. Leeg: die ene dag."),
    )
    reden = LineField(
        label=gettext_lazy("Reden"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Alleen voor collega’s. Geen medische gegevens."),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean(self) -> dict[str, Any]:
        """From when until when; a part of a day is of one day."""
        data = super().clean() or {}
        dag, deel = data.get("dag"), data.get("deel")
        if dag is None or deel is None:
            return data
        if abs(dag - local_day(self.now)) > LAST_DAY:
            self.add_error("dag", _("Deze dag ligt te ver weg. Kies een dag binnen twee jaar."))
            return data
        last = data.get("laatste_dag") or dag
        if deel != Deel.DAG and last != dag:
            self.add_error("laatste_dag", _("Een deel van de dag kan alleen voor één dag."))
        elif not dag <= last <= dag + timedelta(days=366):
            self.add_error("laatste_dag", _("De laatste dag moet na de eerste dag liggen."))
        elif deel == Deel.TIJD and not self._has_hours(data):
            return data
        else:
            data["begin"], data["einde"] = self._span(data, last)
            if data["einde"] <= self.now:
                self.add_error("dag", _("Deze dag is al voorbij."))
        return data

    def _has_hours(self, data: dict[str, Any]) -> bool:
        van, tot = data.get("van"), data.get("tot")
        if van is None or tot is None:
            self.add_error("van" if van is None else "tot", _("Vul een tijd in."))
        elif van >= tot:
            self.add_error("tot", _("De eindtijd moet na de begintijd liggen."))
        elif any(one.minute % STEP or one.second for one in (van, tot)):
            self.add_error("van", _("Kies een veelvoud van vijf minuten."))
        return not self.errors

    def _span(self, data: dict[str, Any], last: Any) -> tuple[datetime, datetime]:
        dag, begin, einde = data["dag"], day_begin(data["dag"]), day_begin(day_after(last))
        match data["deel"]:
            case Deel.OCHTEND:
                return begin, moment(dag, NOON, until=True)
            case Deel.MIDDAG:
                return moment(dag, NOON), einde
            case Deel.TIJD:
                return moment(dag, data["van"]), moment(dag, data["tot"], until=True)
        return begin, einde

    def sentence(self) -> str:
        """What will be saved."""
        data = self.cleaned_data
        last = data["laatste_dag"] or data["dag"]
        words = {
            "dag": lange_datum(data["dag"]),
            "laatste": lange_datum(last),
            "begin": tijd(data["begin"]),
            "einde": tijd(data["einde"]),
        }
        match data["deel"]:
            case Deel.OCHTEND:
                return _("U bent afwezig op %(dag)s tot %(einde)s.") % words
            case Deel.MIDDAG:
                return _("U bent afwezig op %(dag)s vanaf %(begin)s.") % words
            case Deel.TIJD:
                return _("U bent afwezig op %(dag)s van %(begin)s tot %(einde)s.") % words
        if last != data["dag"]:
            return _("U bent afwezig van %(dag)s tot en met %(laatste)s.") % words
        return _("U bent afwezig op %(dag)s, de hele dag.") % words


@require_http_methods(["GET", "HEAD", "POST"])
@eigen_agenda
def afwezig(request: HttpRequest, middel: Middel) -> HttpResponse:
    """Fill in, look who is affected, save. Below: what was entered and is not over yet."""
    now = timezone.now()
    if request.method != "POST":
        initial = {"dag": request.GET.get("dag") or local_day(now).isoformat()}
        return _page(request, middel, AfwezigForm(initial=initial, now=now))
    form = AfwezigForm(request.POST, now=now)
    if not form.is_valid():
        return _page(request, middel, form, status=400)
    data = form.cleaned_data
    given = {"begin": data["begin"], "einde": data["einde"], "reden": data["reden"]}

    def write() -> Afwezigheid:
        return roosters.set_absent(middel, **given, now=now, door=employee(request))

    try:
        with transaction.atomic():
            shown = preview(
                request,
                form.sentence(),
                write,
                now=now,
                middelen=[middel],
                regels=shown_as(request.user),
            )
            row = write() if accepted(request, shown) else None
            if row is not None and request.POST.get(DAARNA) == OPLOSSEN:
                storing.open_for(row, door=request.user, now=now)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _page(request, middel, form, status=400)
    if row is None:
        return _page(request, middel, form, voorbeeld=shown)
    _tell(request, row, form.sentence())
    return redirect(_week(data["begin"]))


@require_POST
@eigen_agenda
def afwezig_weg(request: HttpRequest, pk: int, middel: Middel) -> HttpResponse:
    """Take an own absence away, with an undo; a disruption that came of it is over then."""
    row, now = Afwezigheid.objects.filter(middel=middel, bron="", pk=pk).first(), timezone.now()
    if row is None:
        refuse(request, Recht.EIGEN_AGENDA, f"afwezigheid:{pk}")
    steps, begin = [ongedaan.put_back(row)], row.begin
    with transaction.atomic():
        for one in Storing.objects.filter(afwezigheid=row, is_eigen=False, beeindigd_op=None):
            storing.end(one, versie=one.versie, door=request.user, now=now)
        roosters.remove(row, now=now, door=employee(request))
    ongedaan.offer(request, _("U bent er dan weer."), steps, url=reverse("afdeling:afwezig"))
    return redirect(_week(max(begin, now)))


def _tell(request: HttpRequest, row: Afwezigheid, sentence: str) -> None:
    """Say what was saved; with an undo, but where the disruption desk has begun."""
    if request.POST.get(DAARNA) == OPLOSSEN:
        messages.success(request, _("Bewaard en gemeld als storing. %(zin)s") % {"zin": sentence})
        return
    steps: list[Step] = [ongedaan.delete_row(row)]
    zin = _("Bewaard. %(zin)s") % {"zin": sentence}
    ongedaan.offer(request, zin, steps, url=_week(row.begin))


def _week(begin: datetime) -> str:
    return f"{reverse('afdeling:start')}?dag={local_day(begin).isoformat()}"


def _page(
    request: HttpRequest,
    middel: Middel,
    form: AfwezigForm,
    *,
    voorbeeld: Any = None,
    status: int = 200,
) -> HttpResponse:
    rows = Afwezigheid.objects.filter(middel=middel, einde__gt=timezone.now())
    context = {
        "form": form,
        "voorbeeld": voorbeeld,
        "eigen": [row for row in rows if not row.bron],
        "van_buiten": sum(bool(row.bron) for row in rows),
    }
    return render(request, "afdeling/afwezig.html", context, status=status)
