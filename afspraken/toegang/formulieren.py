"""The forms of the second factor: allauth's, for anything that a person or program can send."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.cache import cache

REMEMBERED = 180
"""Seconds in which a code is refused a second time; longer than it can be right."""

MALFORMED = (
    *(AttributeError, KeyError, TypeError, ValueError),
    *(OverflowError, RecursionError, InvalidSignature),
)
"""What the library of passkeys raises for an answer that no browser gives."""


class Credential(forms.JSONField):
    """What the browser says of a passkey; also when it is nested beyond reading."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Raises: ValidationError for what cannot be read."""
        try:
            return super().to_python(value)
        except RecursionError:
            raise get_adapter().validation_error("incorrect_code") from None


class OnceOnly:
    """A code that was right once is not right again, as long as the clock would still allow it."""

    user: Any

    def clean_code(self) -> str:
        """Raises: ValidationError for a code that is wrong, or was used."""
        code: str = super().clean_code()  # type: ignore[misc]
        if not cache.add(f"tweede-stap:{self.user.pk}:{code.strip()}", 1, timeout=REMEMBERED):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OnceOnly, base.AuthenticateForm):  # type: ignore[misc]
    """A code while logging in."""


class CodeAgainForm(OnceOnly, base.ReauthenticateForm):  # type: ignore[misc]
    """A code before a change of the account."""


class Readable:
    """A passkey that is shown; what cannot be read is a wrong one."""

    def clean_credential(self) -> Any:
        """Raises: ValidationError for a passkey that does not fit."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeyForm(Readable, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second factor."""

    credential = Credential()


class PasskeyAgainForm(Readable, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before a change of the account."""

    credential = Credential()


class PasskeyLoginForm(Readable, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password."""

    credential = Credential()


class AddPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    credential = Credential()

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError for a passkey that cannot be read."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None
        return cleaned
