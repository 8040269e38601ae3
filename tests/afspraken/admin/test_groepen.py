"""The manager makes groups in a department, and gives a department its norm."""

import pytest

from afspraken.models import Afdeling, Groep
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import afdeling, ingelogd, medewerker

pytestmark = pytest.mark.django_db


def test_a_group_has_a_department_and_members():
    wonen, sanne = afdeling("Wonen"), medewerker(Rol.SPECIALIST, "Wonen")
    data = {"naam": "Vergunningen", "afdeling": wonen.pk, "leden": [sanne.pk]}
    answer = ingelogd(Rol.BEHEER).post("/beheer/afspraken/groep/add/", data)
    assert answer.status_code == 302
    assert list(Groep.objects.get().leden.all()) == [sanne]


@pytest.mark.parametrize(("hours", "kept"), [("4", 4), ("", None), ("0", None), ("401", None)])
def test_a_department_has_a_norm_in_working_hours(hours, kept):
    wonen = afdeling("Wonen")
    path = f"/beheer/afspraken/afdeling/{wonen.pk}/change/"
    ingelogd(Rol.BEHEER).post(path, {"naam": "Wonen", "terugbelnorm": hours})
    assert Afdeling.objects.get().terugbelnorm == kept
