"""What can go wrong for a customer, each with a sentence that says what to do.

`str(error)` is the sentence in the language of the page; `error.for_desk` the same for an employee,
who reads it about somebody else; `error.status` the HTTP status. What can go wrong for employees
derives from `BookingError` too, in the `errors` of its part.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class BookingError(Exception):
    """The act was refused; nothing has changed."""

    sentence: str | Promise = _("Dit lukt nu niet. Probeer het opnieuw of bel ons.")
    sentence_for_desk: str | Promise = ""
    """Said to an employee; empty where `sentence` serves both."""

    status = 409

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def for_desk(self) -> str:
        """What went wrong with somebody else's appointment, and what an employee can do."""
        return str(self.sentence_for_desk or self)


class OtherTime(BookingError):
    """This time cannot be had. `alternatives` holds up to three nearest offers."""

    def __init__(self, alternatives: Sequence[Any] = ()) -> None:
        super().__init__()
        self.alternatives = tuple(alternatives)


class SlotTaken(OtherTime):
    """Someone else was just faster."""

    sentence = _("Iemand anders was net eerder. Kies een andere tijd.")


class NotOffered(OtherTime):
    """The time breaks a rule: closed, off the grid, too soon, too far ahead, or changed since."""

    sentence = _("Deze tijd kunt u niet meer kiezen. Kies een andere tijd.")
    sentence_for_desk = _("Deze tijd kan niet meer. Kies een andere tijd.")


class InvalidOffer(BookingError):
    """The signed offer was altered, belongs to other products, or is of an unknown provider."""

    sentence = _("Deze keuze klopt niet meer. Kies opnieuw een tijd.")
    status = 400


class HoldExpired(OtherTime):
    """The hold has ended and its time is gone."""

    sentence = _("Wij konden deze tijd niet langer vasthouden. Kies een andere tijd.")


class TooLate(BookingError):
    """The appointment has begun, so the customer can change nothing any more."""

    sentence = _("Deze afspraak is al begonnen. Bel ons als u iets wilt veranderen.")
    sentence_for_desk = _("Deze afspraak is al begonnen. Veranderen kan niet meer.")


class AlreadyClosed(BookingError):
    """The appointment was cancelled, served, or never confirmed."""

    sentence = _("Deze afspraak is al afgesloten. U kunt een nieuwe afspraak maken.")
    sentence_for_desk = _("Deze afspraak is al afgesloten. Maak een nieuwe afspraak.")


class StatusChanged(BookingError):
    """A colleague or the customer was first: the appointment is not as it was seen."""

    sentence = _("Deze afspraak is intussen veranderd. Kijk wat er veranderde.")


class NotBegun(BookingError):
    """Nobody can have stayed away from an appointment that has not begun."""

    sentence = _("Deze afspraak is nog niet begonnen.")


class NameFixed(BookingError):
    """The name of a scarce appointment is not changed online: times would be resold."""

    sentence = _("De naam kunt u hier niet veranderen. Bel ons, wij helpen u graag.")
    sentence_for_desk = _("De naam van deze afspraak verandert niet online.")


class NotCombinable(BookingError):
    """These products cannot be done in one appointment, or not by one resource."""

    sentence = _("Deze producten passen niet in één afspraak. Maak twee afspraken.")
    sentence_for_desk = _("Deze producten passen niet in één afspraak. Haal er een weg.")
    status = 400


class NotBookable(BookingError):
    """Unknown or inactive product, wrong channel, or a number of persons out of range."""

    sentence = _("Dit kunt u zo niet boeken. Kies opnieuw of bel ons.")
    sentence_for_desk = _("Dit kan zo niet. Kies een ander product, aantal of kanaal.")
    status = 400


class AddressNeeded(BookingError):
    """A visit was asked for, and nobody said where."""

    sentence = _("Vul eerst het adres in.")
    status = 400


class OutsideArea(BookingError):
    """The address of a visit is not in the area that we serve."""

    sentence = _("Dit adres ligt buiten onze gemeente. Wij komen daar niet langs.")
    sentence_for_desk = _("Dit adres ligt buiten de gemeente. Een bezoek kan daar niet.")
    status = 422


class LimitReached(BookingError):
    """This contact already has the maximum of future appointments for a product."""

    sentence = _("Met deze gegevens kunt u nu geen afspraak maken. Bel ons, wij helpen u graag.")
    sentence_for_desk = _("Met deze gegevens zijn al genoeg afspraken gemaakt voor dit product.")


class KlantGone(BookingError):
    """The customer whom an employee found was erased meanwhile."""

    sentence = _("De gegevens van deze klant zijn intussen gewist. Zoek de klant opnieuw.")


class KeyReused(BookingError):
    """The idempotency key was used before with another body."""

    sentence = _("Dit verzoek is al verwerkt met andere gegevens. Begin opnieuw.")
