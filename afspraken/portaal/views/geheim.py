"""Opening an appointment by its secret link, the same way on every page behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from afspraken import beheerlink, keuzes, logboek
from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Handeling, Partij, Status
from afspraken.portaal import limieten

SHOWS = "no-referrer"
"""For pages without a form of their own: no address leaves with a link."""

ASKS = "strict-origin"
"""For pages with a form: only our own name leaves. Under "no-referrer" a browser would send
`Origin: null` with the form, and the check against forged requests would rightly refuse it."""


class SecretView(Protocol):
    """A view behind the secret link, given the appointment that the link opens."""

    def __call__(self, request: HttpRequest, token: str, afspraak: Afspraak) -> HttpResponse: ...


def secret(*, referrer: str) -> Callable[[SecretView], Callable[[HttpRequest, str], HttpResponse]]:
    """Open the link for a view. Unknown links all get the same 404; ten lock a visitor out.

    Looking is logged. The pages are not cached, not indexed, and `referrer` bounds what the
    browser tells others about their address.
    """

    def decorate(view: SecretView) -> Callable[[HttpRequest, str], HttpResponse]:
        @wraps(view)
        @never_cache
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            response = _answer(view, request, token)
            response.headers["Referrer-Policy"] = referrer
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return opened

    return decorate


def _answer(view: SecretView, request: HttpRequest, token: str) -> HttpResponse:
    if limieten.is_locked_out(request):
        zin = _("U probeerde te veel links die niet kloppen. Wacht een kwartier.")
        return render(request, "429.html", {"zin": zin}, status=429)
    afspraak = beheerlink.open_link(token)
    if afspraak is None:
        limieten.count_unknown_link(request)
        return render(request, "404.html", status=404)
    if request.method in ("GET", "HEAD"):
        logboek.record(
            Handeling.BEKEKEN,
            f"afspraak:{afspraak.code}",
            partij=Partij.INWONER,
            now=timezone.now(),
        )
    return view(request, token, afspraak)


def around(token: str, afspraak: Afspraak) -> dict[str, Any]:
    """What every page about an existing appointment shows."""
    return {
        "token": token,
        "afspraak": afspraak,
        "keuzes": keuzes.of_afspraak(afspraak, dag=local_day(afspraak.begin)),
        "minuten": afspraak.minuten,
        "fouten": [],
    }


def is_open(afspraak: Afspraak) -> bool:
    """True while the customer may change or cancel; `booking` decides in the end."""
    return afspraak.status == Status.GEPLAND and afspraak.begin > timezone.now()
