"""A visit to which nobody goes is a task, before its window begins."""

from __future__ import annotations

import pytest

from afspraken import taken
from afspraken.rechten import Rol
from mobiel.bord import werk
from tests.afspraken.rechten.wie import ingelogd
from tests.cast import MAANDAG, NOW, at
from tests.mobiel.dorp import cancelled

pytestmark = pytest.mark.django_db


def test_a_visit_without_a_route_is_a_task_until_its_window_begins(stad, django_assert_num_queries):
    stad.visit(1)
    afspraak = stad.visit(2)
    stad.loose(afspraak)
    with django_assert_num_queries(1):
        [task] = werk.tasks(NOW)
    assert task.afspraak == afspraak
    assert task.uiterlijk == at("8:30")
    assert task.url == f"/bezoeken/?dag={MAANDAG}"
    assert not list(werk.tasks(at("8:31")))


def test_a_cancelled_visit_is_none(stad):
    afspraak = stad.visit(2)
    stad.loose(afspraak)
    cancelled(afspraak)
    assert not list(werk.tasks(NOW))


def test_the_service_point_has_it_in_its_list(stad):
    stad.loose(stad.visit(2))
    assert "bezoeken" in taken._sources
    page = ingelogd(Rol.KLANTENSERVICE).get("/servicepunt/").content.decode()
    assert "Niemand gaat naar dit bezoek" in page
