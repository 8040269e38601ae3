"""What was published is looked at again: who can repair it reads where residents get stuck."""

import pytest
from django.urls import reverse

from afspraken import kennis, vraagtrechter
from afspraken.models import Antwoord, Antwoordproduct, Kanaal, Levensgebeurtenis, Product, Vraag
from afspraken.vraagtrechter.watching import broken
from tests.afspraken.admin.conftest import may
from tests.afspraken.kennis.artikelen import article
from tests.cast import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def kwijt(town):
    """Lost a passport: an appointment. Lost anything else: an article."""
    town.loket()
    row = Levensgebeurtenis.objects.create(naam="Iets kwijt", slug="kwijt")
    vraag = Vraag.objects.create(gebeurtenis=row, tekst="Wat?", tekst_en="What?")
    pas = Antwoord.objects.create(vraag=vraag, tekst="Pas", tekst_en="Passport")
    Antwoordproduct.objects.create(antwoord=pas, product=town.product("Paspoort"))
    lees = article("Gevonden voorwerpen", "Kijk in de kast.", is_intern=False)
    Antwoord.objects.create(vraag=vraag, tekst="Anders", tekst_en="Other", artikel=lees)
    vraagtrechter.publish(row, door="7", now=NOW)
    return row


def withdraw(slug):
    row = kennis.published(slug).artikel
    kennis.withdraw(row, gezien=kennis.read(row).kenmerk, door="7", now=NOW)


def test_all_is_well_as_long_as_everything_is_there(kwijt):
    assert broken(NOW) == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda: Product.objects.update(is_actief=False), "Paspoort"),
        (lambda: Product.objects.update(kanalen=[Kanaal.BALIE]), "Paspoort"),
        (lambda: Product.objects.update(slug="reisdocument"), "paspoort"),
        (lambda: withdraw("gevonden-voorwerpen"), "Gevonden voorwerpen"),
    ],
)
def test_what_residents_cannot_have_any_more_is_named_with_its_life_event(kwijt, change, what):
    change()
    assert broken(NOW) == [
        f"Iets kwijt: inwoners lopen vast bij {what}. Verander de vragen en publiceer ze."
    ]


def test_a_life_event_that_nobody_sees_gives_no_notice(kwijt):
    Product.objects.update(is_actief=False)
    Levensgebeurtenis.objects.update(is_actief=False)
    assert broken(NOW) == []


@pytest.mark.parametrize(
    ("name", "sees"), [("change_levensgebeurtenis", True), ("view_rooster", False)]
)
def test_who_keeps_the_questions_reads_it_above_the_lists(kwijt, name, sees):
    Product.objects.update(is_actief=False)
    page = may(name).get(reverse("admin:index")).content.decode()
    assert ("inwoners lopen vast bij Paspoort" in page) is sees


def test_it_takes_as_many_queries_for_many_life_events(kwijt, django_assert_max_num_queries):
    for n in range(5):
        Levensgebeurtenis.objects.create(
            naam=f"Ook {n}", slug=f"ook-{n}", versie=1, inhoud=kwijt.inhoud
        )
    withdraw("gevonden-voorwerpen")
    with django_assert_max_num_queries(4):
        assert len(broken(NOW)) == 6
