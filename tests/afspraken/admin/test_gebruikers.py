"""Accounts of employees: the manager gives roles and departments, never to themselves."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.test import Client

from afspraken.models import Handeling, Logregel
from afspraken.rechten import Rol, toegang
from tests.afspraken.rechten.wie import afdeling, browser, medewerker

pytestmark = pytest.mark.django_db

LIJST = "/beheer/auth/user/"


@pytest.fixture
def baas() -> User:
    return medewerker(Rol.BEHEER)


@pytest.fixture
def manager(baas) -> Client:
    return browser(baas)


@pytest.fixture
def karin() -> User:
    return medewerker(Rol.BALIE, "Publiekszaken")


def page(user: User) -> str:
    return f"{LIJST}{user.pk}/change/"


def filled(
    user: User, *rollen: Rol, afdelingen: tuple[str, ...] = (), **fields: object
) -> dict[str, object]:
    return {
        "username": user.username,
        "is_active": "on",
        "rollen": list(Group.objects.filter(name__in=rollen).values_list("pk", flat=True)),
        "afdelingen": [afdeling(naam).pk for naam in afdelingen],
        **fields,
    }


def may(user: User):
    return toegang(User.objects.get(pk=user.pk))


def test_the_manager_gives_roles_and_departments(manager, karin):
    fields = filled(karin, Rol.SPECIALIST, Rol.OVERBOEKEN, afdelingen=("Belastingen",))
    assert manager.post(page(karin), fields).status_code == 302
    assert may(karin).rollen == {Rol.SPECIALIST, Rol.OVERBOEKEN}
    assert may(karin).afdelingen == {afdeling("Belastingen").pk}


def test_each_change_is_logged_with_what_someone_may_after_it(manager, baas, karin):
    fields = filled(karin, Rol.SPECIALIST, afdelingen=("Belastingen",))
    manager.post(page(karin), fields)
    line = Logregel.objects.get(handeling=Handeling.BEHEER)
    assert (line.onderwerp, line.door) == (f"user:{karin.pk}", str(baas.pk))
    assert line.gegevens == {
        "wat": "gewijzigd",
        "velden": ["afdelingen", "rollen"],
        "rollen": ["SPECIALIST"],
        "afdelingen": [afdeling("Belastingen").pk],
    }


def test_a_new_account_works_here_and_is_given_roles_next(manager):
    password = "genoeg tekens om te raden"
    fields = {"username": "nieuw", "password1": password, "password2": password}
    fields |= {"usable_password": "true", "is_superuser": "on"}
    answer = manager.post(f"{LIJST}add/", fields)
    new = User.objects.get(username="nieuw")
    assert answer["Location"] == page(new)
    assert (new.is_staff, new.is_superuser) == (True, False)
    assert may(new).rollen == set()


def test_who_is_made_inactive_is_out_at_once(manager, karin):
    theirs = browser(karin)
    fields = filled(karin, Rol.BALIE)
    del fields["is_active"]
    manager.post(page(karin), fields)
    assert theirs.get("/servicepunt/")["Location"].startswith("/inloggen/")


def test_the_list_says_who_may_what(manager, karin):
    text = manager.get(LIJST).content.decode()
    assert "Publieksbalie" in text
    assert "Publiekszaken" in text


def test_the_list_takes_the_same_queries_at_any_length(manager, django_assert_max_num_queries):
    for _ in range(10):
        medewerker((Rol.BALIE, Rol.SPECIALIST), "Belastingen", "Publiekszaken")
    with django_assert_max_num_queries(16):
        manager.get(LIJST)


# --- who may not ----------------------------------------------------------------------------------


def test_nobody_raises_themselves(manager, baas):
    fields = filled(baas, *Rol, afdelingen=("Belastingen",), is_superuser="on", is_staff="on")
    manager.post(page(baas), fields)
    assert may(baas).rollen == {Rol.BEHEER}
    assert may(baas).afdelingen == set()
    assert not User.objects.get(pk=baas.pk).is_superuser


def test_nobody_is_made_superuser_here(manager, karin):
    extra = {"is_superuser": "on", "user_permissions": ["1"], "groups": ["1"], "password": "x"}
    manager.post(page(karin), filled(karin, Rol.BALIE, **extra))
    karin.refresh_from_db()
    assert not karin.is_superuser
    assert not karin.user_permissions.exists()
    assert karin.password != "x"


def test_the_account_of_who_installed_this_is_not_for_managers(manager):
    root = User.objects.create_superuser("root")
    assert root.username not in manager.get(LIJST).content.decode()
    assert manager.get(page(root)).status_code == 302, "back to the index: it does not exist"
    assert manager.post(page(root), filled(root)).status_code == 302
    assert manager.post(f"{LIJST}{root.pk}/password/", {}).status_code == 404


def test_ones_own_password_asks_for_the_old_one(manager, baas):
    answer = manager.get(f"{LIJST}{baas.pk}/password/")
    assert answer["Location"] == "/account/wachtwoord/"


def test_a_new_password_for_someone_else_is_logged_and_ends_their_session(manager, karin):
    theirs = browser(karin)
    password = "een heel ander wachtwoord"
    fields = {"password1": password, "password2": password, "usable_password": "true"}
    assert manager.post(f"{LIJST}{karin.pk}/password/", fields).status_code == 302
    assert Logregel.objects.get(handeling=Handeling.BEHEER).gegevens["velden"] == ["wachtwoord"]
    assert theirs.get("/servicepunt/")["Location"].startswith("/inloggen/")


def test_who_lost_the_second_factor_is_helped_and_that_is_logged(manager, karin):
    Authenticator.objects.create(user=karin, type="totp", data={})
    manager.post(page(karin), filled(karin, Rol.BALIE, wis_tweede_stap="on"))
    assert not Authenticator.objects.exists()
    line = Logregel.objects.get(handeling=Handeling.BEHEER)
    assert "wis_tweede_stap" in line.gegevens["velden"]


def test_nobody_deletes_an_account(manager, karin):
    assert manager.get(f"{LIJST}{karin.pk}/delete/").status_code == 404
    assert User.objects.filter(pk=karin.pk).exists()


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol is not Rol.BEHEER])
def test_no_other_role_sees_accounts(rol, karin):
    client = browser(medewerker(rol, "Publiekszaken"))
    for address in (LIJST, page(karin), f"{LIJST}add/", f"{LIJST}{karin.pk}/password/"):
        assert client.get(address).status_code == 404
        assert client.post(address, filled(karin, Rol.KLANTENSERVICE)).status_code == 404
