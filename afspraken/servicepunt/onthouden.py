"""What someone typed whose session ended: kept with the next session, and back on its page.

A form behind a login is lost when it is sent a moment too late. `keeps_typing` stands before the
gate of its view and keeps what was sent; the page asks for it with `recall`. A BSN is never kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from afspraken.htmx import is_part
from afspraken.invoer import keuring

View = Callable[..., HttpResponse]

AT_MOST = timedelta(minutes=15)
"""So long for logging in: whoever comes to the same screen later sees nothing of it."""
_KEY = "getypt"
_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "versie", "doe"})
_LONGEST = 4000
_MOST_FIELDS = 100


@dataclass(frozen=True)
class Getypt:
    """What was sent, and to which address."""

    adres: str
    velden: dict[str, str]


def keeps_typing(page: Callable[..., str]) -> Callable[[View], View]:
    """Of someone whose session ended, keep what they send until they have logged in again.

    `page` gives the address of the page that holds the form, from what the view is given.
    `toegang.bewaking` calls `remember` for a session that it ends itself.
    """

    def decorate(view: View) -> View:
        def remember(request: HttpRequest, **kwargs: Any) -> None:
            if request.method == "POST":
                request.session[_KEY] = {
                    "pagina": page(request, **kwargs),
                    "adres": request.path,
                    "velden": typed(request),
                    "op": timezone.now().isoformat(),
                }

        @wraps(view)
        def kept(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated or request.method != "POST":
                return view(request, **kwargs)
            remember(request, **kwargs)
            if is_part(request):
                return HttpResponse(status=204, headers={"HX-Refresh": "true"})
            return redirect_to_login(page(request, **kwargs))

        kept.remember = remember  # type: ignore[attr-defined]
        return kept

    return decorate


def recall(request: HttpRequest, *, now: datetime) -> Getypt | None:
    """What was sent from this page before logging in, once. None: nothing, or too long ago."""
    kept: dict[str, Any] = request.session.get(_KEY, {})
    if kept.get("pagina") != request.get_full_path():
        return None
    del request.session[_KEY]
    if now - datetime.fromisoformat(kept["op"]) > AT_MOST:
        return None
    return Getypt(kept["adres"], kept["velden"])


def typed(request: HttpRequest) -> dict[str, str]:
    """What stands in the fields of the page, without a BSN and what no database can keep."""
    named = [name for name in request.POST if name not in _NOT_TYPED and "\x00" not in name]
    fields = named[:_MOST_FIELDS]
    return {name: _kept(name, request.POST[name][:_LONGEST]) for name in fields}


def _kept(name: str, text: str) -> str:
    """A telephone number in full may look like a BSN within: there only the whole counts."""
    text = text.replace("\x00", "")
    if name.endswith("telefoon") and text.strip()[:1] in ("0", "+", "("):
        return text
    return keuring.without_bsn(text)
