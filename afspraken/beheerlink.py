"""The secret link with which a customer sees, changes or cancels an appointment.

The token is a keyed hash of the code: 192 bits that nobody can guess, that a message can
rebuild, and that a copy of the database does not hold (it holds a hash of the token).
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from django.conf import settings
from django.urls import reverse

from afspraken.models import Afspraak

_BYTES = 24


def token_for(afspraak: Afspraak) -> str:
    """The token of an appointment: 32 URL-safe characters."""
    key = f"beheerlink:{settings.SECRET_KEY}".encode()
    digest = hmac.digest(key, afspraak.code.encode(), "sha256")[:_BYTES]
    return base64.urlsafe_b64encode(digest).decode()


def address(token: str) -> str:
    """The whole address of the manage page, to keep outside a browser."""
    return f"{settings.PUBLIC_URL}{reverse('portaal:afspraak', args=[token])}"


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def open_link(token: str) -> Afspraak | None:
    """The promised appointment that this token opens; None for any other token."""
    return (
        Afspraak.objects.filter(beheer_hash=hash_of(token), klant__isnull=False)
        .select_related("klant", "locatie")
        .prefetch_related("producten__product__kosten")
        .first()
    )
