"""At most so many future appointments per contact and product, also in a race.

Against hoarding and resale on the web (trust: S4). E-mail addresses and telephone numbers are
normalised and hashed with a key, so the table tells nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from afspraken.attempts import or_collision
from afspraken.exceptions import LimitReached
from afspraken.models import Afspraak, Contactplek


def contact_hashes(*, email: str, telefoon: str) -> list[str]:
    """A keyed hash of each contact given; "Jan.Jansen+web@x.nl" counts as "janjansen@x.nl"."""
    contacts = []
    if email:
        name, _at, host = email.casefold().partition("@")
        contacts.append(f"{name.partition('+')[0].replace('.', '')}@{host}")
    if telefoon:
        contacts.append("".join(sign for sign in telefoon if sign.isdigit()))
    key = f"contactlimiet:{settings.SECRET_KEY}".encode()
    return [hmac.new(key, contact.encode(), hashlib.sha256).hexdigest() for contact in contacts]


def claim(
    afspraak: Afspraak,
    producten: Iterable[int],
    *,
    email: str,
    telefoon: str,
    now: datetime,
) -> None:
    """Take the lowest free number for each contact and product (ids), in two statements.

    Places of appointments that are over count as free and are given out again.
    Raises: LimitReached at the maximum; Collision if another took the number just now.
    """
    hashes = contact_hashes(email=email, telefoon=telefoon)
    products = list(producten)
    rows = list(
        Contactplek.objects.filter(contact_hash__in=hashes, product__in=products).values_list(
            "contact_hash", "product_id", "nummer", "afspraak__einde", "pk"
        )
    )
    over = [row[4] for row in rows if row[3] <= now]
    if over:
        Contactplek.objects.filter(pk__in=over).delete()
    used = {row[:3] for row in rows if row[3] > now}
    numbers = range(1, settings.MAX_TOEKOMSTIGE_AFSPRAKEN + 1)
    places = []
    for contact in hashes:
        for product in products:
            number = next((n for n in numbers if (contact, product, n) not in used), None)
            if number is None:
                raise LimitReached
            places.append(
                Contactplek(
                    contact_hash=contact, product_id=product, nummer=number, afspraak=afspraak
                )
            )
    places.sort(key=lambda place: (place.contact_hash, place.product_id, place.nummer))
    or_collision(lambda: Contactplek.objects.bulk_create(places))


def release(afspraken: Iterable[int]) -> None:
    """Give the places of these appointments (ids) back."""
    Contactplek.objects.filter(afspraak__in=afspraken).delete()
