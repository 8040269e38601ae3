"""What can go wrong at the disruption desk, each with a sentence for the employee."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from afspraken.exceptions import BookingError
from afspraken.models import Storing


class StoringError(BookingError):
    """The act was refused; nothing has changed."""


class AlreadyOpen(StoringError):
    """The same is reported already, and not over. `storing` is that one."""

    sentence = _("Deze storing is al gemeld. Hij staat hier.")

    def __init__(self, storing: Storing) -> None:
        super().__init__()
        self.storing = storing


class Overtaken(StoringError):
    """A colleague changed something since the page was made."""

    sentence = _("Een collega heeft dit intussen veranderd. Kijk het nog eens na.")


class AlreadyApproved(StoringError):
    """It is being carried out, or was: nothing about it can be chosen any more."""

    sentence = _("Deze verplaatsing is intussen al goedgekeurd.")


class TimeGone(StoringError):
    """The time that was chosen by hand is not free, or counted on by another proposal."""

    sentence = _("Deze tijd is intussen niet meer vrij. Kies een andere tijd.")


class Ended(StoringError):
    """The disruption is over, so nobody is moved for it any more."""

    sentence = _("Deze storing is al beëindigd.")
