"""A visitor who reads English gets English, on every page and in the calendar."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client

from afspraken.models import Afspraak
from tests.visitor import GEGEVENS, Visitor

CATALOG = Path(__file__).parents[2] / "locale/en/LC_MESSAGES/django.po"


@pytest.fixture(scope="module")
def dutch():
    """The Dutch texts of three words and more that no English text holds."""
    with CATALOG.open("rb") as file:
        rows = [row for row in read_po(file, locale="en") if row.id]
    forms = [(row.id,) if isinstance(row.id, str) else row.id for row in rows]
    texts = {form for group in forms for form in group if "%" not in form and "{" not in form}
    return [text for text in texts if len(text.split()) > 2]


def test_the_whole_journey_is_in_english(paspoort, dutch):
    paspoort.naam_en, paspoort.meenemen_en = "Passport", "Your old passport"
    paspoort.save()
    ann = Visitor(**{"Accept-Language": "en-GB,en;q=0.9"})

    def check():
        assert '<html lang="en"' in ann.html
        assert [text for text in dutch if text in ann.text] == []

    for path in ("/", "/?zoek=passport", "/wat/?product=paspoort", "/wat/", "/nergens/"):
        ann.get(path)
        check()
    ann.choose("paspoort")
    assert "Step 2 of 5" in ann.text
    check()
    ann.get("/wanneer/?dag=2020-01-01")
    check()
    ann.hold()
    check()
    assert "held for you until 10:10" in ann.text
    ann.tell(naam="", email="x", telefoon="1", toelichting="111222333")
    check()
    ann.tell(voor_wie="ander", naam_ander="Sam", tolk="Tigrinya")
    check()
    ann.confirm()
    check()
    ann.get(ann.link("View, change or cancel"))
    here = ann.at
    for page in ("", "tijd/", "personen/", "gegevens/", "annuleren/"):
        ann.get(here + page)
        check()
    assert Afspraak.objects.get().klant.taal == "en"
    assert b"Appointment Gemeente" in ann.client.get(here + "agenda.ics").content


def test_the_language_can_be_switched_on_every_page_and_stays_there(paspoort):
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    anna.post("/taal/", {"language": "en", "next": "/gegevens/"})
    assert anna.at == "/gegevens/"
    assert "Who is coming?" in anna.text
    anna.tell(naam=GEGEVENS["naam"])
    assert "Is everything right?" in anna.text


def test_the_switch_leads_to_our_own_pages_only(paspoort):
    answer = Client().post("/taal/", {"language": "en", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"
