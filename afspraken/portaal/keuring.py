"""What may be typed into a field about a person, and why not when it may not.

Escaping is done where text is shown; here we refuse what could turn our own messages against
the reader (a web address or telephone number as a name) or what we may not keep (a BSN).
"""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_WEB_ADDRESS = re.compile(
    r"://|www\.|[\w-]{2,}\.(?:nl|com|net|org|eu|be|de|uk|fr|info|online|site|shop|app|io|ru|cn|xyz)\b",
    re.IGNORECASE,
)
_LOOKS_LIKE_A_NUMBER = re.compile(r"(?:\d[\s().+/-]{0,3}){7}")
_NINE_DIGITS = re.compile(r"(?<!\d)\d(?:[ .-]?\d){8}(?!\d)")
_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Z]{2})")
_HUISNUMMER = re.compile(
    r"[1-9]\d{0,4}(?:[\s/-]{1,2}[A-Za-z0-9]{1,4}|[A-Za-z][A-Za-z0-9]{0,3}){0,2}", re.ASCII
)
_IN_A_NAME = set(" '’‘ʼ`´.,-–()/")
_SHAPELESS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_LINE_CHARACTERS = {"\n", "\t"}


def one_line(text: str) -> str:
    """The text in composed form (NFC), with single spaces and none at the ends.

    >>> one_line("  Zoë   de  Vries ")
    'Zoë de Vries'
    """
    return re.sub(r" {2,}", " ", unicodedata.normalize("NFC", text)).strip(" ")


def many_lines(text: str) -> str:
    """The text in composed form with plain line ends, so that a line break counts once."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain).strip()


def refuse_control(text: str) -> None:
    """Refuse characters without a shape: line ends, NUL, direction marks, what was unreadable."""
    if any(unicodedata.category(c) in _SHAPELESS or c == "\ufffd" for c in text):
        raise ValidationError(_("Er staat een vreemd teken in. Typ de tekst opnieuw."))


def refuse_control_but_lines(text: str) -> None:
    """As `refuse_control`, but line ends and tabs may be there."""
    refuse_control("".join(c for c in text if c not in _LINE_CHARACTERS))


def check_person(naam: str) -> None:
    """A name of a person: letters of any alphabet and the marks that names have."""
    if not any(c.isalpha() for c in naam):
        raise ValidationError(_("Vul een naam in met letters."))
    if any(not _fits_a_name(c) for c in naam):
        raise ValidationError(_("Gebruik in een naam alleen letters, streepjes en apostrofs."))
    refuse_advertising(naam)


def refuse_advertising(text: str) -> None:
    """Refuse a web address or telephone number where a name is asked."""
    if _WEB_ADDRESS.search(text) or "@" in text:
        raise ValidationError(_("Vul hier geen webadres of e-mailadres in."))
    if _LOOKS_LIKE_A_NUMBER.search(text):
        raise ValidationError(_("Vul hier geen telefoonnummer in."))


def refuse_markup(text: str) -> None:
    """Refuse signs of program text in a name."""
    if set(text) & set("<>{}[]|\\^"):
        raise ValidationError(_("Gebruik hier geen haken of schuine strepen."))


def refuse_bsn(text: str) -> None:
    """Refuse a citizen service number: there is no ground to keep it with an appointment."""
    for digits in _NINE_DIGITS.findall(text):
        if is_bsn(re.sub(r"\D", "", digits)):
            raise ValidationError(
                _("Dit lijkt op een burgerservicenummer (BSN). Haal het weg: wij vragen het later.")
            )


def is_bsn(digits: str) -> bool:
    """True if nine digits pass the eleven-test of the BSN.

    Source: Wet algemene bepalingen burgerservicenummer; Logisch Ontwerp BSN, "elfproef".

    >>> is_bsn("111222333"), is_bsn("111222334")
    (True, False)
    """
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and int(digits) != 0


def postcode(text: str) -> str:
    """A Dutch postcode as "1191 AA". Raises: ValidationError.

    >>> postcode("1191aa")
    '1191 AA'
    """
    match = _POSTCODE.fullmatch(text.strip().upper())
    if match is None or match[2] in {"SA", "SD", "SS"}:  # never given out
        raise ValidationError(_("Vul een postcode in zoals 1191 AA."))
    return f"{match[1]} {match[2]}"


def huisnummer(text: str) -> str:
    """A house number with its addition, such as "12", "12 A" or "12-3". Raises: ValidationError."""
    if not _HUISNUMMER.fullmatch(text.strip()):
        raise ValidationError(_("Vul een huisnummer in zoals 12 of 12 A."))
    return text.strip()


def _fits_a_name(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] in "LM" or kind == "Nd" or character in _IN_A_NAME
