"""Calendars on a phone or in Outlook: make a link for a device, see which there are, withdraw one.

An official comes here for their own calendar, who manages the links for every calendar. What may
be had by whom is in `notificaties/agendas/agendalinks.py`.
"""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from afspraken.models import Locatie, Middel
from notificaties.admin.agendaoverzicht import calendars
from notificaties.admin.linkformulier import LinkForm
from notificaties.agendas import agendalinks
from notificaties.models import Agendalink

TEMPLATES = "admin/agendalink"


@admin.register(Agendalink)
class AgendalinkAdmin(admin.ModelAdmin[Agendalink]):
    """Links are made and withdrawn per calendar, never row by row."""

    def get_urls(self) -> list[URLResolver | URLPattern]:  # type: ignore[override]
        """The overview, the page of one calendar, and withdrawing."""

        def page(route: str, view: Any, name: str) -> URLPattern:
            site: Any = self.admin_site  # ours: see afspraken.toegang.beheersite
            wrapped = site.employee_view(view)
            found: URLPattern = path(route, wrapped, name=f"notificaties_agendalink_{name}")
            return found

        asks = require_http_methods(["GET", "HEAD", "POST"])
        return [
            page("", require_safe(self.overview), "changelist"),
            page("middel/<int:pk>/", asks(self.of_middel), "middel"),
            page("locatie/<int:pk>/", asks(self.of_locatie), "locatie"),
            page("<int:pk>/intrekken/", asks(self.withdraw), "intrekken"),
        ]

    def has_view_permission(self, request: HttpRequest, obj: Agendalink | None = None) -> bool:
        """Who may manage all links, sees them all."""
        return request.user.has_perm(agendalinks.PERMISSION)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody by the ordinary form: the secret is made, not typed."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Agendalink | None = None) -> bool:
        """Nobody: another device is another link."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Agendalink | None = None) -> bool:
        """Nobody: a link is withdrawn, and goes with the retention term."""
        return False

    # --- pages ------------------------------------------------------------------------------------

    def overview(self, request: HttpRequest) -> HttpResponse:
        """Every calendar; an official goes straight to their own."""
        if self.has_view_permission(request):
            context = {"title": _("Agenda's"), "groepen": calendars()}
            return self._answer(request, "overzicht", context)
        own = Middel.objects.filter(gebruiker=request.user.pk).first()
        if own is None:
            raise PermissionDenied
        return HttpResponseRedirect(url_of(own))

    def of_middel(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The calendar of a resource."""
        return self._calendar(request, get_object_or_404(Middel, pk=pk))

    def of_locatie(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The calendar of a place."""
        return self._calendar(request, get_object_or_404(Locatie, pk=pk))

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask whether it is meant; a POST withdraws. Doing so twice is no error."""
        links = Agendalink.objects.select_related("middel", "locatie", "gebruiker")
        link = get_object_or_404(links, pk=pk)
        user = self._require(request, link.eigenaar)
        if request.method == "POST":
            agendalinks.withdraw(link, door=user, now=timezone.now())
            sentence = _("De link voor „%(apparaat)s” is ingetrokken en werkt niet meer.")
            messages.success(request, sentence % {"apparaat": link.apparaat})
            return HttpResponseRedirect(url_of(link.eigenaar))
        context = {"title": _("Link intrekken"), "link": link, "terug_url": url_of(link.eigenaar)}
        return self._answer(request, "intrekken", context)

    # --- what the pages share ---------------------------------------------------------------------

    def _calendar(self, request: HttpRequest, eigenaar: Middel | Locatie) -> HttpResponse:
        """The links of one calendar; a POST makes one and shows its address this once."""
        user = self._require(request, eigenaar)
        form = LinkForm(request.POST or None)
        token = ""
        if request.method == "POST" and form.is_valid():
            try:
                _link, token = agendalinks.make_link(
                    eigenaar, gebruiker=user, now=timezone.now(), **form.cleaned_data
                )
            except IntegrityError:
                form.add_error("apparaat", _("Voor dit apparaat is er al een link."))
        live = Agendalink.objects.filter(ingetrokken_op=None, **{kind_of(eigenaar): eigenaar})
        context = {
            "title": _("Agenda van %(wie)s") % {"wie": eigenaar},
            "form": LinkForm() if token else form,
            "nieuw": shown_once(token) if token else None,
            "links": live.select_related("gebruiker"),
            "overzicht_url": self._overview_url(request),
        }
        status = 400 if form.errors else 200
        return self._answer(request, "agenda", context, status=status)

    def _require(self, request: HttpRequest, eigenaar: Middel | Locatie) -> Any:
        """The employee. Raises: PermissionDenied if this calendar is not for them."""
        if not agendalinks.may_have(request.user, eigenaar):
            raise PermissionDenied
        return request.user

    def _overview_url(self, request: HttpRequest) -> str:
        """The page above; none for who sees only their own calendar."""
        may_see = self.has_view_permission(request)
        return reverse("admin:notificaties_agendalink_changelist") if may_see else ""

    def _answer(
        self, request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        everything = {**self.admin_site.each_context(request), **context}
        return TemplateResponse(request, f"{TEMPLATES}/{name}.html", everything, status=status)


def kind_of(eigenaar: Middel | Locatie) -> str:
    """The field that points to such an owner."""
    return "middel" if isinstance(eigenaar, Middel) else "locatie"


def url_of(eigenaar: Middel | Locatie) -> str:
    """The page of a calendar."""
    return reverse(f"admin:notificaties_agendalink_{kind_of(eigenaar)}", args=[eigenaar.pk])


def shown_once(token: str) -> dict[str, str]:
    """A new address, in the three ways in which a device takes it."""
    webcal = agendalinks.webcal(token)
    code = segno.make(webcal, error="m", micro=False)
    return {
        "adres": agendalinks.address(token),
        "webcal": webcal,
        "qr": code.svg_data_uri(border=4, scale=4, dark="#0b1524", light="#fff"),
    }
