"""An employee writes down how a care-home day went, where the phone never said it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from afspraken.exceptions import BookingError
from afspraken.rechten import employee, record_view
from mobiel import zitting as zittingen
from mobiel.models import Bewoner, Bewonerstatus, NietGezien
from mobiel.zittingpagina.beheer import GET_POST, found, gate

HELPED = str(Bewonerstatus.GEHOLPEN)
CHOICES = [(HELPED, gettext_lazy("geholpen")), *NietGezien.choices]


class VerloopForm(forms.Form):
    """One choice for each resident; what was shown travels along, so only what was chosen is done.

    Whoever was told of cannot be untold: on a day that is past nobody is still to come.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, bewoners: list[Bewoner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bewoner in bewoners:
            shown = HELPED if bewoner.status == Bewonerstatus.GEHOLPEN else bewoner.reden
            unknown = [] if shown else [("", gettext_lazy("weet ik nog niet"))]
            self.fields[str(bewoner.pk)] = forms.ChoiceField(
                label=_name(bewoner),
                choices=[*unknown, *CHOICES],
                initial=shown,
                required=False,
                show_hidden_initial=True,
            )

    def verloop(self) -> dict[int, NietGezien | None]:
        """What was chosen, by resident (id): why they were not seen, or None for helped."""
        chosen = {name: self.cleaned_data[name] for name in self.changed_data}
        return {
            int(name): None if value == HELPED else NietGezien(value)
            for name, value in chosen.items()
            if value
        }


@GET_POST
@gate
def naderhand(request: HttpRequest, pk: int) -> HttpResponse:
    """Helped, or not seen and why, for all at once; offered from the last promised time on."""
    row, now = found(pk), timezone.now()
    record_view(request, f"zitting:{pk}", deur="zitting")
    bewoners = list(zittingen.to_tell(row))
    form, fouten, status = VerloopForm(request.POST or None, bewoners=bewoners), [], 200
    if request.method == "POST":
        fouten, status = [_("Kies bij een of meer bewoners hoe het ging.")], 400
        if form.is_valid() and (verloop := form.verloop()):
            try:
                count = zittingen.tell(row, verloop, wie=employee(request), now=now)
                said = ngettext("Van %(n)d bewoner", "Van %(n)d bewoners", count) % {"n": count}
                messages.success(request, _("%(van)s is bewaard hoe het ging.") % {"van": said})
                return redirect("zittingen:zitting", pk)
            except BookingError as error:
                fouten, status = [error.for_desk], error.status
    context = {
        "zitting": row,
        "form": form,
        "rijen": [(one, form[str(one.pk)]) for one in bewoners],
        "kan": zittingen.can_be_told(row, now=now),
        "fouten": [] if form.errors else fouten,
    }
    return render(request, "zittingen/naderhand.html", context, status=status)


def _name(bewoner: Bewoner) -> str:
    """Also the night after, when the list is blanked: their appointment is kept longer."""
    klant = bewoner.afspraak.klant
    return bewoner.naam or (klant.naam if klant else "") or _("gewist")
