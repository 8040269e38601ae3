"""The address book of the municipality: doors that nobody else knows, and parts of town."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from afspraken.admin.scherm import Scherm
from afspraken.models import Adrespunt, Buurt


@admin.register(Adrespunt)
class AdrespuntAdmin(Scherm[Adrespunt]):
    """Addresses with their point: of the municipality, and of the register until their term."""

    list_display = ("huisnummer", "straat", "postcode", "plaats", "geldig_tot")
    list_display_links = ("huisnummer", "straat")
    list_filter = (("geldig_tot", admin.EmptyFieldListFilter), "plaats")
    search_fields = ("postcode", "straat")
    fieldsets = (
        (None, {"fields": (("straat", "huisnummer"), ("postcode", "plaats"))}),
        (_("Punt op de kaart"), {"fields": (("breedtegraad", "lengtegraad"),)}),
        (None, {"fields": ("geldig_tot",)}),
    )


@admin.register(Buurt)
class BuurtAdmin(Scherm[Buurt]):
    """Parts of town with a point in their middle."""

    list_display = ("naam", "breedtegraad", "lengtegraad")
    search_fields = ("naam",)
    fieldsets = ((None, {"fields": ("naam", ("breedtegraad", "lengtegraad"))}),)
