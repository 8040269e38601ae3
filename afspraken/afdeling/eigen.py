"""Whose agenda it is: the official who logs in with this account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from afspraken.models import Middel, Soort
from afspraken.rechten import Recht, met_recht

EigenView = Callable[..., HttpResponse]


def own_middel(gebruiker: Any) -> Middel | None:
    """The official of a user; None for who is no official in any roster."""
    return Middel.objects.filter(gebruiker=gebruiker.pk, soort=Soort.AMBTENAAR).first()


def eigen_agenda(view: EigenView) -> Callable[..., HttpResponse]:
    """Let through who may manage an own agenda, and give the view the official that it is of.

    Who has none yet reads how to get one.
    """

    @met_recht(Recht.EIGEN_AGENDA)
    @wraps(view)
    def found(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        middel = own_middel(request.user)
        if middel is None:
            return render(request, "afdeling/geen_agenda.html")
        return view(request, *args, middel=middel, **kwargs)

    return found
