"""What can go wrong with contacts and customers, each with a sentence for the employee."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken.exceptions import BookingError
from afspraken.models import Terugbelstap, name_of


class ContactError(BookingError):
    """The act was refused; nothing has changed."""


class Overtaken(ContactError):
    """A colleague was first; `stap` is what they did."""

    def __init__(self, stap: Terugbelstap | None) -> None:
        super().__init__()
        self.stap = stap

    def __str__(self) -> str:
        if self.stap is None:
            return _("Een collega was u voor. Kijk wat er veranderde.")
        wie = name_of(self.stap.door) or _("Een collega")
        return _("%(wie)s was u voor: dit is net %(stap)s.") % {
            "wie": wie,
            "stap": self.stap.get_stap_display(),
        }


class AlreadyMerged(ContactError):
    """One of the two was joined with a customer already, or they are one row."""

    sentence = gettext_lazy("Deze klant is al samengevoegd. Kijk wat er veranderde.")


class LaterMerge(ContactError):
    """The customer that stayed was joined with another afterwards: undo that first."""

    sentence = gettext_lazy("Maak eerst de latere samenvoeging ongedaan.")
