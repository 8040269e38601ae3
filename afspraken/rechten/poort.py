"""The gate before a page of employees: who may not pass finds nothing there, and is noted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from afspraken import logboek
from afspraken.models import Handeling, Partij
from afspraken.rechten.tabel import Recht
from afspraken.rechten.toegang import toegang

View = Callable[..., HttpResponse]


def met_recht(recht: Recht) -> Callable[[View], View]:
    """Let through who has a right, of any department; which one is for the page to check.

    Who has not logged in goes to the login page and comes back. Who may not gets 404 (the page
    might tell that there is something to see) and a line in the log. Nothing behind it is cached.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not toegang(request.user).mag(recht):
                refuse(request, recht)
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        gated.recht = recht  # type: ignore[attr-defined]
        return gated

    return decorate


def refuse(request: HttpRequest, recht: Recht, onderwerp: str = "pagina:geweigerd") -> None:
    """Note that someone tried, and answer that there is nothing. Raises: Http404, always."""
    logboek.record(
        Handeling.GEWEIGERD,
        onderwerp,
        partij=Partij.MEDEWERKER,
        door=employee(request),
        now=timezone.now(),
        recht=recht.name,
    )
    raise Http404


def employee(request: HttpRequest) -> str:
    """The number under which the log knows who is logged in; never a name."""
    return str(request.user.pk or "")
