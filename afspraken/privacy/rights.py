"""On request (AVG art. 15 and 17): show a person everything, or erase it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from afspraken import logboek
from afspraken.exceptions import BookingError
from afspraken.models import (
    PROMISED,
    TE_KOMEN,
    Afhaaldocument,
    Afspraak,
    Documentstatus,
    Handeling,
    Klant,
    Logregel,
    Partij,
    Terugbelstatus,
    Terugbelverzoek,
)
from afspraken.privacy.tabel import registered

Cancel = Callable[[Afspraak], object]


class StillPromised(BookingError):
    """The customer has an appointment to come: cancel it first."""

    sentence = _("Deze klant heeft nog een afspraak. Annuleer die eerst.")


class StillToCall(StillPromised):
    """We promised the customer something: do that first."""

    sentence = _("Wij bellen deze klant nog terug. Handel dat eerst af.")


class StillToCollect(StillPromised):
    """A document is being made, or lies ready: hand it out or take it out first."""

    sentence = _("Er is nog een document van deze klant. Handel dat eerst af.")


class DamagedJournal(ValueError):
    """Some lines of the journal of erasures could not be read; all others were replayed."""


def find(*, referentie: str = "", email: str = "", telefoon: str = "") -> list[Klant]:
    """The customers that one person may be; each online booking made its own row.

    Of rows that were joined the one that stayed: `export` and `erase` take the others along.
    """
    if not (referentie or email or telefoon):
        return []
    klanten = Klant.objects.order_by("pk")
    if referentie:
        klanten = klanten.filter(afspraken__referentie__iexact=referentie).distinct()
    if email:
        klanten = klanten.filter(email__iexact=email)
    if telefoon:
        klanten = klanten.filter(telefoon=telefoon)
    pks = {klant.opgegaan_in_id or klant.pk for klant in klanten}
    return list(Klant.objects.filter(pk__in=pks).order_by("pk"))


def same_person(klant: Klant) -> list[Klant]:
    """The customer, and every row that was joined with it."""
    return [klant, *klant.opgegaan.order_by("pk")]


def export(
    klant: Klant, *, now: datetime, partij: str = Partij.SYSTEEM, door: str = ""
) -> dict[str, Any]:
    """Everything we hold on a customer, per table, with the lines of the log; fit for JSON.

    The lines tell which kind of party acted, not which employee. The export itself is logged.
    """
    logboek.record(Handeling.GEEXPORTEERD, f"klant:{klant.pk}", partij=partij, door=door, now=now)
    answer: dict[str, Any] = {"klant": klant.pk, "opgemaakt_op": _plain(now)}
    subjects: set[str] = set()
    for tabel in registered():
        if not tabel.klant:
            continue
        rows = tabel.of(*same_person(klant)).order_by("pk")
        values = rows.values(*tabel.context, *tabel.persoonlijk)
        answer[tabel.naam] = [{key: _plain(row[key]) for key in row} for row in values]
        if tabel.onderwerp:
            soort, field = tabel.onderwerp
            subjects |= {f"{soort}:{code}" for code in rows.values_list(field, flat=True)}
    lines = Logregel.objects.filter(onderwerp__in=subjects).order_by("pk")
    answer["logboek"] = [
        {key: _plain(value) for key, value in line.items()}
        for line in lines.values("op", "partij", "handeling", "onderwerp", "gegevens")
    ]
    return answer


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | dict | list) else str(value)


def erase(
    klant: Klant,
    *,
    now: datetime,
    partij: str = Partij.SYSTEEM,
    door: str = "",
    cancel: Cancel | None = None,
    journaal: Path | None = None,
) -> None:
    """Blank a customer in all tables, now. `cancel` is called for each appointment to come.

    With it, calls that we promised end as well, and documents lapse. Rows that were joined are one
    person.

    The erasure is noted in the journal outside the database (None: the one in DATA_DIR), for
    `replay` after a restore of an older backup.
    Raises: StillPromised if something is promised and `cancel` is None.
    """
    _cancel_open(klant, now=now, cancel=cancel)
    with transaction.atomic():
        codes = list(klant.afspraken.order_by("pk").values_list("code", flat=True))
        _erase(klant, now=now, partij=partij, door=door)
        # Before the commit: a line too many is harmless, a line too few is a person come back.
        _note(journaal or journal(), {"op": now.isoformat(), "klant": klant.pk, "codes": codes})


def _cancel_open(klant: Klant, *, now: datetime, cancel: Cancel | None) -> None:
    for afspraak in klant.afspraken.filter(status__in=PROMISED, einde__gt=now):
        if cancel is None:
            raise StillPromised
        cancel(afspraak)
    if cancel is None and _promises(klant).exists():
        raise StillToCall
    if cancel is None and _documents(klant).exists():
        raise StillToCollect


def _promises(klant: Klant) -> QuerySet[Terugbelverzoek]:
    """What we still have to do for a customer."""
    return Terugbelverzoek.objects.filter(contact__klant=klant, status=Terugbelstatus.TE_VERWERKEN)


def _documents(klant: Klant) -> QuerySet[Afhaaldocument]:
    """What the customer has still to collect."""
    return Afhaaldocument.objects.filter(afspraak__klant=klant, status__in=TE_KOMEN)


def _erase(klant: Klant, *, now: datetime, partij: str, door: str) -> None:
    _promises(klant).update(status=Terugbelstatus.VERWERKT, afgehandeld_op=now)
    _documents(klant).update(status=Documentstatus.VERVALLEN, status_op=now)
    rows = same_person(klant)
    counts = {tabel.naam: tabel.clear(tabel.of(*rows), now=now) for tabel in registered()}
    subject = f"klant:{klant.pk}"
    logboek.record(Handeling.GEWIST, subject, partij=partij, door=door, now=now, **counts)


# --- the journal of erasures ----------------------------------------------------------------------


def journal() -> Path:
    """The file, outside the database, that tells who was erased on request."""
    return Path(settings.DATA_DIR) / "wissingen.jsonl"


def _note(path: Path, entry: Mapping[str, Any]) -> None:
    """Append one line and wait until it is on disk."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "a") as file:
        file.write(json.dumps(entry) + "\n")
        file.flush()
        os.fsync(file.fileno())


def replay(path: Path, *, now: datetime, cancel: Cancel | None = None) -> int:
    """Erase again, after a restore, everyone whom the journal names; how many there were.

    Customers are known by the codes of their appointments, because a number may be given out
    again after a restore; by number only if they had none. Run it before the doors open.
    Raises: DamagedJournal for lines that are no entry; StillPromised as `erase` does.
    """
    erased, damaged = 0, []
    left = next(tabel for tabel in registered() if tabel.model is Klant).filled()
    for number, text in enumerate(path.read_text().splitlines(), start=1):
        try:
            entry = json.loads(text)
            known = (
                Q(afspraken__code__in=entry["codes"]) if entry["codes"] else Q(pk=entry["klant"])
            )
        except (ValueError, KeyError, TypeError):
            damaged.append(number)
            continue
        for klant in Klant.objects.filter(known).filter(left).distinct():
            _cancel_open(klant, now=now, cancel=cancel)
            with transaction.atomic():
                _erase(klant, now=now, partij=Partij.SYSTEEM, door="")
            erased += 1
    if damaged:
        raise DamagedJournal(f"regels niet leesbaar: {', '.join(map(str, damaged))}")
    return erased
