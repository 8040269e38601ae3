"""Each life event leads to the right products, in one appointment at one counter.

On the portal by its pages, and at the desk by those of employees.
"""

import re

import pytest
import time_machine

from afspraken import vraagtrechter
from afspraken.models import Afspraak, Levensgebeurtenis, Soort
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import medewerker
from tests.afspraken.servicepunt.beller import Beller
from tests.demo.stad.dag import NOW
from tests.visitor import Visitor

WAYS = {
    "verhuizen": (
        ["In Ouder-Amstel. Ik woon nu al", "3 personen", "Ja", "Ja, een paspoort"],
        {"verhuizing": 3, "uittreksel-brp": 1, "paspoort": 1},
    ),
    "geboorte": (
        ["Ja", "In Ouder-Amstel", "Ja, binnen Europa", "Ja"],
        {"geboorte": 1, "identiteitskaart": 1, "akte": 1},
    ),
    "trouwen": (["Ja", "Trouwen", "Ja"], {"trouwen": 1, "akte": 1}),
    "overlijden": (["Nee, dat doe ik zelf", "In Ouder-Amstel", "Ja"], {"overlijden": 1, "akte": 1}),
    "zelfstandig-wonen": (
        ["Ja, in Ouder-Amstel", "Ja", "Nee"],
        {"verhuizing": 1, "uittreksel-brp": 1, "identiteitskaart": 1},
    ),
}
every_event = pytest.mark.parametrize("slug", WAYS)


@pytest.fixture
def now(stad, db):
    """Doors see the moment at which the town was built."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


def answer(anna, text):
    """Choose the first answer on the page that begins with a text, and go on."""
    question = re.search(r'(?s)<form class="vraagvorm".*?</form>', anna.html)[0]
    code = re.search(rf'value="(\w+)"[^>]*> <span>{re.escape(text)}', question)[1]
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', question))
    return anna.client.get(anna.at, fields | {"antwoord": code, "verder": "1"}, follow=True)


def walk(anna, slug, answers):
    anna.get(f"/hulp/{slug}/")
    for text in answers:
        anna.page = answer(anna, text)


@every_event
def test_on_the_portal_it_is_booked_in_one_appointment_at_one_counter(now, slug):
    answers, products = WAYS[slug]
    anna = Visitor()
    walk(anna, slug, answers)
    assert "Uw antwoorden" in anna.text
    form = re.search(r'(?s)<form method="post" action="/wat/">.*?</form>', anna.html)[0]
    fields = re.findall(r'name="(product|aantal-[\w-]+)" value="([^"]+)"', form)
    asked = {"product": [value for name, value in fields if name == "product"], "verder": "1"}
    anna.post("/wat/", asked | {name: value for name, value in fields if name != "product"})
    assert anna.at == "/wanneer/"
    anna.hold()
    anna.tell(postcode="1191 AA", huisnummer="1")
    anna.confirm()
    assert anna.at == "/klaar/"
    made = Afspraak.objects.latest("pk")
    assert {row.product.slug: row.aantal for row in made.producten.all()} == products
    assert [inzet.middel.soort for inzet in made.inzetten.all()] == [Soort.LOKET]


@every_event
def test_at_the_desk_the_same_questions_give_the_same_set_and_a_time(now, slug):
    answers, products = WAYS[slug]
    els = Beller(medewerker(Rol.KLANTENSERVICE))
    pages = Visitor()
    pages.client = els.client
    pages.get(els.path + f"vragen/{slug}/")
    for text in answers:
        pages.page = answer(pages, text)
    taken = {"pad": pages.hidden("pad")}
    els.page = els.client.post(els.path + f"vragen/{slug}/neem/", taken, follow=True)
    els.time()
    held = els.gesprek.vastgehouden
    assert {row.product.slug: row.aantal for row in held.producten.all()} == products
    assert [inzet.middel.soort for inzet in held.inzetten.all()] == [Soort.LOKET]


def test_every_life_event_is_published_without_a_remark(now):
    assert len(vraagtrechter.offered()) == Levensgebeurtenis.objects.count() >= 5
    for row in vraagtrechter.offered():
        assert vraagtrechter.check(vraagtrechter.read(row), now=now) == []
        assert len(vraagtrechter.outcomes(vraagtrechter.read(row))) > 1


def test_who_moves_away_reads_what_to_do_instead(now):
    anna = Visitor()
    walk(anna, "verhuizen", ["In het buitenland"])
    assert "Verhuizen naar het buitenland" in anna.text
    assert "Vraag hoe lang de klant weggaat" not in anna.text  # the script is for employees


def test_in_english_every_question_and_reason_is_english(now):
    anna = Visitor()
    anna.client.cookies["taal"] = "en"
    walk(anna, "trouwen", ["Yes", "Marry", "Yes"])
    assert "You give notice of your marriage at least 2 weeks ahead." in anna.text
    assert "Do you and your partner both live in the Netherlands?" in anna.text
