"""An appointment as its customer's own calendar shows it: in a file, or with an e-mail.

Not for the feeds of staff, which show less: see `notificaties/agendas/feeds.py`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from afspraken import beheerlink
from afspraken.engine.bitmap import CELL
from afspraken.ical import Event, Party
from afspraken.models import Afspraak, Status
from afspraken.templatetags.wanneer import hoe_laat

AT_HOME = timedelta(minutes=90)
"""Somebody who waits for us for longer is at home, not busy: they can telephone, or work."""


def agendapunt(afspraak: Afspraak) -> Event:
    """The appointment with the link that manages it, in the language that is active.

    Calendars are shared: of a sensitive product it tells only that there is an appointment, and
    it leaves out the link, which would tell the rest.
    A visit is its window, and says so. A half day is shown as free: nobody sits still for it. Once
    we told more precisely when, the same entry (UID, a higher SEQUENCE) is that hour, and busy.
    """
    products = [row.product for row in afspraak.producten.all()]
    lines = [_("Referentie: %(referentie)s") % {"referentie": afspraak.referentie}]
    address = ""
    if not any(product.is_gevoelig for product in products):
        address = beheerlink.address(beheerlink.token_for(afspraak))
        change = _("Bekijken, wijzigen of annuleren: %(adres)s") % {"adres": address}
        lines = [*(str(product) for product in products), *lines, change]
    return Event(
        uid=afspraak.code,
        begin=afspraak.begin,
        einde=_end(afspraak),
        gewijzigd_op=afspraak.gewijzigd_op,
        summary=_title(afspraak),
        location=where(afspraak),
        description="\n".join(lines),
        url=address,
        sequence=afspraak.versie - 1,
        is_cancelled=afspraak.status == Status.GEANNULEERD,
        is_vrij=afspraak.is_venster and afspraak.einde - afspraak.begin > AT_HOME,
    )


def _title(afspraak: Afspraak) -> str:
    if not afspraak.is_venster:
        return _("Afspraak %(gemeente)s") % {"gemeente": settings.GEMEENTE.naam}
    told = {"gemeente": settings.GEMEENTE.naam, "tijd": hoe_laat(afspraak)}
    return _("%(gemeente)s komt langs %(tijd)s") % told


def _end(afspraak: Afspraak) -> datetime:
    """When it is over; of a window when we have begun, of a fixed time when we leave."""
    is_fixed = afspraak.is_venster and afspraak.einde - afspraak.begin <= CELL
    if is_fixed:
        return afspraak.begin + timedelta(minutes=afspraak.minuten)
    return afspraak.einde


def where(afspraak: Afspraak) -> str:
    """Where to go with a map: name and address of our place, or the address that is visited."""
    if afspraak.is_venster:
        return afspraak.adres
    return f"{afspraak.locatie.naam}, {afspraak.locatie.adres}"


def organizer() -> Party | None:
    """The municipality, as who invites; None if it has no e-mail address."""
    email = settings.MAIL_FROM or settings.GEMEENTE.email
    return Party(email, settings.GEMEENTE.naam) if email else None
