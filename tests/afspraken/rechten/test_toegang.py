"""What one employee may: by the highest of their roles, of their own departments or of all."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, User

from afspraken.models import Afspraak
from afspraken.rechten import Bereik, Recht, Rol, toegang
from tests.afspraken.rechten.wie import afdeling, medewerker
from tests.cast import booked

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rol", Rol)
def test_every_role_is_there_after_the_migrations(rol):
    assert toegang(medewerker(rol)).rollen == {rol}


def test_the_service_point_reaches_every_department():
    may = toegang(medewerker(Rol.KLANTENSERVICE))
    assert may.mag(Recht.AFSPRAAK_MAKEN)
    assert may.mag(Recht.AFSPRAAK_MAKEN, [afdeling("Sociale Zaken").pk])
    assert may.mag(Recht.AFSPRAAK_MAKEN, [])


def test_a_specialist_reaches_the_own_departments_only():
    may = toegang(medewerker(Rol.SPECIALIST, "Sociale Zaken", "Belastingen"))
    assert may.mag(Recht.AFSPRAAK_MAKEN)
    assert may.mag(Recht.AFSPRAAK_MAKEN, [afdeling("Belastingen").pk])
    assert may.mag(Recht.AFSPRAAK_MAKEN, [afdeling("Bouwen").pk, afdeling("Belastingen").pk])
    assert not may.mag(Recht.AFSPRAAK_MAKEN, [afdeling("Bouwen").pk])
    assert not may.mag(Recht.AFSPRAAK_MAKEN, [None])
    assert not may.mag(Recht.AFSPRAAK_MAKEN, [])


def test_the_highest_of_two_roles_counts():
    may = toegang(medewerker((Rol.SPECIALIST, Rol.KLANTENSERVICE), "Belastingen"))
    assert may.bereik(Recht.AFSPRAAK_MAKEN) is Bereik.ALLES
    assert may.bereik(Recht.GEVOELIG_ZIEN) is Bereik.EIGEN


def test_who_installed_this_may_everything():
    may = toegang(User.objects.create_superuser("installateur"))
    assert all(may.bereik(recht) is Bereik.ALLES for recht in Recht)


@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}])
def test_who_does_not_work_here_any_more_may_nothing(fields):
    user = medewerker(Rol.KLANTENSERVICE)
    User.objects.filter(pk=user.pk).update(**fields)
    user.refresh_from_db()
    assert not any(toegang(user).mag(recht) for recht in Recht)


def test_who_has_not_logged_in_may_nothing():
    assert not any(toegang(AnonymousUser()).mag(recht) for recht in Recht)


def test_appointments_are_those_of_the_own_departments(town):
    town.loket()
    ours = booked(town.product(afdeling=afdeling("Sociale Zaken")), "9:00")
    theirs = booked(town.product(afdeling=afdeling("Belastingen")), "10:00")
    nobodys = booked(town.product(), "11:00")

    def seen(user: User) -> set[Afspraak]:
        return set(Afspraak.objects.filter(toegang(user).afspraken(Recht.AFSPRAAK_ZIEN)))

    assert seen(medewerker(Rol.SPECIALIST, "Sociale Zaken")) == {ours}
    assert seen(medewerker(Rol.SPECIALIST)) == set()
    assert seen(medewerker(Rol.KLANTENSERVICE)) == {ours, theirs, nobodys}
    assert seen(medewerker(Rol.KWALITEIT, "Sociale Zaken")) == set()


def test_two_queries_tell_what_someone_may(django_assert_num_queries):
    user = medewerker(Rol.SPECIALIST, "Sociale Zaken")
    with django_assert_num_queries(2):
        for recht in Recht:
            toegang(user).mag(recht)
