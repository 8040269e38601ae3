"""The pages on which staff make and withdraw calendar links."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from afspraken.models import Locatie, Logregel, Middel
from notificaties.agendas import agendalinks
from notificaties.models import Agendalink, Niveau
from tests.cast import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

OVERVIEW = "/beheer/notificaties/agendalink/"
FORM = {"apparaat": "telefoon", "niveau": "PLAATS", "seintje": ""}


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def loket(town) -> Middel:
    return town.loket("Loket 1")


@pytest.fixture
def karin(town) -> Middel:
    """An official with a login and without any permission."""
    karin = town.ambtenaar("Karin de Boer")
    karin.gebruiker = User.objects.create_user("karin", is_staff=True)
    karin.save()
    return karin


@pytest.fixture
def baas() -> User:
    return User.objects.create_superuser("baas")


@pytest.fixture
def beheer(baas) -> Client:
    return logged_in(baas)


def page_of(eigenaar: Middel | Locatie) -> str:
    kind = "middel" if isinstance(eigenaar, Middel) else "locatie"
    return f"{OVERVIEW}{kind}/{eigenaar.pk}/"


def made(eigenaar: Middel, gebruiker: User, apparaat: str = "telefoon") -> Agendalink:
    return agendalinks.make_link(
        eigenaar,
        gebruiker=gebruiker,
        apparaat=apparaat,
        niveau=Niveau.PLAATS,
        seintje=None,
        now=NOW,
    )[0]


def test_a_link_is_shown_once_in_three_ways_and_works(beheer, loket):
    answer = beheer.post(page_of(loket), FORM | {"niveau": "VOLLEDIG", "seintje": "15"})
    text = answer.content.decode()
    address = re.search(r'value="(http://localhost:8000/agenda/[\w-]{32}\.ics)"', text)[1]
    assert f'href="webcal:{address.removeprefix("http:")}"' in text
    assert 'src="data:image/svg+xml' in text
    assert "no-store" in answer.headers["Cache-Control"]
    assert Client().get(address).status_code == 200
    link = Agendalink.objects.get()
    assert (link.niveau, link.seintje, link.aangemaakt_op) == ("VOLLEDIG", 15, NOW)
    assert "/agenda/" not in beheer.get(page_of(loket)).content.decode()
    assert "telefoon" in beheer.get(page_of(loket)).content.decode()


def test_nothing_on_the_page_breaks_its_content_policy(beheer, loket):
    text = beheer.post(page_of(loket), FORM).content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


def test_a_place_has_links_too(beheer, town):
    beheer.post(page_of(town.gemeentehuis), FORM)
    assert Agendalink.objects.get().locatie == town.gemeentehuis


def test_the_same_form_twice_makes_one_link(beheer, loket):
    beheer.post(page_of(loket), FORM)
    again = beheer.post(page_of(loket), FORM)
    assert again.status_code == 400
    assert "Voor dit apparaat is er al een link." in again.content.decode()
    assert Agendalink.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"apparaat": ""},
        {"apparaat": "   "},
        {"apparaat": "x" * 61},
        {"apparaat": "x\x00y"},
        {"niveau": ""},
        {"niveau": "ALLES"},
        {"seintje": "7"},
        {"seintje": "x"},
        {"seintje": "9" * 40},
    ],
)
def test_a_wrong_form_is_told_what_is_wrong(beheer, loket, wrong):
    answer = beheer.post(page_of(loket), FORM | wrong)
    assert answer.status_code == 400
    assert "errorlist" in answer.content.decode()
    assert not Agendalink.objects.exists()


def test_withdrawing_asks_first_and_then_ends_it(beheer, baas, loket):
    link = made(loket, baas)
    url = f"{OVERVIEW}{link.pk}/intrekken/"
    assert "„telefoon”" in beheer.get(url).content.decode()
    link.refresh_from_db()
    assert link.ingetrokken_op is None
    answer = beheer.post(url, follow=True)
    assert answer.redirect_chain == [(page_of(loket), 302)]
    assert "werkt niet meer" in answer.content.decode()
    link.refresh_from_db()
    assert link.ingetrokken_op == NOW
    assert beheer.post(url).status_code == 302
    assert Logregel.objects.filter(gegevens__wat="ingetrokken").count() == 1


def test_an_official_goes_straight_to_their_own_calendar(karin):
    client = logged_in(karin.gebruiker)
    answer = client.get(OVERVIEW)
    assert (answer.status_code, answer.headers["Location"]) == (302, page_of(karin))
    assert client.post(page_of(karin), FORM).status_code == 200
    assert OVERVIEW in client.get("/account/").content.decode()


def test_an_official_withdraws_what_another_made_for_their_calendar(karin, baas):
    link = made(karin, baas)
    client = logged_in(karin.gebruiker)
    client.post(f"{OVERVIEW}{link.pk}/intrekken/")
    link.refresh_from_db()
    assert link.ingetrokken_op == NOW


def test_nobody_else_gets_at_a_calendar(karin, loket, baas):
    link = made(loket, baas)
    bram = User.objects.create_user("bram", is_staff=True)
    for client in (logged_in(bram), logged_in(karin.gebruiker)):
        for url in (page_of(loket), page_of(loket.locatie), f"{OVERVIEW}{link.pk}/intrekken/"):
            assert client.get(url).status_code == 404
            assert client.post(url, FORM).status_code == 404
    assert logged_in(bram).get(OVERVIEW).status_code == 404
    assert Client().get(page_of(loket)).status_code == 302  # to the login
    assert Agendalink.objects.get(ingetrokken_op=None) == link


def test_who_may_manage_links_manages_all_of_them(loket, karin):
    wim = User.objects.create_user("wim", is_staff=True)
    wim.user_permissions.add(Permission.objects.get(codename="add_agendalink"))
    client = logged_in(wim)
    assert client.get(OVERVIEW).status_code == 200
    for owner in (loket, karin, loket.locatie):
        assert client.post(page_of(owner), FORM).status_code == 200


def test_what_is_not_there_is_not_found(beheer):
    for path in ("middel/999/", "locatie/999/", "999/intrekken/", f"middel/{'9' * 40}/"):
        assert beheer.get(OVERVIEW + path).status_code == 404


def test_the_overview_counts_devices_and_takes_the_same_queries_at_any_length(
    beheer, baas, town, loket, django_assert_num_queries
):
    link = made(loket, baas)
    withdrawn = made(loket, baas, "laptop")
    agendalinks.withdraw(withdrawn, door=baas, now=NOW)
    agendalinks.note_use(link, now=NOW - timedelta(days=1))
    text = beheer.get(OVERVIEW).content.decode()
    assert "1 apparaat, laatst gebruikt 30 november 10.00" in text
    with django_assert_num_queries(6):  # session, user, roles, departments; places, resources
        beheer.get(OVERVIEW)
    for _n in range(5):
        town.loket()
    with django_assert_num_queries(6):
        beheer.get(OVERVIEW)


def test_the_pages_of_a_resource_and_a_place_link_to_their_calendar(beheer, loket):
    for owner in (loket, loket.locatie):
        url = reverse(f"admin:afspraken_{owner._meta.model_name}_change", args=[owner.pk])
        assert page_of(owner) in beheer.get(url).content.decode()


def test_the_name_of_a_device_is_shown_as_it_was_typed(beheer, loket):
    text = beheer.post(page_of(loket), FORM | {"apparaat": "<b>x</b>"}).content.decode()
    assert "&lt;b&gt;x&lt;/b&gt;" in text
