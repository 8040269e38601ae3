"""The calendar part of an e-mail: an invitation, a change of one, or its cancellation.

Source: RFC 6047 (by e-mail). A mail programme recognises the appointment by its code, and the
newest by `versie`, so an older e-mail that is opened later changes nothing.
"""

from __future__ import annotations

from django.utils import translation

from afspraken.agendapunt import agendapunt, organizer
from afspraken.ical import Method, Party, calendar
from afspraken.models import Afspraak, Taal


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
