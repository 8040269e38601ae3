"""What may go wrong between asking for a visit and agreeing on one, as it is told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from afspraken.exceptions import BookingError


class NotAsked(BookingError):
    """Visits for this product are not asked for, or the address is missing."""

    sentence = _("Voor dit product kunt u geen bezoek aanvragen.")
    status = 400


class TooSoon(BookingError):
    """The customer would have no time to answer."""

    sentence = _("De klant kan niet op tijd antwoorden. Bel de klant, of kies later.")


class NoReason(BookingError):
    """Whoever is not visited is told why."""

    sentence = _("Vul in waarom wij niet langskomen. De klant leest dit.")
    status = 400


class Answered(BookingError):
    """The proposal has an answer already, was withdrawn, or has lapsed."""

    sentence = _("Dit voorstel geldt niet meer. Hieronder ziet u hoe het nu staat.")
