"""The second factor: a code of an app or a passkey, with recovery codes for when it is lost.

A session has one if allauth noted a code, a passkey, or a login by the account of work (whose
directory asks for its own second factor) in it.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

JUST = 300
"""Seconds after logging in in which the password is not asked again."""

PROOFS = {"mfa", "socialaccount"}
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_missing(request: HttpRequest) -> bool:
    """True if a second factor is asked of everyone, and this session has not shown one."""
    records = get_authentication_records(request, request.user)
    has_shown = any(record["method"] in PROOFS for record in records)
    return bool(settings.TWEEDE_STAP) and not has_shown


def has_one(gebruiker: Any) -> bool:
    """True if this user has set up a second factor."""
    return bool(Authenticator.objects.filter(user=gebruiker, type__in=FACTORS).exists())


def just_logged_in(request: HttpRequest) -> bool:
    """True shortly after the password, code or passkey was last given."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < JUST


def on_added(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """Who sets up a second factor has just shown it."""
    if authenticator.type in FACTORS:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=str(authenticator.type)
        )


class Mfa(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are stored encrypted: who reads the database alone cannot make a code."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Deze code klopt niet. Kijk of er al een nieuwe is."),
    }

    def encrypt(self, text: str) -> str:
        """Under a key that follows from SECRET_KEY."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; after a change of SECRET_KEY one that no code fits."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """The name of a new passkey: "Sleutel 2"."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Sleutel %(nummer)s") % {"nummer": number}


def _cipher() -> Fernet:
    key = hashlib.sha256(f"tweede stap:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
