"""Places, departments, competences, and everything that can be occupied."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib import admin
from django.db.models import ManyToManyField, QuerySet, TextField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from afspraken.admin.scherm import Scherm
from afspraken.models import Afdeling, Bevoegdheid, Locatie, Middel


def week_url(
    *, locatie: int | None = None, middel: int | None = None, dag: date | None = None
) -> str:
    """Address of the week (None: this one) of a place, or of a resource at that place."""
    query = {"locatie": locatie, "middel": middel, "dag": dag}
    given = urlencode({key: str(value) for key, value in query.items() if value})
    return f"{reverse('admin:afspraken_rooster_changelist')}?{given}"


@admin.register(Locatie)
class LocatieAdmin(Scherm[Locatie]):
    """The buildings where services are given."""

    also_in_use = ("roosters",)
    list_display = ("naam", "adres", "vrijgave", "is_actief", "rooster")
    list_filter = ("is_actief",)
    search_fields = ("naam", "straat", "plaats", "postcode")
    prepopulated_fields = {"slug": ("naam",)}
    readonly_fields = ("rooster",)
    formfield_overrides = {TextField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 60})}}
    fieldsets = (
        (None, {"fields": ("naam", "slug", "is_actief", "volgorde", "rooster")}),
        (
            _("Adres"),
            {
                "fields": (
                    ("straat", "huisnummer"),
                    ("postcode", "plaats"),
                    "telefoon",
                    ("breedtegraad", "lengtegraad"),
                )
            },
        ),
        (_("Wat de inwoner leest"), {"fields": ("aankomst", "aankomst_en")}),
        (_("Boeken"), {"fields": ("vrijgave",)}),
    )

    @admin.display(description=_("rooster"))
    def rooster(self, locatie: Locatie) -> str:
        """A link to the opening hours of the place."""
        if not locatie.pk:
            return "–"
        return format_html('<a href="{}">{}</a>', week_url(locatie=locatie.pk), _("Openingstijden"))


@admin.register(Middel)
class MiddelAdmin(Scherm[Middel]):
    """Everything that can be occupied, with what it may do."""

    also_in_use = ("roosters",)
    list_display = ("naam", "soort", "locatie", "mag", "plekken", "is_actief", "rooster")
    list_filter = ("soort", "locatie", "is_actief", "bevoegdheden", "afdeling")
    search_fields = ("naam",)
    list_select_related = ("locatie",)
    readonly_fields = ("rooster",)
    formfield_overrides = {ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    raw_id_fields = ("gebruiker",)
    fieldsets = (
        (None, {"fields": ("soort", "naam", "locatie", "afdeling", "is_actief", "rooster")}),
        (_("Wat dit middel mag en kan"), {"fields": ("bevoegdheden", "plekken")}),
        (_("Inloggen"), {"fields": ("gebruiker",), "classes": ("collapse",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Middel]:
        """With the competences, so that the list takes the same number of queries at any length."""
        return super().get_queryset(request).prefetch_related("bevoegdheden")

    @admin.display(description=_("mag"))
    def mag(self, middel: Middel) -> str:
        """The competences on one line."""
        return ", ".join(bevoegdheid.naam for bevoegdheid in middel.bevoegdheden.all()) or "–"

    @admin.display(description=_("rooster"))
    def rooster(self, middel: Middel) -> str:
        """A link to the hours of the resource at the place where it belongs."""
        if not middel.pk:
            return "–"
        url = week_url(locatie=middel.locatie_id, middel=middel.pk)
        return format_html('<a href="{}">{}</a>', url, _("Rooster"))


@admin.register(Bevoegdheid)
class BevoegdheidAdmin(Scherm[Bevoegdheid]):
    """The competences."""

    also_in_use = ("middelen",)
    search_fields = ("naam",)


@admin.register(Afdeling)
class AfdelingAdmin(Scherm[Afdeling]):
    """The specialist departments."""

    search_fields = ("naam",)
