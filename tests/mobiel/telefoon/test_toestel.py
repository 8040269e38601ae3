"""A phone is known at its first look, and forgets once it was revoked."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from mobiel.models import Toestel
from mobiel.telefoon import toestel
from tests.cast import at

pytestmark = pytest.mark.django_db

ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


def test_a_phone_is_known_once_and_by_a_name(sanne):
    for _look in range(3):
        sanne.client.get("/route/", headers={"User-Agent": ANDROID})
    found = Toestel.objects.get()
    assert (found.naam, found.gebruiker, found.sessie) == (
        "Chrome, Android",
        sanne.user,
        sanne.client.session.session_key,
    )


def test_the_same_phone_after_another_login_is_the_same(sanne):
    sanne.client.get("/route/")
    del sanne.client.cookies[settings.SESSION_COOKIE_NAME]
    sanne.client.force_login(sanne.user)
    sanne.client.get("/route/")
    assert Toestel.objects.count() == 1
    other = Client()
    other.force_login(sanne.user)
    other.get("/route/")
    assert Toestel.objects.count() == 2


def test_a_lost_phone_is_told_to_forget_and_its_session_ends_everywhere(sanne):
    sanne.visits(1)
    sanne.client.get("/route/")
    toestel.revoke(Toestel.objects.get(), door=sanne.user, now=at("9:00"))
    assert not Session.objects.exists()
    assert sanne.client.get("/afdeling/").status_code == 302
    for answer in (sanne.client.get("/route/"), sanne.syncs([])):
        assert answer.status_code == 401
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert answer["X-Wissen"] == "ja"
        assert b"Anna" not in answer.content


def test_a_phone_that_turned_up_again_is_a_new_one(sanne):
    sanne.client.get("/route/")
    toestel.revoke(Toestel.objects.get(), door=sanne.user, now=at("9:00"))
    sanne.client.force_login(sanne.user)
    assert sanne.client.get("/route/").status_code == 200
    assert Toestel.objects.filter(ingetrokken_op=None).count() == 1


def test_revoking_twice_changes_nothing(sanne):
    sanne.client.get("/route/")
    for clock in ("9:00", "10:00"):
        toestel.revoke(Toestel.objects.get(), door=sanne.user, now=at(clock))
    assert Toestel.objects.get().ingetrokken_op == at("9:00")
