"""The gate before the pages of the phone: an official with an own route, on a phone that counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from afspraken.models import Middel, Soort
from afspraken.rechten import Recht, met_recht
from mobiel.telefoon import toestel
from mobiel.telefoon.melden import Melder

View = Callable[..., HttpResponse]


def eigen_route(view: View) -> View:
    """Let through who goes out on visits, and give the view its `melder`.

    A phone that was revoked is told to forget, logged in or not. Who has no route to go reads why.
    """

    @met_recht(Recht.EIGEN_AGENDA)
    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        middel = Middel.objects.filter(
            gebruiker=request.user.pk, soort=Soort.AMBTENAAR, veldwerker__isnull=False
        ).first()
        if middel is None:
            return render(request, "telefoon/geen_route.html")
        phone, secret = toestel.known(request, now=timezone.now())
        melder = Melder(middel, request.user, phone)
        return toestel.remember(view(request, *args, melder=melder, **kwargs), secret)

    return forgets(inside)


def forgets(view: View) -> View:
    """Tell a phone that was revoked to forget everything, before anything else is asked of it."""

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        phone = (
            toestel.of_session(request)
            if request.user.is_authenticated
            else toestel.of_cookie(request)
        )
        if phone is not None and phone.ingetrokken_op is not None:
            logout(request)
            return forget(request)
        return view(request, *args, **kwargs)

    return gated


def forget(request: HttpRequest) -> HttpResponse:
    """401, with the order to throw away what was kept."""
    response = render(request, "telefoon/ingetrokken.html", status=401)
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["X-Wissen"] = "ja"
    response["Cache-Control"] = "no-store"
    return response
