"""WRITES what the customer is told of a request, by their own way; who has none is called.

Each message is of one version of the request: newer news takes back what waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.translation import override

from afspraken.models import Afspraak, Partij
from afspraken.signals import Berichtverzoek, bericht_gevraagd, bericht_ingetrokken, niet_bereikt
from afspraken.templatetags.datums import kort_moment, lange_datum
from afspraken.templatetags.wanneer import wanneer
from mobiel.models import Bezoekaanvraag
from mobiel.triage.links import address_for
from mobiel.triage.steps import decide_before, log

ONDERWERP = "bezoekaanvraag:"
"""With its number: what messages of a request are about."""


def tell_received(aanvraag: Bezoekaanvraag, *, now: datetime) -> None:
    """We have it, and until when we think about it."""
    with override(aanvraag.klant.taal):
        last = lange_datum(aanvraag.beslis_dag)
    _tell(aanvraag, "BEZOEKVRAAG", {"uiterlijk": last}, now=now)


def tell_proposed(aanvraag: Bezoekaanvraag, held: Afspraak, *, now: datetime) -> None:
    """Whether a window suits, and until when we keep it."""
    assert aanvraag.antwoord_voor is not None
    with override(aanvraag.klant.taal):
        gegevens = {
            "venster": wanneer(held),
            "uiterlijk": kort_moment(aanvraag.antwoord_voor),
            "antwoorden": address_for(aanvraag),
        }
    until = aanvraag.antwoord_voor
    _tell(aanvraag, "BEZOEKVOORSTEL", gegevens, afspraak=held, vervalt_op=until, now=now)


def tell_rejected(aanvraag: Bezoekaanvraag, *, now: datetime) -> None:
    """That we do not come, and why."""
    _tell(aanvraag, "BEZOEKAFWIJZING", {"besluit": aanvraag.besluit}, now=now)


def tell_lapsed(aanvraag: Bezoekaanvraag, proposed: Afspraak, *, now: datetime) -> None:
    """That nobody answered, so the window is free for another."""
    with override(aanvraag.klant.taal):
        venster = wanneer(proposed)
    _tell(aanvraag, "BEZOEKVERVALLEN", {"venster": venster}, now=now)


def take_back(aanvraag: Bezoekaanvraag, *, now: datetime) -> None:
    """What waits to be told about this request is not true any more."""
    bericht_ingetrokken.send(Bezoekaanvraag, onderwerp=_subject(aanvraag), now=now)


def called(aanvraag: Bezoekaanvraag, *, door: Any, now: datetime) -> bool:
    """Somebody called the customer. False if that was done already, or is not needed any more."""
    rows = Bezoekaanvraag.objects.filter(pk=aanvraag.pk, bellen_voor__isnull=False)
    if not rows.update(bellen_voor=None):
        return False
    log(aanvraag, partij=Partij.MEDEWERKER, door=str(door.pk), now=now)
    return True


@receiver(niet_bereikt, dispatch_uid="mobiel.triage.call_instead")
def call_instead(onderwerp: str, now: datetime, **_: Any) -> None:
    """No message reaches this customer: a task for who judges requests."""
    kind, _colon, number = onderwerp.partition(":")
    if f"{kind}:" != ONDERWERP or not number.isdecimal():
        return
    row = Bezoekaanvraag.objects.filter(pk=int(number), klant__gewist_op=None).first()
    if row is None:
        return
    soon = decide_before(1, now=now)
    answers = row.antwoord_voor if row.is_voorgesteld else None
    row.bellen_voor = min(soon, answers) if answers else soon
    row.save(update_fields=["bellen_voor"])


def _tell(
    aanvraag: Bezoekaanvraag,
    soort: str,
    gegevens: Mapping[str, str],
    *,
    now: datetime,
    afspraak: Afspraak | None = None,
    vervalt_op: datetime | None = None,
) -> None:
    """Ask for one message; `gegevens` as the customer reads them."""
    take_back(aanvraag, now=now)
    product = aanvraag.product
    with override(aanvraag.klant.taal):
        what = "" if product.is_gevoelig else str(product)
    verzoek = Berichtverzoek(
        afspraak=afspraak,
        soort=soort,
        moment=str(aanvraag.versie),
        gegevens={"waarvoor": what, "volgen": address_for(aanvraag), **gegevens},
        vervalt_op=vervalt_op,
        onderwerp=_subject(aanvraag),
        klant=aanvraag.klant,
    )
    bericht_gevraagd.send(Bezoekaanvraag, verzoek=verzoek, now=now)


def _subject(aanvraag: Bezoekaanvraag) -> str:
    return f"{ONDERWERP}{aanvraag.pk}"
