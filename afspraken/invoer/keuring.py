"""What may be typed into a field about a person, and why not when it may not.

Escaping is done where text is shown; here we refuse what could turn our own messages against
the reader (a web address or telephone number as a name) or what we may not keep (a BSN).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from afspraken.logboek import is_bsn

_WEB_ADDRESS = re.compile(
    r"://|www\.|[\w-]{2}\.[^\W\d_]{2}"  # letters on both sides of a dot: evil.click, not J.P.
    r"|\b\w\.(?:me|co|cc|gg|io|ly|nl|com|net|org)\b"
    r"|\w{2}\s*\.\s*(?:nl|com|net|org|eu|uk|io|ru|cn|info|online|site|shop|website|xyz)\b"
    r"|\d\.\d+\.\d+\.\d",
    re.IGNORECASE,
)
_LOOKS_LIKE_A_NUMBER = re.compile(
    r"(?:\d[\s().+/-]{0,3}){7}|\b0(?:800|90\d)\b|\b(?:bel|bellen|call|tel|sms|app)\b\W*\d{3}",
    re.IGNORECASE,
)
_THREE_DIGITS = re.compile(r"\d{3}")
_NINE_DIGITS = re.compile(r"(?<!\d)(?=(\d(?:[\W_]{0,3}\d){8})(?!\d))")
_LOCAL_PART = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_TWO_DOMAINS = set("ßς\u200c\u200d。．｡")
_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Z]{2})")
_HUISNUMMER = re.compile(
    r"[1-9]\d{0,4}(?:[\s/-]{1,2}[A-Za-z0-9]{1,4}|[A-Za-z][A-Za-z0-9]{0,3}){0,2}", re.ASCII
)
_IN_A_NAME = set(" '’‘ʼ`´.,-–()")
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
    refuse_digits(naam)


def check_firm(naam: str) -> None:
    """A name of a firm or institution: may hold digits and signs, but leads nowhere."""
    refuse_markup(naam)
    refuse_advertising(naam)


def check_language(taal: str) -> None:
    """The name of a language."""
    check_firm(taal)
    refuse_digits(taal)


def refuse_advertising(text: str) -> None:
    """Refuse a web address or telephone number where a name is asked."""
    plain = unicodedata.normalize("NFKC", text).replace("。", ".")  # browsers read it as a dot
    if _WEB_ADDRESS.search(plain) or "@" in plain:
        raise ValidationError(
            _("Vul hier geen webadres of e-mailadres in. Zet na een punt een spatie.")
        )
    if _LOOKS_LIKE_A_NUMBER.search(plain):
        raise ValidationError(_("Vul hier geen telefoonnummer in."))


def refuse_digits(text: str) -> None:
    """Refuse three digits in a row: no person and no language has them, a short number does."""
    if _THREE_DIGITS.search(text):
        raise ValidationError(_("Vul hier geen telefoonnummer in."))


def refuse_markup(text: str) -> None:
    """Refuse signs of program text in a name."""
    if set(text) & set("<>{}[]|\\^/"):
        raise ValidationError(_("Gebruik hier geen haken of schuine strepen."))


def refuse_bsn(text: str) -> None:
    """Refuse a citizen service number: there is no ground to keep it with an appointment."""
    if any(True for _place in _places_of_bsn(text)):
        raise ValidationError(
            _("Dit lijkt op een burgerservicenummer (BSN). Haal het weg: wij vragen het later.")
        )


def without_bsn(text: str) -> str:
    """The text with the digits of each citizen service number blanked.

    >>> without_bsn("Mijn nummer is 111 222 333, alvast.")
    'Mijn nummer is ••• ••• •••, alvast.'
    """
    for start, end in list(_places_of_bsn(text)):
        text = text[:start] + re.sub(r"\d", "•", text[start:end]) + text[end:]
    return text


def _places_of_bsn(text: str) -> Iterator[tuple[int, int]]:
    """Where nine digits stand that pass the eleven-test, whatever signs are between them."""
    for match in _NINE_DIGITS.finditer(text):
        digits = "".join(str(unicodedata.digit(c)) for c in match[1] if c.isdecimal())
        if is_bsn(digits):
            yield match.span(1)


def is_plain_local_part(text: str) -> bool:
    """True for what stands before the @ without quotes and in ASCII, of a length that is kept."""
    return bool(_LOCAL_PART.fullmatch(text)) and len(text) <= 64


def ascii_domain(domain: str) -> str:
    """A domain of any alphabet as the network names it. Raises: ValidationError.

    Signs for which the two standards name different domains are refused, digits of other
    alphabets too. Source: RFC 3490 and RFC 5892.

    >>> ascii_domain("café.example")
    'xn--caf-dma.example'
    """
    try:
        if set(domain) & _TWO_DOMAINS or any(c.isdecimal() and not c.isascii() for c in domain):
            raise UnicodeError
        return domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValidationError(_("Vul een e-mailadres in zoals naam@voorbeeld.nl.")) from error


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
