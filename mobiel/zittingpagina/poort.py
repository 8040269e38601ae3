"""The gate of the pages behind a link: who has it, and whether a code was typed just now.

The link says where and when we come. Names take a code as well, which opens half an hour in this
browser. Whose half hour is over while they typed, gets all of it back after a new code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from afspraken.beheerlink import hash_of
from afspraken.portaal import limieten
from mobiel import zitting as zittingen
from mobiel.models import Toegangsoort, Zitting, Zittingstatus, Zittingtoegang
from mobiel.zittingpagina.formulieren import BewonerForm, CodeForm

_KEY = "zittingen"
_KEPT = (*BewonerForm.base_fields, "doel")

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Gast:
    """Somebody with a link. `tot` is when their half hour ends; None: no code was typed."""

    token: str
    toegang: Zittingtoegang
    tot: datetime | None

    @property
    def zitting(self) -> Zitting:
        found: Zitting = self.toegang.zitting
        return found

    @property
    def is_familie(self) -> bool:
        """True for who may announce, and see, one resident."""
        return self.toegang.soort == Toegangsoort.FAMILIE

    @property
    def aan(self) -> str:
        """The address to which codes go, as much of it as helps to know which one it is.

        t•••@zonnehuis.example
        """
        name, _at, host = self.toegang.email.partition("@")
        return f"{name[:1]}•••@{host}"


def met_link(view: View) -> View:
    """Let through who has a link that works, and give the view its `gast`."""

    @never_cache
    @wraps(view)
    def gated(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _open(request, token, lambda gast: view(request, gast, *args, **kwargs))
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return gated


def met_code(view: View) -> View:
    """As `met_link`, for who typed a code less than half an hour ago."""

    @met_link
    @wraps(view)
    def gated(request: HttpRequest, gast: Gast, *args: Any, **kwargs: Any) -> HttpResponse:
        if gast.tot is not None:
            return view(request, gast, *args, **kwargs)
        if request.method != "POST":
            return redirect("zitting:toegang", gast.token)
        return ask(request, gast, kept(request, view.__name__), status=403)

    return gated


def begin(request: HttpRequest, gast: Gast, *, tot: datetime) -> None:
    """The code was right: the names are shown until `tot`, in this browser alone."""
    request.session.cycle_key()
    own = request.session.get(_KEY, {})
    request.session[_KEY] = {**own, str(gast.toegang.pk): int(tot.timestamp())}


def end(request: HttpRequest, gast: Gast) -> None:
    """Whoever reads on after them sees nothing."""
    own = request.session.get(_KEY, {})
    request.session[_KEY] = {pk: tot for pk, tot in own.items() if pk != str(gast.toegang.pk)}


def kept(request: HttpRequest, doel: str = "") -> list[tuple[str, str]]:
    """What was typed, to travel along until it can be shown again; `doel` is for which page."""
    typed = {name: request.POST[name] for name in _KEPT if request.POST.get(name)}
    if doel and typed:
        typed["doel"] = doel
    return list(typed.items())


def ask(
    request: HttpRequest,
    gast: Gast,
    bewaard: Iterable[tuple[str, str]] = (),
    form: CodeForm | None = None,
    *,
    gevraagd: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page on which one asks for a code, or types it."""
    context = {
        "gast": gast,
        "zitting": gast.zitting,
        "token": gast.token,
        "aan": gast.aan,
        "gevraagd": gevraagd,
        "form": form or CodeForm(),
        "bewaard": list(bewaard),
    }
    return render(request, "zittingen/contact/code.html", context, status=status)


def _open(request: HttpRequest, token: str, view: Callable[[Gast], HttpResponse]) -> HttpResponse:
    if limieten.is_locked_out(request):
        zin = _("U probeerde te veel links die niet kloppen. Wacht een kwartier.")
        return render(request, "429.html", {"zin": zin}, status=429)
    toegang = zittingen.open_link(token)
    if toegang is None:
        return _works_no_more(request, token)
    return view(Gast(token, toegang, _until(request, toegang, now=timezone.now())))


def _works_no_more(request: HttpRequest, token: str) -> HttpResponse:
    """404 for a link that never was; one that was revoked, or of a day that is off, says so."""
    known = Zittingtoegang.objects.filter(token_hash=hash_of(token)).select_related("zitting")
    toegang = known.first()
    if toegang is None:
        limieten.count_unknown_link(request)
        return render(request, "404.html", status=404)
    context = {"afgelast": toegang.zitting.status == Zittingstatus.GEANNULEERD}
    return render(request, "zittingen/contact/ingetrokken.html", context, status=410)


def _until(request: HttpRequest, toegang: Zittingtoegang, *, now: datetime) -> datetime | None:
    until = request.session.get(_KEY, {}).get(str(toegang.pk))
    if not isinstance(until, int) or until <= now.timestamp():
        return None
    return datetime.fromtimestamp(until, tz=now.tzinfo)
