"""Ways by which a message leaves: e-mail, SMS, letter. One function each, outside any transaction.

A channel never retries, never looks at the tables and never decides what happens next: it says
how sending ended, and `outbox/settling.py` draws the conclusion.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Uitkomst(StrEnum):
    """How sending ended, as far as this side can know."""

    AANVAARD = "aanvaard"  # the provider took it
    NIET_AANVAARD = "niet aanvaard"  # proven not taken, and another try may help: refused
    # connection, 429, SMTP 4xx before DATA, a documented 503
    GEWEIGERD = "geweigerd"  # proven not taken, and never will be: 4xx, unknown number, 550
    ONBEKEND = "onbekend"  # time-out, reset, other 5xx: it may have been taken


class Gevonden(StrEnum):
    """What a provider says when asked for a message by our reference."""

    JA = "ja"
    NEE = "nee"  # it says so with authority: it would know
    ONBEKEND = "onbekend"  # it cannot be asked, or its "no" proves nothing
    NIET_NU = "niet nu"  # it did not answer: ask again later


@dataclass(frozen=True)
class Post:
    """A message ready to leave. `aan`: an e-mail address, an E.164 number, or lines of an address.

    `referentie` is ours and unique per try; it holds no personal data. `html`, `ics` and
    `ics_method` ("REQUEST" or "CANCEL") are for e-mail only; empty means none.
    """

    referentie: str
    aan: str
    taal: str
    titel: str
    tekst: str
    html: str = ""
    ics: bytes = b""
    ics_method: str = ""
    op: datetime | None = None


@dataclass(frozen=True)
class Verzonden:
    """The end of one try. `fout` is a short technical code for the log, without personal data."""

    uitkomst: Uitkomst
    provider_id: str = ""
    fout: str = ""


class Channel(Protocol):
    """What the outbox asks of a way to send."""

    def send(self, post: Post) -> Verzonden:
        """Hand one message over. Never raises: a failure is an `Uitkomst`. Has a time limit."""

    def look_up(self, post: Post) -> tuple[Gevonden, str]:
        """Whether the provider has a message of our reference, and its own id for it."""
