"""What a care-home day refuses, each with a sentence that says what to do."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from afspraken.exceptions import BookingError
from afspraken.templatetags.datums import tijd


class Closed(BookingError):
    """The closing moment is past: the order and the times are fixed."""

    sentence = _("De aanmelding is gesloten. Bel ons als er nog iets moet veranderen.")
    sentence_for_desk = _("De aanmelding is gesloten. Wie er nog bij komt, meldt u aan als inloop.")


class NotClosed(BookingError):
    """Nobody is seen before it is known who comes when."""

    sentence = _("Deze zitting is nog niet gesloten. Sluit eerst de aanmelding.")


class NotOverYet(BookingError):
    """Until the last promised time the official has the list, on the phone."""

    sentence = _(
        "Dit kan na de tijd van de laatste bewoner. Tot dan meldt de medewerker het op de telefoon."
    )


class Cancelled(BookingError):
    """The care-home day is off."""

    sentence = _("Deze zitting gaat niet door.")
    status = 410


class Over(BookingError):
    """The day went by and the list never closed: no time can be promised any more."""

    sentence = _("Deze dag is voorbij. De lijst kan niet meer sluiten.")


class Full(BookingError):
    """All places are taken, or on the day: there is no time left."""

    sentence = _("Alle plaatsen zijn bezet. Bel ons als er nog iemand bij moet.")
    sentence_for_desk = _("Alle plaatsen zijn bezet.")


class NoTimeLeft(BookingError):
    """On the day nobody fits any more before we leave."""

    sentence = _("Er is geen tijd meer voor nog een bewoner. Maak een nieuwe afspraak.")


class AlreadyAnnounced(BookingError):
    """A resident of this name is on the list, in the same room or without one."""

    sentence = _("Deze bewoner staat al op de lijst.")


class Changed(BookingError):
    """Somebody was first: the list is not as it was seen."""

    sentence = _("De lijst is intussen veranderd. Kijk wat er veranderde.")


class WrongCode(BookingError):
    """This is not the code that we sent."""

    sentence = _("Deze code klopt niet. Kijk in de e-mail die wij u stuurden.")
    status = 400


class CodeLocked(BookingError):
    """The code is used, too old, or was guessed at too often: another one must be asked."""

    sentence = _("Deze code geldt niet meer. Vraag een nieuwe code aan.")
    status = 403


class MailedJustNow(BookingError):
    """An address gets one mail a minute, and a few an hour. `weer` is when the next may go."""

    status = 429

    def __init__(self, weer: datetime) -> None:
        super().__init__()
        self.weer = weer

    def __str__(self) -> str:
        to_whole_minute = self.weer + timedelta(minutes=1, microseconds=-1)
        return str(self.sentence) % {"tijd": tijd(to_whole_minute)}


class TooManyCodes(MailedJustNow):
    """A code was mailed just now, or a few this hour."""

    sentence = _(
        "Wij stuurden u al een code. Kijk in uw e-mail. Een nieuwe code kan vanaf %(tijd)s."
    )


class LinkSentAlready(MailedJustNow):
    """The link was mailed just now, or a few times this hour."""

    sentence = _("De link is al naar dit adres gestuurd. Opnieuw sturen kan vanaf %(tijd)s.")


class TooManyLinks(BookingError):
    """More families were given a link than could ever come."""

    sentence = _("U stuurde al genoeg links. Meld de andere bewoners zelf aan.")
    status = 429


class NotPlannable(BookingError):
    """The quiet hours or the numbers leave no time."""

    sentence = _("Dit past niet in een dag. Kies minder plaatsen of andere rusttijden.")
    status = 400


class TooSoon(BookingError):
    """The institution would have no time to announce anybody."""

    sentence = _("Dit is te snel: bewoners kunnen dan niet meer worden aangemeld. Kies later.")
