"""Customers: found by what a caller says, and other rows that may be the same person.

Every question is answered from an index, in a city of a million rows (`docs/performance.md`); one
search box, because an employee types what they hear. Rows that a person joined with another lead
to the one that stayed. Not for joining them: see `contact/merging.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from afspraken.models import Afspraakproduct, Contactvraag, Klant, Terugbelverzoek
from afspraken.models.contacten import FIRST_NUMBER
from afspraken.nummers import e164
from afspraken.rechten import Recht, Toegang
from afspraken.zoeknaam import LAST, search_words, typed_names

MOST = 20
SHORTEST = 2
"""Letters of a name, at least: the beginning of one letter is half the town."""

ORDERS = ("zoeknaam", "zoeknaam_tweede", "zoeknaam_roepnaam")
"""The orders in which a name is kept: by the last surname, the one before it, the given name."""

_DATE = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\b")
_POSTCODE = re.compile(r"([1-9]\d{3})\s*([a-z]{2})\b\s*(\d*\s*[\w-]*)", re.IGNORECASE)
_REFERENTIE = re.compile(r"[2-9A-HJ-NP-Z]{6}", re.IGNORECASE)
_CONTACT = re.compile(r"[1-9]\d{9}", re.ASCII)
_TELEPHONE = re.compile(r"\+?[\d ()-]{8,20}", re.ASCII)


def search(words: str, *, toegang: Toegang, n: int = MOST) -> list[Klant]:
    """Customers that these words may mean, the surest first; at most `n`, none twice.

    Words are a name (its beginning is enough), with a birth date or not; a birth date alone;
    postcode and number; an e-mail address; a telephone number; the reference of an appointment or
    a contact; or an organisation. Only customers that the employee may open are found.
    A BSN is for the form to refuse (`invoer.velden`).
    """
    found: dict[int, Klant] = {}
    for rows in _meanings(" ".join(words.split())):
        within = rows.filter(reachable(toegang), gewist_op__isnull=True)
        for row in within.select_related("opgegaan_in")[: n - len(found)]:
            klant = row.opgegaan_in or row
            found.setdefault(klant.pk, klant)
        if len(found) >= n:
            break
    return list(found.values())


def matches(klant: Klant, *, toegang: Toegang, n: int = MOST) -> list[Klant]:
    """Other rows that may be the same person: to be suggested, never joined without a person.

    The same e-mail address, the same telephone number, or the same name and birth date.
    """
    found: dict[int, Klant] = {}
    for rows in _alike(klant):
        others = rows.filter(reachable(toegang), gewist_op__isnull=True, opgegaan_in=None)
        for row in others.exclude(pk=klant.pk)[: n - len(found)]:
            found.setdefault(row.pk, row)
    return list(found.values())


def reachable(toegang: Toegang, recht: Recht = Recht.KLANT_ZOEKEN) -> Q:
    """The customers to whom a right reaches: all, those of an own department, or none.

    Of an own department is who has or had an appointment, a question or a call-back there.
    """
    own, klant = toegang.afdelingen, Coalesce(OuterRef("opgegaan_in"), OuterRef("pk"))
    producten = Afspraakproduct.objects.filter(afspraak__klant=klant, product__afdeling__in=own)
    vragen = Contactvraag.objects.filter(contact__klant=klant, afdeling__in=own)
    verzoeken = Terugbelverzoek.objects.filter(contact__klant=klant, afdeling__in=own)
    of_own = Q(Exists(producten)) | Q(Exists(vragen)) | Q(Exists(verzoeken))
    return toegang.within(recht, own=of_own)


# --- what words may mean --------------------------------------------------------------------------


def _meanings(words: str) -> Iterator[QuerySet[Klant]]:
    """One question per meaning, the surest first; each is one stretch of an index."""
    klanten = Klant.objects.all()
    if "@" in words:
        yield klanten.filter(zoekemail=words.casefold())
        return
    if dag := _birth_date(words):
        typed = typed_names(_DATE.sub(" ", words))
        named = [_begins(order, prefix) for order in ORDERS for prefix in typed]
        yield klanten.filter(reduce(or_, named, Q()), geboortedatum=dag).order_by("zoeknaam")
        return
    if address := _POSTCODE.fullmatch(words):
        digits, letters, number = address.groups()
        yield _beginning(
            klanten.filter(postcode=f"{digits} {letters.upper()}"), "huisnummer", number.strip()
        )
        return
    if _CONTACT.fullmatch(words):
        yield klanten.filter(contacten=int(words) - FIRST_NUMBER)
    if _TELEPHONE.fullmatch(words):
        yield klanten.filter(telefoon=e164(words)) if e164(words) else klanten.none()
        return
    if _REFERENTIE.fullmatch(words):
        yield klanten.filter(afspraken__referentie=words.upper())
    if len(search_words(words)) >= SHORTEST:
        for order in ORDERS:
            for prefix in typed_names(words):
                yield _beginning(klanten, order, prefix)
        yield _beginning(klanten, "zoekorganisatie", search_words(words))


def _alike(klant: Klant) -> Iterator[QuerySet[Klant]]:
    klanten = Klant.objects.order_by("pk")
    if klant.email:
        yield klanten.filter(zoekemail=klant.email.casefold())
    if klant.telefoon:
        yield klanten.filter(telefoon=klant.telefoon)
    if klant.geboortedatum and klant.zoeknaam:
        yield klanten.filter(geboortedatum=klant.geboortedatum, zoeknaam=klant.zoeknaam)


def _beginning(rows: QuerySet[Klant], field: str, prefix: str) -> QuerySet[Klant]:
    """Rows of which a field begins so, in its order; all of them for an empty beginning."""
    return rows.filter(_begins(field, prefix) if prefix else Q()).order_by(field)


def _begins(field: str, prefix: str) -> Q:
    """One stretch of the index of a field."""
    return Q(**{f"{field}__gte": prefix, f"{field}__lt": prefix + LAST})


def _birth_date(words: str) -> date | None:
    if found := _DATE.search(words):
        day, month, year = map(int, found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            return None
    return None


def current(klant: Klant | None) -> Klant | None:
    """The row of this customer that counts now, locked until the end of the transaction.

    Whoever writes something on a customer locks the row first, as joining does: so nothing is
    left behind on a row that was joined with another a moment ago.
    """
    while klant is not None:
        klant = Klant.objects.select_for_update(of=("self",)).get(pk=klant.pk)
        if klant.opgegaan_in is None:
            return klant
        klant = klant.opgegaan_in
    return None
