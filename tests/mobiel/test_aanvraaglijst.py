"""The page of requests for a visit: in groups by what has to be done, for who may judge them."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from afspraken.models import Klant
from afspraken.rechten import Rol
from mobiel import triage
from mobiel.models import Aanvraagproduct
from tests.afspraken.rechten.wie import afdeling, ingelogd
from tests.cast import ANNA, NOW
from tests.mobiel.dorp import adres, offer

pytestmark = pytest.mark.django_db
LIJST = "/bezoekaanvragen/"
WMO, BURGERZAKEN = "Wmo en Jeugd", "Burgerzaken"


@pytest.fixture(autouse=True)
def _now(clock):
    """Everything happens at NOW."""


@pytest.fixture
def planner(db):
    return get_user_model().objects.create(username="planner")


@pytest.fixture
def paspoort(dorp):
    dorp.veldwerker("Sanne")
    return product(dorp, "Paspoort thuis", BURGERZAKEN)


def product(dorp, naam, van):
    made = dorp.product(naam)
    made.afdeling = afdeling(van)
    made.save()
    Aanvraagproduct.objects.create(product=made)
    return made


def asks(product, naam="Anna de Vries", *, now=NOW, **who):
    klant = Klant.objects.create(**(ANNA.klant() | {"naam": naam} | who))
    return triage.request(product, klant, adres(), reden="Ziek", now=now)


def proposed(aanvraag, planner):
    wish = triage.wish_of(aanvraag)
    triage.propose(aanvraag, wish, offer(wish), door=planner, versie=1, now=NOW)
    return aanvraag


def text(client, path=LIJST):
    return client.get(path).content.decode()


def groups(page):
    """The headings of the groups in the order of the page, each with who stands there."""
    names = ("Anna", "Bo", "Cas", "Dirk", "Eva")
    parts = page.split('<section class="werkdeel" aria-labelledby="kop-')[1:]
    return [
        (part.split('"')[0], [name for name in names if name in part.split("</section>")[0]])
        for part in parts
    ]


def test_what_must_be_done_stands_in_groups_the_most_urgent_first(paspoort, planner):
    asks(paspoort, "Anna", now=NOW - timedelta(days=9))
    asks(paspoort, "Bo")
    proposed(asks(paspoort, "Cas"), planner)
    triage.withdraw(asks(paspoort, "Dirk"), now=NOW)
    asks(paspoort, "Eva", email="", telefoon="+31204962121", postcode="", huisnummer="")
    page = text(ingelogd(Rol.KLANTENSERVICE))
    assert groups(page) == [
        ("bellen", ["Eva"]),
        ("wacht", ["Anna", "Bo", "Eva"]),
        ("gevraagd", ["Cas"]),
        ("klaar", ["Dirk"]),
    ]
    assert page.count("te laat") == 1
    assert "vr 4 dec" in page, "the last day on which to decide, not the day after"


def test_nothing_to_do_is_said(paspoort):
    assert "Er wacht geen aanvraag." in text(ingelogd(Rol.KLANTENSERVICE))


def test_a_specialist_sees_the_requests_of_the_own_department_alone(dorp, paspoort):
    asks(paspoort, "Anna")
    bo = asks(product(dorp, "Wmo-advies thuis", WMO), "Bo")
    client = ingelogd(Rol.SPECIALIST, WMO)
    page = text(client)
    assert ("Anna" in page, "Bo" in page) == (False, True)
    assert "belkeuze" not in page, "there is nothing to choose"
    found = client.post(LIJST, {"zoek": "Anna"}).content.decode()
    assert "0 aanvragen gevonden" in found
    assert client.get(reverse("bezoekaanvragen:aanvraag", args=[bo.pk])).status_code == 200


def test_requests_of_others_do_not_crowd_out_the_own(dorp, paspoort, monkeypatch):
    monkeypatch.setattr("mobiel.aanvragen.lijst.MOST_ROWS", 2)
    for naam in ("Bo", "Cas", "Dirk"):
        asks(paspoort, naam)
    asks(product(dorp, "Wmo-advies thuis", WMO), "Anna", now=NOW + timedelta(hours=1))
    assert "Anna" in text(ingelogd(Rol.SPECIALIST, WMO))
    assert "Nog 2 aanvragen staan hier niet bij." in text(ingelogd(Rol.KLANTENSERVICE))


def test_who_judges_for_all_departments_chooses_one(dorp, paspoort):
    asks(paspoort, "Anna")
    wmo = product(dorp, "Wmo-advies thuis", WMO)
    asks(wmo, "Bo")
    client = ingelogd(Rol.KLANTENSERVICE)
    assert "belkeuze" in text(client)
    page = text(client, f"{LIJST}?voor={wmo.afdeling_id}")
    assert ("Anna" in page, "Bo" in page) == (False, True)


@pytest.mark.parametrize("voor", ["x", "-1", "99999999999999999999", "٣", "0"])
def test_a_department_that_is_none_shows_something_sensible(paspoort, voor):
    assert ingelogd(Rol.KLANTENSERVICE).get(LIJST, {"voor": voor}).status_code == 200


@pytest.mark.parametrize(
    ("zoek", "found"),
    [
        ("anna", True),
        ("Vries dorpsstraat", True),
        ("1191 BH 1", True),
        ("06-12345678", True),
        ("0612345678", True),
        ("piet", False),
        ("anna piet", False),
        ("1", True),
    ],
)
def test_a_request_is_found_by_what_one_hears(paspoort, zoek, found):
    asks(paspoort, telefoon="+31612345678")
    page = ingelogd(Rol.KLANTENSERVICE).post(LIJST, {"zoek": zoek}).content.decode()
    assert ("1 aanvraag gevonden" in page) is found
    assert ("0 aanvragen gevonden" in page) is not found


def test_what_was_closed_long_ago_is_found_by_searching(paspoort):
    aanvraag = asks(paspoort, now=NOW - timedelta(days=40))
    triage.withdraw(aanvraag, now=NOW - timedelta(days=30))
    client = ingelogd(Rol.KLANTENSERVICE)
    assert "Anna" not in text(client)
    assert "1 aanvraag gevonden" in client.post(LIJST, {"zoek": "Anna"}).content.decode()


@pytest.mark.parametrize("zoek", ["", "   ", "a" * 101, "a\0b"])
def test_a_search_without_sense_is_told(paspoort, zoek):
    assert ingelogd(Rol.KLANTENSERVICE).post(LIJST, {"zoek": zoek}).status_code == 400


def test_what_is_sensitive_is_not_named_to_who_may_not_read_it(dorp, paspoort):
    wmo = product(dorp, "Wmo-advies thuis", WMO)
    wmo.is_gevoelig = True
    wmo.save()
    asks(wmo)
    assert "Wmo-advies thuis" not in text(ingelogd(Rol.KLANTENSERVICE))
    assert "Wmo-advies thuis" in text(ingelogd(Rol.SPECIALIST, WMO))


def test_queries_do_not_grow_with_the_requests(paspoort, planner, django_assert_max_num_queries):
    client = ingelogd(Rol.KLANTENSERVICE)
    for number in range(8):
        asks(paspoort, f"Anna {number}")
    for number in range(4):
        proposed(asks(paspoort, f"Bo {number}"), planner)
    with django_assert_max_num_queries(16):
        text(client)
