"""What the login page shows besides name and password."""

from __future__ import annotations

from django import template
from django.conf import settings

from afspraken.conf.openid import PROVIDER

register = template.Library()


@register.simple_tag
def werkaccount() -> dict[str, str]:
    """Address and text of the button for the account of work; empty where there is none."""
    return {"id": PROVIDER, "naam": settings.OPENID.naam} if settings.OPENID else {}
