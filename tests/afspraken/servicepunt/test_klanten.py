"""The pages of customers: search, one customer, correcting, joining and taking apart."""

import pytest

from afspraken.contact import merge
from afspraken.models import Handeling, Klant, Klantcontact, Logregel, Samenvoeging
from afspraken.rechten import Rol
from tests.afspraken.contact.promises import contact, promised
from tests.afspraken.rechten.wie import afdeling, browser, ingelogd, medewerker
from tests.cast import ANNA, NOW, booked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ZOEK = "/servicepunt/klanten/"


@pytest.fixture
def ksp():
    return medewerker(Rol.KLANTENSERVICE)


@pytest.fixture
def anna():
    return Klant.objects.create(
        naam="Anna de Vries", email="anna@example.nl", telefoon="0612345678"
    )


def text_of(response):
    return response.content.decode()


def log(handeling):
    return list(Logregel.objects.filter(handeling=handeling).values_list("onderwerp", flat=True))


# --- search ---------------------------------------------------------------------------------------


def test_a_search_is_posted_and_leads_to_the_customer(ksp, anna):
    page = text_of(browser(ksp).post(ZOEK, {"zoek": "vries"}))
    assert "1 klant gevonden" in page
    assert f'href="{ZOEK}{anna.pk}/"' in page
    assert "Anna de Vries" not in text_of(browser(ksp).get(ZOEK, {"zoek": "vries"}))


def test_a_bsn_is_no_way_to_search_and_what_was_typed_stays(ksp):
    answer = browser(ksp).post(ZOEK, {"zoek": "vries 111222333"})
    assert answer.status_code == 400
    assert "burgerservicenummer" in text_of(answer)
    assert "vries 111222333" in text_of(answer)


@pytest.mark.parametrize("zoek", ["", " ", "x" * 101, "a\x00b", "<script>"])
def test_any_search_gets_an_answer(ksp, zoek):
    assert browser(ksp).post(ZOEK, {"zoek": zoek}).status_code in (200, 400)


# --- one customer ---------------------------------------------------------------------------------


def test_a_number_abroad_is_said_and_promised_with_its_country(ksp):
    bea = Klant.objects.create(naam="Bea Berger", telefoon="+493023125655")
    other = Klant.objects.create(naam="B. Berger", telefoon="+493023125655")
    pages = (
        f"{ZOEK}{bea.pk}/",
        f"{ZOEK}{bea.pk}/samenvoegen/{other.pk}/",
        f"/servicepunt/contacten/nieuw/?klant={bea.pk}",
    )
    for path in pages:
        assert "+49 30 23125655" in text_of(browser(ksp).get(path)), path


def test_the_page_of_a_customer_shows_all_that_runs_and_is_logged(town, ksp):
    town.loket()
    klant = booked(town.product("Paspoort"), "9:00", ANNA).klant
    contact(ksp, klant, onderwerp="Vraag over leges")
    promised(ksp, klant=klant, gevraagde_handeling="Terugbellen over leges")
    page = text_of(browser(ksp).get(f"{ZOEK}{klant.pk}/"))
    for text in (ANNA.naam, "Paspoort", "Vraag over leges", "Terugbellen over leges"):
        assert text in page
    assert log(Handeling.BEKEKEN) == [f"klant:{klant.pk}"]


def test_a_sensitive_product_reads_afspraak_to_the_service_point(town, ksp):
    town.loket()
    product = town.product("Schuldhulp", is_gevoelig=True, afdeling=afdeling("Inkomen"))
    klant = booked(product, "9:00", ANNA).klant
    assert "Schuldhulp" not in text_of(browser(ksp).get(f"{ZOEK}{klant.pk}/"))
    assert "Schuldhulp" in text_of(ingelogd(Rol.SPECIALIST, "Inkomen").get(f"{ZOEK}{klant.pk}/"))


def test_a_specialist_opens_no_customer_of_another_department(ksp, anna):
    promised(ksp, klant=anna, afdeling=afdeling("Zorg"))
    client = ingelogd(Rol.SPECIALIST, "Wonen")
    assert client.get(f"{ZOEK}{anna.pk}/").status_code == 404
    assert client.get(f"{ZOEK}{anna.pk}/gegevens/").status_code == 404
    assert client.get(f"/servicepunt/contacten/nieuw/?klant={anna.pk}").status_code == 404
    assert log(Handeling.GEWEIGERD) == [f"klant:{anna.pk}"] * 3


def test_what_was_confidential_is_read_by_whom_it_concerns(ksp, anna):
    contact(medewerker(Rol.BALIE), anna, onderwerp="Over mijn buurman", vertrouwelijk=True)
    page = text_of(browser(ksp).get(f"{ZOEK}{anna.pk}/"))
    assert "Over mijn buurman" not in page
    assert "vertrouwelijk" in page


def test_a_page_takes_as_many_queries_for_many_rows(ksp, anna, django_assert_max_num_queries):
    for _n in range(8):
        contact(ksp, anna)
        promised(ksp, klant=anna)
    client = browser(ksp)
    with django_assert_max_num_queries(16):
        client.get(f"{ZOEK}{anna.pk}/")


# --- correcting -----------------------------------------------------------------------------------


def gezien(client, klant):
    page = text_of(client.get(f"{ZOEK}{klant.pk}/gegevens/"))
    return page.split('name="gezien" value="')[1].split('"')[0]


def test_what_we_know_is_corrected_and_searched_by_at_once(ksp, anna):
    client = browser(ksp)
    data = {"naam": "Anna Vink", "geboortedatum": "14-03-1980", "postcode": "1191aa"}
    data |= {"gezien": gezien(client, anna)}
    assert client.post(f"{ZOEK}{anna.pk}/gegevens/", data).status_code == 302
    anna.refresh_from_db()
    assert (anna.naam, anna.postcode, str(anna.geboortedatum)) == (
        "Anna Vink",
        "1191 AA",
        "1980-03-14",
    )
    assert "Anna Vink" in text_of(client.post(ZOEK, {"zoek": "vink 14-3-1980"}))
    assert log(Handeling.GEWIJZIGD) == [f"klant:{anna.pk}"]


def test_a_birth_date_stands_in_its_field_as_one_types_it(ksp, anna):
    client = browser(ksp)
    data = {"naam": "Anna", "geboortedatum": "3-1-1980", "gezien": gezien(client, anna)}
    client.post(f"{ZOEK}{anna.pk}/gegevens/", data)
    assert 'value="3-1-1980"' in text_of(client.get(f"{ZOEK}{anna.pk}/gegevens/"))


def test_the_second_of_two_sees_what_the_first_did_and_keeps_what_was_typed(ksp, anna):
    client = browser(ksp)
    old = gezien(client, anna)
    anna.email = "nieuw@example.nl"
    anna.save()
    data = {"naam": "Anna Vink", "gezien": old}
    answer = client.post(f"{ZOEK}{anna.pk}/gegevens/", data)
    assert answer.status_code == 409
    assert "nieuw@example.nl" in text_of(answer)
    assert 'value="Anna Vink"' in text_of(answer)
    again = text_of(answer).split('name="gezien" value="')[1].split('"')[0]
    assert client.post(f"{ZOEK}{anna.pk}/gegevens/", data | {"gezien": again}).status_code == 302


def test_an_example_says_how_it_is_written(ksp, anna):
    data = {"naam": "Anna", "telefoon": "abc", "postcode": "99"}
    answer = browser(ksp).post(f"{ZOEK}{anna.pk}/gegevens/", data)
    assert "Vul een telefoonnummer in zoals 06 12345678." in text_of(answer)
    assert "Vul een postcode in zoals 1191 AA." in text_of(answer)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("geboortedatum", "31-02-1980"),
        ("geboortedatum", "01-01-1800"),
        ("geboortedatum", "01-01-2030"),
        ("postcode", "ABCD 12"),
        ("email", "geen adres"),
        ("telefoon", "0900"),
        ("naam", "Anna 111222333"),
        ("naam", ""),
    ],
)
def test_what_cannot_be_true_is_refused(ksp, anna, field, value):
    client = browser(ksp)
    data = {"naam": "Anna", "gezien": gezien(client, anna), field: value}
    assert client.post(f"{ZOEK}{anna.pk}/gegevens/", data).status_code == 400


# --- joining --------------------------------------------------------------------------------------


def test_a_likeness_is_suggested_compared_joined_and_taken_apart(ksp, anna):
    other = Klant.objects.create(naam="A. de Vries", email="anna@example.nl", postcode="1191 AA")
    call = contact(ksp, other)
    client = browser(ksp)
    compare = f"{ZOEK}{anna.pk}/samenvoegen/{other.pk}/"
    assert compare in text_of(client.get(f"{ZOEK}{anna.pk}/"))
    page = text_of(client.get(compare))
    assert "Klantcontacten: 1" in page
    assert "komt erbij" in page
    client.post(compare)
    assert Klantcontact.objects.get(pk=call.pk).klant == anna
    page = text_of(client.get(f"{ZOEK}{other.pk}/", follow=True))
    assert "Deze klant is samengevoegd. U ziet nu de klant die bleef." in page
    assert "A. de Vries" in page
    client.post(f"/servicepunt/samenvoegingen/{Samenvoeging.objects.get().pk}/ongedaan/")
    assert Klantcontact.objects.get(pk=call.pk).klant == other


def test_two_employees_who_join_at_once_hear_that_it_was_done(ksp, anna):
    other = Klant.objects.create(naam="A.")
    merge(anna, other, door=ksp, now=NOW)
    page = text_of(browser(ksp).post(f"{ZOEK}{anna.pk}/samenvoegen/{other.pk}/", follow=True))
    assert "Deze klant is al samengevoegd" in page


@pytest.mark.parametrize("rol", [Rol.BALIE, Rol.SPECIALIST, Rol.LEIDING])
def test_only_the_service_point_joins_customers(ksp, anna, rol):
    other = Klant.objects.create(naam="A.")
    samen = merge(anna, other, door=ksp, now=NOW)
    client = ingelogd(rol, "Wonen")
    for path in (
        f"{ZOEK}{anna.pk}/samenvoegen/{other.pk}/",
        f"/servicepunt/samenvoegingen/{samen.pk}/ongedaan/",
    ):
        assert client.post(path).status_code == 404
