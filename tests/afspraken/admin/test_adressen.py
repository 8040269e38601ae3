"""The functional manager adds a door that no register knows, and a part of town."""

from django.urls import reverse

from afspraken.adresboek import find
from afspraken.models import Adrespunt, Buurt
from tests.cast import NOW, adres

NIEUW = adres(straat="Nieuwe Weg", huisnummer="77 a", postcode="1191 KL")
ADD = reverse("admin:afspraken_adrespunt_add")


def test_a_new_door_is_found_at_once(beheer):
    assert find("1191 KL", "77a", now=NOW) == []
    beheer.post(ADD, NIEUW.as_dict())
    assert find("1191 KL", "77a", now=NOW) == [NIEUW]


def test_the_same_door_is_refused_in_words(beheer):
    beheer.post(ADD, NIEUW.as_dict())
    answer = beheer.post(ADD, NIEUW.as_dict())
    assert "Dit adres staat er al." in answer.content.decode()
    assert Adrespunt.objects.count() == 1


def test_a_point_that_is_none_and_a_postcode_that_is_none_are_refused(beheer):
    answer = beheer.post(ADD, NIEUW.as_dict() | {"breedtegraad": "noord", "postcode": "1191kl"})
    assert "Bijvoorbeeld 1191 AA." in answer.content.decode()
    assert not Adrespunt.objects.exists()


def test_a_part_of_town_can_be_chosen(beheer):
    page = reverse("admin:afspraken_buurt_add")
    beheer.post(page, {"naam": "Benning", "breedtegraad": "52.29", "lengtegraad": "4.899"})
    assert Buurt.objects.get().naam == "Benning"
    assert "Benning" in beheer.get(reverse("admin:afspraken_buurt_changelist")).content.decode()
