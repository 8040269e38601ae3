"""Places, departments, competences, and everything that can be occupied."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import ManyToManyField, QuerySet, TextField
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from afspraken import roosters
from afspraken.admin.scherm import Scherm
from afspraken.lokaal import local_day
from afspraken.models import Afdeling, Bevoegdheid, Groep, Inzet, Locatie, Middel


def week_url(
    *, locatie: int | None = None, middel: int | None = None, dag: date | None = None
) -> str:
    """Address of the week (None: this one) of a place, or of a resource at that place."""
    query = {"locatie": locatie, "middel": middel, "dag": dag}
    given = urlencode({key: str(value) for key, value in query.items() if value})
    return f"{reverse('admin:afspraken_rooster_changelist')}?{given}"


def warn_of_conflicts(request: HttpRequest, *, middelen: Iterable[Middel] | None) -> None:
    """Say how many appointments have no open resource, after something was switched off."""
    outside = roosters.outside(now=timezone.now(), middelen=middelen)
    count = len({inzet.afspraak_id for inzet in outside})
    if count:
        sentence = ngettext(
            "%(aantal)d afspraak valt nu buiten het rooster. Kijk bij Conflicten.",
            "%(aantal)d afspraken vallen nu buiten het rooster. Kijk bij Conflicten.",
            count,
        )
        messages.warning(request, sentence % {"aantal": count})


class MiddelForm(forms.ModelForm[Middel]):
    """A resource; its lanes can be reduced only when nobody has been promised one of them."""

    def clean_plekken(self) -> int:
        """Refuse to take away a lane that is still in use: it would become an overbooking."""
        plekken = int(self.cleaned_data["plekken"])
        used = Inzet.objects.filter(
            middel=self.instance.pk, plek__gte=plekken, einde__gt=timezone.now(), overboekt_door=""
        )
        if self.instance.pk and used.exists():
            last = used.order_by("-einde").values_list("einde", flat=True)[0]
            raise forms.ValidationError(
                gettext("Er zijn nog afspraken op deze plekken, tot en met %(dag)s.")
                % {"dag": format_date(local_day(last), "j F Y")}
            )
        return plekken


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
        (_("Boeken"), {"fields": ("vrijgave", "bij_klant")}),
        (
            _("Wachtrij"),
            {"fields": ("melden_vanaf", "te_laat_na", "melden_tot", "inloop_wacht")},
        ),
    )

    def save_model(self, request: HttpRequest, obj: Locatie, form: Any, change: bool) -> None:
        """Save; a place that goes out of use may leave appointments behind."""
        super().save_model(request, obj, form, change)
        if change and "is_actief" in form.changed_data and not obj.is_actief:
            warn_of_conflicts(request, middelen=None)

    @admin.display(description=_("rooster"))
    def rooster(self, locatie: Locatie) -> str:
        """A link to the opening hours of the place."""
        if not locatie.pk:
            return "–"
        return format_html('<a href="{}">{}</a>', week_url(locatie=locatie.pk), _("Openingstijden"))


@admin.register(Middel)
class MiddelAdmin(Scherm[Middel]):
    """Everything that can be occupied, with what it may do."""

    form = MiddelForm
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

    def get_readonly_fields(
        self, request: HttpRequest, obj: Middel | None = None
    ) -> tuple[str, ...]:
        """The kind is chosen once: appointments were made because of it."""
        return (*self.readonly_fields, "soort") if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Middel, form: Any, change: bool) -> None:
        """Save; a resource that goes out of use may leave appointments behind."""
        super().save_model(request, obj, form, change)
        if change and "is_actief" in form.changed_data and not obj.is_actief:
            warn_of_conflicts(request, middelen=[obj])

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
    """The specialist departments, and within how many working hours each calls back."""

    search_fields = ("naam",)
    list_display = ("naam", "terugbelnorm")


@admin.register(Groep)
class GroepAdmin(Scherm[Groep]):
    """Some people of a department who share a kind of questions."""

    search_fields = ("naam",)
    list_display = ("naam", "afdeling")
    list_filter = ("afdeling",)
    filter_horizontal = ("leden",)
