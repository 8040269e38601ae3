"""The secret link by which a customer follows a request, and answers."""

from __future__ import annotations

import base64
import hmac

from django.conf import settings
from django.urls import reverse

from afspraken.beheerlink import hash_of
from mobiel.models import Bezoekaanvraag


def token_for(aanvraag: Bezoekaanvraag) -> str:
    """The token of the link to a request: 20 URL-safe characters (120 bits), so it fits an SMS."""
    key = f"bezoekaanvraag:{settings.SECRET_KEY}".encode()
    digest = hmac.digest(key, aanvraag.code.encode(), "sha256")[:15]
    return base64.urlsafe_b64encode(digest).decode()


def address_for(aanvraag: Bezoekaanvraag) -> str:
    """The whole link, short enough for an SMS."""
    path = reverse("bezoekaanvragen:kort", args=[token_for(aanvraag)])
    return f"{settings.PUBLIC_URL}{path}"


def open_link(token: str) -> Bezoekaanvraag | None:
    """The request that this token opens; None for any other."""
    rows = Bezoekaanvraag.objects.filter(token_hash=hash_of(token))
    return rows.select_related("klant", "product__bezoekaanvraag", "afspraak__locatie").first()
