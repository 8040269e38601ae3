"""The command builds the example town once, and shows who may log in to a demonstration."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.db import transaction

from afspraken.demo import logins
from afspraken.models import Middel
from afspraken.rechten import Rol, toegang
from tests.demo.opdracht import demo

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def printed(quick, django_db_setup, django_db_blocker):
    """What the command says that built the town of all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield demo()
        transaction.set_rollback(True)


def test_the_command_builds_once(printed, settings):
    settings.DEMO = False
    assert "18 loketten, ruimtes en medewerkers" in printed
    assert demo() == ""
    assert Middel.objects.count() == 18
    assert not get_user_model().objects.exists(), "a real town gets no login that is printed"


def test_a_demonstration_prints_logins_that_work(printed, settings, rf):
    settings.DEMO = True
    text = demo()
    assert "/postvak/ (hier komen alle e-mails" in text
    for login in logins.LOGINS:
        assert f"{login.naam:<15} {login.wachtwoord}" in text
        user = authenticate(rf.post("/"), username=login.naam, password=login.wachtwoord)
        assert toegang(user).rollen == set(login.rollen)
        assert not user.is_superuser
        assert "$1$" not in user.password, "hashed as usual from the first login on"
    assert demo() == text, "each start shows them again"


def test_every_role_has_a_login_in_a_demonstration():
    assert {rol for login in logins.LOGINS for rol in login.rollen} == set(Rol)
