"""Undeliverable e-mail: what a mail server says of a message that it could not deliver.

Pure: octets in, a value out. The reference is random and only in the message itself, so nobody else
can report a message as undeliverable. Where bounces come from is in `postbus.py`.
Source: RFC 3464 (the report), RFC 3463 (the codes).
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

_CODE = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_REFERENTIE = r"([0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_ENVELOPE = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
_ANSWERED = ("In-Reply-To", "References")


@dataclass(frozen=True)
class Bounce:
    """One message that did not arrive. `code` is that of RFC 3463, such as "5.1.1"."""

    referentie: str
    code: str


def parse(octets: bytes, *, bounces: str, sender: str) -> Bounce | None:
    """What a returned message says of one of ours; None if it says of none that it failed.

    A delay is no failure, and an answer of a person or an out-of-office reply is no bounce.
    `bounces` is the mailbox in the envelopes of our messages, `sender` the address in their From.
    """
    message = email.message_from_bytes(octets)
    failed = [one for one in _recipients(message) if _field(one, "Action").lower() == "failed"]
    referentie = _referentie(message, bounces, sender)
    if not failed or not referentie:
        return None
    code = _CODE.search(_field(failed[0], "Status"))
    return Bounce(referentie, code[0] if code else "5.0.0")


def _recipients(message: Message) -> Iterator[Message]:
    """The groups of fields about a recipient in the report."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            yield from (group for group in _inner(part) if "Action" in group)


def _referentie(message: Message, bounces: str, sender: str) -> str:
    """Ours, from the envelope to which it returned, else from the message that came back."""
    name, _at, domain = bounces.rpartition("@")
    returned_to = " ".join(value for field in _ENVELOPE for value in _fields(message, field))
    if name and (found := _find(f"{name}+", domain, returned_to)):
        return found
    texts = [*_returned_ids(message), *(_field(message, field) for field in _ANSWERED)]
    return _find("", sender.rpartition("@")[2], " ".join(texts))


def _find(before: str, domain: str, text: str) -> str:
    pattern = rf"{re.escape(before)}{_REFERENTIE}@{re.escape(domain)}(?![\w.-])"
    match = re.search(pattern, text, re.IGNORECASE)
    return match[1].lower() if match else ""


def _returned_ids(message: Message) -> Iterator[str]:
    """The Message-ID of what came back, whole or only its headers."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            yield from (_field(inner, "Message-ID") for inner in _inner(part))
        elif part.get_content_type() == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            headers = email.message_from_bytes(content if isinstance(content, bytes) else b"")
            yield _field(headers, "Message-ID")


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _field(message: Message, name: str) -> str:
    return next(iter(_fields(message, name)), "")


def _fields(message: Message, name: str) -> list[str]:
    return [str(value).strip() for value in message.get_all(name, [])]
