"""Fields of the form about the customer: each accepts what people type and nothing that harms."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import phonenumbers
from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from afspraken.invoer import keuring
from afspraken.logboek import is_bsn

SELECT = "utrecht-select utrecht-select--html-select"
"""The classes of a list to choose from."""

_Kind = phonenumbers.PhoneNumberType
_NO_ONE_ANSWERS = {
    _Kind.PREMIUM_RATE,
    _Kind.SHARED_COST,
    _Kind.VOICEMAIL,
    _Kind.PERSONAL_NUMBER,
    _Kind.PAGER,
}
_NO_COUNTRY = {None, "001", "AC", "SH", "TA"}
"""Satellites and free numbers have no country; on the islands a call costs a fortune."""
_SHORTEST = 9
"""Fewer digits than this are a service of a firm (14020), unless we know what they are."""
_TELEPHONE = re.compile(r"[\d+()./ -]*", re.ASCII)
_AS_PASTED = {ord(dash): "-" for dash in "‐‑‒–—"} | dict.fromkeys(
    [0xAD, 0x200B, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)
"""Address books put other dashes and signs without a shape around a number."""


def _refuse_too_long(field: forms.CharField, value: str) -> None:
    """Look at nothing else in a text that is too long: searching it costs time (trust: S29)."""
    if field.max_length is not None and len(value) > field.max_length:
        raise forms.ValidationError(
            _("Dit is te lang. Gebruik hoogstens %(aantal)d tekens.") % {"aantal": field.max_length}
        )


class LineField(forms.CharField):
    """One line of text, in composed form, without shapeless characters."""

    def to_python(self, value: Any) -> str:
        return keuring.one_line(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        _refuse_too_long(self, value)
        keuring.refuse_control(value)
        keuring.refuse_bsn(value)


class LinesField(forms.CharField):
    """Free text of several lines, without a BSN."""

    def to_python(self, value: Any) -> str:
        return keuring.many_lines(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        _refuse_too_long(self, value)
        keuring.refuse_control_but_lines(value)
        keuring.refuse_bsn(value)


class EmailField(LineField):
    """An address that reaches one mailbox; a domain of any alphabet becomes ASCII."""

    widget = forms.EmailInput
    default_validators = [
        EmailValidator(_("Vul een e-mailadres in zoals naam@voorbeeld.nl."), allowlist=[])
    ]

    def run_validators(self, value: str) -> None:
        """Refuse what mail programs read in several ways; the rest is for the validator."""
        local, _at, domain = value.rpartition("@")
        if value and ("[" in domain or not keuring.is_plain_local_part(local)):
            raise forms.ValidationError(_("Vul een e-mailadres in zoals naam@voorbeeld.nl."))
        super().run_validators(value)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        local, at, domain = text.rpartition("@")
        if not at or domain.isascii() or len(domain) > 253:
            return text
        return f"{local}@{keuring.ascii_domain(domain)}"


class DagField(forms.DateField):
    """A day as people type it: 8-12-2026, also with dots, slashes, spaces or nothing between."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["input_formats"] = [*(f"%d{s}%m{s}%Y" for s in "-/. "), "%d%m%Y", "%Y-%m-%d"]
        kwargs.setdefault("error_messages", {"invalid": _("Vul een datum in zoals 8-12-2026.")})
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As it is typed; what was typed stays as it is."""
        return f"{value.day}-{value.month}-{value.year}" if isinstance(value, date) else value


class MomentField(forms.DateTimeField):
    """A day and a clock time as people type them: 8-12-2026 9.20."""

    def __init__(self, **kwargs: Any) -> None:
        days, times = [f"%d{s}%m{s}%Y" for s in "-/."], ("%H.%M", "%H:%M")
        kwargs["input_formats"] = [f"{day} {clock}" for day in days for clock in times]
        sentence = _("Vul een dag en tijd in zoals 8-12-2026 9.20.")
        kwargs.setdefault("error_messages", {"invalid": sentence})
        super().__init__(**kwargs)


class TelefoonField(PhoneNumberField):  # type: ignore[misc]  # ships no types
    """A number that can be called, of any country. Dutch ones may be written without it."""

    def __init__(self, **kwargs: Any) -> None:
        sentence = _("Vul een telefoonnummer in zoals 06 12345678.")
        kwargs.setdefault("error_messages", {"invalid": sentence})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = keuring.one_line(str(value or "").translate(_AS_PASTED).replace("\u00a0", " "))
        if self.max_length is not None and len(text) > self.max_length:
            raise forms.ValidationError(self.error_messages["invalid"])
        if not _TELEPHONE.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"])
        if is_bsn(re.sub(r"\D", "", text)) and text[0] not in "0+(":
            raise forms.ValidationError(
                _("Dit lijkt op een burgerservicenummer (BSN). Begin het nummer met 0 of +.")
            )
        number = super().to_python(text)
        if number and not _can_be_called(number):
            raise forms.ValidationError(_("Dit nummer kunnen wij niet bellen."))
        return number


def _can_be_called(number: phonenumbers.PhoneNumber) -> bool:
    kind = phonenumbers.number_type(number)
    if kind in {_Kind.UNKNOWN, _Kind.UAN} and len(str(number.national_number)) < _SHORTEST:
        return False
    if phonenumbers.region_code_for_number(number) in _NO_COUNTRY:
        return False
    return kind not in _NO_ONE_ANSWERS
