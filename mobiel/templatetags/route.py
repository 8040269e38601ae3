"""Whether the one who looks goes out on visits: for the menu."""

from __future__ import annotations

from typing import Any

from django import template

from mobiel.models import Veldwerker

register = template.Library()


@register.filter
def gaat_op_bezoek(gebruiker: Any) -> bool:
    """True for the login of an official who goes out; one query."""
    return Veldwerker.objects.filter(middel__gebruiker=gebruiker.pk).exists()
