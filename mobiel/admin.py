"""The screen of the functional manager: who goes out on visits, and with what."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from afspraken.admin.scherm import Scherm
from mobiel.models import Aanvraagproduct, Veldwerker, Zittingproduct


@admin.register(Veldwerker)
class VeldwerkerAdmin(Scherm[Veldwerker]):
    """How each official goes out; routes that exist keep what they were made with."""

    list_display = ("middel", "vervoer", "voertuig", "koffer", "lunch_van", "lunch_duur")
    list_select_related = ("middel", "voertuig", "koffer")
    search_fields = ("middel__naam",)
    fieldsets = (
        (None, {"fields": ("middel", "vervoer", "voertuig", "koffer")}),
        (_("Begin en einde van de dag"), {"fields": ("vertrekt_van", "eindigt_bij")}),
        (_("Lunch"), {"fields": (("lunch_van", "lunch_tot"), "lunch_duur")}),
        (_("Veiligheid"), {"fields": ("noodcontact", "noodtelefoon")}),
    )


@admin.register(Aanvraagproduct)
class AanvraagproductAdmin(Scherm[Aanvraagproduct]):
    """For which products a visit is asked for and judged, and within how many days."""

    list_display = ("product", "beslisdagen", "antwoorddagen")
    list_select_related = ("product",)


@admin.register(Zittingproduct)
class ZittingproductAdmin(Scherm[Zittingproduct]):
    """What residents can get on a care-home day, how long it takes, and which visit that is."""

    list_display = ("product", "bezoek", "minuten", "opzet_minuten")
    list_select_related = ("product", "bezoek")
