"""Piles of letters: made, printed and posted, for the tests."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from django.urls import reverse
from pypdf import PdfReader

from afspraken import booking
from afspraken.models import Partij
from notificaties import brieven
from notificaties.models import Bericht
from tests.cast import ANNA, NOW

LIJST = reverse("admin:notificaties_stapel_changelist")
MAAK = reverse("admin:notificaties_stapel_maak")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PER_POST = replace(ANNA, email="", telefoon="", postcode="1191 AA", huisnummer="12 A")
BRAM_PER_POST = replace(PER_POST, naam="Bram Bakker", postcode="1191 BB", huisnummer="3")


def make(wie="anna", now=NOW):
    return brieven.make_pile(wie=wie, door="7", now=now)


def printed(stapel, now=NOW):
    """The PDF of a pile, as text."""
    pdf = brieven.print_pile(stapel, dubbelzijdig=False, door="7", now=now)
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def post(stapel, now=NOW):
    return brieven.mark_posted(stapel, door="7", now=now)


def url(stapel, what="stapel"):
    return reverse(f"admin:notificaties_stapel_{what}", args=[stapel.pk])


def letter():
    return Bericht.objects.get(kanaal="BRIEF")


def cancel(afspraak):
    booking.cancel(afspraak, partij=Partij.MEDEWERKER, now=NOW)
