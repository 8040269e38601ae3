"""An act as the phone sends it, read from a form or from JSON. Bad input gets a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from afspraken.invoer import keuring
from mobiel.models import Actiesoort, Resultaat

LONGEST_NOTE = 200
LATEST = 7_258_118_400_000
"""Milliseconds until the year 2200; a clock that says more is no clock."""

MASK = "•" * 9
_DOCUMENT = re.compile(r"\b(?=\w*\d)[A-NP-Z]{2}[A-NP-Z0-9]{6}\d\b", re.ASCII)
"""The number of a Dutch passport or identity card.

Source: Besluit paspoortgegevens; two letters, six letters or digits, a digit, without the O.
"""

LARGEST = 2**31 - 1
"""The largest number that every database keeps."""


class Unreadable(ValueError):
    """What was sent is no act; `str(error)` says why."""


@dataclass(frozen=True)
class Actie:
    """One act. `gedaan_op` is by the clock of the phone, and None if the page was sent at once."""

    uuid: UUID
    soort: Actiesoort
    bezoek: int = 0
    versie: int = 0
    gedaan_op: datetime | None = None
    resultaat: str = ""
    notitie: str = ""
    legitimatie: bool = False

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Actie:
        """An act from what was sent. Raises: Unreadable."""
        try:
            soort = Actiesoort(str(values.get("soort", "")))
            uuid = UUID(str(values.get("uuid", "")))
        except ValueError as error:
            raise Unreadable(_("Deze melding is niet te lezen.")) from error
        ends = soort == Actiesoort.KLAAR
        resultaat = str(values.get("resultaat") or "") if ends else ""
        if ends and resultaat not in Resultaat.values:
            raise Unreadable(_("Kies wat het resultaat is."))
        return cls(
            uuid,
            soort,
            bezoek=0 if soort == Actiesoort.SPOED else number(values.get("bezoek")),
            versie=number(values.get("versie", 0)),
            gedaan_op=moment(values.get("op")),
            resultaat=resultaat,
            notitie=note(values.get("notitie")),
            legitimatie=bool(values.get("legitimatie")),
        )


def number(value: Any) -> int:
    """A whole number that a row can have. Raises: Unreadable."""
    try:
        found = int(str(value))
    except ValueError as error:
        raise Unreadable(_("Deze melding is niet te lezen.")) from error
    if not 0 <= found <= LARGEST:
        raise Unreadable(_("Deze melding is niet te lezen."))
    return found


def moment(value: Any) -> datetime | None:
    """Milliseconds since 1970 as a moment; None if nothing was said. Raises: Unreadable."""
    if value in (None, ""):
        return None
    try:
        found = int(str(value))
    except ValueError:
        found = -1
    if not 0 <= found <= LATEST:
        raise Unreadable(_("De tijd van deze melding is niet te lezen."))
    return datetime.fromtimestamp(found / 1000, UTC)


def note(value: Any) -> str:
    """A short note on one line, without numbers of persons or documents.

    What was typed without reception is never refused: it is stored as far as it may be.

    >>> note("paspoort  NWK2C3D48 gezien, belt 111222333")
    'paspoort ••••••••• gezien, belt •••••••••'
    """
    text = "".join(c if c.isprintable() else " " for c in str(value or ""))
    text = keuring.one_line(text)[:LONGEST_NOTE]
    return _DOCUMENT.sub(MASK, keuring.without_bsn(text))
