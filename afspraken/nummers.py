"""PURE: which telephone numbers may get an SMS, and why another may not.

Guards against a bill for numbers that earn their owner money (SMS pumping): only mobile numbers, of
allowed countries. Not for how often: that is `notificaties/smslimiet.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

import phonenumbers
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
COSTLY = {PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}
HOME = "NL"  # numbers without a country code


class Reden(StrEnum):
    """Why a number gets no SMS. Short codes for `fout` of a message; `UITLEG` has the sentences."""

    ONLEESBAAR = "nummer onleesbaar"  # no telephone number at all, or with an extension
    BESTAAT_NIET = "nummer bestaat niet"  # its country gives out no such number
    LAND = "land niet toegestaan"  # also satellites and networks of no country (+881, +882, +870)
    BETAALNUMMER = "betaalnummer"  # 0900 and the like: a sign of abuse
    NIET_MOBIEL = "niet mobiel"  # landline, internet telephone, pager, company number


UITLEG = {
    Reden.ONLEESBAAR: _("Dit is geen telefoonnummer."),
    Reden.BESTAAT_NIET: _("Dit telefoonnummer bestaat niet."),
    Reden.LAND: _("Wij sturen geen sms naar dit land."),
    Reden.BETAALNUMMER: _("Wij sturen geen sms naar een betaald nummer."),
    Reden.NIET_MOBIEL: _("Dit is geen mobiel nummer."),
}


def why_no_sms(text: str, countries: Collection[str]) -> Reden | None:
    """The reason against an SMS to this number; None means that it may get one.

    `countries` are two letters each, such as NL.

    >>> why_no_sms("06 1234 5678", {"NL", "BE", "DE"})
    >>> why_no_sms("0900-8040", {"NL"}).value
    'betaalnummer'
    >>> why_no_sms("+33 6 12 34 56 78", {"NL"}).value
    'land niet toegestaan'
    """
    number = _parsed(text)
    if number is None:
        return Reden.ONLEESBAAR
    if not phonenumbers.is_valid_number(number):
        return Reden.BESTAAT_NIET
    if phonenumbers.region_code_for_number(number) not in countries:
        return Reden.LAND
    kind = phonenumbers.number_type(number)
    if kind in COSTLY:
        return Reden.BETAALNUMMER
    return None if kind in MOBILE else Reden.NIET_MOBIEL


def e164(text: str) -> str:
    """The one way to write a number, with + and country code; empty if it is none.

    >>> e164("06-1234 5678")
    '+31612345678'
    """
    number = _parsed(text)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if number else ""


def _parsed(text: str) -> PhoneNumber | None:
    """As a telephone number. Letters are no digits here: "06 BEL MIJ NU" is refused."""
    if any(character.isalpha() for character in text):
        return None
    try:
        number = phonenumbers.parse(text, HOME)
    except NumberParseException:
        return None
    return None if number.extension else number
