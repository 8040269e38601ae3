"""Appointments can be looked up, show little of the customer, and each look is logged."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from afspraken.models import Afspraak, Logregel, Soort
from tests.afspraken.admin.conftest import may
from tests.cast import ANNA, booked

LIJST = reverse("admin:afspraken_afspraak_changelist")


@pytest.fixture
def afspraak(town):
    """Anna's appointment for a passport."""
    town.loket()
    return booked(town.product("Paspoort"), "10:00")


@pytest.fixture
def gevoelig(town):
    """Anna's appointment about her debts."""
    town.ambtenaar("Fatima")
    vraagt = [(Soort.AMBTENAAR, 1, None)]
    return booked(town.product("Schuldhulp", is_gevoelig=True, vraagt=vraagt), "10:00")


def page(afspraak: Afspraak) -> str:
    """Address of the page of an appointment."""
    return reverse("admin:afspraken_afspraak_change", args=(afspraak.pk,))


def test_an_appointment_is_found_by_its_reference_only(beheer, afspraak):
    assert page(afspraak) in beheer.get(LIJST, {"q": afspraak.referentie}).content.decode()
    assert page(afspraak) not in beheer.get(LIJST, {"q": "Anna"}).content.decode()


def test_the_customer_is_shown_by_initials_alone(beheer, afspraak):
    text = beheer.get(page(afspraak)).content.decode()
    assert "A. d. V." in text
    for private in (ANNA.naam, ANNA.email, ANNA.telefoon):
        assert private not in text


def test_a_sensitive_product_is_named_nowhere(beheer, gevoelig):
    for url in (page(gevoelig), LIJST):
        text = beheer.get(url).content.decode()
        assert gevoelig.referentie in text
        for private in ("Schuldhulp", "Fatima", "A. d. V."):
            assert private not in text


def spelled(afspraak: Afspraak, how: str, view: str = "change") -> str:
    """Address of an appointment with its number spelled in another way."""
    spelling = f"0_5F{afspraak.pk}" if how == "underscore" else f"{how}{afspraak.pk}"
    return f"{LIJST}{spelling}/{view}/"


@pytest.mark.parametrize("view", ["change", "history"])
@pytest.mark.parametrize("how", ["", "_2B", "_0A", "0", "underscore"])
def test_each_look_is_logged_however_the_number_is_spelled(beheer, afspraak, how, view):
    assert beheer.get(spelled(afspraak, how, view)).status_code == 200
    line = Logregel.objects.get(handeling="BEKEKEN")
    assert line.onderwerp == f"afspraak:{afspraak.code}"
    assert line.door == str(User.objects.get().pk)


def test_a_search_is_logged_without_its_words(beheer, afspraak):
    beheer.get(LIJST)
    beheer.get(LIJST, {"q": " "})
    assert not Logregel.objects.filter(handeling="BEKEKEN").exists()
    beheer.get(LIJST, {"q": afspraak.referentie})
    line = Logregel.objects.get(handeling="BEKEKEN")
    assert line.onderwerp == "afspraak:zoeken"
    assert line.door == str(User.objects.get().pk)
    assert afspraak.referentie not in str(line.gegevens)


@pytest.mark.parametrize(
    "query", ["toelichting__contains=x", "namens__startswith=A", "klant__naam=A", "sessie=x"]
)
def test_no_filter_tells_what_the_page_does_not(beheer, afspraak, query):
    assert beheer.get(f"{LIJST}?{query}").url == f"{LIJST}?e=1"


@pytest.mark.parametrize("query", ["status__exact=GEPLAND", "begin__year=2026", "kanaal=WEB"])
def test_by_what_the_list_shows_one_can_filter(beheer, afspraak, query):
    assert afspraak.referentie in beheer.get(f"{LIJST}?{query}").content.decode()


def test_a_refused_page_is_no_look(beheer, afspraak):
    for what in ("change", "delete"):
        beheer.post(reverse(f"admin:afspraken_afspraak_{what}", args=(afspraak.pk,)))
    assert beheer.get(f"{LIJST}{afspraak.pk}/delete/").status_code == 404
    assert not Logregel.objects.filter(handeling="BEKEKEN").exists()


def test_without_permission_there_is_no_look_and_no_line(afspraak):
    employee = may("view_rooster")
    for url in (page(afspraak), f"{LIJST}{afspraak.pk}/history/", f"{LIJST}?q=x"):
        assert employee.get(url).status_code == 404
    assert not Logregel.objects.filter(handeling="BEKEKEN").exists()


@pytest.mark.parametrize("what", ["add", "delete", "change"])
def test_nobody_changes_an_appointment_here(beheer, afspraak, what):
    args = () if what == "add" else (afspraak.pk,)
    url = reverse(f"admin:afspraken_afspraak_{what}", args=args)
    assert beheer.post(url, {"status": "GEANNULEERD", "post": "yes"}).status_code == 404
    afspraak.refresh_from_db()
    assert afspraak.status == "GEPLAND"


@pytest.mark.parametrize("number", ["0", "999999", "9" * 40, "x"])
def test_an_unknown_appointment_goes_back_with_a_sentence(beheer, afspraak, number):
    answer = beheer.get(f"{LIJST}{number}/change/", follow=True)
    assert answer.status_code == 200
    assert "bestaat niet" in answer.content.decode()
