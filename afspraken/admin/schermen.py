"""The screens in a building: their addresses, another code when one has leaked, and the poster."""

from __future__ import annotations

from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from afspraken.admin import scherm
from afspraken.models import Scherm, Schermsoort, new_code


class SchermForm(forms.ModelForm[Scherm]):
    """A screen; its code is made, never typed."""

    nieuwe_code = forms.BooleanField(
        label=_("Maak een nieuwe code"),
        required=False,
        help_text=_("Het adres van nu werkt dan niet meer. Druk een poster opnieuw af."),
    )

    def save(self, commit: bool = True) -> Scherm:
        """Save, with another code if that was asked."""
        if self.cleaned_data.get("nieuwe_code"):
            self.instance.code = new_code()
        return super().save(commit)


@admin.register(Scherm)
class SchermAdmin(scherm.Scherm[Scherm]):
    """Kiosks, waiting screens and posters, each with the address that opens it."""

    form = SchermForm
    list_display = ("naam", "soort", "locatie", "is_actief", "adres")
    list_filter = ("locatie", "soort", "is_actief")
    list_select_related = ("locatie",)
    search_fields = ("naam",)
    readonly_fields = ("adres", "poster")
    fieldsets = (
        (None, {"fields": ("locatie", "soort", "naam", "is_actief")}),
        (_("Wat de bezoeker leest"), {"fields": ("zitplaats", "zitplaats_en")}),
        (_("Adres"), {"fields": ("adres", "poster", "nieuwe_code")}),
    )

    def get_urls(self) -> list[URLResolver | URLPattern]:  # type: ignore[override]
        """Beside the form: the page to print."""
        view = self.admin_site.admin_view(require_safe(self.print_poster))
        own = path("<int:pk>/poster/", view, name="afspraken_scherm_poster")
        return [own, *super().get_urls()]

    @admin.display(description=_("adres"))
    def adres(self, scherm: Scherm) -> str:
        """The whole address, to open on the screen itself."""
        if not scherm.pk:
            return "–"
        whole = address(scherm)
        before = whole.removesuffix(f"{scherm.code}/")
        return format_html('<a href="{}">{}<wbr>{}/</a>', whole, before, scherm.code)

    @admin.display(description=_("poster"))
    def poster(self, scherm: Scherm) -> str:
        """A link to the page to print; only a poster has one."""
        if not scherm.pk or scherm.soort != Schermsoort.POSTER:
            return "–"
        url = reverse("admin:afspraken_scherm_poster", args=[scherm.pk])
        return format_html('<a href="{}">{}</a>', url, _("Druk de poster af (A4)"))

    def print_poster(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One sheet with the QR code. Raises: Http404; PermissionDenied."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = Scherm.objects.filter(pk=pk, soort=Schermsoort.POSTER).select_related("locatie")
        poster = found.first()
        if poster is None:
            raise Http404
        code = segno.make(address(poster), error="m", micro=False)
        qr = code.svg_data_uri(border=2, scale=8, dark="#0b1524", light="#fff")
        context: dict[str, Any] = {"scherm": poster, "qr": qr}
        return TemplateResponse(request, "admin/afspraken/scherm/poster.html", context)


def address(scherm: Scherm) -> str:
    """The whole address of a screen."""
    return f"{settings.PUBLIC_URL}{reverse('kiosk:scherm', args=[scherm.code])}"
