"""WRITES access for who has no account: a link, and the one-time code that opens it.

    contact person    the link goes to the registered e-mail address; opens the whole list
    family            the contact person hands it out; opens one resident: their own

The link alone shows no name. A code of six digits is mailed to the address of the link, works for
CODE_LIVES and takes MOST_GUESSES; the page then stays open for OPEN_FOR. Of five codes an hour and
five guesses each, guessing right takes on average four years. How often each of them is mailed:
`limiet.py`.
"""

from __future__ import annotations

import base64
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from afspraken import logboek
from afspraken.beheerlink import hash_of
from afspraken.models import Handeling, Partij
from mobiel.models import Toegangsoort, Zitting, Zittingstatus, Zittingtoegang
from mobiel.zitting import berichten
from mobiel.zitting.errors import (
    Cancelled,
    Closed,
    CodeLocked,
    LinkSentAlready,
    TooManyCodes,
    TooManyLinks,
    WrongCode,
)
from mobiel.zitting.lezen import is_open
from mobiel.zitting.limiet import Teller, again_from, mailed

CODE_LIVES = timedelta(minutes=15)
OPEN_FOR = timedelta(minutes=30)
MOST_GUESSES = 5


@transaction.atomic
def send_link(zitting: Zitting, *, now: datetime, door: str = "") -> Zittingtoegang:
    """Mail the contact person the link, to the registered address; asked again, the same link.

    `door` is the number of an employee. Raises: LinkSentAlready.
    """
    found = of_contact(zitting, now=now)
    _mail_link(zitting, found, now=now)
    partij = Partij.MEDEWERKER if door else Partij.SYSTEEM
    _note(found, "link_gestuurd", partij=partij, door=door, now=now)
    return found


@transaction.atomic
def invite(zitting: Zitting, email: str, *, now: datetime) -> Zittingtoegang:
    """Mail a family, for the contact person, a link to announce one resident; again, the same one.

    Raises: Cancelled; Closed; TooManyLinks beyond twice the places; LinkSentAlready.
    """
    if zitting.status == Zittingstatus.GEANNULEERD:
        raise Cancelled
    if not is_open(zitting, now=now):
        raise Closed
    links = Zittingtoegang.objects.filter(zitting=zitting, soort=Toegangsoort.FAMILIE)
    if links.exclude(email=email).count() >= 2 * zitting.plaatsen:
        raise TooManyLinks
    found = _of_address(zitting, Toegangsoort.FAMILIE, email, now=now)
    _mail_link(zitting, found, now=now)
    _note(found, "familie_uitgenodigd", partij=Partij.INWONER, now=now)
    return found


def of_contact(zitting: Zitting, *, now: datetime) -> Zittingtoegang:
    """The access of the contact person as registered now; made if there is none yet."""
    return _of_address(zitting, Toegangsoort.CONTACT, zitting.klant.email, now=now)


@transaction.atomic
def revoke(toegang: Zittingtoegang, *, now: datetime, door: str = "") -> None:
    """From now on this link opens nothing. Twice changes nothing.

    `door` is the number of an employee.
    """
    working = Zittingtoegang.objects.filter(pk=toegang.pk, ingetrokken_op=None)
    if working.update(ingetrokken_op=now, code_hash="", code_tot=None):
        partij = Partij.MEDEWERKER if door else Partij.SYSTEEM
        _note(toegang, "link_ingetrokken", partij=partij, door=door, now=now)


def token_for(toegang: Zittingtoegang) -> str:
    """The token of a link: 32 URL-safe characters that only we can make."""
    key = f"zittingtoegang:{settings.SECRET_KEY}".encode()
    digest = hmac.digest(key, toegang.code.encode(), "sha256")[:24]
    return base64.urlsafe_b64encode(digest).decode()


def address(toegang: Zittingtoegang) -> str:
    """The whole address of the page that a link opens."""
    return f"{settings.PUBLIC_URL}{reverse('zitting:toegang', args=[token_for(toegang)])}"


def open_link(token: str) -> Zittingtoegang | None:
    """The access that this token gives; None for any other, when it was revoked or the day is off.

    That of a contact person works while its address is the registered one.
    """
    rows = Zittingtoegang.objects.filter(token_hash=hash_of(token), ingetrokken_op=None)
    found = rows.select_related(
        "zitting__afspraak__klant", "zitting__afspraak__locatie", "zitting__product"
    ).first()
    if found is None or found.zitting.status == Zittingstatus.GEANNULEERD:
        return None
    is_contact = found.soort == Toegangsoort.CONTACT
    return None if is_contact and found.email != found.zitting.klant.email else found


def ask_code(toegang: Zittingtoegang, *, now: datetime) -> None:
    """Mail a fresh code to the address of the link; the one before works no more.

    Raises: TooManyCodes; CodeLocked once the link was revoked; Cancelled.
    """
    with transaction.atomic():
        rows = Zittingtoegang.objects.select_for_update(of=("self",)).select_related(
            "zitting__afspraak"
        )
        fresh = rows.filter(pk=toegang.pk, ingetrokken_op=None).first()
        if fresh is None:
            raise CodeLocked
        if fresh.zitting.status == Zittingstatus.GEANNULEERD:
            raise Cancelled
        asked = Teller(fresh.gevraagd_op, fresh.gevraagd, fresh.gevraagd_sinds)
        if weer := again_from(asked, now=now):
            raise TooManyCodes(weer)
        fresh.gevraagd_op, fresh.gevraagd, fresh.gevraagd_sinds = mailed(asked, now=now)
        fresh.code_tot, fresh.pogingen = now + CODE_LIVES, 0
        code = _code(fresh)
        fresh.code_hash = _code_hash(fresh, code)
        fresh.save()
        berichten.send_code(fresh, code, now=now)


def check_code(toegang: Zittingtoegang, code: str, *, now: datetime) -> datetime:
    """Until when the page is open for who gave the right code; it works once.

    Each guess counts before it is looked at, so guesses at the same moment count too.
    Raises: WrongCode; CodeLocked once it is used, too old or was guessed at too often.
    """
    rows = Zittingtoegang.objects.filter(pk=toegang.pk, ingetrokken_op=None)
    living = rows.filter(pogingen__lt=MOST_GUESSES, code_tot__gt=now).exclude(code_hash="")
    if not living.update(pogingen=F("pogingen") + 1):
        raise CodeLocked
    fresh = rows.first()
    if fresh is None:
        raise CodeLocked
    given = _code_hash(fresh, "".join(code.split()))
    if not hmac.compare_digest(given, fresh.code_hash):
        _log(fresh, "code_fout", now=now)
        raise CodeLocked if fresh.pogingen >= MOST_GUESSES else WrongCode
    used = rows.filter(code_hash=fresh.code_hash).update(code_hash="", code_tot=None)
    if not used:
        raise CodeLocked
    _log(fresh, "code_goed", now=now)
    return now + OPEN_FOR


def _of_address(
    zitting: Zitting, soort: Toegangsoort, email: str, *, now: datetime
) -> Zittingtoegang:
    new = Zittingtoegang(zitting=zitting, soort=soort, email=email, aangemaakt_op=now)
    living = {"zitting": zitting, "soort": soort, "email": email, "ingetrokken_op": None}
    found, _is_new = Zittingtoegang.objects.get_or_create(
        **living,
        defaults={
            "code": new.code,
            "token_hash": hash_of(token_for(new)),
            "aangemaakt_op": now,
        },
    )
    return found


def _mail_link(zitting: Zitting, toegang: Zittingtoegang, *, now: datetime) -> None:
    """Raises: LinkSentAlready."""
    fresh = Zittingtoegang.objects.select_for_update().get(pk=toegang.pk)
    sent = Teller(fresh.gestuurd_op, fresh.gestuurd, fresh.gestuurd_sinds)
    if weer := again_from(sent, now=now):
        raise LinkSentAlready(weer)
    fresh.gestuurd_op, fresh.gestuurd, fresh.gestuurd_sinds = mailed(sent, now=now)
    fresh.save(update_fields=["gestuurd_op", "gestuurd", "gestuurd_sinds"])
    berichten.send_link(zitting, fresh, address(fresh), now=now)


def _code(toegang: Zittingtoegang) -> str:
    """Six digits that depend on when they were asked, and that only we can make."""
    key = f"zittingcode:{settings.SECRET_KEY}".encode()
    text = f"{toegang.code}:{toegang.gevraagd_op}"
    return f"{int.from_bytes(hmac.digest(key, text.encode(), 'sha256')[:8]) % 1_000_000:06}"


def _code_hash(toegang: Zittingtoegang, code: str) -> str:
    """Keyed: a million possibilities are tried in no time by who has the database alone."""
    key = f"zittingcodehash:{settings.SECRET_KEY}".encode()
    return hmac.digest(key, f"{toegang.code}:{code}".encode(errors="replace"), "sha256").hex()


def _log(toegang: Zittingtoegang, wat: str, *, now: datetime) -> None:
    logboek.record(
        Handeling.BEKEKEN if wat == "code_goed" else Handeling.GEWEIGERD,
        f"zitting:{toegang.zitting_id}",
        partij=Partij.INWONER,
        now=now,
        wat=wat,
        toegang=toegang.pk,
    )


def _note(
    toegang: Zittingtoegang, wat: str, *, partij: Partij, now: datetime, door: str = ""
) -> None:
    logboek.record(
        Handeling.GEWIJZIGD,
        f"zitting:{toegang.zitting_id}",
        partij=partij,
        door=door,
        now=now,
        wat=wat,
        toegang=toegang.pk,
    )
