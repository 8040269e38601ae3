"""A person who got in touch: kept when unknown, written back when they tell something new."""

from dataclasses import replace

import pytest

from afspraken import privacy
from afspraken.contact import Persoon, correct_person, keep_person, merge
from afspraken.models import Logregel
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import medewerker
from tests.cast import NOW

pytestmark = pytest.mark.django_db

ANNA = Persoon(naam="Anna de Vries", telefoon="+31612345678", postcode="1191 AB", huisnummer="1")


@pytest.fixture
def ksp():
    return medewerker(Rol.KLANTENSERVICE)


def test_what_is_told_anew_is_written_back_and_logged(ksp):
    anna = keep_person(ANNA, door=ksp, now=NOW)
    correct_person(anna, replace(ANNA, email="anna@example.nl"), door=ksp, now=NOW)
    anna.refresh_from_db()
    assert (anna.email, anna.postcode) == ("anna@example.nl", "1191 AB")
    assert Logregel.objects.filter(onderwerp=f"klant:{anna.pk}").count() == 2


def test_nothing_new_is_not_written(ksp):
    anna = keep_person(ANNA, door=ksp, now=NOW)
    correct_person(anna, ANNA, door=ksp, now=NOW)
    assert Logregel.objects.filter(onderwerp=f"klant:{anna.pk}").count() == 1


def test_of_two_rows_that_were_joined_the_one_that_stayed_is_corrected(ksp):
    anna, again = (keep_person(ANNA, door=ksp, now=NOW) for _row in range(2))
    merge(anna, again, door=ksp, now=NOW)
    kept = correct_person(again, replace(ANNA, email="anna@example.nl"), door=ksp, now=NOW)
    assert (kept.pk, kept.email) == (anna.pk, "anna@example.nl")


def test_who_was_erased_stays_erased(ksp):
    anna = keep_person(ANNA, door=ksp, now=NOW)
    privacy.erase(anna, now=NOW)
    correct_person(anna, ANNA, door=ksp, now=NOW)
    anna.refresh_from_db()
    assert anna.telefoon == ""
