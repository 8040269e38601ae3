"""A visit that is a whole care-home day is planned on its own pages, and offered nowhere else."""

import pytest
from django.urls import reverse

from afspraken.exceptions import NotBookable
from afspraken.models import Kanaal
from afspraken.rechten import Rol
from afspraken.wens import load
from mobiel import zitting
from tests.afspraken.rechten.wie import medewerker
from tests.afspraken.servicepunt.beller import Beller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def beller(huis):
    """Somebody calls the service point."""
    return Beller(medewerker(Rol.KLANTENSERVICE))


def test_residents_see_what_each_of_them_gets_and_not_the_day_itself(client, huis):
    shown = client.get("/").content.decode()
    assert huis.paspoort.slug in shown
    assert huis.aanbod.bezoek.slug not in shown
    asked = f"{reverse('portaal:wat')}?product="
    assert client.get(asked + huis.paspoort.slug).status_code == 200
    assert client.get(asked + huis.aanbod.bezoek.slug).status_code == 404
    with pytest.raises(NotBookable):
        load({huis.aanbod.bezoek.slug: 1}, kanaal=Kanaal.WEB)


def test_the_service_point_does_not_find_it_as_a_plain_visit(beller, huis):
    beller.press(zoek_product="thuis")
    assert beller.buttons("product:") == [f"product:{huis.paspoort.slug}"]
    beller.press(zoek_product="zitting")
    assert beller.buttons("product:") == []
    assert beller.press(f"product:{huis.aanbod.bezoek.slug}").status_code == 404


def test_the_service_point_still_moves_a_day_that_is_planned(beller, huis):
    made = huis.zitting(bewoners=1)
    beller.press(f"klant:{made.klant.pk}")
    beller.press("herkend:REFERENTIE")
    beller.press(f"verzet:{made.afspraak.code}")
    assert beller.buttons("tijd:")


def test_the_day_itself_is_planned_as_ever(huis):
    made = huis.zitting()
    assert zitting.is_open(made, now=made.aangemaakt_op)
