"""At most so many future appointments per contact and product, also in a race.

Against hoarding and resale on the web (trust: S4). E-mail addresses and telephone numbers are
normalised and hashed with a key, so the table tells nothing.
"""

from __future__ import annotations

import hmac
import itertools
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from afspraken import statements
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
    return [hmac.digest(key, contact.encode(), "sha256").hex() for contact in contacts]


# The products of an appointment, each with the places that these contacts have for it.
_PLACES = """
    SELECT gekozen.product_id, contact_hash, nummer, plek.id, einde <= %s
    FROM afspraken_afspraakproduct gekozen
    LEFT JOIN afspraken_contactplek plek
        ON plek.product_id = gekozen.product_id AND contact_hash IN ({})
    LEFT JOIN afspraken_afspraak van ON van.id = plek.afspraak_id
    WHERE gekozen.afspraak_id = %s
"""


def claim(afspraak: Afspraak, *, email: str, telefoon: str, now: datetime) -> None:
    """Take the lowest free number for each contact and product, in two statements.

    Places of appointments that are over count as free and are given out again.
    Raises: LimitReached at the maximum; Collision if another took the number just now.
    """
    hashes = contact_hashes(email=email, telefoon=telefoon)
    if not hashes:
        return
    sql = _PLACES.format(", ".join(["%s"] * len(hashes)))
    rows = statements.fetch(sql, [now, *hashes, afspraak.pk])
    over = [pk for _product, _contact, _nummer, pk, is_over in rows if is_over]
    if over:
        Contactplek.objects.filter(pk__in=over).delete()
    used = {
        (contact, product, nummer) for product, contact, nummer, _pk, is_over in rows if not is_over
    }
    numbers = range(1, settings.MAX_TOEKOMSTIGE_AFSPRAKEN + 1)
    places = []
    for contact, product in sorted(itertools.product(hashes, {row[0] for row in rows})):
        nummer = next((n for n in numbers if (contact, product, n) not in used), None)
        if nummer is None:
            raise LimitReached
        places.append((contact, product, nummer, afspraak.pk))
    names = ("contact_hash", "product", "nummer", "afspraak")
    or_collision(lambda: statements.insert_values(Contactplek, names, places))


def release(afspraken: Iterable[int]) -> None:
    """Give the places of these appointments (ids) back."""
    Contactplek.objects.filter(afspraak__in=afspraken).delete()
