"""Whether the one who looks goes out on visits, for the menu; and the styles of the phone."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from mobiel.models import Veldwerker

register = template.Library()


@register.filter
def gaat_op_bezoek(gebruiker: Any) -> bool:
    """True for the login of an official who goes out; one query."""
    return Veldwerker.objects.filter(middel__gebruiker=gebruiker.pk).exists()


@register.filter
def telefoonstijlen(thema: str) -> list[str]:
    """The style sheets of the phone: one with all it needs, or two for a theme of one's own.

    On a slow phone each file more is a wait more.
    """
    whole = f"telefoon-{thema}.css"
    names = (
        [whole]
        if (settings.BUNDLE_DIR / whole).exists()
        else [f"thema-{thema}.css", "telefoon.css"]
    )
    return [f"bundle/{name}" for name in names]
