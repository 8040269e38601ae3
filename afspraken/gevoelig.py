"""The name of a sensitive product: whoever works for its department reads it, others "afspraak".

The one rule for every list and page of employees. While such a product is being booked its name
is on the screen, of course; afterwards it is not. Messages and calendars never hold it: they have
no reader of whom anything is known.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from afspraken.models import Afspraak, Product
from afspraken.rechten import Recht, Toegang
from afspraken.rechten.toegang import NIEMAND


def may_name(product: Product, who: Toegang = NIEMAND) -> bool:
    """True if this employee may read what the product is."""
    return not product.is_gevoelig or who.mag(Recht.GEVOELIG_ZIEN, [product.afdeling_id])


def hides(afspraak: Afspraak, who: Toegang = NIEMAND) -> bool:
    """True if this employee may not read what the appointment is for. Prefetch its products."""
    return not all(may_name(row.product, who) for row in afspraak.producten.all())


def products_text(afspraak: Afspraak, who: Toegang = NIEMAND) -> str:
    """The products on one line; only "afspraak" if one of them must not be named.

    Prefetch `producten__product`.
    """
    if hides(afspraak, who):
        return _("afspraak")
    return text_of((row.product, row.aantal) for row in afspraak.producten.all())


def text_of(pairs: Iterable[tuple[object, int]]) -> str:
    """Products, or what comes of them, with numbers, on one line: "Paspoort × 2, Rijbewijs"."""
    return ", ".join(
        f"{product} × {aantal}" if aantal > 1 else str(product) for product, aantal in pairs
    )
