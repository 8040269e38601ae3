"""What the one who looks may do: for menus and buttons. The gate itself stands before the page."""

from __future__ import annotations

from typing import Any

from django import template

from afspraken.rechten import Recht, toegang

register = template.Library()


@register.filter
def mag(gebruiker: Any, recht: str) -> bool:
    """Whether a user may do something with anything at all: `user|mag:"KLANT_ZOEKEN"`."""
    return toegang(gebruiker).mag(Recht[recht])
