"""WRITES requests for messages about a care-home day. None of them holds the name of a resident
but the one to the family of that resident (docs/zittingen.md).

Link and code go to the address that the link belongs to, whoever the customer of the appointment
is; the closing and what follows go to the customer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import ngettext, override

from afspraken.models import Afspraak
from afspraken.signals import Berichtverzoek, bericht_gevraagd
from afspraken.templatetags.datums import kort_moment, lange_datum, tijd
from mobiel.models import Bewoner, Zitting, Zittingtoegang

LINK, CODE, LIJST = "ZITTING_LINK", "ZITTING_CODE", "ZITTING_LIJST"
FAMILIE, AF = "ZITTING_FAMILIE", "ZITTING_AF"


def send_link(zitting: Zitting, toegang: Zittingtoegang, adres: str, *, now: datetime) -> None:
    """The link, and until when residents can be announced. The same minute it is sent once."""
    with override(zitting.klant.taal):
        gegevens = {
            "instelling": zitting.instelling,
            "aanmelden": adres,
            "uiterlijk": kort_moment(zitting.sluit_op),
        }
    _ask(
        zitting.afspraak,
        LINK,
        f"{toegang.pk}-{now:%m%d%H%M}",
        gegevens,
        adres=toegang.email,
        vervalt_op=zitting.afspraak.einde,
        now=now,
    )


def send_code(toegang: Zittingtoegang, code: str, *, now: datetime) -> None:
    """The one-time code; after it has lapsed it is not sent any more."""
    afspraak = toegang.zitting.afspraak
    _ask(
        afspraak,
        CODE,
        f"{toegang.pk}-{now:%m%d%H%M%S}",
        {"code": code},
        adres=toegang.email,
        vervalt_op=toegang.code_tot,
        now=now,
    )


def tell_contact(
    zitting: Zitting, adres: str, einde: datetime, count: int, *, now: datetime
) -> None:
    """At the closing: when we come, for how many, and where the list is."""
    with override(zitting.klant.taal):
        gegevens = {
            "instelling": zitting.instelling,
            "begint": tijd(zitting.afspraak.begin),
            "klaar": tijd(einde),
            "aantal": ngettext("%(aantal)d bewoner", "%(aantal)d bewoners", count)
            % {"aantal": count},
            "lijst": adres,
        }
    _ask(zitting.afspraak, LIJST, "gesloten", gegevens, vervalt_op=einde, now=now)


def tell_families(zitting: Zitting, bewoners: Sequence[Bewoner], *, now: datetime) -> None:
    """At the closing: to each representative with an address, when their resident is seen."""
    for bewoner in bewoners:
        klant = bewoner.afspraak.klant if bewoner.afspraak else None
        if klant is None or not (klant.email or klant.telefoon) or bewoner.begin is None:
            continue
        with override(klant.taal):
            gegevens = {"instelling": zitting.instelling, "begint": tijd(bewoner.begin)}
        _ask(bewoner.afspraak, FAMILIE, "gesloten", gegevens, vervalt_op=bewoner.begin, now=now)


def tell_off(zitting: Zitting, bewoners: Sequence[Bewoner], reden: str, *, now: datetime) -> None:
    """Cancelled before the closing: to the representatives of who was announced.

    The message has a subject of its own: what is about the appointment ends with it.
    """
    with override(zitting.klant.taal):
        dag = lange_datum(zitting.afspraak.begin)
    for email in sorted({one.email for one in bewoners if one.email and one.afspraak_id is None}):
        verzoek = Berichtverzoek(
            afspraak=None,
            soort=AF,
            moment="geannuleerd",
            gegevens={"instelling": zitting.instelling, "dag": dag, "waarom": reden},
            vervalt_op=zitting.afspraak.einde,
            onderwerp=f"zitting:{zitting.pk}",
            adres=email,
        )
        bericht_gevraagd.send(Zitting, verzoek=verzoek, now=now)


def _ask(
    afspraak: Afspraak,
    soort: str,
    moment: str,
    gegevens: dict[str, str],
    *,
    now: datetime,
    adres: str = "",
    vervalt_op: datetime | None = None,
) -> None:
    verzoek = Berichtverzoek(
        afspraak=afspraak,
        soort=soort,
        moment=moment,
        gegevens=gegevens,
        vervalt_op=vervalt_op,
        adres=adres,
    )
    bericht_gevraagd.send(Zitting, verzoek=verzoek, now=now)
