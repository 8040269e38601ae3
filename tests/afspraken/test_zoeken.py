"""The words people really type find what they came for, in the catalogue of the example town."""

import pytest

from afspraken.demo.producten import PRODUCTEN
from afspraken.models import Product
from afspraken.zoeken import is_about_managing, search
from tests.visitor import Visitor

CATALOGUE = [
    Product(
        naam=row.naam,
        naam_en=row.naam_en,
        slug=row.slug,
        upl_naam=row.upl,
        omschrijving=row.omschrijving,
        omschrijving_en=row.omschrijving_en,
        zoekwoorden=row.zoekwoorden,
    )
    for row in PRODUCTEN
]

FIRST = {
    "paspoort": "paspoort",
    "pasport": "paspoort",
    "passpoort": "paspoort",
    "nieuw paspoort aanvragen": "paspoort",
    "paspoort kwijt": "reisdocument-vermist",
    "lost passport": "reisdocument-vermist",
    "rijbewys": "rijbewijs",
    "rybewijs": "rijbewijs",
    "drivers license": "rijbewijs",
    "id-bewijs": "identiteitskaart",
    "ID kaart": "identiteitskaart",
    "lantaarnpaal": "melding-buurt",
    "lantarenpaal": "melding-buurt",
    "wedding": "trouwen",
    "marry": "trouwen",
    "trouwen": "trouwen",
    "moving": "verhuizing",
    "verhuizen": "verhuizing",
    "adres wijzigen": "verhuizing",
    "schulden": "schuldhulp",
    "VOG": "vog",
    "overleden": "overlijden",
    "geboorte": "geboorte",
}


@pytest.mark.parametrize(("words", "slug"), FIRST.items())
def test_the_words_of_people_find_it_first(words, slug):
    assert [row.slug for row in search(CATALOGUE, words)][:1] == [slug]


@pytest.mark.parametrize("words", ["xyzzy", "pizza", "%", "zwembad", "🙂"])
def test_nothing_is_found_where_there_is_nothing(words):
    assert search(CATALOGUE, words) == []


def test_the_words_of_the_catalogue_fit_their_field():
    for row in CATALOGUE:
        row._meta.get_field("zoekwoorden").run_validators(row.zoekwoorden)


@pytest.mark.parametrize(
    "words",
    [
        "afspraak wijzigen",
        "afspraak annuleren",
        "annuleren",
        "mijn afspraak verzetten",
        "cancel appointment",
        "change my appointment",
    ],
)
def test_who_wants_to_change_an_appointment_is_told_how(words, db):
    assert is_about_managing(words)
    anna = Visitor()
    anna.client.get("/")
    anna.page = anna.client.get("/", {"zoek": words})
    assert "Uw afspraak wijzigen of annuleren" in anna.text


@pytest.mark.parametrize("words", ["adres wijzigen", "rijbewijs verlengen", "afspraak", "change"])
def test_other_words_are_about_something_new(words):
    assert is_about_managing(words) is (words == "change")


def test_who_finds_nothing_sees_what_many_choose(town):
    town.product("Paspoort")
    anna = Visitor()
    anna.get("/?zoek=xyzzy")
    assert "Veel gekozen" in anna.text
    assert "Paspoort" in anna.text
