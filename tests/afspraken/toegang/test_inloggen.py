"""Logging in: one page for all doors; who guesses is stopped, and stops nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse

from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import browser, medewerker

pytestmark = pytest.mark.django_db

LOGIN = "/inloggen/"
PASSWORD = "genoeg tekens om te raden"


@pytest.fixture
def karin() -> User:
    """Somebody of the service point, with a password."""
    return with_password(Rol.KLANTENSERVICE)


def with_password(rol: Rol) -> User:
    user = medewerker(rol)
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(
    user: User | str, password: str, *, address: str = "198.51.100.1", then: str = ""
) -> Any:
    """One attempt behind the proxy on this machine, from a fresh browser."""
    client = Client(headers={"X-Forwarded-For": address})
    return client.post(LOGIN, {"login": str(user), "password": password, "next": then})


# --- where it leads -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rol", "home"),
    [
        (Rol.KLANTENSERVICE, "/servicepunt/"),
        (Rol.SPECIALIST, "/afdeling/"),
        (Rol.KWALITEIT, "/servicepunt/"),
        (Rol.BEHEER, "/beheer/"),
        (Rol.OVERBOEKEN, "/account/"),
    ],
)
def test_everyone_lands_at_their_own_work(rol, home):
    user = with_password(rol)
    assert attempt(user, PASSWORD)["Location"] == "/account/verder/"
    assert browser(user).get("/account/verder/")["Location"] == home


def test_who_asked_for_a_page_gets_that_page(karin):
    assert attempt(karin, PASSWORD, then="/servicepunt/?x=1")["Location"] == "/servicepunt/?x=1"


def test_nobody_is_sent_to_another_site(karin):
    answer = attempt(karin, PASSWORD, then="https://kwaad.example/")
    assert answer["Location"] == "/account/verder/"


@pytest.mark.parametrize("page", ["/beheer/", "/beheer/afspraken/afspraak/", "/servicepunt/"])
def test_every_door_of_employees_has_the_same_login(client, page):
    answer = client.get(page, follow=True)
    assert answer.redirect_chain[-1][0].startswith(LOGIN)
    assert answer.context["redirect_field_value"] == page
    assert "Inloggen voor medewerkers" in answer.content.decode()


def test_a_session_gets_another_key_when_someone_logs_in(client, karin):
    client.get("/wat/?product=paspoort")
    before = client.session.session_key
    client.post(LOGIN, {"login": karin.username, "password": PASSWORD})
    assert client.session.session_key != before


def test_logging_out_asks_first_and_then_ends_the_session(karin):
    client = browser(karin)
    assert "Wilt u uitloggen?" in client.get("/uitloggen/").content.decode()
    assert client.get("/servicepunt/").status_code == 200
    assert client.post("/uitloggen/")["Location"] == LOGIN
    assert client.get("/servicepunt/")["Location"].startswith(LOGIN)


def test_the_pages_of_the_admin_for_it_lead_to_ours(karin):
    manager = browser(medewerker(Rol.BEHEER))
    assert manager.get("/beheer/logout/")["Location"] == "/uitloggen/"
    assert manager.get("/beheer/password_change/")["Location"] == "/account/wachtwoord/"


def test_a_password_is_changed_with_the_old_one(karin):
    client = browser(karin)
    fresh = "een ander lang wachtwoord"
    fields = {"oldpassword": "fout", "password1": fresh, "password2": fresh}
    assert client.post("/account/wachtwoord/", fields).status_code == 200
    answer = client.post("/account/wachtwoord/", fields | {"oldpassword": PASSWORD})
    assert answer["Location"] == "/account/"
    assert attempt(karin, fresh).status_code == 302


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_reset_password", "account_email", "socialaccount_connections"],
)
def test_pages_that_are_not_in_use_do_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


# --- who may not ----------------------------------------------------------------------------------


def test_a_wrong_password_says_so_and_not_which_part_was_wrong(karin):
    sentence = "De gebruikersnaam en het wachtwoord horen niet bij elkaar."
    assert sentence in attempt(karin, "fout").content.decode()
    assert sentence in attempt("bestaat-niet", "fout").content.decode()


def test_who_does_not_work_here_any_more_cannot_log_in(karin):
    User.objects.update(is_active=False)
    assert attempt(karin, PASSWORD).status_code == 200


def test_who_guesses_locks_out_only_himself(karin):
    for _ in range(10):
        attempt(karin, "fout")
    assert attempt(karin, PASSWORD).status_code == 429
    assert attempt(karin, PASSWORD, address="198.51.100.2").status_code == 302


def test_a_town_hall_behind_one_address_can_log_in_at_once(karin):
    for _ in range(40):
        assert attempt(karin, PASSWORD).status_code == 302


def test_who_is_locked_out_reads_for_how_long(karin):
    for _ in range(10):
        attempt(karin, "fout")
    text = attempt(karin, "fout").content.decode()
    assert "te vaak een verkeerd wachtwoord" in text
    assert "een kwartier" in text
    assert "Foutcode 429" in text


@pytest.mark.parametrize("username", ["x" * 151, "x" * 300, "x" * 100_000])
def test_a_name_that_nobody_can_have_is_refused_with_a_sentence(username):
    answer = attempt(username, "fout")
    assert answer.status_code == 200
    assert "Een gebruikersnaam is hooguit 150 tekens." in answer.content.decode()


@pytest.mark.parametrize("text", ["\x00", "\ud800", "<img src=x onerror=alert(1)>", "{{7*7}}"])
def test_strange_input_is_no_error_of_ours(client, text):
    body = {"login": text.encode("utf-8", "surrogatepass"), "password": "fout"}
    answer = client.post(LOGIN, body)
    assert answer.status_code in {200, 400}
    assert b"<img src=x" not in answer.content
