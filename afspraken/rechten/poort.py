"""The gate before a page of employees: who may not pass finds nothing there, and is noted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from afspraken import logboek
from afspraken.htmx import is_part
from afspraken.models import Handeling, Partij
from afspraken.rechten.tabel import Recht
from afspraken.rechten.toegang import toegang

View = Callable[..., HttpResponse]


def met_recht(recht: Recht) -> Callable[[View], View]:
    """Let through who has a right, of any department; which one is for the page to check.

    Who has not logged in, or no longer, goes to the login page and comes back. Who may not gets
    404 (the page might tell that there is something to see) and a line in the log. Nothing behind
    it is cached.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_login(request)
            if not toegang(request.user).mag(recht):
                refuse(request, recht)
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        gated.recht = recht  # type: ignore[attr-defined]
        return gated

    return decorate


def to_login(request: HttpRequest) -> HttpResponse:
    """To the login page, and from there back to the page on which someone was.

    htmx would put the login page inside the page: it is told to go there as a whole.
    """
    answer = redirect_to_login(page_of(request))
    if is_part(request):
        return HttpResponse(headers={"HX-Redirect": answer["Location"]})
    return answer


def page_of(request: HttpRequest) -> str:
    """The page of a request, to come back to: a form is sent from the page that holds it."""
    if is_part(request):
        return _own(request, request.headers.get("HX-Current-URL", "")) or "/"
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return _own(request, request.headers.get("Referer", "")) or request.get_full_path()


def _own(request: HttpRequest, address: str) -> str:
    """Path and query of an address of this site; empty for one of elsewhere."""
    parts = urlsplit(address)
    is_ours = bool(address) and parts.netloc == request.get_host()
    return urlunsplit(("", "", parts.path, parts.query, "")) if is_ours else ""


def refuse(
    request: HttpRequest, recht: Recht | None = None, onderwerp: str = "pagina:geweigerd"
) -> NoReturn:
    """Note that someone tried, and answer that there is nothing. Raises: Http404, always.

    `recht` is what they lacked; None: a screen of the functional manager.
    """
    logboek.record(
        Handeling.GEWEIGERD,
        onderwerp,
        partij=Partij.MEDEWERKER,
        door=employee(request),
        now=timezone.now(),
        recht=recht.name if recht else "BEHEER",
    )
    raise Http404


def employee(request: HttpRequest) -> str:
    """The number under which the log knows who is logged in; never a name."""
    return str(request.user.pk or "")


def record_view(
    request: HttpRequest, onderwerp: str, *, deur: str, **gegevens: logboek.Value
) -> None:
    """Log that an employee looked, at the page `deur`; the rest is that of `logboek.record`."""
    logboek.record(
        Handeling.BEKEKEN,
        onderwerp,
        partij=Partij.MEDEWERKER,
        door=employee(request),
        now=timezone.now(),
        deur=deur,
        **gegevens,
    )
