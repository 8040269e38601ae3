"""Taking back what was just saved in the own roster."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afspraken.rechten import Recht, employee, met_recht
from afspraken.roosterscherm import ongedaan as recepten


@require_POST
@met_recht(Recht.EIGEN_AGENDA)
def ongedaan(request: HttpRequest) -> HttpResponse:
    """Do the steps of a recipe of this session. A recipe holds only what its user was let do."""
    key = request.POST.get("sleutel", "")
    url = recepten.url_of(request, key)
    try:
        recepten.take_back(request, key, now=timezone.now(), door=employee(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("De wijziging is ongedaan gemaakt."))
    return redirect(url or "afdeling:start")
