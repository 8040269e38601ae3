"""Articles for tests: written and published in one line."""

from datetime import date, timedelta

from django.utils.text import slugify

from afspraken import kennis
from afspraken.kennis import Inhoud
from afspraken.models import Kennisartikel
from tests.cast import NOW

ANNA = {"auteur": "anna", "door": "7", "now": NOW}


def article(titel, tekst="", *, producten=(), publiceer=True, **fields):
    """An article that everyone reads, or a draft without a reader."""
    defaults = {"herzien_op": date(2027, 6, 1), "slug": slugify(titel)}
    row = Kennisartikel(titel=titel, **(defaults | fields))
    kennis.save_article(row, door="7", now=NOW)
    row.producten.set(producten)
    write(row, tekst or titel, publiceer=publiceer)
    return row


def write(row, tekst, *, publiceer=True, later=0, **inhoud):
    """One more version of an article."""
    act = kennis.publish if publiceer else kennis.save_draft
    who = ANNA | {"now": NOW + timedelta(minutes=later)}
    return act(row, Inhoud(tekst, **inhoud), gezien=kennis.read(row).kenmerk, **who)
