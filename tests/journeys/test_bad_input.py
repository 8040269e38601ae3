"""Whatever is sent gets a clear sentence and a 4xx; nothing typed is lost; never a 500."""

import re
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client

from afspraken.models import Afspraak, Status
from tests.visitor import GEGEVENS, Visitor

NASTY = {
    "nul": "a\x00b",
    "line ends": "x\r\nBcc: a@b.nl",
    "next line": "x\x85y",
    "line separator": "x\u2028y",
    "right to left": "x\u202ey",
    "private use": "x\ue000y",
    "tag": "<img src=x onerror=alert(1)>",
    "template": "{{7*7}}",
    "address": "ING bel https://evil.example",
    "host": "ga naar evil.com",
    "telephone": "ING bel 0900 123 4567",
    "mail": "a@b.nl",
    "no letters": "1234",
    "long": "x" * 100_000,
    "blank": "   ",
}


@pytest.fixture(autouse=True)
def empty_cache():
    """Counters of one test do not lock out the next."""
    cache.clear()


@pytest.fixture
def anna(paspoort):
    """A resident with a held time, before the form of step 3."""
    visitor = Visitor()
    visitor.choose("paspoort")
    visitor.hold()
    return visitor


@pytest.mark.parametrize("field", ["naam", "naam_ander"])
def test_a_name_that_is_no_name_is_refused_in_a_sentence(anna, field):
    for kind, text in NASTY.items():
        anna.tell(**{"voor_wie": "ander", "naam_ander": "Sam", field: text})
        assert anna.page.status_code == 400, kind
        assert "Controleer uw antwoorden" in anna.text, kind
        assert "Ik kom met de bus." in anna.html, kind
        assert "<img src=x" not in anna.html, kind


def test_names_of_the_world_are_accepted(anna):
    for naam in ("Zoë", "d'Hondt", "’t Hart", "Ng", "Łukasz Ñandú", "李小龙", "O.J."):
        anna.tell(naam=naam)
        assert anna.at == "/controle/", naam
        assert naam.replace("'", "&#x27;") in anna.html


@pytest.mark.parametrize("field", GEGEVENS)
def test_no_field_can_break_the_form(anna, field):
    form = "application/x-www-form-urlencoded"
    for value in ("\x00", "x" * 100_000, "\ud800", "\ufdd0", "é" * 5000):
        typed = urlencode(GEGEVENS | {field: value.encode("utf-8", "surrogatepass")})
        anna.page = anna.client.post("/gegevens/", typed, content_type=form)
        assert anna.page.status_code == 400, ascii(value[:1])
        assert not Afspraak.objects.filter(status=Status.GEPLAND).exists(), ascii(value[:1])


def test_a_form_of_more_than_a_quarter_megabyte_is_refused(anna):
    anna.tell(**dict.fromkeys(GEGEVENS, "x" * 100_000))
    assert anna.page.status_code in (400, 413)


def test_a_bsn_is_refused_with_a_hint_wherever_it_is_typed(anna):
    anna.tell(toelichting="Mijn nummer is 111 222 333, alvast.")
    assert anna.page.status_code == 400
    assert "burgerservicenummer" in anna.text
    anna.tell(toelichting="Ons zaaknummer is 111222334.")
    assert anna.at == "/controle/"


def test_an_address_that_could_reach_others_is_refused(anna):
    for email in (
        "x\r\nBcc: a@b.nl",
        "a@b.nl\nBcc: c@d.nl",
        "a@b.nl,c@d.nl",
        "a@b",
        "@b.nl",
        "a" * 300 + "@b.nl",
    ):
        anna.tell(email=email)
        assert anna.page.status_code == 400, email
        assert anna.at == "/gegevens/", email


def test_a_number_on_which_nobody_can_be_called_is_refused(anna):
    for number in ("06", "0900 1234567", "+31 6 1234", "abc", "0" * 5000):
        anna.tell(telefoon=number)
        assert anna.page.status_code == 400, number[:20]


def test_a_day_or_place_that_is_not_there_gets_a_sentence(anna):
    for query in (
        "dag=2020-01-01",
        "dag=2026-02-30",
        "dag=nonsense",
        "dag=9999-12-31",
        "maand=2026-13",
        "maand=0001-01",
        "maand=9999-12",
        "locatie=nergens",
        "dag=-0001-01-01",
    ):
        anna.get("/wanneer/?" + query)
        assert anna.page.status_code == 400, query
        assert "Controleer uw antwoorden" in anna.text, query
        assert anna.offers(), query


def test_an_offer_that_we_did_not_make_is_refused(anna):
    before = Afspraak.objects.get()
    for token in ("", "x", "a:b:c", "\x00", "x" * 100_000):
        anna.post("/wanneer/", {"aanbod": token})
        assert anna.page.status_code == 400, token[:20]
        assert anna.offers(), token[:20]
        assert Afspraak.objects.get() == before, token[:20]


def test_an_offer_for_another_wish_is_refused(anna, town):
    town.product("Rijbewijs")
    anna.get("/wanneer/")
    foreign = anna.offers()[0]
    anna.choose("rijbewijs")
    anna.post("/wanneer/", {"aanbod": foreign})
    assert anna.page.status_code == 400
    assert "Deze keuze klopt niet meer" in anna.text


def test_an_offer_whose_time_has_passed_is_refused(anna, clock):
    anna.get("/wanneer/")
    token = anna.offers()[0]
    clock.shift(7 * 24 * 3600)
    other = Visitor("198.51.100.1")
    other.post("/wat/", {"product": "paspoort", "verder": "1"})
    other.post("/wanneer/", {"aanbod": token})
    assert other.page.status_code == 409
    assert "Deze tijd kunt u niet meer kiezen" in other.text


def test_a_choice_that_cannot_be_booked_gets_a_sentence(paspoort):
    anna = Visitor()
    for data in (
        {"product": "bestaat-niet", "verder": "1"},
        {"product": "\x00", "verder": "1"},
        {"product": "x" * 100_000, "verder": "1"},
        {"product": "paspoort", "aantal-paspoort": "0", "verder": "1"},
        {"product": "paspoort", "aantal-paspoort": "99", "verder": "1"},
        {"product": "paspoort", "aantal-paspoort": "٣", "verder": "1"},
        {"product": "paspoort", "aantal-paspoort": "9" * 5000, "verder": "1"},
        {"product": [f"p{n}" for n in range(200)], "verder": "1"},
        {"product": "paspoort", "erbij": "\x00"},
        {"verder": "1"},
    ):
        anna.post("/wat/", data)
        assert anna.page.status_code == 400, str(data)[:80]
        assert "Controleer uw antwoorden" in anna.text, str(data)[:80]


def test_a_number_that_is_none_keeps_the_choice_on_the_page(paspoort):
    anna = Visitor()
    for aantal in ("-1", "0", "veel", "", "9" * 5000):
        asked = {"product": "paspoort", "aantal-paspoort": aantal}
        for answer in (anna.post("/wat/", asked), anna.client.get("/wat/", asked)):
            anna.page = answer
            assert anna.page.status_code == 400, aantal[:20]
            assert anna.hidden("product") == "paspoort", aantal[:20]
            assert "Controleer uw antwoorden" in anna.text, aantal[:20]


def test_products_that_do_not_go_together_are_refused(town, paspoort):
    town.product("Rijbewijs")
    anna = Visitor()
    anna.choose("paspoort", "rijbewijs")
    assert anna.page.status_code == 400
    assert "passen niet in één afspraak" in anna.text
    assert "Paspoort" in anna.text


def test_an_unknown_product_in_a_link_is_not_found(paspoort):
    anna = Visitor()
    anna.get("/wat/?product=bestaat-niet")
    assert anna.page.status_code == 404
    assert "kunt u hier niet kiezen" in anna.text


def test_a_step_without_the_steps_before_leads_back(paspoort):
    anna = Visitor()
    for step in ("/wanneer/", "/gegevens/", "/controle/", "/klaar/", "/verlengen/"):
        anna.get(step)
        assert anna.at == "/"
        anna.post(step, GEGEVENS)
        assert anna.page.status_code in (200, 405)
    anna.choose("paspoort")
    for step in ("/gegevens/", "/controle/"):
        anna.post(step, GEGEVENS)
        assert anna.at == "/wanneer/"


def test_a_post_without_its_token_is_refused(paspoort):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/wat/", {"product": "paspoort"})
    assert answer.status_code == 403
    assert "laad de pagina opnieuw" in answer.content.decode()


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_a_foreign_host_is_refused_or_ignored(paspoort, header):
    answer = Client().get("/", headers={header: "evil.example"})
    assert answer.status_code == (400 if header == "Host" else 200)
    assert b"evil.example" not in answer.content


def test_pages_cannot_be_framed_and_run_no_foreign_script(paspoort):
    policy = Client().get("/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_any_search_gets_an_answer(paspoort):
    anna = Visitor()
    for zoek in ("%ED%A0%80", "x" * 5000, "%", "'", "<script>"):
        anna.get(f"/?zoek={zoek}")
        assert anna.page.status_code == 200, zoek[:20]
        assert "<script>" not in anna.html.replace('<script src="', ""), zoek[:20]


def test_an_unknown_address_is_not_found(paspoort):
    anna = Visitor()
    for path in ("/afspraak/" + "x" * 5000 + "/", "/nergens/"):
        anna.get(path)
        assert anna.page.status_code == 404, path[:20]
        assert "Deze pagina vinden wij niet" in anna.text


def test_unknown_links_all_look_alike_and_lock_out_after_ten(paspoort, clock, caplog):
    anna, bram = Visitor("192.0.2.1"), Visitor("192.0.2.2")
    anna.book("paspoort")
    good = anna.link("Bekijk, wijzig of annuleer")
    bodies = {_without_tokens(bram.get(f"/afspraak/{n:032}/").content) for n in range(10)}
    assert bram.page.status_code == 404
    assert len(bodies) == 1
    bram.get(good)
    assert bram.page.status_code == 429
    assert "te veel links" in bram.text
    assert "is locked out" in caplog.text
    anna.get(good)
    assert anna.page.status_code == 200
    clock.shift(14 * 60)
    bram.get(good)
    assert bram.page.status_code == 429
    clock.shift(61)
    bram.get(good)
    assert bram.page.status_code == 200


def test_one_network_holds_ten_times_at_most_and_others_still_book(town, paspoort):
    for _n in range(2):
        town.loket(open="9:00-17:00")
    accepted = 0
    for n in range(11):
        visitor = Visitor(f"192.0.2.{n}")
        visitor.choose("paspoort")
        visitor.hold(-1)
        accepted += visitor.at == "/gegevens/"
    assert accepted == 10
    assert visitor.page.status_code == 429
    assert "Vanaf uw netwerk" in visitor.text
    elsewhere = Visitor("198.51.100.7")
    elsewhere.book("paspoort")
    assert elsewhere.at == "/klaar/"


def test_one_session_may_change_its_mind_as_often_as_it_likes(paspoort):
    anna = Visitor()
    anna.choose("paspoort")
    tokens = anna.offers()
    for n in range(12):
        anna.post("/wanneer/", {"aanbod": tokens[n % len(tokens)]})
        assert anna.at == "/gegevens/"
    assert Afspraak.objects.filter(status=Status.VASTGEHOUDEN).count() == 1


def _without_tokens(body):
    """The page without what differs by itself: the CSRF token and its own address."""
    return re.sub(rb'name="(csrfmiddlewaretoken|next)" value="[^"]*"', b"", body)
