"""What each button of the desk does with someone who has reported, and what it says afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken import wachtrij
from afspraken.invoer.velden import SELECT, LineField
from afspraken.lokaal import local_day
from afspraken.models import Bevoegdheid, Locatie, Middel, Wachtende


class StapForm(forms.Form):
    """The number of the step that the employee saw, and what some steps ask beside it."""

    versie = forms.IntegerField(min_value=1, max_value=10**4, widget=forms.HiddenInput)
    reden = LineField(label=gettext_lazy("Waarom"), max_length=200, required=False)

    def __init__(self, *args: Any, naar: Locatie | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if naar is not None:
            self.fields["naar"] = NaarField(naar)


class NaarField(forms.ChoiceField):
    """To which counter, room or official, or to whoever has a competence."""

    def __init__(self, locatie: Locatie) -> None:
        self._middelen: dict[str, Middel | Bevoegdheid] = {
            f"middel:{one.pk}": one
            for one in Middel.objects.filter(is_actief=True, openstanden__locatie=locatie)
            .distinct()
            .order_by("soort", "naam")
        }
        self._bevoegdheden: dict[str, Middel | Bevoegdheid] = {
            f"bevoegdheid:{one.pk}": one
            for one in Bevoegdheid.objects.filter(middelen__openstanden__locatie=locatie)
            .distinct()
            .order_by("naam")
        }
        super().__init__(
            label=_("Naar"),
            choices=[
                ("", _("Kies een loket of een onderwerp")),
                (_("Loket, ruimte of medewerker"), _choices(self._middelen)),
                (_("Wie dit mag"), _choices(self._bevoegdheden)),
            ],
            widget=forms.Select({"class": SELECT}),
            error_messages={"required": _("Kies waar de klant heen gaat.")},
        )

    def clean(self, value: Any) -> Middel | Bevoegdheid:
        """The counter or the competence. Raises: ValidationError."""
        key = super().clean(value)
        return {**self._middelen, **self._bevoegdheden}[key]


def _choices(rows: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key, str(row)) for key, row in rows.items()]


Given = dict[str, Any]
"""versie, door and now, as every step wants them."""


def _call(row: Wachtende, loket: Middel | None, _data: dict[str, Any], given: Given) -> Wachtende:
    """Only a counter calls. Raises: Http404."""
    if loket is None:
        raise Http404
    return wachtrij.call(row, loket, **given)


STEPS: dict[str, Callable[[Wachtende, Middel | None, dict[str, Any], Given], Wachtende]] = {
    "roep": _call,
    "nogeens": lambda row, _loket, _data, given: wachtrij.call_again(row, **given),
    "begin": lambda row, _loket, _data, given: wachtrij.begin(row, **given),
    "klaar": lambda row, _loket, _data, given: wachtrij.finish(row, **given),
    "niet_verschenen": lambda row, _loket, _data, given: wachtrij.no_show(row, **given),
    "parkeer": lambda row, _loket, data, given: wachtrij.park(row, reden=data["reden"], **given),
    "terug": lambda row, _loket, _data, given: wachtrij.take_back(row, **given),
    "doorsturen": lambda row, _loket, data, given: wachtrij.hand_on(
        row, data["naar"], reden=data["reden"], **given
    ),
    "vertrokken": lambda row, _loket, data, given: wachtrij.leave(
        row, reden=data["reden"], **given
    ),
    "ongedaan": lambda row, _loket, _data, given: wachtrij.undo(row, **given),
}
"""Per button: the row, the counter that acts, what was filled in."""


def found(locatie: Locatie, pk: int) -> Wachtende:
    """Someone who reported here today. Raises: Http404."""
    row = Wachtende.objects.filter(locatie=locatie, pk=pk, dag=local_day(timezone.now())).first()
    if row is None:
        raise Http404
    return row


def take(
    request: HttpRequest,
    naam: str,
    row: Wachtende,
    data: dict[str, Any],
    *,
    loket: Middel | None = None,
) -> Wachtende:
    """Take a step; `loket` is the counter that acts. Raises: BookingError; Http404."""
    if naam not in STEPS:
        raise Http404
    given = {"versie": data["versie"], "door": request.user, "now": timezone.now()}
    return STEPS[naam](row, loket, data, given)


def sentence(naam: str, row: Wachtende) -> str:
    """What happened, for who pressed the button."""
    nummer = {"nummer": row.volgnummer, "stand": row.get_stand_display()}
    return {
        "roep": _("%(nummer)s is opgeroepen."),
        "nogeens": _("%(nummer)s is nog eens opgeroepen."),
        "begin": _("U helpt nu %(nummer)s."),
        "klaar": _("%(nummer)s is klaar."),
        "niet_verschenen": _("%(nummer)s is niet verschenen."),
        "parkeer": _("%(nummer)s is geparkeerd."),
        "terug": _("%(nummer)s staat weer in de rij en gaat voor."),
        "doorsturen": _("%(nummer)s is doorgestuurd en gaat daar voor."),
        "vertrokken": _("%(nummer)s is vertrokken."),
        "ongedaan": _("Ongedaan gemaakt. %(nummer)s: %(stand)s."),
    }[naam] % nummer
