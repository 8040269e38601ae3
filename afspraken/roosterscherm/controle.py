"""The second step before saving: who would fall outside, and is that still what was shown?

The write is done and rolled back by `roosters.affected_by`, so the list is never a guess.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse

from afspraken import roosters
from afspraken.gevoelig import hides, products_text
from afspraken.models import Afspraak, Inzet, Middel

Fields = Sequence[tuple[str, str]]
"""Names and values that the browser sends again to save."""

SEEN = "gezien"
"""Name of the field that says which list was shown."""


@dataclass(frozen=True)
class Regel:
    """One appointment as it is listed; `waarvoor` and `url` are what the reader may see."""

    begin: datetime
    einde: datetime
    waarvoor: str
    waar: str
    referentie: str
    url: str


@dataclass(frozen=True)
class Voorbeeld:
    """What a change would do. `intussen`: the list differs from the one that was shown."""

    zin: str
    geraakt: list[Regel]
    velden: Fields
    gezien: str
    intussen: bool = False


def preview(
    request: HttpRequest,
    zin: str,
    write: Callable[[], object],
    *,
    now: datetime,
    middelen: Iterable[Middel] | None = None,
    regels: Callable[[Sequence[Afspraak]], list[Regel]] | None = None,
) -> Voorbeeld:
    """Try a change and tell what it does; nothing is saved. What `write` raises comes through.

    `regels` shows the appointments as a door does; None: as the manager sees them.
    """
    affected = roosters.affected_by(write, now=now, middelen=middelen)
    seen = _fingerprint(zin, affected)
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", SEEN)
        for value in values
    ]
    return Voorbeeld(
        zin,
        regels(affected) if regels else lines(affected, request.user),
        fields,
        seen,
        intussen=request.POST.get(SEEN, seen) != seen,
    )


def accepted(request: HttpRequest, voorbeeld: Voorbeeld) -> bool:
    """True if this very change with this very list was shown before and is now saved."""
    return request.POST.get(SEEN) == voorbeeld.gezien


def lines(afspraken: Sequence[Afspraak], user: User | AnonymousUser) -> list[Regel]:
    """Appointments as lines, in two queries."""
    prefetch_related_objects(afspraken, "producten__product")
    may_look = user.has_perm("afspraken.view_afspraak")
    return [_line(afspraak, str(afspraak.locatie), may_look) for afspraak in afspraken]


def conflict_lines(inzetten: Sequence[Inzet], user: User | AnonymousUser) -> list[Regel]:
    """Each appointment once, with the resources that are not open for it.

    For a sensitive product only their kind: the name of an official would tell what it is about.
    """
    closed: dict[int, list[Middel]] = {}
    afspraken: dict[int, Afspraak] = {}
    for inzet in inzetten:
        if inzet.afspraak is not None:
            afspraken[inzet.afspraak.pk] = inzet.afspraak
            closed.setdefault(inzet.afspraak.pk, []).append(inzet.middel)
    prefetch_related_objects(list(afspraken.values()), "producten__product")
    may_look = user.has_perm("afspraken.view_afspraak")
    return [
        _line(afspraak, f"{afspraak.locatie}: {_names(afspraak, closed[pk])}", may_look)
        for pk, afspraak in afspraken.items()
    ]


def _names(afspraak: Afspraak, middelen: Iterable[Middel]) -> str:
    hide = hides(afspraak)
    return ", ".join(str(one.get_soort_display()) if hide else one.naam for one in middelen)


def _line(afspraak: Afspraak, where: str, may_look: bool) -> Regel:
    url = reverse("admin:afspraken_afspraak_change", args=(afspraak.pk,)) if may_look else ""
    return Regel(
        afspraak.begin,
        afspraak.einde,
        products_text(afspraak),
        where,
        afspraak.referentie,
        url,
    )


def _fingerprint(zin: str, affected: Iterable[Afspraak]) -> str:
    """Changes with the change itself and with the appointments, their time included."""
    parts = [zin, *sorted(f"{afspraak.code} {afspraak.begin.isoformat()}" for afspraak in affected)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
