"""Reading the kept messages: from files to what a page shows."""

from __future__ import annotations

import email
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from itertools import islice
from pathlib import Path

from notificaties.channels.postvak import NAME, folder, paths

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ENDINGS = {"e-mail": ".eml", "sms": ".json", "brief": ".json"}


@dataclass(frozen=True)
class Poststuk:
    """One message as it was sent. What has a default, only an e-mail has."""

    naam: str
    soort: str
    op: datetime
    aan: str
    taal: str
    titel: str
    tekst: str
    van: str = ""
    antwoord_aan: str = ""
    html: str = ""
    ics: bytes = b""
    ics_method: str = ""

    @property
    def wie(self) -> str:
        """The recipient in one line; the address of a letter has several."""
        return (self.aan.splitlines() or [""])[0]

    @property
    def begin_van_tekst(self) -> str:
        """What a list shows of the text."""
        return " ".join(self.tekst.split())[:120]


def page_of(*, aan: str = "", number: int = 1, size: int = 50) -> tuple[list[Poststuk], bool]:
    """So many messages, the newest first, and whether there are older ones.

    `aan` keeps those of which the recipient contains this text.
    """
    found = (one for one in _all() if aan.casefold() in one.aan.casefold())
    window = list(islice(found, (number - 1) * size, number * size + 1))
    return window[:size], len(window) > size


def read(naam: str) -> Poststuk | None:
    """One message by its name; None if there is none, or no longer."""
    match = NAME.fullmatch(naam)
    return _read(folder() / f"{naam}{_ENDINGS[match['soort']]}") if match else None


def _all() -> Iterator[Poststuk]:
    for path in paths():
        poststuk = _read(path)
        if poststuk:  # else another process has just let it go
            yield poststuk


def _read(path: Path) -> Poststuk | None:
    match = NAME.fullmatch(path.stem)
    try:
        octets = path.read_bytes()
    except FileNotFoundError:
        return None
    if match is None:
        return None
    op = _EPOCH + timedelta(microseconds=int(match["ns"]) // 1000)
    if match["soort"] == "e-mail":
        return _read_mail(path.stem, op, octets)
    return Poststuk(path.stem, match["soort"], op, **json.loads(octets))


def _read_mail(naam: str, op: datetime, octets: bytes) -> Poststuk:
    mail = email.message_from_bytes(octets, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    parts = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
    calendar = next(parts, None)
    return Poststuk(
        naam=naam,
        soort="e-mail",
        op=op,
        aan=str(mail["To"]),
        taal=str(mail["Content-Language"]),
        titel=str(mail["Subject"]).strip(),
        tekst=_content(mail, "plain"),
        van=str(mail["From"]),
        antwoord_aan=str(mail["Reply-To"] or ""),
        html=_content(mail, "html"),
        ics=bytes(calendar.get_payload(decode=True)) if calendar else b"",
        ics_method=str(calendar.get_param("method")) if calendar else "",
    )


def _content(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""
