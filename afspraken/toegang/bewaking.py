"""Before every page of employees: does this session still count, and has it a second factor?

A page is of employees if a gate stands before it (`met_recht`) or it belongs to the admin.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from afspraken.rechten.poort import page_of, to_login
from afspraken.toegang import sessie, tweede_stap

LATER = "later"
"""Where someone was going, kept in the session while they set up a second factor."""


class Bewaking:
    """Middleware, after the one that knows the user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None lets the page through."""
        if not _is_of_employees(request, view) or not request.user.is_authenticated:
            return None
        if sessie.is_outdated(request):
            logout(request)
            # What was being typed is kept by the page itself, for after the login.
            getattr(view, "remember", _nothing)(request, **kwargs)
            return to_login(request)
        if tweede_stap.is_missing(request):
            return _ask_second_factor(request)
        return None


def _nothing(request: HttpRequest, **kwargs: Any) -> None:
    """Most pages keep nothing."""


def _is_of_employees(request: HttpRequest, view: Any) -> bool:
    match = request.resolver_match
    return hasattr(view, "recht") or (match is not None and "admin" in match.app_names)


def _ask_second_factor(request: HttpRequest) -> HttpResponse:
    """Who has one, gives it; who has none, makes one and then goes on."""
    if tweede_stap.has_one(request.user):
        logout(request)
        return to_login(request)
    request.session[LATER] = page_of(request)
    return HttpResponseRedirect(reverse("mfa_index"))
