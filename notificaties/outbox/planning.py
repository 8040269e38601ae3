"""Which messages an act calls for. Rows only, in the transaction of the act; nothing is sent here.

A booking costs two statements: one question for rules and mailboxes, one insert.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Min, Q

from afspraken import statements
from afspraken.models import EXPECTED, Afspraak, Klant, Partij, Status
from afspraken.signals import Berichtverzoek, Change, niet_bereikt
from notificaties import moments
from notificaties.afmelding import everyone_stopped
from notificaties.models import (
    Bericht,
    Berichtkanaal,
    Berichtmoment,
    Berichtsoort,
    Berichtstatus,
)
from notificaties.outbox import calling
from notificaties.outbox.news import next_try
from notificaties.outbox.rows import (
    KLANT,
    REMINDING,
    new_row,
    news_rows,
    notice_row,
    reminder_rows,
    to_address,
)
from notificaties.outbox.rules import RULE, Regel, ask_rules, chosen_rules
from notificaties.outbox.settling import FIRST_DUE
from notificaties.teksten import standaard
from notificaties.wegen import address, ways

LATEST_AFTERWARDS = timedelta(days=14)
"""A message after the visit that could not be sent in this time is of no use any more."""

_NEWS = {
    Change.BOOKED: Berichtsoort.BEVESTIGING,
    Change.MOVED: Berichtsoort.WIJZIGING,
    Change.CANCELLED: Berichtsoort.ANNULERING,
}
_PROMISING = (Berichtsoort.BEVESTIGING, Berichtsoort.WIJZIGING, Berichtsoort.TIJDVAK)
"""News that says when and where the customer is expected."""


def tell(
    afspraak: Afspraak, change: Change, *, door: Partij, now: datetime, reden: str = ""
) -> None:
    """Write the rows that a change calls for; what it made untrue becomes void.

    What was imported is no news; `plan_missing` gives it its reminders. Who narrowed a window tells
    the customer (`request`). `reden` is why we did it, as the customer reads it.
    """
    if change is Change.IMPORTED:
        return
    if change is Change.UPDATED:
        _tell_new_address(afspraak, now=now)
        return
    if change is Change.RESEATED:
        _tell_mailboxes(afspraak, now=now)
        return
    if change is Change.STATUS:
        _tell_afterwards(afspraak, now=now)
        return
    if change is not Change.BOOKED:
        Bericht.objects.filter(afspraak=afspraak, status=Berichtstatus.WACHT).update(
            status=Berichtstatus.VERVALLEN, status_op=now
        )
        calling.follow(afspraak, change, door=door, now=now)
    asked = ask_rules(afspraak, also_told=change is not Change.BOOKED)
    rows = [notice_row(afspraak, middel, now=now) for middel in asked.mailboxes]
    if (klant := afspraak.klant) is not None:
        usable = ways(klant, until=afspraak.begin, now=now, stopped=asked.stopped)
        if change in _NEWS:
            rows += news_rows(afspraak, usable, _NEWS[change], reden=reden, now=now)
        if change is not Change.CANCELLED:
            rows += reminder_rows(afspraak, usable, asked.rules, told=now, now=now)
        if not usable and change in _NEWS:
            calling.call_instead(afspraak, change, door=door, now=now)
    statements.insert(rows)


def request(verzoek: Berichtverzoek, *, now: datetime) -> None:
    """Write the row that another app asks for; asking twice for the same moment writes one.

    Without a way to send it, somebody calls.
    """
    afspraak = verzoek.afspraak
    klant = verzoek.klant or (afspraak.klant if afspraak else None)
    if verzoek.adres:
        row = to_address(_requested(verzoek, klant, Berichtkanaal.EMAIL, now=now), verzoek.adres)
        Bericht.objects.bulk_create([row], ignore_conflicts=True)
        return
    if klant is None:
        return
    usable = [
        way
        for way in ways(klant, until=verzoek.vervalt_op, now=now)
        if standaard.exists(verzoek.soort, way)
    ]
    if not usable:
        _call_instead(verzoek, now=now)
    rows = [_requested(verzoek, klant, way, now=now) for way in usable[:1]]
    Bericht.objects.bulk_create(rows, ignore_conflicts=True)


def _requested(
    verzoek: Berichtverzoek, klant: Klant | None, way: Berichtkanaal, *, now: datetime
) -> Bericht:
    return new_row(
        verzoek.afspraak,
        Berichtsoort(verzoek.soort),
        way,
        onderwerp=verzoek.onderwerp,
        klant=klant,
        moment=verzoek.moment,
        niet_voor=verzoek.niet_voor or now,
        vervalt_op=verzoek.vervalt_op,
        is_direct=verzoek.niet_voor is None,
        gegevens=dict(verzoek.gegevens),
        now=now,
    )


def _call_instead(verzoek: Berichtverzoek, *, now: datetime) -> None:
    """No message can go: a call, in the list of whoever asked for it."""
    if verzoek.onderwerp:
        niet_bereikt.send(Bericht, onderwerp=verzoek.onderwerp, soort=verzoek.soort, now=now)
    elif verzoek.afspraak is None:
        raise ValueError("a message without an appointment needs a subject of its own")
    elif verzoek.soort == Berichtsoort.KLAAR:
        calling.tell_of_document(verzoek.afspraak, now=now)
    else:
        calling.tell_soon(verzoek.afspraak, before=verzoek.vervalt_op, now=now)


def withdraw_subject(onderwerp: str, *, now: datetime) -> None:
    """Newer news of a subject: of what waits to be told about it nothing leaves."""
    Bericht.objects.filter(onderwerp=onderwerp, status=Berichtstatus.WACHT).update(
        status=Berichtstatus.VERVALLEN, status_op=now
    )


def withdraw(afspraak: Afspraak, soort: str, *, now: datetime) -> None:
    """What another app asked for is not true any more: of what waits nothing leaves."""
    Bericht.objects.filter(afspraak=afspraak, soort=soort, status=Berichtstatus.WACHT).update(
        status=Berichtstatus.VERVALLEN, status_op=now
    )
    if soort == Berichtsoort.KLAAR:
        calling.has_collected(afspraak, now=now)


def plan_missing(afspraken: Sequence[Afspraak], *, now: datetime) -> int:
    """Give appointments the reminders that they lack, and void those that no rule asks for.

    For appointments that were imported, and after the rules changed. `afspraken` come with
    klant and producten prefetched. Running it twice adds nothing. Returns how many rows.
    """
    wanted = wanted_reminders(afspraken, told=_told(afspraken), now=now)
    missing = {(row.afspraak_id, row.versie, row.soort, row.moment): row for row in wanted}
    surplus, again = [], []
    for pk, status, afspraak_id, versie, soort, moment in (
        Bericht.objects.filter(afspraak__in=afspraken, soort__in=REMINDING)
        .alias(due=FIRST_DUE)
        .exclude(status=Berichtstatus.WACHT, due__lte=now)  # on its way already, or put off
        .values_list("pk", "status", "afspraak_id", "versie", "soort", "moment")
    ):
        asked = missing.pop((afspraak_id, versie, soort, moment), None)
        if asked is None and status == Berichtstatus.WACHT:
            surplus.append(pk)
        elif asked is not None and status == Berichtstatus.VERVALLEN:
            again.append(pk)
    for pks, old, new in (
        (surplus, Berichtstatus.WACHT, Berichtstatus.VERVALLEN),
        (again, Berichtstatus.VERVALLEN, Berichtstatus.WACHT),
    ):
        Bericht.objects.filter(pk__in=pks, status=old).update(status=new, status_op=now)
    rows = Bericht.objects.bulk_create(missing.values(), ignore_conflicts=True, batch_size=500)
    return len(rows) + len(again)


def wanted_reminders(
    afspraken: Iterable[Afspraak], *, told: Mapping[tuple[int, int], datetime], now: datetime
) -> list[Bericht]:
    """The reminders that the rules still ask for, stored or not.

    Without a link to change it an appointment was told by another app, once; it is not reminded of.
    Prefetched as for `plan_missing`. `told`: when we told the customer of this version (of a
    pair of appointment and version); without it, when the appointment was made.
    """
    rules = [Regel(*values) for values in Berichtmoment.objects.values_list(*RULE)]
    if not rules:
        return []
    no_sms = everyone_stopped()
    wanted: list[Bericht] = []
    for afspraak in afspraken:
        if afspraak.klant is not None and afspraak.status in EXPECTED and afspraak.beheer_hash:
            products = {row.product_id for row in afspraak.producten.all()}
            own = chosen_rules(rules, products)
            known = told.get((afspraak.pk, afspraak.versie), afspraak.aangemaakt_op)
            usable = ways(afspraak.klant, until=afspraak.begin, now=now, stopped=no_sms)
            wanted += reminder_rows(afspraak, usable, own, told=known, now=now)
    return wanted


def _told(afspraken: Sequence[Afspraak]) -> dict[tuple[int, int], datetime]:
    """When customers were first told of each version of their appointments."""
    news = Bericht.objects.filter(
        afspraak__in=afspraken, ontvanger=KLANT, soort__in=_PROMISING
    ).values_list("afspraak", "versie")
    return {
        (pk, versie): told
        for pk, versie, told in news.annotate(told=Min("aangemaakt_op")).order_by()
    }


def _tell_mailboxes(afspraak: Afspraak, *, now: datetime) -> None:
    """Tell the mailbox of who does it now, or of which room, and of who does not any more.

    For the customer nothing changed. The version is the same, so this is a next try.
    """
    asked = ask_rules(afspraak, also_told=True)
    rows = [notice_row(afspraak, middel, now=now) for middel in asked.mailboxes]
    for row in rows:
        row.poging = next_try(row, row.kanaal)
    statements.insert(rows)


def _tell_new_address(afspraak: Afspraak, *, now: datetime) -> None:
    """Confirm again where the customer can be reached now, if nothing was sent there yet.

    A typing error in an address is corrected like this: the first confirmation went astray.
    """
    klant = afspraak.klant
    if klant is None:
        return
    usable = ways(klant, until=afspraak.begin, now=now)
    if usable:
        calling.has_a_way_again(afspraak, now=now)
    elif afspraak.status == Status.GEPLAND:
        calling.recall(afspraak, now=now)
    rows = news_rows(afspraak, usable, Berichtsoort.BEVESTIGING, now=now)
    told = Bericht.objects.filter(
        afspraak=afspraak, ontvanger=KLANT, versie=afspraak.versie, soort__in=_PROMISING
    )
    for row in rows:
        here = ("", address(klant, row.kanaal))
        if told.filter(kanaal=row.kanaal, aan__in=here).exists():
            continue  # told there, or about to be: a waiting row takes the new address by itself
        row.poging = next_try(row, row.kanaal)
        Bericht.objects.bulk_create([row], ignore_conflicts=True)
    _redirect_reminders(afspraak, klant, now=now)


def _redirect_reminders(afspraak: Afspraak, klant: Klant, *, now: datetime) -> None:
    """Send waiting reminders along a way that the customer still has, and now prefers."""
    usable = [
        way for way in ways(klant, until=afspraak.begin, now=now) if way != Berichtkanaal.BRIEF
    ]
    waiting = Bericht.objects.filter(
        afspraak=afspraak, soort__in=REMINDING, status=Berichtstatus.WACHT
    ).exclude(kanaal=Berichtkanaal.BRIEF)  # asked for by an employee, and perhaps printed
    if not usable:
        waiting.update(status=Berichtstatus.VERVALLEN, status_op=now)
        return
    # Whoever prefers e-mail still gets the text messages that a rule asks for.
    kept = usable if usable[0] == Berichtkanaal.EMAIL else usable[:1]
    lost = waiting.exclude(kanaal__in=kept)
    for row in lost:  # this way may have been tried before, and refused
        waiting.filter(pk=row.pk).update(kanaal=usable[0], poging=next_try(row, usable[0]))


def _tell_afterwards(afspraak: Afspraak, *, now: datetime) -> None:
    """After a visit: the message that its products ask for."""
    klant = afspraak.klant
    if afspraak.status != Status.AFGEROND or klant is None:
        return
    products = set(afspraak.producten.values_list("product_id", flat=True))
    rules = [
        Regel(*values)
        for values in Berichtmoment.objects.filter(
            Q(product__isnull=True) | Q(product__in=products), soort=Berichtsoort.NABERICHT
        ).values_list(*RULE)
    ]
    rows = []
    for rule in chosen_rules(rules, products):
        at = moments.after(afspraak.einde, rule.lead)
        usable = ways(klant, until=at, now=now)
        if usable and usable[0] != Berichtkanaal.BRIEF and at > now:
            rows.append(
                new_row(
                    afspraak,
                    Berichtsoort.NABERICHT,
                    Berichtkanaal(rule.kanaal or usable[0]),
                    moment=rule.lead.code,
                    niet_voor=at,
                    vervalt_op=at + LATEST_AFTERWARDS,
                    now=now,
                )
            )
    Bericht.objects.bulk_create(rows, ignore_conflicts=True)
