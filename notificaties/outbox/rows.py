"""The rows of the outbox for one appointment, not stored yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from afspraken.models import Afspraak, Klant
from notificaties import moments
from notificaties.models import Bericht, Berichtkanaal, Berichtsoort, Berichtstatus
from notificaties.outbox.rules import Regel

REMINDING = (Berichtsoort.HERINNERING, Berichtsoort.MEENEMEN)
"""Kinds that come before the appointment, at moments that the manager chooses."""

KLANT = "klant"
"""The recipient of a message to the customer."""

_OF_AFSPRAAK = "afspraak:"
_AT_ADDRESS = "adres:"


def news_rows(
    afspraak: Afspraak,
    usable: Sequence[Berichtkanaal],
    soort: Berichtsoort,
    *,
    now: datetime,
    reden: str = "",
) -> list[Bericht]:
    """The answer to what just happened, along the first way that the customer has (`ways`)."""
    return [
        new_row(
            afspraak,
            soort,
            way,
            niet_voor=now,
            vervalt_op=afspraak.begin,
            is_direct=True,
            gegevens={"reden": reden} if reden else None,
            now=now,
        )
        for way in usable[:1]
    ]


def reminder_rows(
    afspraak: Afspraak,
    usable: Iterable[Berichtkanaal],
    rules: Iterable[Regel],
    *,
    told: datetime,
    now: datetime,
) -> list[Bericht]:
    """The rows of later moments; a rule with a way of its own counts only if that way exists.

    A reminder is never a letter: it is told with the confirmation already.
    """
    usable = [way for way in usable if way != Berichtkanaal.BRIEF]
    rows: list[Bericht] = []
    for soort in REMINDING:
        own = {
            rule.lead.code: rule
            for rule in rules
            if rule.soort == soort and (rule.kanaal or usable[:1]) and _has(rule, usable)
        }
        leads = [rule.lead for rule in own.values()]
        for planned in moments.reminders(afspraak.begin, leads, booked=told, now=now):
            rows.append(
                new_row(
                    afspraak,
                    soort,
                    Berichtkanaal(own[planned.code].kanaal or usable[0]),
                    moment=planned.code,
                    niet_voor=planned.at,
                    vervalt_op=planned.until,
                    now=now,
                )
            )
    return rows


def _has(rule: Regel, usable: Sequence[Berichtkanaal]) -> bool:
    return not rule.kanaal or rule.kanaal in usable


def notice_row(afspraak: Afspraak, middel: int, *, now: datetime) -> Bericht:
    """The invitation, or its withdrawal, to the mailbox of an official or a room."""
    row = new_row(
        afspraak,
        Berichtsoort.MEDEDELING,
        Berichtkanaal.EMAIL,
        niet_voor=now,
        vervalt_op=None,
        is_direct=True,
        now=now,
    )
    row.ontvanger, row.klant, row.middel_id = f"middel:{middel}", None, middel
    return row


def own_subject(bericht: Bericht) -> str:
    """What an app called the subject of its message; empty if it is about an appointment only."""
    return "" if bericht.onderwerp.startswith(_OF_AFSPRAAK) else bericht.onderwerp


def to_address(row: Bericht, email: str) -> Bericht:
    """The same row, for somebody who is not the customer: by e-mail, to this address."""
    digest = hashlib.sha256(email.casefold().encode()).hexdigest()[:24]
    row.ontvanger = f"{_AT_ADDRESS}{digest}"
    row.klant, row.aan = None, email
    return row


def own_address(bericht: Bericht) -> str:
    """The address that was asked for, which only the row knows; empty for whom we look up."""
    return bericht.aan if bericht.ontvanger.startswith(_AT_ADDRESS) else ""


def new_row(
    afspraak: Afspraak | None,
    soort: Berichtsoort,
    way: Berichtkanaal,
    *,
    niet_voor: datetime,
    vervalt_op: datetime | None,
    now: datetime,
    moment: str = "",
    is_direct: bool = False,
    gegevens: dict[str, str] | None = None,
    onderwerp: str = "",
    klant: Klant | None = None,
) -> Bericht:
    """A row that waits. Without an appointment it has an `onderwerp` and a `klant` of its own."""
    return Bericht(
        onderwerp=onderwerp or f"{_OF_AFSPRAAK}{afspraak.code if afspraak else ''}",
        versie=afspraak.versie if afspraak else 1,
        soort=soort,
        moment=moment,
        ontvanger=KLANT,
        kanaal=way,
        afspraak=afspraak,
        klant=klant or (afspraak.klant if afspraak else None),
        gegevens=gegevens or {},
        status=Berichtstatus.WACHT,
        status_op=now,
        niet_voor=niet_voor,
        vervalt_op=vervalt_op,
        is_direct=is_direct,
        aangemaakt_op=now,
    )
