"""When messages go out, as the functional manager sets it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from afspraken.models import Middel, Product
from notificaties.models import Berichtadres, Berichtmoment

LIJST = "/beheer/notificaties/berichtmoment/"


def post_moment(client, **fields):
    data = {"soort": "HERINNERING", "aantal": "2", "eenheid": "d", "kanaal": "", "product": ""}
    return client.post(f"{LIJST}add/", data | fields)


def fields_of(page) -> dict[str, object]:
    """What a browser would send of a page of the admin, unchanged."""
    forms = [page.context["adminform"].form]
    for rows in page.context["inline_admin_formsets"]:
        forms += [rows.formset.management_form, *rows.formset.forms]
    found: dict[str, object] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                found[bound.html_name] = value
    return found


def test_a_moment_for_all_products_is_added(beheer):
    assert post_moment(beheer).status_code == 302
    assert Berichtmoment.objects.get().code == "-2d"
    page = beheer.get(LIJST).content.decode()
    assert "2 dagen ervoor" in page
    assert "wat de klant het liefst wil" in page
    assert "alle producten" in page


def test_after_the_visit_is_said_too(beheer):
    post_moment(beheer, soort="NABERICHT", aantal="1")
    assert "1 dag erna" in beheer.get(LIJST).content.decode()


def test_the_same_moment_twice_is_refused_in_a_sentence(beheer, town):
    for product in ("", town.product().pk):
        post_moment(beheer, product=product)
        answer = post_moment(beheer, product=product)
        assert answer.status_code == 200
        assert "Dit moment staat er al." in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kanaal": "BRIEF", "eenheid": "u", "aantal": "80"}, "Een brief doet er drie dagen over."),
        ({"kanaal": "BRIEF", "aantal": "3"}, "Een brief doet er drie dagen over."),
        ({"kanaal": "BRIEF", "soort": "NABERICHT"}, "Dit bericht sturen wij niet op deze manier."),
        ({"aantal": "0"}, "minstens 1 is"),
        ({"aantal": "91"}, "hoogstens 90 is"),
        ({"soort": "BEVESTIGING"}, "Selecteer een geldige keuze"),
    ],
)
def test_a_moment_that_makes_no_sense_is_refused_in_a_sentence(beheer, fields, sentence):
    answer = post_moment(beheer, **fields)
    assert sentence in answer.content.decode()
    assert not Berichtmoment.objects.exists()


def test_a_letter_that_is_in_time_is_accepted(beheer):
    assert post_moment(beheer, kanaal="BRIEF", aantal="7").status_code == 302


def with_moments(client, product: Product, *rows: tuple[str, str, str]):
    """Post the page of a product with these moments added."""
    url = reverse("admin:afspraken_product_change", args=[product.pk])
    data = fields_of(client.get(url)) | {"berichtmomenten-TOTAL_FORMS": len(rows)}
    for number, (soort, aantal, eenheid) in enumerate(rows):
        start = f"berichtmomenten-{number}-"
        data |= {f"{start}soort": soort, f"{start}aantal": aantal, f"{start}eenheid": eenheid}
    return client.post(url, data)


def test_a_product_gets_moments_of_its_own(beheer, town):
    product = town.product("Paspoort")
    answer = with_moments(beheer, product, ("HERINNERING", "1", "d"))
    assert answer.status_code == 302, answer.context["errors"]
    assert Berichtmoment.objects.get().product == product


def test_two_equal_moments_of_a_product_are_refused_in_a_sentence(beheer, town):
    twice = [("HERINNERING", "1", "d")] * 2
    answer = with_moments(beheer, town.product("Paspoort"), *twice)
    assert answer.status_code == 200
    assert re.search(r"Dit moment staat er al|Corrigeer de dubbele", answer.content.decode())
    assert not Berichtmoment.objects.exists()


def test_an_official_gets_a_mailbox_for_invitations(beheer, town):
    middel: Middel = town.ambtenaar("Joost")
    url = reverse("admin:afspraken_middel_change", args=[middel.pk])
    data = fields_of(beheer.get(url))
    answer = beheer.post(url, data)
    assert answer.status_code == 302, answer.context["errors"]
    assert not Berichtadres.objects.exists()
    data |= {"berichtadres-0-email": "joost@gemeente.example", "berichtadres-0-is_actief": "on"}
    assert beheer.post(url, data).status_code == 302
    assert Berichtadres.objects.get().middel == middel
