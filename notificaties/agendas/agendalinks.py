"""Secret addresses of calendars: who may have one, making it, opening it, withdrawing it.

What a calendar shows is not decided here: see `feeds.py`.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from afspraken import logboek
from afspraken.beheerlink import hash_of
from afspraken.lokaal import local_day
from afspraken.models import Handeling, Locatie, Middel
from notificaties.models import Agendalink

TOKEN_BYTES = 24
USE_NOTED_EVERY = timedelta(hours=1)

PERMISSION = "notificaties.add_agendalink"
"""With it one may have a link to any calendar."""


def may_have(user: User | AnonymousUser, eigenaar: Middel | Locatie) -> bool:
    """True for an official and their own calendar, and for who manages the links of all."""
    if not (user.is_active and user.is_staff):
        return False
    if isinstance(eigenaar, Middel) and eigenaar.gebruiker_id == user.pk:
        return True
    return user.has_perm(PERMISSION)


@transaction.atomic
def make_link(
    eigenaar: Middel | Locatie,
    *,
    gebruiker: User,
    apparaat: str,
    niveau: str,
    seintje: int | None,
    now: datetime,
) -> tuple[Agendalink, str]:
    """A new link, and its secret token (192 bits), which nobody can ask for again.

    Raises: IntegrityError if this employee has a link to it for this device already.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = Agendalink.objects.create(
        middel=eigenaar if isinstance(eigenaar, Middel) else None,
        locatie=eigenaar if isinstance(eigenaar, Locatie) else None,
        gebruiker=gebruiker,
        apparaat=apparaat,
        niveau=niveau,
        seintje=seintje,
        token_hash=hash_of(token),
        aangemaakt_op=now,
    )
    _record(Handeling.BEHEER, link, door=gebruiker, now=now, wat="nieuw")
    return link, token


def address(token: str) -> str:
    """The whole address at which the calendar of this token is fetched."""
    return f"{settings.PUBLIC_URL}{reverse('notificaties:agenda', args=[token])}"


def webcal(token: str) -> str:
    """The same address for a device that then asks whether to subscribe."""
    return f"webcal:{address(token).partition(':')[2]}"


def open_link(token: str) -> Agendalink | None:
    """The link of this token, with its owner; None if it opens nothing, for whatever reason.

    Every time anew it is asked whether its employee may still have it, so who leaves, or gets
    other work, fetches nothing from that moment on. One query, unless that takes a permission.
    """
    link = (
        Agendalink.objects.select_related("gebruiker", "middel__gebruiker", "middel__locatie")
        .select_related("locatie")
        .filter(Q(middel__gebruiker=None) | Q(middel__gebruiker__is_active=True))
        .filter(token_hash=hash_of(token), ingetrokken_op=None)
        .first()
    )
    return link if link and may_have(link.gebruiker, link.eigenaar) else None


def note_use(link: Agendalink, *, now: datetime) -> None:
    """Remember that it was fetched, once an hour; the first time of a day goes into the log."""
    last = link.laatst_gebruikt_op
    if last and now < last + USE_NOTED_EVERY:
        return
    with transaction.atomic():
        unchanged = Agendalink.objects.filter(pk=link.pk, laatst_gebruikt_op=last)
        is_mine = unchanged.update(laatst_gebruikt_op=now)
        if is_mine and (last is None or local_day(last) < local_day(now)):
            _record(Handeling.BEKEKEN, link, door=link.gebruiker, now=now, deur="agenda")


@transaction.atomic
def withdraw(link: Agendalink, *, door: User, now: datetime) -> None:
    """Let the link open nothing any more, from now on. Doing so twice is no error."""
    live = Agendalink.objects.filter(pk=link.pk, ingetrokken_op=None)
    if live.update(ingetrokken_op=now):
        _record(Handeling.BEHEER, link, door=door, now=now, wat="ingetrokken")


def _record(
    handeling: Handeling, link: Agendalink, *, door: User, now: datetime, **gegevens: str
) -> None:
    """One line in the log; the name of the device stays out of it."""
    logboek.record_by(
        door,
        handeling,
        f"agendalink:{link.pk}",
        now=now,
        middel=link.middel_id,
        locatie=link.locatie_id,
        niveau=link.niveau,
        **gegevens,
    )
