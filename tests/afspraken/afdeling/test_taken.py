"""The tasks of one employee: mine, my groups', my department's, and what colleagues have."""

from __future__ import annotations

import pytest

from afspraken.models import Groep, Terugbelverzoek
from afspraken.rechten import Rol
from tests.afspraken.afdeling.conftest import text_of
from tests.afspraken.contact.promises import promised
from tests.afspraken.rechten.wie import afdeling, browser, medewerker

TAKEN = "/afdeling/taken/"


@pytest.fixture
def ksp(db):
    return medewerker(Rol.KLANTENSERVICE)


def parts(page):
    """What stands under each heading."""
    return {part.split('"')[0]: part for part in text_of(page).split('aria-labelledby="kop-')[1:]}


def test_each_promise_stands_on_one_list(haar, sanne, ksp):
    sociaal = afdeling("Sociale Zaken")
    groep = Groep.objects.create(afdeling=sociaal, naam="Schulden")
    groep.leden.add(sanne.gebruiker)
    other = Groep.objects.create(afdeling=sociaal, naam="Wmo")
    promised(ksp, afdeling=sociaal, medewerker=sanne.gebruiker, gevraagde_handeling="Een")
    promised(ksp, afdeling=sociaal, groep=groep, gevraagde_handeling="Twee")
    promised(ksp, afdeling=sociaal, gevraagde_handeling="Drie")
    promised(ksp, afdeling=sociaal, groep=other, gevraagde_handeling="Vier")
    promised(ksp, afdeling=afdeling("Zorg"), gevraagde_handeling="Vijf")
    found = parts(haar.get(TAKEN))
    for naam, words in (("mij", "Een"), ("groepen", "Twee"), ("afdeling", "Drie")):
        assert words in found[naam]
    assert "Vier" in found["collegas"]
    assert not any("Vijf" in part for part in found.values())


def test_a_task_is_taken_from_the_list_and_stays_in_this_door(haar, sanne, ksp):
    row = promised(ksp, afdeling=afdeling("Sociale Zaken"))
    answer = haar.post(f"{TAKEN}{row.pk}/oppakken/", {"versie": row.versie})
    assert answer.url == f"{TAKEN}{row.pk}/"
    assert Terugbelverzoek.objects.get().medewerker == sanne.gebruiker
    page = text_of(haar.get(answer.url))
    assert f"{TAKEN}{row.pk}/klaar/" in page
    assert f'href="{TAKEN}"' in page


def test_who_was_overtaken_is_told(haar, ksp):
    row = promised(ksp, afdeling=afdeling("Sociale Zaken"))
    colleague = browser(medewerker(Rol.SPECIALIST, "Sociale Zaken"))
    colleague.post(f"{TAKEN}{row.pk}/oppakken/", {"versie": row.versie})
    assert haar.post(f"{TAKEN}{row.pk}/oppakken/", {"versie": row.versie}).status_code == 409


def test_many_tasks_take_as_many_questions(haar, sanne, ksp, django_assert_max_num_queries):
    for n in range(12):
        promised(ksp, afdeling=afdeling("Sociale Zaken"), gevraagde_handeling=f"Taak {n}")
    with django_assert_max_num_queries(12):
        haar.get(TAKEN)
