"""Appointments, to read only, with as little about the customer as the manager needs.

The manager looks an appointment up by its reference. Name, address and remarks are for the
employee who serves the customer; of a sensitive product not even its name is shown here.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from afspraken import traject
from afspraken.admin.scherm import Lijst
from afspraken.gevoelig import hides, products_text
from afspraken.models import Afspraak, Afspraakproduct, Inzet
from afspraken.ophalen import lijsten
from afspraken.rechten import record_view
from afspraken.templatetags.wanneer import wanneer_kort

BR = mark_safe("<br>")


def initials(naam: str) -> str:
    """Enough of a name to recognise it on the telephone, too little to look someone up.

    >>> initials("Anna de Vries")
    'A. d. V.'
    """
    return " ".join(f"{word[0]}." for word in naam.split())


def with_products(rows: QuerySet[Afspraak]) -> QuerySet[Afspraak]:
    """The appointments with everything that their line in a list shows, in three queries."""
    products = Afspraakproduct.objects.select_related("product")
    inzetten = Inzet.objects.select_related("middel")
    return rows.select_related("locatie", "klant").prefetch_related(
        Prefetch("producten", products), Prefetch("inzetten", inzetten)
    )


@admin.register(Afspraak)
class AfspraakAdmin(Lijst[Afspraak]):
    """The appointments; each look at one is written to the log."""

    list_display = ("referentie", "begin", "waarvoor", "locatie", "kanaal", "status")
    list_filter = ("status", "locatie", "kanaal")
    filters_on = (*list_filter, "begin")
    search_fields = ("=referentie", "=code")
    search_help_text = _("Zoek op referentie van zes tekens.")
    date_hierarchy = "begin"
    ordering = ("-begin",)
    show_full_result_count = False  # counting a million rows to say "of 1.000.000" helps nobody
    fields = (
        "referentie",
        "status",
        "status_op",
        "begin",
        "einde",
        "locatie",
        "waarvoor",
        "middelen",
        "kanaal",
        "wie",
        "hoort_bij",
        "documenten",
        "versie",
        "aangemaakt_op",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Afspraak]:
        """With products and resources, so that the list takes a fixed number of queries."""
        return with_products(super().get_queryset(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: appointments are made by the doors."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Afspraak | None = None) -> bool:
        """Nobody: to see is enough here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Afspraak | None = None) -> bool:
        """Nobody: retention and the right to be forgotten have their own commands."""
        return False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Afspraak | None:
        """Fetch one appointment, for its page and its history, and write down who looked.

        Here, and not in a view: however its number is spelled in the address, the page gets it
        from here. Without the line no page.
        """
        afspraak = super().get_object(request, object_id, from_field)
        if afspraak is not None and request.method != "POST":  # a POST is refused
            self._record_look(request, f"afspraak:{afspraak.code}")
        return afspraak

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Refused before an appointment is fetched, so that no look is logged."""
        raise PermissionDenied

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The list; that somebody searched is written down, the words are not."""
        if request.GET.get(SEARCH_VAR, "").strip():
            self._record_look(request, "afspraak:zoeken")
        return super().changelist_view(request, extra_context)

    def _record_look(self, request: HttpRequest, onderwerp: str) -> None:
        """One line in the log; none for who may not see appointments and gets no page."""
        if self.has_view_permission(request):
            record_view(request, onderwerp, deur="beheer")

    @admin.display(description=_("hoort bij"))
    def hoort_bij(self, afspraak: Afspraak) -> str:
        """The other steps of what it belongs to, each with a link."""
        others = [one for one in traject.steps(afspraak) if one.pk != afspraak.pk]
        rows = (
            (
                reverse("admin:afspraken_afspraak_change", args=[one.pk]),
                one.referentie,
                wanneer_kort(one),
                products_text(one),
            )
            for one in others
        )
        return format_html_join(BR, '<a href="{}">{}</a> {} {}', rows) or "–"

    @admin.display(description=_("documenten"))
    def documenten(self, afspraak: Afspraak) -> str:
        """What came of it to collect, how it stands and where."""
        rows = ((one.get_status_display(), one.locatie) for one in lijsten.of_afspraak(afspraak))
        return format_html_join(BR, "{}, {}", rows) or "–"

    @admin.display(description=_("waarvoor"))
    def waarvoor(self, afspraak: Afspraak) -> str:
        """The products; of a sensitive one only that it is an appointment."""
        return products_text(afspraak)

    @admin.display(description=_("middelen"))
    def middelen(self, afspraak: Afspraak) -> str:
        """The resources it occupies, on one line."""
        if hides(afspraak):
            return str(_("niet zichtbaar"))
        return ", ".join(str(inzet.middel) for inzet in afspraak.inzetten.all()) or "–"

    @admin.display(description=_("klant"))
    def wie(self, afspraak: Afspraak) -> str:
        """Initials, or nothing at all for a sensitive product."""
        if hides(afspraak):
            return str(_("niet zichtbaar"))
        return initials(afspraak.klant.naam) if afspraak.klant else "–"
