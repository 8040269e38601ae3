"""Which screen an address opens, in which language, and the page that it gets.

A kiosk stands in a hall: after a while every page of it goes back to the start, in Dutch. It does
so by a header, which works without JavaScript and lets a waiting page keep what it shows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache

from afspraken.models import Meldwijze, Scherm, Schermsoort

View = Callable[..., HttpResponse]

REPORTING = (Schermsoort.ZUIL, Schermsoort.POSTER)
"""Where visitors report by themselves."""

BACK_AFTER = 20
"""Seconds after which a kiosk leaves an answer; who needs longer presses for LONGER."""

LONGER = 120
"""Seconds for whoever chooses something, or asked for more time to read."""


def of_screen(*soorten: Schermsoort) -> Callable[[View], View]:
    """Before a page: the active screen of these kinds that `code` opens. Raises: Http404."""

    def gate(view: View) -> View:
        @never_cache
        @wraps(view)
        def gated(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
            known = Scherm.objects.filter(code=code, is_actief=True, locatie__is_actief=True)
            scherm = known.filter(soort__in=soorten).select_related("locatie").first()
            if scherm is None:
                raise Http404
            taal = _language(request, scherm)
            with translation.override(taal):
                answer = view(request, scherm, **kwargs)
            answer.headers["Content-Language"] = taal
            return answer

        return gated

    return gate


def page(
    request: HttpRequest,
    scherm: Scherm,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    terug: int | None = None,
) -> HttpResponse:
    """A page of a screen; a kiosk goes back to the start after `terug` seconds (None: stays)."""
    taal = translation.get_language()
    deel = f"?taal={taal}" if taal != _own_language(request, scherm) else ""
    everything = {"scherm": scherm, "taaldeel": deel, **context}
    answer = render(request, f"kiosk/{template}.html", everything, status=status)
    if terug is not None and scherm.soort == Schermsoort.ZUIL:
        answer.headers["Refresh"] = f"{terug}; url={start_of(scherm)}"
    return answer


def start_of(scherm: Scherm) -> str:
    """The address of a screen; it opens in Dutch, on a phone in the language of the phone."""
    return reverse("kiosk:scherm", args=[scherm.code])


def via(scherm: Scherm) -> Meldwijze:
    """How someone who reports on this screen has reported."""
    return Meldwijze.QR if scherm.soort == Schermsoort.POSTER else Meldwijze.ZUIL


def _language(request: HttpRequest, scherm: Scherm) -> str:
    """What was pressed, else that of the screen."""
    asked = request.POST.get("taal") or request.GET.get("taal")
    return asked if asked in ("nl", "en") else _own_language(request, scherm)


def _own_language(request: HttpRequest, scherm: Scherm) -> str:
    """A screen in a hall speaks Dutch until someone presses; a phone speaks as its owner chose."""
    is_phone = scherm.soort == Schermsoort.POSTER
    return str(getattr(request, "LANGUAGE_CODE", "nl")) if is_phone else "nl"
