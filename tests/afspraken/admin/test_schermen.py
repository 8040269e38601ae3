"""The functional manager places screens, reads their addresses, and makes another code."""

from __future__ import annotations

import pytest
from django.urls import reverse

from afspraken.models import Logregel, Scherm, Schermsoort
from tests.afspraken.admin.conftest import may


@pytest.fixture
def poster(town) -> Scherm:
    """A poster at the entrance of the town hall."""
    return Scherm.objects.create(
        locatie=town.gemeentehuis, soort=Schermsoort.POSTER, naam="Op de deur"
    )


def form(scherm: Scherm, **fields: object) -> dict[str, object]:
    known = {"locatie": scherm.locatie_id, "soort": scherm.soort, "naam": scherm.naam}
    return {**known, "is_actief": "on", "zitplaats": "", "zitplaats_en": "", **fields}


def url(scherm: Scherm, deel: str = "change") -> str:
    return reverse(f"admin:afspraken_scherm_{deel}", args=[scherm.pk])


def test_a_new_screen_has_a_secret_address(beheer, town, client):
    page = reverse("admin:afspraken_scherm_add")
    fresh = Scherm(locatie=town.gemeentehuis, soort=Schermsoort.ZUIL, naam="Hal")
    beheer.post(page, form(fresh))
    made = Scherm.objects.get()
    assert len(made.code) == 32
    assert f"/scherm/{made.code}/" in beheer.get(url(made)).content.decode()
    listed = beheer.get(reverse("admin:afspraken_scherm_changelist")).content.decode()
    assert f"/scherm/{made.code}/" in listed
    assert Logregel.objects.filter(onderwerp=f"scherm:{made.pk}", gegevens__wat="nieuw").exists()


def test_another_code_shuts_the_old_address(beheer, poster, client):
    old = poster.code
    beheer.post(url(poster), form(poster, nieuwe_code="on"))
    poster.refresh_from_db()
    assert poster.code != old
    assert client.get(f"/scherm/{old}/").status_code == 404
    assert client.get(f"/scherm/{poster.code}/").status_code == 200
    line = Logregel.objects.get(onderwerp=f"scherm:{poster.pk}")
    assert "nieuwe_code" in line.gegevens["velden"]
    assert old not in str(line.gegevens)


def test_saving_keeps_the_code(beheer, poster):
    beheer.post(url(poster), form(poster, naam="Op de glazen deur"))
    code = poster.code
    poster.refresh_from_db()
    assert (poster.code, poster.naam) == (code, "Op de glazen deur")


def test_the_poster_is_one_page_with_a_qr_code_and_two_languages(beheer, poster):
    page = beheer.get(url(poster, "poster")).content.decode()
    assert "data:image/svg+xml" in page
    assert "Meld u hier aan" in page
    assert "Check in here" in page


def test_only_a_poster_is_printed_and_only_by_who_sees_screens(beheer, poster):
    address = url(poster, "poster")
    Scherm.objects.update(soort=Schermsoort.ZUIL)
    assert beheer.get(address).status_code == 404
    Scherm.objects.update(soort=Schermsoort.POSTER)
    assert may("view_product").get(address).status_code == 404
    assert beheer.get(address).status_code == 200
