"""The log: write a line, seal the lines, verify the seals.

A line is written by `record` inside the transaction of the act it describes (many lines by
`write`); if it cannot be written, the act fails. It tells who did what to which pseudonymous
subject and holds no names.
Sealing is done afterwards, so that bookings need not wait for each other. Each seal hashes its
line together with the seal before it: who changes, deletes or inserts a line is found by `verify`.

Not for technical messages: those go to `logging`. Read next: `models/logboek.py`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Any, TypeAlias

from django.db import IntegrityError, transaction

from afspraken import statements
from afspraken.models import Logregel, Partij, Zegel

logger = logging.getLogger(__name__)

SETTLE = timedelta(minutes=5)
"""A line is sealed only when it is this old: a number given out earlier may commit later."""

GENESIS = "0" * 64
"""What the first seal has before it."""

BATCH = 2000

Value: TypeAlias = "bool | int | str | date | list[Value] | None"

_SUBJECT = re.compile(r"[a-z_]{1,20}:[\w.-]{1,59}", re.ASCII)
_CODE = re.compile(r"[\w:.+-]{0,64}", re.ASCII)  # codes, choices, moments: never a sentence
_PHONE = re.compile(r"(\+|00)\d{8,15}|0[1-9]\d{8}", re.ASCII)
_PERSONAL_KEYS = frozenset(
    {"naam", "namens", "organisatie", "email", "e_mail", "telefoon", "postcode", "huisnummer"}
    | {"adres", "bsn", "geboortedatum", "tolk", "toelichting", "omschrijving"}
)


class PersonalData(ValueError):
    """A line of the log would hold something that may be personal data."""


def record(
    handeling: str,
    onderwerp: str,
    *,
    partij: str,
    door: str = "",
    now: datetime,
    **gegevens: Value,
) -> None:
    """Write one line, with one INSERT, in the transaction of the caller; see `line`."""
    write([line(handeling, onderwerp, partij=partij, door=door, now=now, **gegevens)])


def write(lines: Iterable[Logregel]) -> None:
    """Write lines of `line` in this order, in the transaction of the caller."""
    statements.insert(list(lines))


def line(
    handeling: str,
    onderwerp: str,
    *,
    partij: str,
    door: str = "",
    now: datetime,
    **gegevens: Value,
) -> Logregel:
    """A line, not written yet.

    `onderwerp` is kind and code, as in `afspraak:CODE`; `door` is the number of an employee.
    Values of `gegevens` are numbers, codes, choices and moments (stored in UTC).
    Raises: PersonalData for a name, sentence, e-mail address, telephone number or BSN.
    """
    if not _SUBJECT.fullmatch(onderwerp):
        raise PersonalData("the subject is no kind and code, such as afspraak:CODE")
    _harmless("onderwerp", onderwerp.partition(":")[2])
    for key in gegevens:
        if key in _PERSONAL_KEYS:
            raise PersonalData(f"the log does not keep '{key}'")
    return Logregel(
        op=now,
        partij=partij,
        door=_harmless("door", door),
        handeling=handeling,
        onderwerp=onderwerp,
        gegevens={key: _harmless(key, value) for key, value in gegevens.items()},
    )


def record_by(
    door: Any, handeling: str, onderwerp: str, *, now: datetime, **gegevens: Value
) -> None:
    """Write one line about what an employee (User) did, or with None the system; see `record`."""
    partij = Partij.SYSTEEM if door is None else Partij.MEDEWERKER
    number = "" if door is None else str(door.pk)
    record(handeling, onderwerp, partij=partij, door=number, now=now, **gegevens)


def is_bsn(text: str) -> bool:
    """True for nine digits that pass the 11-proof of a citizen service number.

    >>> is_bsn("111222333"), is_bsn("111222334")
    (True, False)

    Source: Logisch Ontwerp BSN, weights 9 8 7 6 5 4 3 2 -1.
    """
    if len(text) != 9 or not (text.isascii() and text.isdigit()):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, text, strict=True))
    return total % 11 == 0 and text != "000000000"


def _harmless(key: str, value: Value) -> Any:
    """The value as it is stored: JSON that reads back the same on every database."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, list | tuple):
        return [_harmless(key, item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | str):
        text = str(value)
        if _CODE.fullmatch(text) and not _PHONE.fullmatch(text) and not is_bsn(text):
            return value if isinstance(value, int) else text
    raise PersonalData(f"the value of '{key}' is no number, code or moment")


# --- seals ----------------------------------------------------------------------------------------


def seal(now: datetime) -> int:
    """Seal all settled lines, in the order of their numbers; the number of lines sealed.

    Two sealers at once cannot fork the chain: the number of a seal is its primary key. The
    slower one waits, is refused, and leaves the rest to the next run.
    """
    head, count = None, 0
    while batch := _seal_batch(now):
        head, count = batch[-1], count + len(batch)
    if head is not None:
        # Outside the database: who cuts off the tail of the chain is found as well.
        logger.info("log sealed up to %s: %s", head.volgnummer, head.hash)
    return count


def _seal_batch(now: datetime) -> list[Zegel]:
    """Seal the next settled lines; none if there are none, or another sealer was faster."""
    try:
        with transaction.atomic():
            last = Zegel.objects.order_by("-volgnummer").first()
            lines = Logregel.objects.filter(pk__gt=last.regel if last else 0).order_by("pk")
            settled = takewhile(lambda line: abs(now - line.op) >= SETTLE, lines[:BATCH])
            seals = list(_chain(last, settled))
            Zegel.objects.bulk_create(seals)
    except IntegrityError:
        return []
    return seals


def _chain(last: Zegel | None, lines: Iterator[Logregel]) -> Iterator[Zegel]:
    sealed, before = (last.volgnummer, last.hash) if last else (0, GENESIS)
    for number, line in enumerate(lines, start=sealed + 1):
        before = digest(number, before, line)
        yield Zegel(volgnummer=number, regel=line.pk, hash=before)


def digest(volgnummer: int, before: str, line: Logregel) -> str:
    """SHA-256 over the number of the seal, the hash before it and the whole line."""
    content = [
        volgnummer,
        before,
        line.pk,
        line.op.astimezone(UTC).isoformat(timespec="microseconds"),
        line.partij,
        line.door,
        line.handeling,
        line.onderwerp,
        line.gegevens,
    ]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify() -> list[str]:
    """What is wrong with the sealed lines, in Dutch sentences; empty when all is well.

    Walks lines and seals side by side, so a million of them need little memory. Lines younger
    than the newest seal are not sealed yet and cannot be verified.
    """
    return list(_faults())


def _faults() -> Iterator[str]:
    lines = _lines()
    line = next(lines, None)
    before, expected, newest = GENESIS, 1, 0
    for zegel in Zegel.objects.order_by("volgnummer").iterator(chunk_size=BATCH):
        if zegel.volgnummer != expected:
            yield f"zegel {expected} ontbreekt"
        if zegel.regel <= newest:
            yield f"zegel {zegel.volgnummer} staat niet op volgorde"
        while line is not None and line.pk < zegel.regel:
            yield f"regel {line.pk} is tussengevoegd"
            line = next(lines, None)
        if line is None or line.pk != zegel.regel:
            yield f"regel {zegel.regel} is verwijderd"
        else:
            if digest(zegel.volgnummer, before, line) != zegel.hash:
                yield f"regel {line.pk} of zegel {zegel.volgnummer} is veranderd"
            line = next(lines, None)
        # One stored hash that is wrong says so once, here or at the seal after it.
        before, expected, newest = zegel.hash, zegel.volgnummer + 1, zegel.regel


def _lines() -> Iterator[Logregel]:
    yield from Logregel.objects.order_by("pk").iterator(chunk_size=BATCH)
