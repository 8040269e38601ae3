"""Where someone goes who has logged in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from afspraken.rechten import Recht, Rol, manages, toegang
from afspraken.toegang.bewaking import LATER


@login_required
def verder(request: HttpRequest) -> HttpResponse:
    """To the page that was asked for, else to the desk of this employee."""
    return HttpResponseRedirect(request.session.pop(LATER, None) or home(request))


def home(request: HttpRequest) -> str:
    """The first page: visits, own agenda, service point, screens of the manager, or account."""
    may = toegang(request.user)
    if may.mag(Recht.BEZOEK_PLANNEN) and not may.alles:
        return reverse("bezoeken:dag")
    if may.mag(Recht.EIGEN_AGENDA) and not may.alles:
        return reverse("afdeling:start")
    if may.rollen - {Rol.BEHEER} and may.mag(Recht.KENNIS_LEZEN):
        return reverse("servicepunt:start")
    return reverse("admin:index" if manages(request.user) else "mfa_index")
