"""Closings, holidays and absence. Each change shows its consequences first: `metcontrole.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from afspraken import roosters
from afspraken.admin.metcontrole import MetControle
from afspraken.lokaal import local_day
from afspraken.models import Afwezigheid, Sluiting
from afspraken.roosterscherm.ongedaan import Step

YEARS = 3
"""For so many years, this one included, holidays are computed."""


@admin.register(Sluiting)
class SluitingAdmin(MetControle[Sluiting]):
    """Days on which a place, or every place, is closed; holidays are computed into these."""

    list_display = ("reden", "dagen", "uren", "waar", "is_feestdag", "is_actief")
    list_filter = ("is_actief", "is_feestdag", "locatie")
    search_fields = ("reden",)
    date_hierarchy = "eerste_dag"
    ordering = ("-eerste_dag",)
    list_select_related = ("locatie",)
    fields = ("locatie", "reden", ("eerste_dag", "laatste_dag"), ("van", "tot"), "is_actief")
    change_list_template = "admin/rooster/sluitingen.html"

    def get_urls(self) -> list[URLResolver | URLPattern]:  # type: ignore[override]
        """The ordinary pages, and the button that computes holidays."""
        view = self.admin_site.admin_view(require_POST(self.holidays_view))
        own: list[URLResolver | URLPattern] = [
            path("feestdagen/", view, name="afspraken_sluiting_feestdagen")
        ]
        return own + list(super().get_urls())

    def has_delete_permission(self, request: HttpRequest, obj: Sluiting | None = None) -> bool:
        """Not for a computed holiday: the next computation would bring it back."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_feestdag)

    def holidays_view(self, request: HttpRequest) -> HttpResponse:
        """Compute the holidays of this year and the next; show who they affect first."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        now = timezone.now()
        first = local_day(now).year

        def write() -> list[Step]:
            roosters.compute_holidays(range(first, first + YEARS), now=now)
            return []

        zin = _("De feestdagen van %(van)s tot en met %(tot)s staan bij de sluitingen.") % {
            "van": first,
            "tot": first + YEARS - 1,
        }
        return self.confirmed(request, zin, write)

    def sentence(self, row: Sluiting) -> str:
        """Where, when and why it is closed."""
        words = {
            "waar": row.locatie or _("Elke locatie"),
            "dagen": _days(row),
            "uren": f", {row.van:%H:%M}–{row.tot:%H:%M}" if row.van and row.tot else "",
            "reden": row.reden,
        }
        if not row.is_actief:
            return _("%(waar)s is gewoon open op %(dagen)s (%(reden)s).") % words
        return _("%(waar)s is dicht op %(dagen)s%(uren)s (%(reden)s).") % words

    @admin.display(description=gettext_lazy("wanneer"), ordering="eerste_dag")
    def dagen(self, row: Sluiting) -> str:
        """The days, in words."""
        return _days(row)

    @admin.display(description=gettext_lazy("uren"))
    def uren(self, row: Sluiting) -> str:
        """The hours, or the whole day."""
        return f"{row.van:%H:%M}–{row.tot:%H:%M}" if row.van and row.tot else _("hele dag")

    @admin.display(description=gettext_lazy("locatie"), ordering="locatie")
    def waar(self, row: Sluiting) -> str:
        """The place, or every place."""
        return str(row.locatie) if row.locatie else _("elke locatie")


class BronFilter(admin.SimpleListFilter):
    """Who says that a resource is away; what people entered comes first."""

    title = gettext_lazy("bron")
    parameter_name = "bron"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices beside the one that holds without any."""
        return [("agenda", _("uit een agenda van buiten")), ("alles", _("alles"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Call the first choice by what it shows: it is not everything."""
        first, *rest = super().choices(changelist)
        yield {**first, "display": _("ingevuld door een medewerker")}
        yield from rest

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Afwezigheid]
    ) -> QuerySet[Afwezigheid]:
        """The rows of the choice."""
        if self.value() == "alles":
            return queryset
        entered = Q(bron="")
        return queryset.filter(~entered if self.value() == "agenda" else entered)


@admin.register(Afwezigheid)
class AfwezigheidAdmin(MetControle[Afwezigheid]):
    """When a resource is away. What an outside calendar says is for reading only."""

    list_display = ("middel", "begin", "einde", "reden")
    list_filter = (BronFilter, "middel__soort", "middel__locatie")
    search_fields = ("middel__naam", "reden")
    date_hierarchy = "begin"
    ordering = ("-begin",)
    list_select_related = ("middel",)
    fields = ("middel", "begin", "einde", "reden")

    def has_change_permission(self, request: HttpRequest, obj: Afwezigheid | None = None) -> bool:
        """Not for what an outside calendar says: the next time it is fetched it would be back."""
        return super().has_change_permission(request, obj) and not (obj and obj.bron)

    def has_delete_permission(self, request: HttpRequest, obj: Afwezigheid | None = None) -> bool:
        """Not for what an outside calendar says, for the same reason."""
        return super().has_delete_permission(request, obj) and not (obj and obj.bron)

    def sentence(self, row: Afwezigheid) -> str:
        """Who is away and when."""
        return _("%(wie)s is afwezig van %(begin)s tot %(einde)s.") % {
            "wie": row.middel,
            "begin": _moment(row.begin),
            "einde": _moment(row.einde),
        }


def _days(row: Sluiting) -> str:
    first = format_date(row.eerste_dag, "j F Y")
    if row.eerste_dag == row.laatste_dag:
        return f"{format_date(row.eerste_dag, 'l')} {first}"
    return _("%(eerste)s tot en met %(laatste)s") % {
        "eerste": first,
        "laatste": format_date(row.laatste_dag, "j F Y"),
    }


def _moment(moment: Any) -> str:
    return format_date(localtime(moment), r"j F Y, G.i \u\u\r")
