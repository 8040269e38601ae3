"""The tasks of one employee: mine, my groups', my department's, and what colleagues have."""

from __future__ import annotations

import pytest

from afspraken.models import Groep, Logregel, Product, Terugbelverzoek
from afspraken.rechten import Rol
from notificaties.models import Beltaak, Taakreden
from notificaties.outbox import ask_to_call
from tests.afspraken.afdeling.conftest import text_of
from tests.afspraken.contact.promises import promised
from tests.afspraken.rechten.wie import afdeling, browser, medewerker
from tests.cast import NOW

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
    with django_assert_max_num_queries(20):
        haar.get(TAKEN)


# --- whom no message reached ----------------------------------------------------------------------


@pytest.fixture
def bel(anna):
    """Anna, who comes to Sanne, was sent a message that did not arrive."""
    ask_to_call(anna, Taakreden.NIET_BEREIKT, now=NOW)
    return Beltaak.objects.get()


def test_who_could_not_be_reached_is_called_by_the_department_of_the_appointment(haar, bel):
    page = text_of(haar.get(TAKEN))
    assert "Geen bericht kwam aan" in page
    own = f"/beltaken/{bel.pk}/"
    assert f'href="{own}"' in page
    page = text_of(haar.get(own))
    for shown in ("Anna de Vries", 'href="tel:', "Vertel wanneer en waar de afspraak is"):
        assert shown in page
    assert f'href="{TAKEN}"' in page
    assert Logregel.objects.filter(onderwerp=f"afspraak:{bel.afspraak.code}").exists()


def test_the_call_is_made_and_put_back(haar, bel):
    done = text_of(haar.post(f"/beltaken/{bel.pk}/gedaan/", follow=True))
    assert "De beltaak is gedaan" in done
    assert "Geen bericht kwam aan" not in text_of(haar.get(TAKEN))
    second = text_of(haar.post(f"/beltaken/{bel.pk}/gedaan/", follow=True))
    assert "Een collega had deze beltaak al gedaan" in second
    assert "staat weer open" in text_of(haar.post(f"/beltaken/{bel.pk}/terug/", follow=True))
    assert "staat al open" in text_of(haar.post(f"/beltaken/{bel.pk}/terug/", follow=True))
    assert "Geen bericht kwam aan" in text_of(haar.get(TAKEN))


def test_the_call_of_another_department_is_not_there(haar, bel):
    Product.objects.update(afdeling=afdeling("Zorg"))
    assert "Geen bericht kwam aan" not in text_of(haar.get(TAKEN))
    assert haar.get(f"/beltaken/{bel.pk}/").status_code == 404
    assert haar.post(f"/beltaken/{bel.pk}/gedaan/").status_code == 404
    assert haar.get("/beltaken/999999/").status_code == 404
