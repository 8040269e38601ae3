"""The page of the route: what it shows, what its forms do, and that it stays small."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afspraken.models import Afspraak, Status
from afspraken.rechten import Rol
from mobiel.templatetags.route import telefoonstijlen
from tests.afspraken.rechten.wie import browser, ingelogd, medewerker
from tests.mobiel.dorp import cancelled

pytestmark = pytest.mark.django_db

MOST_BYTES = 60_000


def page(client):
    return client.get("/route/").content.decode()


def press(client, html, soort, **more):
    """Send the first form of a kind that the page has."""
    form = next(one for one in re.findall(r"<form.*?</form>", html, re.S) if soort in one)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    return client.post("/route/melding/", fields | more, follow=True)


def test_it_says_who_when_where_and_how_to_get_in(sanne):
    anna, _bram = sanne.visits(2)
    Afspraak.objects.filter(pk=anna.pk).update(toegang="Bel bij de buren", begeleider="Haar zoon")
    html = page(sanne.client)
    for text in (
        *("tussen 8.30 en 12.30 uur", "Dorpsstraat 1", "Bel bij de buren", "Haar zoon"),
        *('href="geo:52.', "maps.apple.com", "google.com/maps", 'href="tel:+31612345678"'),
        *("0 van 2 gedaan", "<svg"),
    ):
        assert text in html
    assert "@example.nl" not in html, "what the day does not need stays off the phone"


def test_a_day_is_worked_through_by_buttons_alone(sanne):
    [anna] = sanne.visits(1)
    press(sanne.client, page(sanne.client), "ONDERWEG")
    press(sanne.client, page(sanne.client), "AANGEKOMEN")
    answer = press(
        sanne.client, page(sanne.client), "KLAAR", resultaat="VERVOLG", notitie="Nog een"
    )
    html = answer.content.decode()
    assert "Dit bezoek is klaar." in html
    assert "1 van 1 gedaan" in html
    assert "Gereden: ongeveer 1 km" in html
    assert f"/afdeling/afspraak/{anna.code}/" in html
    assert Afspraak.objects.get().status == Status.AFGEROND


def test_a_button_pressed_twice_is_one_act(sanne):
    sanne.visits(1)
    html = page(sanne.client)
    press(sanne.client, html, "AANGEKOMEN")
    answer = press(sanne.client, html, "AANGEKOMEN")
    assert "telmelding--error" not in answer.content.decode().split("<main")[1].split("hidden")[0]


def test_a_form_that_cannot_be_read_says_so(sanne):
    sanne.visits(1)
    answer = press(sanne.client, page(sanne.client), "KLAAR", resultaat="X")
    assert "Kies wat het resultaat is." in answer.content.decode()
    answer = sanne.client.post("/route/melding/", {}, follow=True)
    assert "Deze melding is niet te lezen." in answer.content.decode()


def test_who_is_late_reads_it_and_the_next_resident_is_one_tap_away(sanne):
    anna, bram, _carla = sanne.visits(3)
    sanne.does("AANGEKOMEN", anna, "8:35")
    assert "Het loopt uit" not in page(sanne.client)
    sanne.at("9:30")
    html = page(sanne.client)
    assert f"Waarschuw {bram.klant}" in html
    assert (
        "De volgende inwoner krijgt bericht."
        in press(sanne.client, html, "LOOPT_UIT").content.decode()
    )


def test_what_did_not_fit_stays_on_the_page_of_the_day(sanne):
    anna, _bram = sanne.visits(2)
    cancelled(anna)
    sanne.does("KLAAR", anna, "9:00")
    assert "Deze afspraak was al afgezegd." in page(sanne.client)


def test_the_page_is_small_and_asks_the_same_of_two_stops_and_of_eight(sanne):
    sanne.visits(2)
    page(sanne.client)
    with CaptureQueriesContext(connection) as few:
        page(sanne.client)
    sanne.visits(6)
    with CaptureQueriesContext(connection) as many:
        html = page(sanne.client)
    assert len(few) == len(many)
    assert len(html.encode()) < MOST_BYTES
    sent = sanne.client.get("/route/", headers={"Accept-Encoding": "gzip"}).content
    assert len(sent) < MOST_BYTES / 4
    assert html.count('class="stop') > 8


def test_who_does_not_go_out_reads_why_and_on_a_free_day_nobody_is_there(sanne):
    assert "Vandaag geen bezoeken" in page(sanne.client)
    assert "U gaat niet op bezoek" in page(ingelogd(Rol.SPECIALIST, "Sociale Zaken"))


def test_nobody_sees_the_route_of_a_colleague(sanne):
    sanne.visits(1)
    colleague = medewerker(Rol.SPECIALIST, "Sociale Zaken")
    joris = sanne.dorp.veldwerker("Joris")
    joris.gebruiker = colleague
    joris.save()
    assert "Anna" not in page(browser(colleague))
    assert Client().get("/route/").status_code == 302


def test_it_can_be_put_among_the_apps_of_a_phone(sanne):
    found = sanne.client.get("/route/manifest.webmanifest").json()
    assert (found["display"], found["start_url"]) == ("standalone", "/route/")
    assert "text/javascript" in sanne.client.get("/route/werker.js")["Content-Type"]


def names(pattern: str, *files: str) -> set[str]:
    """The custom properties in these style sheets of the bundle that match."""
    texts = [(settings.BUNDLE_DIR / file).read_text() for file in files]
    return {name for text in texts for name in re.findall(pattern, text)}


READS, MAKES = r"var\(\s*(--[\w-]+)", r"(--[\w-]+)\s*:"


@pytest.mark.parametrize("thema", ["voorbeeld", "ma"])
def test_one_style_sheet_has_all_that_the_phone_reads_of_its_theme(thema):
    [whole] = telefoonstijlen(thema)
    files = f"thema-{thema}.css", "telefoon.css"
    ours = whole.removeprefix("bundle/")
    lacking = names(READS, "telefoon.css") & names(MAKES, *files) - names(MAKES, ours)
    assert not lacking
    assert (settings.BUNDLE_DIR / ours).stat().st_size < 15_000


def test_a_theme_of_ones_own_comes_beside_the_styles_of_the_phone():
    assert telefoonstijlen("eigen") == ["bundle/thema-eigen.css", "bundle/telefoon.css"]
