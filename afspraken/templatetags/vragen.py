"""Texts of the question funnel in the language of the page."""

from __future__ import annotations

from django import template

from afspraken.models.catalogus import in_language
from afspraken.vraagtrechter.walking import Text

register = template.Library()


@register.filter
def in_taal(text: Text | None) -> str:
    """The text as the page speaks; Dutch where no English was written."""
    return in_language(text.nl, text.en) if text else ""
