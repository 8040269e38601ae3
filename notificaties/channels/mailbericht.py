"""The e-mail itself: text, HTML and calendar part in one message to one recipient.

Nothing that a person typed becomes a header or a second recipient. Not for sending: `email.py`.
"""

from __future__ import annotations

import re
from email.charset import QP, Charset
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from notificaties.channels import Post

METHODS = ("REQUEST", "CANCEL")

# Control characters, every kind of line end, and half characters that no encoding can hold.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNENCODABLE = re.compile("[\x00\ud800-\udfff]")
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", re.IGNORECASE)
_REFERENTIE = re.compile(r"[0-9A-Za-z-]{1,36}")
_LONGEST_ADDRESS = 254

_SEVEN_BIT = Charset("utf-8")
_SEVEN_BIT.body_encoding = QP  # no server on the way has to know 8BITMIME, and no line is long


class Unsendable(Exception):
    """This message can never be sent; the text is a short code without personal data."""


def compose(post: Post) -> EmailMultiAlternatives:
    """The message, with the calendar last, where programs look for an invitation.

    The same try has the same Message-ID, whenever and wherever it is composed. The sender of
    the envelope is where a bounce returns, see `bounce_sender`.

    Raises: Unsendable. Source: RFC 6047 2.4, RFC 3834 5.
    """
    if not _REFERENTIE.fullmatch(post.referentie):
        raise Unsendable("referentie")
    message = EmailMultiAlternatives(
        subject=safe_header(post.titel),
        body=_encodable(post.tekst),
        from_email=bounce_sender(post.referentie),
        to=[recipient(post.aan)],
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
        headers=_headers(post),
    )
    message.encoding = _SEVEN_BIT
    if post.html:
        message.attach_alternative(_encodable(post.html), "text/html")
    if post.ics:
        message.attach_alternative(*_calendar(post))
    return message


def as_bytes(message: EmailMultiAlternatives) -> bytes:
    """The message as it goes over the line."""
    octets: bytes = message.message().as_bytes(linesep="\r\n")
    return octets


def safe_header(text: str) -> str:
    """The text, if it can stand in one line of a header. Raises: Unsendable.

    >>> safe_header("Uw afspraak: 9.20 uur")
    'Uw afspraak: 9.20 uur'
    """
    if _UNSAFE.search(text):
        raise Unsendable("stuurteken in kop")
    return text.strip()


def recipient(aan: str) -> str:
    """The one address in `aan`; a domain of another alphabet becomes ASCII. Raises: Unsendable.

    Refused too: quoted names and addresses between brackets, which programs read in two ways.

    >>> recipient("zoe@café.example")
    'zoe@xn--caf-dma.example'
    """
    local, _at, domain = aan.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Unsendable("adres") from error
    is_plain = _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain) and len(local) <= 64
    if not is_plain or len(local) + len(domain) >= _LONGEST_ADDRESS:
        raise Unsendable("adres")
    return f"{local}@{domain}"


def bounce_sender(referentie: str) -> str:
    """The sender on the envelope: bounces+REFERENTIE@…, or our plain address without a mailbox."""
    name, _at, domain = settings.MAIL_BOUNCES.rpartition("@")
    return f"{name}+{referentie}@{domain}" if name else settings.MAIL_FROM


def message_id(referentie: str) -> str:
    """The Message-ID of a try."""
    return f"<{referentie}@{settings.MAIL_FROM.rpartition('@')[2]}>"


def _headers(post: Post) -> dict[str, str]:
    sender = formataddr((safe_header(settings.GEMEENTE.naam), settings.MAIL_FROM))
    headers = {
        "From": sender,
        "Message-ID": message_id(post.referentie),
        "Auto-Submitted": "auto-generated",
        "Content-Language": "en" if post.taal == "en" else "nl",
    }
    return headers | ({"Date": format_datetime(post.op)} if post.op else {})


def _calendar(post: Post) -> tuple[str, str]:
    if post.ics_method not in METHODS:
        raise Unsendable("agenda")
    try:
        return post.ics.decode(), f"text/calendar; method={post.ics_method}"
    except UnicodeDecodeError as error:
        raise Unsendable("agenda") from error


def _encodable(text: str) -> str:
    if _UNENCODABLE.search(text):
        raise Unsendable("teken in tekst")
    return text
