"""The groups of the roles, and what they may on the screens of management."""

import pytest
from django.contrib.auth.models import Group

from afspraken.management.commands.up import prepare_database
from afspraken.rechten import Rol

pytestmark = pytest.mark.django_db


def codenames(rol):
    return set(Group.objects.get(name=rol).permissions.values_list("codename", flat=True))


def test_the_service_point_has_calls_and_letters_and_the_manager_all():
    beltaken_en_brieven = {"view_beltaak", "change_beltaak", "view_stapel", "add_stapel"}
    assert codenames(Rol.KLANTENSERVICE) == beltaken_en_brieven
    assert codenames(Rol.BEHEER) > beltaken_en_brieven
    assert not codenames(Rol.BALIE)


def test_what_a_role_may_is_brought_up_to_date_at_each_start():
    before = codenames(Rol.KLANTENSERVICE)
    Group.objects.get(name=Rol.KLANTENSERVICE).permissions.clear()
    Group.objects.filter(name=Rol.BALIE).delete()
    prepare_database()  # of a database without anything to migrate
    assert codenames(Rol.KLANTENSERVICE) == before
    assert Group.objects.filter(name=Rol.BALIE).exists()
