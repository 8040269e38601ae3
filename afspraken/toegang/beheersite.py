"""The site of the functional manager: who has no screen there finds nothing, and is noted.

Logging in, logging out and passwords are of `afspraken/toegang/`, for all doors at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from afspraken.rechten import manages, refuse
from afspraken.rechten.poort import to_login

View = Callable[..., Any]


class Site(admin.AdminSite):
    """Django's admin, behind our own door."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Only who has a screen here; a login for other work opens nothing."""
        return manages(request.user)

    def admin_view(self, view: View, cacheable: bool = False) -> Any:
        """Before every screen: log in, or find nothing."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                refuse(request)
            return _or_nothing(inner, request, *args, **kwargs)

        return gated

    def employee_view(self, view: View) -> View:
        """Before a screen that every employee may open: the screen itself checks what is theirs."""

        @never_cache
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return to_login(request)
            if not (request.user.is_active and request.user.is_staff):
                refuse(request)
            return _or_nothing(view, request, *args, **kwargs)

        return gated

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The one login page, and back to the screen that was asked for."""
        there = request.GET.get("next", "")
        return HttpResponseRedirect(
            reverse("account_login", query={"next": there} if there else None)
        )

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The one page for logging out."""
        return HttpResponseRedirect(reverse("account_logout"))

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The one page for it."""
        return HttpResponseRedirect(reverse("account_change_password"))


def _or_nothing(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
    """The answer of a screen; where it denies, there is nothing. Raises: Http404."""
    try:
        return view(request, *args, **kwargs)
    except PermissionDenied:
        refuse(request)
