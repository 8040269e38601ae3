"""The second factor: asked of everyone, set up at the first login, used once, never guessed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from afspraken.rechten import Rol, groepen
from tests.afspraken.rechten.wie import medewerker

# What a second factor changes is noted when its transaction is over.
pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "genoeg tekens om te raden"
PAGE = "/servicepunt/"


@pytest.fixture(autouse=True)
def asked(transactional_db, settings):
    settings.TWEEDE_STAP = True
    cache.clear()
    groepen.ship()  # an emptied database has lost the roles


@pytest.fixture
def karin() -> User:
    user = medewerker(Rol.KLANTENSERVICE)
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(user: User) -> tuple[Client, Any]:
    """A fresh browser after the password, and what it was answered."""
    client = Client()
    fields = {"login": user.username, "password": PASSWORD, "next": PAGE}
    return client, client.post("/inloggen/", fields)


def set_up(client: Client) -> str:
    """Set up an app; its secret."""
    text = client.get("/account/app/").content.decode()
    [secret] = re.findall(r'toegang__sleutel">(\w+)<', text)
    answer = client.post("/account/app/", {"code": code_of(secret)})
    assert answer["Location"] == "/account/herstelcodes/", answer.content.decode()
    return secret


def code_of(secret: str, later: int = 0) -> str:
    """What the app shows, `later` half minutes from now."""
    accepted = list(totp.yield_hotp_counters_from_time())  # those around this half minute
    moment = accepted[len(accepted) // 2] + later
    return totp.format_hotp_value(totp.hotp_value(secret, moment))


def recovery_codes(client: Client) -> list[str]:
    return re.findall(
        r"<li><code>(\d+)</code>", client.get("/account/herstelcodes/").content.decode()
    )


# --- the first time -------------------------------------------------------------------------------


def test_the_first_login_leads_past_setting_up_and_the_codes_to_the_page(karin):
    client, answer = log_in(karin)
    assert answer["Location"] == PAGE
    assert client.get(PAGE)["Location"] == "/account/"
    text = client.get("/account/").content.decode()
    assert "Kies een tweede stap" in text
    assert "/account/app/" in text
    assert "/account/sleutels/nieuw/" in text
    set_up(client)
    assert len(recovery_codes(client)) == 10
    assert client.get("/account/verder/")["Location"] == PAGE
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("page", [PAGE, "/beheer/", "/beheer/afspraken/product/"])
def test_no_page_of_employees_opens_without_it(page):
    manager = medewerker((Rol.BEHEER, Rol.KLANTENSERVICE))
    manager.set_password(PASSWORD)
    manager.save()
    client, _answer = log_in(manager)
    assert client.get(page)["Location"] == "/account/"
    assert client.post(page)["Location"] == "/account/"


def test_a_demonstration_does_not_ask(karin, settings):
    settings.TWEEDE_STAP = False
    client, _answer = log_in(karin)
    assert client.get(PAGE).status_code == 200


def test_recovery_codes_are_shown_once(karin):
    client, _answer = log_in(karin)
    set_up(client)
    assert recovery_codes(client)
    assert not recovery_codes(client)
    assert "U hebt nog 10 codes." in client.get("/account/herstelcodes/").content.decode()


def test_secrets_are_stored_encrypted(karin):
    client, _answer = log_in(karin)
    secret = set_up(client)
    codes = recovery_codes(client)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_after_a_change_of_the_key_no_code_fits_and_nothing_breaks(karin, settings):
    client, _answer = log_in(karin)
    secret = set_up(client)
    settings.SECRET_KEY = "another-key-" * 5
    client, _answer = log_in(karin)
    answer = client.post("/inloggen/code/", {"code": code_of(secret)})
    assert "Deze code klopt niet." in answer.content.decode()


# --- every time after -----------------------------------------------------------------------------


@pytest.fixture
def secret(karin) -> str:
    """Karin has an app."""
    client, _answer = log_in(karin)
    return set_up(client)


def test_a_password_alone_opens_nothing(karin, secret):
    client, answer = log_in(karin)
    assert answer["Location"] == "/inloggen/code/"
    assert client.get(PAGE)["Location"].startswith("/inloggen/")


def test_a_code_opens_the_page_that_was_asked(karin, secret):
    client, _answer = log_in(karin)
    answer = client.post("/inloggen/code/", {"code": code_of(secret, later=1)})
    assert answer["Location"] == PAGE
    assert client.get(PAGE).status_code == 200


def test_a_code_works_once(karin, secret):
    code = code_of(secret, later=1)
    first, _answer = log_in(karin)
    assert first.post("/inloggen/code/", {"code": code}).status_code == 302
    second, _answer = log_in(karin)
    answer = second.post("/inloggen/code/", {"code": code})
    assert "Deze code klopt niet." in answer.content.decode()


def test_codes_cannot_be_guessed(karin, secret):
    client, _answer = log_in(karin)
    for _ in range(5):
        client.post("/inloggen/code/", {"code": "000000"})
    client, _answer = log_in(karin)
    answer = client.post("/inloggen/code/", {"code": code_of(secret, later=1)})
    assert "te vaak een verkeerde code" in answer.content.decode()


def test_a_session_from_before_the_app_opens_nothing_any_more(karin):
    thief, _answer = log_in(karin)
    owner, _answer = log_in(karin)
    set_up(owner)
    assert thief.get(PAGE)["Location"].startswith("/inloggen/")
    assert thief.get("/account/app/weg/")["Location"].startswith("/inloggen/")


def test_a_recovery_code_works_once(karin):
    client, _answer = log_in(karin)
    set_up(client)
    code = recovery_codes(client)[0]
    client, _answer = log_in(karin)
    assert client.post("/inloggen/code/", {"code": code}).status_code == 302
    client, _answer = log_in(karin)
    assert client.post("/inloggen/code/", {"code": code}).status_code == 200


def test_the_app_can_be_turned_off_and_is_then_asked_for_again(karin):
    client, _answer = log_in(karin)
    set_up(client)
    assert client.post("/account/app/weg/")["Location"] == "/account/"
    assert not Authenticator.objects.exists()
    client, _answer = log_in(karin)
    assert client.get(PAGE)["Location"] == "/account/"


BROKEN = [
    "",
    "{}",
    "[]",
    "7",
    '{"id": "x"}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": "AA", "rawId": "AA", "response": {"userHandle": 7}}',
    '{"response": {"userHandle": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}}',
    '{"a":' * 5000 + "1" + "}" * 5000,
]


@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_passkey_is_refused_and_no_error_of_ours(karin, broken):
    client = Client()
    client.get("/inloggen/sleutel/", headers={"Accept": "application/json"})
    answer = client.post("/inloggen/sleutel/", {"credential": broken}, follow=True)
    assert answer.redirect_chain[-1][0] == "/inloggen/"
    client, _answer = log_in(karin)
    client.get("/account/sleutels/nieuw/")
    assert client.post("/account/sleutels/nieuw/", {"credential": broken}).status_code == 200
    set_up(client)
    client, _answer = log_in(karin)
    assert client.post("/inloggen/code/", {"credential": broken}).status_code == 200
