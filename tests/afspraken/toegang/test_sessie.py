"""A session ends when its user changes, and who had to log in again is back where they were."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import afdeling, browser, medewerker

pytestmark = pytest.mark.django_db

PAGE = "/servicepunt/"


@pytest.fixture
def karin() -> User:
    return medewerker(Rol.KLANTENSERVICE, "Publiekszaken")


def is_out(client: Client) -> bool:
    answer = client.get(PAGE)
    return answer.status_code == 302 and answer["Location"].startswith("/inloggen/")


CHANGES = {
    "made inactive": lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
    "no employee": lambda user: User.objects.filter(pk=user.pk).update(is_staff=False),
    "another role": lambda user: user.groups.set(Group.objects.filter(name=Rol.BALIE)),
    "a role more": lambda user: user.groups.add(Group.objects.get(name=Rol.BEHEER)),
    "another department": lambda user: user.medewerker.afdelingen.set([afdeling("Belastingen")]),
    "made superuser": lambda user: User.objects.filter(pk=user.pk).update(is_superuser=True),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_session_ends_at_the_next_page_after_its_user_changed(karin, change):
    client = browser(karin)
    assert not is_out(client)
    change(karin)
    assert is_out(client)


def test_a_session_ends_when_the_password_changes(karin):
    client = browser(karin)
    karin.set_password("een ander lang wachtwoord")
    karin.save()
    assert is_out(client)


def test_a_screen_of_the_manager_ends_with_the_session_too():
    manager = medewerker(Rol.BEHEER)
    client = browser(manager)
    assert client.get("/beheer/").status_code == 200
    manager.groups.clear()
    assert client.get("/beheer/")["Location"].startswith("/inloggen/")
