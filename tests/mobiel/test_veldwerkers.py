"""The functional manager says who goes out on visits, and with what."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from afspraken.models import Logregel, Soort
from mobiel.models import Veldwerker, Vervoer

ADD = "admin:mobiel_veldwerker_add"


@pytest.fixture
def beheer(client, db):
    user = get_user_model().objects.create_superuser("beheer", password="geheim")
    client.force_login(user)
    return client


def form(middel, **fields) -> dict[str, object]:
    defaults = {"vervoer": "AUTO", "lunch_van": "12:00", "lunch_tot": "13:00", "lunch_duur": "30"}
    return {"middel": middel.pk, **defaults, **fields}


def test_an_official_gets_a_bicycle_and_a_kit(beheer, town):
    sanne, koffer = town.ambtenaar("Sanne"), town.middel(Soort.KOFFER)
    answer = beheer.post(reverse(ADD), form(sanne, vervoer="FIETS", koffer=koffer.pk))
    assert answer.status_code == 302
    veldwerker = Veldwerker.objects.get(middel=sanne)
    assert (veldwerker.vervoer, veldwerker.koffer) == (Vervoer.FIETS, koffer)
    assert Logregel.objects.filter(onderwerp=f"veldwerker:{veldwerker.pk}").exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"lunch_van": "14:00"}, "De lunch begint niet na het uiterlijke begin."),
        ({"lunch_duur": "500"}, "120"),
        ({"vervoer": "RAKET"}, "RAKET"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(beheer, town, fields, sentence):
    answer = beheer.post(reverse(ADD), form(town.ambtenaar(), **fields))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_a_counter_makes_no_visits_and_a_room_is_no_kit(town):
    with pytest.raises(ValidationError):
        Veldwerker(middel=town.loket()).full_clean()
    with pytest.raises(ValidationError):
        Veldwerker(middel=town.ambtenaar(), koffer=town.ruimte()).full_clean()


def test_a_place_without_a_point_on_the_map_is_no_place_to_set_out_from(town):
    with pytest.raises(ValidationError, match="punt op de kaart"):
        Veldwerker(middel=town.ambtenaar(), vertrekt_van=town.gemeentehuis).full_clean()


def test_an_official_goes_out_in_one_way(town):
    sanne = town.ambtenaar()
    Veldwerker.objects.create(middel=sanne)
    with pytest.raises(IntegrityError):
        Veldwerker.objects.create(middel=sanne)
