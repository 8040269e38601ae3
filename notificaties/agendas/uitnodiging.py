"""The calendar part of an e-mail: an invitation, a change of one, or its cancellation.

Source: RFC 6047 (by e-mail). A mail programme recognises the appointment by its code, and the
newest by `versie`, so an older e-mail that is opened later changes nothing.
"""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from afspraken.agendapunt import agendapunt, organizer
from afspraken.ical import Event, Method, Party, calendar
from afspraken.models import Afspraak, Status, Taal


def invitation(
    afspraak: Afspraak, *, method: Method, attendee_email: str, attendee_name: str = ""
) -> bytes:
    """A file for one customer, in their language; REQUEST for a promise, CANCEL for its end.

    Send it as `text/calendar; charset=utf-8; method=…` from the address of `organizer()`. The
    same appointment always gives the same octets, so a message tried again is the same message.
    """
    with translation.override(afspraak.klant.taal if afspraak.klant else Taal.NL):
        event = agendapunt(afspraak)
    if method == Method.CANCEL:
        event = event._replace(is_cancelled=True)
    attendee = Party(attendee_email, attendee_name)
    return calendar([event], method=method, organizer=organizer(), attendee=attendee)


def staff_invitation(
    afspraak: Afspraak, *, method: Method, attendee_email: str, attendee_name: str = ""
) -> bytes:
    """A file for the mailbox of an official or a room, in Dutch.

    Mailboxes are shared and searched, so it tells time, place and products, of a sensitive
    product not even that; never who comes, and no link that opens anything.
    """
    with translation.override(Taal.NL):
        products = [row.product for row in afspraak.producten.all()]
        summary = _("Afspraak")
        if not any(product.is_gevoelig for product in products):
            summary = _("Afspraak: %(producten)s") % {"producten": ", ".join(map(str, products))}
        event = Event(
            uid=afspraak.code,
            begin=afspraak.begin,
            einde=afspraak.einde,
            gewijzigd_op=afspraak.gewijzigd_op,
            summary=summary,
            location=afspraak.locatie.naam,
            description=_("Referentie: %(referentie)s") % {"referentie": afspraak.referentie},
            sequence=afspraak.versie - 1,
            is_cancelled=method == Method.CANCEL or afspraak.status == Status.GEANNULEERD,
        )
    attendee = Party(attendee_email, attendee_name)
    return calendar([event], method=method, organizer=organizer(), attendee=attendee)
