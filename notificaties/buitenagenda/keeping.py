"""WRITES: what calendars from outside say, as absences of the core.

Fetching happens outside any transaction; what comes back is stored only if the manager changed
nothing meanwhile. A failure changes nothing but what is told about it: the old busy times stay. A
calendar that is off, or that moves to another resource, gives its time back at once.
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from afspraken import roosters
from afspraken.lokaal import day_begin, local_day
from afspraken.models import Afspraak, Afwezigheid
from notificaties.buitenagenda.asking import Opgehaald, ask
from notificaties.buitenagenda.fetching import Kenmerk
from notificaties.buitenagenda.fouten import Refused
from notificaties.buitenagenda.spans import Gelezen, Span, Window, joined
from notificaties.models import Buitenagenda

AT_ONCE = 4
"""Calendars asked side by side; a slow server holds up no more than these."""

SELDOM = timedelta(minutes=5)
"""Who was asked shorter ago is left alone by the schedule."""

ROUND = 600
"""Seconds after which a round begins with no more calendars; the next round begins with those."""

DAY = timedelta(days=1)

Outcome = Opgehaald | Refused | None
"""What asking gave: news, a failure, or (None) that nothing has changed."""

log = logging.getLogger(__name__)


# --- fetching -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ronde:
    """How many calendars of one round were fetched, and how many were not."""

    gelukt: int
    mislukt: int


def refresh(agenda: Buitenagenda, *, now: datetime) -> bool:
    """Fetch one calendar and store what it says. False: it failed, `agenda.fout` says why."""
    Buitenagenda.objects.filter(pk=agenda.pk).update(laatst_geprobeerd_op=now)
    window = window_at(now)
    succeeded = _store(agenda, _asked(agenda, window), window, now=now)
    with suppress(Buitenagenda.DoesNotExist):  # deleted meanwhile
        agenda.refresh_from_db()
    return succeeded


def refresh_all(*, now: datetime) -> Ronde:
    """Fetch every calendar that is on, longest waiting first; each fails on its own.

    Two rounds at once share the work: a calendar is claimed before it is asked.
    """
    window, began = window_at(now), time.monotonic()
    gelukt = mislukt = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while time.monotonic() - began < ROUND and (agendas := _claim(now)):
            asked = [pool.submit(_asked, agenda, window) for agenda in agendas]
            for agenda, answer in zip(agendas, asked, strict=True):
                if _stored_or_logged(agenda, answer, window, now=now):
                    gelukt += 1
                else:
                    mislukt += 1
    return Ronde(gelukt, mislukt)


def window_at(now: datetime) -> Window:
    """From the begin of yesterday through the last day for which openings are kept.

    It moves once a day, so that a long absence does not change with every look at the clock.
    """
    first, last = local_day(now) - DAY, roosters.horizon_end(now)
    return Window(day_begin(first).astimezone(UTC), day_begin(last).astimezone(UTC))


def _claim(now: datetime) -> list[Buitenagenda]:
    """The next calendars to ask, which no other round will ask too; none when all were asked."""
    just_now = Q(laatst_geprobeerd_op__gt=now - SELDOM, laatst_geprobeerd_op__lte=now)
    due = Buitenagenda.objects.filter(is_actief=True).exclude(just_now)
    longest_waiting = due.order_by(F("laatst_geprobeerd_op").asc(nulls_first=True), "pk")
    return [
        agenda
        for agenda in longest_waiting[:AT_ONCE]
        if due.filter(pk=agenda.pk).update(laatst_geprobeerd_op=now)
    ]


def _asked(agenda: Buitenagenda, window: Window) -> Outcome:
    """Ask, without the database: this runs beside others."""
    reaches = agenda.gelezen_tot is not None and agenda.gelezen_tot >= local_day(window.end)
    known = Kenmerk(agenda.etag, agenda.last_modified) if reaches else Kenmerk()
    try:
        return ask(agenda.url, known, window)
    except Refused as refused:
        return refused


def _stored_or_logged(
    agenda: Buitenagenda, answer: Future[Outcome], window: Window, *, now: datetime
) -> bool:
    """Store an answer; one that cannot be had or stored must not stop the others."""
    try:
        return _store(agenda, answer.result(), window, now=now)
    except Exception:
        log.exception("%s could not be fetched or stored", agenda.code)
        return False


@transaction.atomic
def _store(agenda: Buitenagenda, outcome: Outcome, window: Window, *, now: datetime) -> bool:
    """Keep what came back, if it is still what the manager asks for; True if it was no failure."""
    same = Buitenagenda.objects.filter(
        pk=agenda.pk, url=agenda.url, middel=agenda.middel_id, is_actief=True
    )
    row = same.select_for_update(of=("self",)).select_related("middel").first()
    if row is None:
        return False
    if isinstance(outcome, Refused):
        row.laatste_fout = outcome.fout
        row.save(update_fields=["laatste_fout"])
        return False
    row.laatste_fout, row.laatst_gelukt_op = "", now
    if outcome is not None:
        spans = _without_ours(outcome.gelezen)
        roosters.replace_busy(row.middel, row.code, spans, now=now)
        row.onleesbaar = outcome.gelezen.onleesbaar
        row.gelezen_tot = local_day(window.end)
        row.etag, row.last_modified = outcome.kenmerk.etag, outcome.kenmerk.last_modified
    row.save()
    return True


def _without_ours(gelezen: Gelezen) -> list[Span]:
    """The busy spans without appointments and shifts of ours: those occupy by themselves.

    An appointment is called by its code in every calendar, see `afspraken/agendapunt.py`; a shift
    by its number and our host, see `agendas/feeds.py`.
    """
    uids = gelezen.misschien_eigen.keys()
    ours = set(Afspraak.objects.filter(code__in=list(uids)).values_list("code", flat=True))
    host = urlsplit(settings.PUBLIC_URL).hostname
    ours |= {uid for uid in uids if uid.endswith(f"@{host}")}
    others = [span for uid in uids - ours for span in gelezen.misschien_eigen[uid]]
    return joined([*gelezen.bezet, *others])


# --- what the manager changes ---------------------------------------------------------------------


@transaction.atomic
def save(agenda: Buitenagenda, *, now: datetime) -> None:
    """Store a new or edited calendar.

    Its busy times go at once when it is put off or moves to another resource. With another address
    they stay until that was fetched, because most likely it is the same calendar.
    """
    before = Buitenagenda.objects.select_for_update().filter(pk=agenda.pk).first()
    agenda.gewijzigd_op = now
    if before and (before.url, before.middel_id) != (agenda.url, agenda.middel_id):
        agenda.laatst_gelukt_op = agenda.laatst_geprobeerd_op = None
        agenda.laatste_fout = ""
    if before and (not agenda.is_actief or before.middel_id != agenda.middel_id):
        roosters.replace_busy(before.middel, before.code, [], now=now)
    agenda.gelezen_tot, agenda.etag, agenda.last_modified = None, "", ""
    agenda.save()


@transaction.atomic
def remove(agenda: Buitenagenda, *, now: datetime) -> None:
    """Delete a calendar and give its time back."""
    Buitenagenda.objects.select_for_update().filter(pk=agenda.pk).first()
    roosters.replace_busy(agenda.middel, agenda.code, [], now=now)
    agenda.delete()


def with_busy_count(agendas: QuerySet[Buitenagenda]) -> QuerySet[Buitenagenda]:
    """Each with `aantal_bezet`, the number of absences that it gives now. No query more."""
    code = Concat(Value(Buitenagenda.PREFIX), Cast("pk", CharField()))
    rows = Afwezigheid.objects.filter(middel=OuterRef("middel"), bron=OuterRef("bron")).order_by()
    counted = rows.values("bron").annotate(aantal=Count("pk")).values("aantal")
    return agendas.annotate(bron=code, aantal_bezet=Coalesce(Subquery(counted), 0))


def busy_count(agenda: Buitenagenda) -> int:
    """How many absences a calendar gives now."""
    return Afwezigheid.objects.filter(middel=agenda.middel_id, bron=agenda.code).count()
