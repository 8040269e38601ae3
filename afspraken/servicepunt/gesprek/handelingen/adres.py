"""The address of a visit: looked up, chosen of several, and let go of again."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from afspraken.exceptions import BookingError
from afspraken.servicepunt.gesprek.bezoekadres import BezoekadresForm
from afspraken.servicepunt.gesprek.bezoekadres import posted as posted_form
from afspraken.servicepunt.gesprek.handelingen.act import Act, exchange, posted
from afspraken.servicepunt.gesprek.keuze import Keuze


class NoAddress(BookingError):
    """The address is not known yet; the fields say why."""

    sentence = _("Dit adres klopt nog niet.")
    status = 400

    def __init__(self, adresform: BezoekadresForm) -> None:
        super().__init__()
        self.adresform = adresform


def look_up(act: Act) -> None:
    """Take the address that was typed, or the one of several that the button names.

    Raises: NoAddress.
    """
    form = posted_form(posted(act.request), act.waarde, now=act.now)
    if not form.is_valid():
        raise NoAddress(form)
    before = Keuze.of(act.gesprek)
    exchange(act, before, replace(before, adres=form.answers()))


def let_go(act: Act) -> None:
    """Another address after all."""
    before = Keuze.of(act.gesprek)
    exchange(act, before, replace(before, adres={}))
