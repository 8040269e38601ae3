"""Finding articles by the words that people use."""

from datetime import date

import pytest
from django.utils import translation

from afspraken import kennis
from afspraken.models import Kennisartikel
from tests.afspraken.kennis.artikelen import article, write
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def found(words, **options):
    return [one.artikel.titel for one in kennis.search(words, **options)]


def test_a_title_comes_before_a_search_word_and_that_before_the_text():
    article("Leges", "Een paspoort kost geld.")
    article("Reisdocumenten", zoekwoorden="pas paspoort")
    article("Paspoort kwijt")
    assert found("paspoort") == ["Paspoort kwijt", "Reisdocumenten", "Leges"]


def test_who_fits_more_words_comes_first():
    article("Paspoort aanvragen")
    article("Kwijt: wat nu?", "Uw paspoort is weg.", zoekwoorden="paspoort")
    assert found("paspoort kwijt")[0] == "Kwijt: wat nu?"


@pytest.mark.parametrize("words", ["PASPOORT", "paspo", "het paspoort", "reispaspoort paspoort"])
def test_capitals_beginnings_and_small_words_do_not_matter(words):
    article("Paspoort kwijt")
    assert found(words) == ["Paspoort kwijt"]


def test_accents_and_ij_are_found_as_people_type_them():
    article("Financiële hulp bij overlijden")
    assert found("financiele") == found("overlyden") == ["Financiële hulp bij overlijden"]


def test_the_middle_of_a_long_word_is_found():
    article("Gehandicaptenparkeerkaart")
    assert found("parkeerkaart") == ["Gehandicaptenparkeerkaart"]


def test_a_misspelt_word_is_tried_as_the_nearest_one():
    article("Rijbewijs verlengen")
    assert found("rijbeweis") == ["Rijbewijs verlengen"]


def test_english_titles_are_found_and_shown():
    article("Afval", titel_en="Waste and recycling")
    with translation.override("en"):
        assert [str(one.artikel) for one in kennis.search("waste")] == ["Waste and recycling"]


def test_articles_of_the_chosen_product_come_first(town):
    article("Aangifte A", zoekwoorden="aangifte")
    article("Aangifte B", zoekwoorden="aangifte", producten=[town.product("Geboorte")])
    geboorte = Kennisartikel.objects.get(slug="aangifte-b").producten.get()
    assert found("aangifte", producten=[geboorte]) == ["Aangifte B", "Aangifte A"]
    assert found("", producten=[geboorte]) == ["Aangifte B"]


def test_what_nobody_may_read_yet_is_not_found():
    article("Nieuw beleid", publiceer=False)
    assert found("beleid") == []
    assert kennis.published("nieuw-beleid") is None


def test_residents_do_not_find_what_is_internal():
    article("Overleg met de bode")
    article("Trouwen in het dorpshuis", "Overleg eerst.", is_intern=False)
    assert found("overleg", openbaar=True) == ["Trouwen in het dorpshuis"]
    assert kennis.published("overleg-met-de-bode", openbaar=True) is None


def test_old_words_are_forgotten_when_a_new_version_is_in_use():
    row = article("Afval", "De stortplaats is dicht.")
    write(row, "De milieustraat is open.")
    assert found("stortplaats") == []
    assert found("milieustraat") == ["Afval"]


@pytest.mark.parametrize("words", ["", "   ", "%", "_", "'; --", "x" * 5000, "\x00", "de het een"])
def test_strange_words_find_nothing_and_break_nothing(words):
    article("Paspoort kwijt")
    assert found(words) == []


def test_no_more_than_was_asked_for():
    for number in range(4):
        article(f"Afval {number}")
    assert len(found("afval", n=3)) == 3


def test_the_number_of_statements_does_not_grow(django_assert_num_queries):
    for number in range(12):
        article(f"Afval {number}", "Zet het aan de straat.", zoekwoorden="container grijs")
    with django_assert_num_queries(2):
        assert len(found("afval container straat grijze bak buiten zetten dinsdag")) == 10
    with django_assert_num_queries(4):
        assert len(found("contaimer")) == 10


def test_what_must_be_looked_at_again_stands_longest_overdue_first():
    article("Bijna", herzien_op=date(2026, 12, 2))
    article("Vandaag", herzien_op=date(2026, 12, 1))
    article("Lang", herzien_op=date(2026, 1, 1))
    assert [row.titel for row in kennis.overdue(NOW)] == ["Lang", "Vandaag"]
