"""What went wrong, said to the employee where the sentence of `exceptions` is for a resident."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from afspraken.exceptions import (
    AlreadyClosed,
    BookingError,
    NotBookable,
    NotCombinable,
    NotOffered,
    TooLate,
)

_TO_EMPLOYEE = {
    BookingError: _("Dit lukt nu niet. Probeer het opnieuw."),
    NotOffered: _("Deze tijd kan niet meer. Kies een andere tijd."),
    TooLate: _("Deze afspraak is al begonnen. Veranderen kan niet meer."),
    AlreadyClosed: _("Deze afspraak is al afgesloten. Maak een nieuwe afspraak."),
    NotCombinable: _("Deze producten passen niet in één afspraak. Haal er een weg."),
    NotBookable: _("Dit kan zo niet. Kies een ander product, aantal of kanaal."),
}


def to_employee(error: BookingError) -> str:
    """One sentence that says what went wrong and what the employee can do."""
    return str(_TO_EMPLOYEE.get(type(error), error))
