"""Letters: the pile that an employee makes, prints and posts.

A letter on a pile is nobody else's. What became untrue before it was posted is void, and the
employee is told which letters to take out. How a letter looks: `channels/brief.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from afspraken import logboek, taken
from afspraken.lokaal import day_begin, local_day
from afspraken.models import Berichtkanaal, Handeling, Klant, Partij
from afspraken.roosters.feestdagen import closed_days
from afspraken.werkdagen import working_days_later
from notificaties.channels import Post
from notificaties.channels.brief import print_batch
from notificaties.models import Bericht, Berichtstatus, Stapel
from notificaties.outbox.settling import give_up
from notificaties.outbox.truth import still_true
from notificaties.outbox.writing import write_posts
from notificaties.teksten.waarden import one_line
from notificaties.teksten.weergave import Weergave

logger = logging.getLogger(__name__)

MOST = 50
"""Letters of one pile: more take longer to lay out than a page may take."""

WORKING_DAYS = 2
"""A letter is posted within so many."""

DAY = timedelta(days=1)
LOOKED_BACK, LOOKED_AHEAD = timedelta(days=60), timedelta(days=30)
"""Holidays that are looked up; a letter that waits longer is late anyway."""


Written = tuple[Bericht, Post, Weergave]


def unposted(*, now: datetime) -> QuerySet[Bericht]:
    """The letters that are to be posted, on a pile or not, longest waiting first."""
    rows = Bericht.objects.filter(
        still_true(now), kanaal=Berichtkanaal.BRIEF, status=Berichtstatus.WACHT, niet_voor__lte=now
    )
    return rows.order_by("aangemaakt_op", "pk")


def waiting(*, now: datetime) -> QuerySet[Bericht]:
    """The letters that are on no pile yet."""
    return unposted(now=now).filter(stapel__isnull=True)


@transaction.atomic
def make_pile(*, wie: str, door: str, now: datetime) -> Stapel | None:
    """Put up to MOST waiting letters on a pile of `wie`; None if there are none any more.

    Of two employees at once one gets each letter: those that another is taking are passed over.
    `door` is the number of the employee, for the log.
    """
    rows = waiting(now=now).select_for_update(skip_locked=True, of=("self",))
    pks = list(rows.values_list("pk", flat=True)[:MOST])
    if not pks:
        return None
    stapel = Stapel.objects.create(gemaakt_op=now, gemaakt_door=wie)
    # On PostgreSQL another may have come between reading and locking.
    free = Bericht.objects.filter(pk__in=pks, status=Berichtstatus.WACHT, stapel__isnull=True)
    if not free.update(stapel=stapel):
        stapel.delete()
        return None
    _record(stapel, "gemaakt", door=door, now=now)
    return stapel


def print_pile(stapel: Stapel, *, dubbelzijdig: bool, door: str, now: datetime) -> bytes:
    """The letters of a pile as one PDF, each with its text of now; what is untrue is left out.

    The text is kept with the letter: that is what will be posted. Printing again makes it anew.
    Raises: ValidationError with a sentence; PapierUnavailable.
    """
    _refuse_posted(stapel)
    _drop_untrue(stapel, now=now)
    brieven = _write(stapel, now=now)
    if not brieven:
        raise ValidationError(_("In deze stapel zit geen brief meer."))
    posts = [replace(post, aan=_envelope(row.klant)) for row, post, _w in brieven if row.klant]
    pdf = print_batch(posts, dag=local_day(now), dubbelzijdig=dubbelzijdig)
    with transaction.atomic():
        for bericht, post, weergave in brieven:
            _on(stapel).filter(pk=bericht.pk).update(
                aan=post.aan,
                titel=weergave.titel,
                tekst=weergave.tekst,
                sjabloonversie=weergave.sjabloonversie_id,
            )
            _record(stapel, "geprint", door=door, now=now, bericht=bericht.referentie.hex)
        Stapel.objects.filter(pk=stapel.pk).update(geprint_op=now)
    return pdf


@transaction.atomic
def mark_posted(stapel: Stapel, *, door: str, now: datetime) -> int:
    """The printed letters of a pile are on their way, as far as they are still true; how many.

    The others are void: `taken_out` names them. Raises: ValidationError with a sentence.
    """
    stapel = Stapel.objects.select_for_update().get(pk=stapel.pk)
    _refuse_posted(stapel)
    if stapel.geprint_op is None:
        raise ValidationError(_("Download en print eerst de brieven."))
    _drop_untrue(stapel, now=now)
    printed = _on(stapel).filter(tekst__gt="")
    posted = printed.update(status=Berichtstatus.VERZONDEN, status_op=now, verzonden_op=now)
    _on(stapel).update(stapel=None)  # not printed, so it waits for the next pile
    stapel.gepost_op = now
    stapel.save(update_fields=["gepost_op"])
    _record(stapel, "gepost", door=door, now=now)
    return posted


@transaction.atomic
def undo(stapel: Stapel, *, door: str, now: datetime) -> None:
    """Take a pile apart: its letters wait again. Raises: ValidationError if it was posted."""
    stapel = Stapel.objects.select_for_update().get(pk=stapel.pk)
    _refuse_posted(stapel)
    _on(stapel).update(stapel=None, aan="", titel="", tekst="", sjabloonversie=None)
    _record(stapel, "ongedaan", door=door, now=now)
    stapel.delete()


def may_call_back(stapel: Stapel, *, now: datetime) -> bool:
    """Whether a pile can still lie here although it is marked as posted: on the same day."""
    return stapel.gepost_op is not None and local_day(stapel.gepost_op) == local_day(now)


@transaction.atomic
def call_back(stapel: Stapel, *, door: str, now: datetime) -> None:
    """It was marked as posted by mistake: its letters wait on the pile again, as printed.

    Raises: ValidationError if it is not marked, or was on another day.
    """
    stapel = Stapel.objects.select_for_update().get(pk=stapel.pk)
    if not may_call_back(stapel, now=now):
        raise ValidationError(
            _("Dit kan alleen op de dag waarop de stapel als gepost is gemarkeerd.")
        )
    stapel.brieven.filter(status=Berichtstatus.VERZONDEN).update(
        status=Berichtstatus.WACHT, status_op=now, verzonden_op=None
    )
    Stapel.objects.filter(pk=stapel.pk).update(gepost_op=None)
    _record(stapel, "teruggehaald", door=door, now=now)


def taken_out(stapel: Stapel, *, now: datetime) -> QuerySet[Bericht]:
    """Letters of this pile that may not be posted: not true any more, or they could not be made."""
    true = _on(stapel).filter(still_true(now)).values("pk")
    ended = Q(status__in=(Berichtstatus.VERVALLEN, Berichtstatus.MISLUKT))
    untrue = Q(status=Berichtstatus.WACHT) & ~Q(pk__in=true)
    return stapel.brieven.filter(ended | untrue).order_by("pk")


def _drop_untrue(stapel: Stapel, *, now: datetime) -> None:
    pks = list(taken_out(stapel, now=now).values_list("pk", flat=True))
    _on(stapel).filter(pk__in=pks).update(status=Berichtstatus.VERVALLEN, status_op=now)


def _on(stapel: Stapel) -> QuerySet[Bericht]:
    """The letters that still wait on a pile."""
    return Bericht.objects.filter(stapel=stapel, status=Berichtstatus.WACHT)


def _write(stapel: Stapel, *, now: datetime) -> list[Written]:
    """The letters of a pile with their texts of now; the next way for what cannot be a letter."""
    found = []
    for bericht, written in write_posts(list(_on(stapel).order_by("aangemaakt_op", "pk"))):
        if isinstance(written, Exception):
            logger.error("letter %s cannot be written", bericht.pk, exc_info=written)
            give_up(bericht, Berichtstatus.MISLUKT, fout="opmaak", now=now)
        elif written is not None and not written[0].aan:
            give_up(bericht, Berichtstatus.MISLUKT, fout="geen adres", now=now)
        elif written is not None:
            found.append((bericht, *written))
    return found


def _envelope(klant: Klant) -> str:
    """The lines of the address. We know no street; the post needs postcode and number."""
    names = [one_line(name) for name in (klant.organisatie, klant.naam) if name]
    return "\n".join([*names, f"{klant.postcode}  {klant.huisnummer}"])


def _refuse_posted(stapel: Stapel) -> None:
    if stapel.gepost_op is not None:
        raise ValidationError(_("Deze stapel is al gepost."))


def _record(stapel: Stapel, wat: str, *, door: str, now: datetime, **gegevens: str) -> None:
    logboek.record(
        Handeling.GEEXPORTEERD if wat == "geprint" else Handeling.GEWIJZIGD,
        f"stapel:{stapel.pk}",
        partij=Partij.MEDEWERKER,
        door=door,
        now=now,
        wat=wat,
        **gegevens,
    )


# --- in time ------------------------------------------------------------------------------------


def due_day(bericht: Bericht, holidays: Container[date]) -> date:
    """The last day on which a letter is posted in time."""
    return working_days_later(local_day(bericht.aangemaakt_op), WORKING_DAYS, holidays)


def holidays_around(now: datetime) -> set[date]:
    """The days around now on which the whole town is closed."""
    today = local_day(now)
    return closed_days(today - LOOKED_BACK, today + LOOKED_AHEAD)


def _for_the_service_point(now: datetime) -> Iterator[taken.Taak]:
    """One task for all letters that wait, before the end of the day of the oldest."""
    oldest = unposted(now=now).first()
    if oldest is not None:
        yield taken.Taak(
            soort=_("brief"),
            titel=_("Doe de brieven op de post"),
            uiterlijk=day_begin(due_day(oldest, holidays_around(now)) + DAY).astimezone(UTC),
            url=reverse("admin:notificaties_stapel_changelist"),
        )


taken.register("brieven", _for_the_service_point)
