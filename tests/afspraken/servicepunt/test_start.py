"""The first page of an employee: the tasks that are theirs, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from afspraken import taken
from afspraken.models import Afdeling, Medewerker
from afspraken.rechten import Rol
from afspraken.taken import Taak
from tests.afspraken.contact.promises import promised

pytestmark = pytest.mark.django_db


@pytest.fixture
def afdelingen():
    """Two departments."""
    return [Afdeling.objects.create(naam=naam) for naam in ("Belastingen", "Jeugd")]


@pytest.fixture
def todo(monkeypatch, afdelingen):
    """A call-back for each department, the second one late, and one of the service point."""
    now = timezone.now()
    own = [frozenset({one.pk}) for one in afdelingen]
    monkeypatch.setattr(taken, "_sources", {})
    rows = [
        Taak(
            "terugbellen", "Bel over belasting", now + timedelta(hours=2), "/b", afdelingen=own[0]
        ),
        Taak("terugbellen", "Bel over jeugd", now - timedelta(hours=2), "/j", afdelingen=own[1]),
        Taak("bellen", "Bel over niets", now + timedelta(hours=1), "/n"),
    ]
    taken.register("proef", lambda now: rows)


def employee(client, rol, *afdelingen):
    """Someone with one role, logged in."""
    user = User.objects.create_user("els", is_staff=True)
    user.groups.add(Group.objects.get(name=rol.value))
    Medewerker.objects.create(gebruiker=user).afdelingen.set(afdelingen)
    client.force_login(user)


def page(client):
    return client.get(reverse("servicepunt:start")).content.decode()


def test_the_service_point_sees_every_task_most_urgent_first(client, todo):
    employee(client, Rol.KLANTENSERVICE)
    text = page(client)
    order = [text.index(f"Bel over {what}") for what in ("jeugd", "niets", "belasting")]
    assert order == sorted(order)
    assert text.count("Te laat") == 1


def test_a_specialist_sees_the_tasks_of_the_own_department_only(client, todo, afdelingen):
    employee(client, Rol.SPECIALIST, afdelingen[0])
    text = page(client)
    assert "Bel over belasting" in text
    assert "jeugd" not in text
    assert "niets" not in text


def test_who_has_not_logged_in_is_asked_to(client, todo):
    response = client.get(reverse("servicepunt:start"))
    assert response.status_code == 302
    assert "next=" in response.url


def test_who_has_no_role_finds_nothing(client, todo):
    client.force_login(User.objects.create_user("gast", is_staff=True))
    assert client.get(reverse("servicepunt:start")).status_code == 404


def test_who_keeps_no_promises_has_nothing_to_do(client, todo):
    employee(client, Rol.KWALITEIT)
    assert "Alles is gedaan." in page(client)


def test_of_very_many_promises_the_first_are_shown_and_all_are_counted(
    client, todo, django_assert_max_num_queries
):
    employee(client, Rol.KLANTENSERVICE)
    els, now = User.objects.get(), timezone.now()
    for n in range(55):
        promised(els, gevraagde_handeling=f"Belofte {n}", uiterlijk=now + timedelta(days=n + 1))
    with django_assert_max_num_queries(10):
        text = page(client)
    assert ("Belofte 46" in text, "Belofte 47" in text) == (True, False)
    assert '<span class="werkdeel__aantal">58</span>' in text
    assert "Dit zijn de eerste 50. Toon alles" in text
