"""Catalogue, places and resources: what the manager can change, and what is refused."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from afspraken.models import Bevoegdheid, Locatie, Logregel, Middel, Product, Vereiste
from tests.afspraken.admin.conftest import may
from tests.cast import BRAM, Town, booked

PRODUCTEN = reverse("admin:afspraken_product_changelist")
NIEUW = reverse("admin:afspraken_product_add")


def no_rows(*prefixes: str) -> dict[str, str]:
    """What a page posts that shows rows of these kinds and got none."""
    counts = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0"}
    counts["MAX_NUM_FORMS"] = "1000"
    return {f"{prefix}-{name}": n for prefix in prefixes for name, n in counts.items()}


def product_form(town: Town, **fields: object) -> dict[str, object]:
    """What the form of a new product posts, with one need and one price."""
    filled: dict[str, object] = {
        "naam": "Paspoort aanvragen",
        "slug": "paspoort",
        "groep": town.groep.pk,
        "is_actief": "on",
        "kanalen": ["WEB", "TELEFOON"],
        "duur": "15",
        "extra_per_persoon": "10",
        "max_personen": "5",
        "uitloop": "0",
        "raster": "10",
        "aanlooptijd": "60",
        "horizon": "56",
        "vervolg_na": "0",
        "aanbieder": "balie",
        "volgorde": "0",
    }
    rows = {
        **no_rows("vereisten", "kosten", "ophaalplaatsen", "berichtmomenten"),
        "vereisten-TOTAL_FORMS": "1",
        "vereisten-0-soort": "LOKET",
        "vereisten-0-aantal": "1",
        "kosten-TOTAL_FORMS": "1",
        "kosten-0-omschrijving": "vanaf 18 jaar",
        "kosten-0-bedrag": "83,87",
        "kosten-0-geldig_vanaf": "2026-01-01",
    }
    return {**filled, **rows, **fields}


def page(row: Model, what: str = "change") -> str:
    """Address of the page of a row."""
    return reverse(f"admin:afspraken_{row._meta.model_name}_{what}", args=(row.pk,))


def test_a_product_is_made_with_its_needs_and_costs(beheer, town):
    answer = beheer.post(NIEUW, product_form(town))
    assert answer.status_code == 302, answer.context["errors"]
    product = Product.objects.get()
    assert product.kanalen == ["WEB", "TELEFOON"]
    assert product.vereisten.get().soort == "LOKET"
    assert str(product.kosten.get().bedrag) == "83.87"


def test_a_write_is_logged_with_the_names_of_the_fields_only(beheer, town):
    product = town.product("Paspoort", vraagt=[])
    beheer.post(page(product), product_form(town, naam="Anders"))
    line = Logregel.objects.get(handeling="BEHEER")
    assert line.onderwerp == f"product:{product.pk}"
    assert "naam" in line.gegevens["velden"]
    assert "Anders" not in str(line.gegevens)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"duur": "7"}, "Kies een veelvoud van vijf minuten."),
        ({"duur": "0"}, "5"),
        ({"duur": "9" * 30}, "480"),
        ({"duur": "kort"}, "heel getal"),
        ({"raster": "7"}, "geldige keuze"),
        ({"kanalen": []}, "verplicht"),
        ({"kanalen": ["DUIF"]}, "DUIF"),
        ({"aanbieder": "niemand"}, "Dit onderdeel bestaat niet."),
        ({"naam": "x" * 5000}, "150"),
        ({"naam": "a\x00b"}, "Null-tekens"),
        ({"groep": "999999"}, "geldige keuze"),
        ({"kosten-0-bedrag": "-1"}, "0"),
        ({"vereisten-0-aantal": "0"}, "1"),
        ({"slug": "met spatie"}, "slug"),
    ],
)
def test_a_wrong_product_gets_a_sentence(beheer, town, fields, sentence):
    answer = beheer.post(NIEUW, product_form(town, **fields))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert sentence in text
    assert "errornote" in text
    assert not Product.objects.exists()


def test_the_same_need_twice_gets_a_sentence(beheer, town):
    twice = {"vereisten-TOTAL_FORMS": "2", "vereisten-1-soort": "LOKET", "vereisten-1-aantal": "2"}
    answer = beheer.post(NIEUW, product_form(town, **twice))
    assert "Deze vereiste staat er al. Verhoog het aantal." in answer.content.decode()
    assert not Product.objects.exists()


def test_what_another_page_added_meanwhile_gets_a_sentence(beheer, town):
    product = town.product("Paspoort")
    answer = beheer.post(page(product), product_form(town))
    assert "Deze vereiste staat er al. Verhoog het aantal." in answer.content.decode()
    assert product.vereisten.count() == 1


def test_a_product_is_not_combined_with_itself(beheer, town):
    product = town.product("Paspoort")
    answer = beheer.post(page(product), product_form(town, combineerbaar_met=[product.pk]))
    assert "Een product combineert niet met zichzelf." in answer.content.decode()


def test_combining_works_both_ways(beheer, town):
    passport, card = town.product("Paspoort", vraagt=[]), town.product("Identiteitskaart")
    beheer.post(page(passport), product_form(town, combineerbaar_met=[card.pk]))
    assert list(card.combineerbaar_met.all()) == [passport]


def test_the_manager_says_what_comes_of_a_product_and_where_that_is_collected(beheer, town):
    collect = town.product("Document afhalen")
    fields = {"vervolg": collect.pk, "vervolg_na": "7", "document": "paspoort"}
    place = {"ophaalplaatsen-TOTAL_FORMS": "1", "ophaalplaatsen-0-werkdagen": "6"}
    place |= {"ophaalplaatsen-0-locatie": town.gemeentehuis.pk}
    assert beheer.post(NIEUW, product_form(town, **fields, **place)).status_code == 302
    product = Product.objects.get(slug="paspoort")
    assert (product.vervolg, product.vervolg_na, product.document) == (collect, 7, "paspoort")
    assert product.ophaalplaatsen.get().werkdagen == 6


def test_a_product_does_not_follow_itself(beheer, town):
    product = town.product("Paspoort")
    answer = beheer.post(page(product), product_form(town, vervolg=product.pk))
    assert "Een product volgt niet op zichzelf." in answer.content.decode()


def test_a_product_is_found_by_a_word_that_people_use(beheer, town):
    town.product("Paspoort", zoekwoorden="reisdocument")
    town.product("Rijbewijs")
    text = beheer.get(PRODUCTEN, {"q": "reisdocument"}).content.decode()
    assert "Paspoort" in text
    assert "Rijbewijs" not in text


@pytest.mark.parametrize(
    "query",
    [
        {"q": "x" * 5000},
        {"groep__id__exact": "x"},
        {"groep__id__exact": "9" * 40},
        {"o": "99"},
        {"p": "9"},
    ],
)
def test_a_wrong_address_of_the_list_gives_no_error_page(beheer, town, query):
    assert beheer.get(PRODUCTEN, query, follow=True).status_code == 200


def test_the_list_takes_the_same_queries_at_any_length(beheer, town):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            beheer.get(PRODUCTEN)
        return len(captured)

    town.product()
    few = queries()
    for _number in range(9):
        town.product()
    assert queries() == few


def test_a_product_can_be_seen_as_a_resident_sees_it(beheer, town):
    product = town.product("Paspoort")
    assert f"?product={product.slug}" in beheer.get(page(product)).content.decode()
    Product.objects.update(is_actief=False)
    assert "ziet dit product nu niet" in beheer.get(page(product)).content.decode()


def middel_form(middel: Middel, **fields: object) -> dict[str, object]:
    """What the form of a resource posts."""
    filled = {"naam": middel.naam, "plekken": middel.plekken, "is_actief": "on"}
    return {**filled, "locatie": middel.locatie_id, **no_rows("berichtadres"), **fields}


def test_a_lane_that_is_in_use_is_not_taken_away(beheer, town):
    loket = town.loket(plekken=2)
    product = town.product()
    booked(product, "10:00"), booked(product, "10:00", BRAM)
    answer = beheer.post(page(loket), middel_form(loket, plekken=1))
    assert "nog afspraken op deze plekken, tot en met 7 december 2026" in answer.content.decode()
    loket.refresh_from_db()
    assert loket.plekken == 2
    assert beheer.post(page(loket), middel_form(loket, plekken=3)).status_code == 302


def test_switching_a_resource_off_tells_how_many_appointments_it_leaves(beheer, town):
    loket = town.loket()
    booked(town.product(), "10:00")
    answer = beheer.post(page(loket), middel_form(loket, is_actief=""), follow=True)
    assert "1 afspraak valt nu buiten het rooster. Kijk bij Conflicten." in answer.content.decode()


def test_a_resource_keeps_its_kind(beheer, town):
    loket = town.loket()
    beheer.post(page(loket), middel_form(loket, soort="RUIMTE"))
    loket.refresh_from_db()
    assert loket.soort == "LOKET"


# --- deleting -------------------------------------------------------------------------------------


def test_what_is_in_use_stays_and_a_sentence_says_by_what(beheer, loket, town):
    product = town.product("Paspoort", vraagt=[])
    Vereiste.objects.create(product=product, soort="LOKET")
    booked(product, "10:00")
    for row, by in [
        (product, "1 product van een afspraak"),
        (loket, "1 inzet"),
        (loket.locatie, "1 middel"),
        (town.groep, "1 product"),
    ]:
        answer = beheer.post(page(row, "delete"), {"post": "yes"}, follow=True)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "niet verwijderen" in text
        assert by in text
        assert type(row).objects.filter(pk=row.pk).exists()


def test_a_resource_with_a_roster_is_switched_off_instead(beheer, loket):
    answer = beheer.post(page(loket, "delete"), {"post": "yes"}, follow=True)
    assert "1 rooster" in answer.content.decode()
    assert "Zet „is actief” uit" in answer.content.decode()
    assert Middel.objects.filter(pk=loket.pk).exists()


def test_a_competence_that_someone_has_stays(beheer, town):
    town.loket(kan=["Paspoorten"], dagen=())
    competence = Bevoegdheid.objects.get()
    answer = beheer.post(page(competence, "delete"), {"post": "yes"}, follow=True)
    assert "1 middel" in answer.content.decode()
    assert Bevoegdheid.objects.exists()


def test_what_nobody_uses_can_go_and_that_is_logged(beheer, town):
    product = town.product("Paspoort")
    number = product.pk
    answer = beheer.post(page(product, "delete"), {"post": "yes"})
    assert answer.status_code == 302
    assert not Product.objects.exists()
    assert Logregel.objects.get(onderwerp=f"product:{number}").gegevens["wat"] == "verwijderd"


def test_without_permission_the_catalogue_is_closed(town):
    product = town.product()
    client = may("view_locatie")
    for url in (PRODUCTEN, NIEUW, page(product), page(product, "delete")):
        assert client.get(url).status_code == 404


def test_the_start_page_shows_only_what_one_may_see(town):
    text = may("view_rooster").get(reverse("admin:index")).content.decode()
    assert "Roosters" in text
    assert "Producten" not in text


def test_the_library_behind_rosters_cannot_be_edited_beside_it(beheer, loket):
    assert beheer.get("/beheer/schedule/event/").status_code == 404


def test_a_place_gets_a_link_to_its_hours(beheer, town):
    text = beheer.get(reverse("admin:afspraken_locatie_changelist")).content.decode()
    assert f"?locatie={Locatie.objects.get().pk}" in text
