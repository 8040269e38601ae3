"""Telephone numbers on pages of employees, as one dials them."""

from __future__ import annotations

from typing import Any

from django import template

from afspraken.invoer.gegevens import readable_number

register = template.Library()


@register.filter
def leesbaar(nummer: Any) -> str:
    """ "06 12345678"; a number abroad with its country, because here it would be another."""
    return readable_number(str(nummer or ""))
