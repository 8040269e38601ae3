"""A resident books: what, when and where, details, check, done."""

from datetime import date

from afspraken.models import Afspraak, Kanaal, Logregel, Status
from tests.cast import at
from tests.visitor import Visitor


def test_a_resident_books_in_five_steps(paspoort):
    anna = Visitor()
    anna.get("/")
    assert "Paspoort" in anna.text
    anna.get("/wat/?product=paspoort")
    assert "Stap 1 van 5" in anna.text
    assert "Uw oude paspoort" in anna.text
    anna.choose("paspoort")
    assert anna.at == "/wanneer/"
    assert "Stap 2 van 5" in anna.text
    assert "maandag 7 december 9.00 uur" in anna.text.replace(" Gemeentehuis", "")
    anna.hold()
    assert anna.at == "/gegevens/"
    assert "vastgehouden tot 10.10 uur" in anna.text
    anna.tell()
    assert anna.at == "/controle/"
    assert "Zoë d'Hondt-Özgür" in anna.text
    anna.confirm()
    assert anna.at == "/klaar/"
    assert "Uw afspraak is gemaakt" in anna.text

    afspraak = Afspraak.objects.get()
    assert afspraak.status == Status.GEPLAND
    assert (afspraak.begin, afspraak.einde) == (at("9:00"), at("9:20"))
    assert afspraak.kanaal == Kanaal.WEB
    assert afspraak.klant.telefoon == "+31612345678"
    assert afspraak.toelichting == "Ik kom met de bus."
    assert afspraak.referentie in anna.text


def test_what_was_typed_leaves_the_session_on_confirming(paspoort):
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    anna.tell()
    assert "zoe@example.nl" in str(dict(anna.client.session))
    anna.confirm()
    assert "zoe" not in str(dict(anna.client.session)).lower()


def test_several_products_for_several_persons_take_the_sum_of_their_time(town, paspoort):
    rijbewijs = town.product("Rijbewijs", duur=10)
    paspoort.combineerbaar_met.add(rijbewijs)
    anna = Visitor()
    anna.get("/wat/?product=paspoort")
    assert "Nog iets regelen in dezelfde afspraak?" in anna.text
    anna.post("/wat/", {"product": "paspoort", "aantal-paspoort": "2", "erbij": "rijbewijs"})
    assert anna.hidden("product") == "paspoort"
    assert "Rijbewijs" in anna.text
    anna.choose("paspoort", "rijbewijs", **{"aantal-paspoort": "2"})
    assert "40 minuten" in anna.text
    anna.hold()
    anna.tell()
    anna.confirm()
    afspraak = Afspraak.objects.get()
    assert afspraak.einde == at("9:40")
    assert {(row.product.slug, row.aantal) for row in afspraak.producten.all()} == {
        ("paspoort", 2),
        ("rijbewijs", 1),
    }


def test_who_needs_more_time_gets_ten_minutes_more(paspoort):
    anna = Visitor()
    anna.get("/wat/?product=paspoort")
    assert "Ik wil een langere afspraak (10 minuten extra)" in anna.text
    anna.choose("paspoort", meer_tijd="on")
    words = "Duur 30 minuten, met 10 minuten extra"
    assert words in anna.text
    anna.hold()
    assert words in anna.text
    assert "Houd deze tijd langer vast" in anna.text
    anna.tell()
    assert words in anna.text
    anna.confirm()
    assert words in anna.text
    anna.manage()
    assert words in anna.text
    afspraak = Afspraak.objects.get()
    assert (afspraak.einde, afspraak.extra_tijd) == (at("9:30"), 10)


def test_help_and_remark_are_seen_again_when_it_is_done(paspoort):
    anna = Visitor()
    anna.book("paspoort", tolk="Tigrinya", rolstoel="on", toelichting="Ik kom met de bus.")
    for words in ("Tolk: Tigrinya", "Rolstoel of rollator", "Ik kom met de bus."):
        assert words in anna.text


def test_a_name_that_is_asked_for_is_not_called_optional(paspoort):
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    for label in ("Naam van de persoon voor wie u komt", "Naam van het bedrijf of de instelling"):
        assert label in anna.text
        assert f"{label} (niet verplicht)" not in anna.text
    for name in ("naam_ander", "organisatie"):
        assert 'aria-required="true"' in anna.html.partition(f'name="{name}"')[2].partition(">")[0]


def test_who_comes_in_halfway_is_told_why_the_start_is_shown(paspoort):
    anna = Visitor()
    for page in ("/wanneer/", "/gegevens/", "/controle/"):
        anna.get(page)
        assert anna.at == "/"
        assert "U hebt nog geen onderwerp gekozen." in anna.text
    anna.get("/klaar/")
    assert anna.at == "/"
    assert "Gebruik de link van uw afspraak" in anna.text
    anna.get("/")
    assert "Gebruik de link van uw afspraak" not in anna.text


def test_a_price_that_changes_is_told_before_and_at_the_chosen_day(paspoort):
    paspoort.kosten.create(bedrag="83.87", geldig_vanaf=date(2026, 1, 1))
    paspoort.kosten.create(bedrag="89.45", geldig_vanaf=date(2026, 12, 5))
    paspoort.kosten.create(bedrag="99.99", geldig_vanaf=date(2027, 12, 5))
    anna = Visitor()
    anna.get("/wat/?product=paspoort")
    assert "Per stuk € 83,87 Vanaf 5 december 2026: Per stuk € 89,45" in anna.text
    assert "99,99" not in anna.text
    anna.choose("paspoort")
    anna.hold()
    anna.tell()
    assert "Kosten op deze dag Paspoort Per stuk € 89,45" in anna.text
    assert "83,87" not in anna.text


def test_a_month_out_of_reach_is_answered_in_months(paspoort):
    anna = Visitor()
    anna.choose("paspoort")
    anna.get("/wanneer/?maand=2031-01")
    assert "Kies een andere maand." in anna.text


def test_a_parent_books_for_a_child_and_a_firm_for_itself(paspoort):
    parent, firm = Visitor("192.0.2.1"), Visitor("192.0.2.2")
    parent.book("paspoort", voor_wie="ander", naam_ander="Sam", organisatie="niet getoond")
    firm.book("paspoort", voor_wie="organisatie", organisatie="Bakkerij 't Hoekje B.V.")
    first, second = Afspraak.objects.order_by("begin")
    assert (first.namens, first.klant.organisatie) == ("Sam", "")
    assert (second.namens, second.klant.organisatie) == ("", "Bakkerij 't Hoekje B.V.")


def test_an_address_is_kept_only_where_a_product_needs_it(town, paspoort):
    town.product("Verhuizing", vraagt_adres=True)
    for slug in ("paspoort", "verhuizing"):
        visitor = Visitor()
        visitor.book(slug, postcode="1191aa", huisnummer="12 A")
    first, second = (row.klant for row in Afspraak.objects.order_by("begin"))
    assert (first.postcode, first.huisnummer) == ("", "")
    assert (second.postcode, second.huisnummer) == ("1191 AA", "12 A")


def test_an_address_that_a_product_needs_is_asked_for(town, paspoort):
    town.product("Verhuizing", vraagt_adres=True)
    anna = Visitor()
    anna.choose("verhuizing")
    anna.hold()
    anna.tell()
    assert anna.page.status_code == 400
    assert "Vul uw postcode in." in anna.text


def test_confirming_twice_makes_one_appointment(paspoort):
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    anna.tell()
    sleutel = anna.hidden("sleutel")
    for _click in range(2):
        anna.post("/controle/", {"sleutel": sleutel})
        assert anna.at == "/klaar/"
    assert Afspraak.objects.count() == 1


def test_the_back_button_after_confirming_shows_the_appointment_that_was_made(paspoort):
    anna = Visitor()
    anna.book("paspoort")
    for step in ("/wanneer/", "/gegevens/", "/controle/", "/verlengen/"):
        anna.get(step)
        assert anna.at == "/klaar/"


def test_a_second_tab_cannot_make_the_first_confirm_another_time(paspoort):
    anna = Visitor()
    anna.choose("paspoort")
    tokens = anna.offers()
    anna.post("/wanneer/", {"aanbod": tokens[0]})
    anna.tell()
    first_tab = anna.hidden("sleutel")
    anna.post("/wanneer/", {"aanbod": tokens[1]})
    anna.post("/controle/", {"sleutel": first_tab})
    assert anna.page.status_code == 409
    assert "U koos intussen een andere tijd" in anna.text
    assert not Afspraak.objects.filter(status=Status.GEPLAND).exists()
    anna.confirm()
    assert Afspraak.objects.get(status=Status.GEPLAND).begin == at("9:10")


def test_choosing_another_time_lets_the_first_go(paspoort):
    anna, bram = Visitor("192.0.2.1"), Visitor("198.51.100.1")
    anna.choose("paspoort")
    first, *_more, last = anna.offers()
    anna.post("/wanneer/", {"aanbod": first})
    anna.post("/wanneer/", {"aanbod": last})
    assert Afspraak.objects.filter(status=Status.VASTGEHOUDEN).count() == 1
    bram.choose("paspoort")
    assert "9.00 uur" in bram.text


def test_who_was_just_too_late_gets_the_nearest_times_and_keeps_what_was_typed(paspoort):
    anna, bram = Visitor("192.0.2.1"), Visitor("198.51.100.1")
    anna.choose("paspoort")
    bram.choose("paspoort")
    anna.hold()
    anna.tell()
    bram.hold()
    assert bram.page.status_code == 409
    assert "Iemand was u net voor" in bram.text
    assert "9.20 uur" in bram.text
    bram.hold(0)
    assert bram.at == "/gegevens/"


def test_an_expired_hold_is_silently_taken_again(paspoort, clock):
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    clock.shift(11 * 60)
    anna.tell()
    assert anna.at == "/controle/"
    assert "vastgehouden tot 10.21 uur" in anna.text
    clock.shift(11 * 60)
    anna.confirm()
    assert anna.at == "/klaar/"


def test_an_expired_hold_that_went_to_another_keeps_the_answers(paspoort, clock):
    anna, bram = Visitor("192.0.2.1"), Visitor("198.51.100.1")
    anna.choose("paspoort")
    anna.hold()
    anna.tell()
    sleutel = anna.hidden("sleutel")
    clock.shift(11 * 60)
    bram.book("paspoort")
    anna.post("/controle/", {"sleutel": sleutel})
    assert anna.page.status_code == 409
    assert "Wat u hebt ingevuld, is bewaard" in anna.text
    anna.hold()
    assert "Zoë d&#x27;Hondt-Özgür" in anna.html
    anna.tell()
    anna.confirm()
    assert anna.at == "/klaar/"


def test_a_hold_can_be_extended_by_a_button(paspoort, clock):
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    clock.shift(5 * 60)
    anna.post("/verlengen/", {"terug": "/gegevens/"})
    assert anna.at == "/gegevens/"
    assert "vastgehouden tot 10.15 uur" in anna.text


def test_extending_without_javascript_keeps_what_was_typed(paspoort):
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    anna.post("/verlengen/", {"terug": "/gegevens/", "naam": "Halverw", "rolstoel": "on"})
    assert 'value="Halverw"' in anna.html
    assert "checked" in anna.html.partition('name="rolstoel"')[2][:60]
    anna.get("/controle/")
    assert anna.at == "/gegevens/"


def test_extending_leads_back_to_our_own_pages_only(paspoort):
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    anna.post("/verlengen/", {"terug": "https://evil.example/"})
    assert anna.at == "/gegevens/"


def test_another_choice_of_products_lets_the_held_time_go(town, paspoort):
    town.product("Rijbewijs")
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    anna.choose("rijbewijs")
    assert not Afspraak.objects.filter(status=Status.VASTGEHOUDEN).exists()
    assert "9.00 uur" in anna.text


def test_a_place_can_be_chosen_first(town, paspoort):
    dorpshuis = town.locatie("Dorpshuis")
    town.loket(open="13:00-13:20", locatie=dorpshuis)
    anna = Visitor()
    anna.choose("paspoort")
    assert "Alle locaties" in anna.text
    anna.get(anna.link("Dorpshuis"))
    assert "13.00 uur" in anna.text
    assert "9.00 uur" not in anna.text
    anna.hold()
    anna.tell()
    anna.confirm()
    assert Afspraak.objects.get().locatie == dorpshuis


def test_no_address_of_the_journey_holds_personal_data(paspoort):
    anna = Visitor()
    anna.book("paspoort")
    anna.manage()
    visited = [path for path, _status in anna.page.redirect_chain] + [anna.at]
    assert not any("zoe" in path.lower() or "612345678" in path for path in visited)
    lines = " ".join(str(vars(line)) for line in Logregel.objects.all()).lower()
    assert "zoe" not in lines
    assert "hondt" not in lines


def test_a_contact_with_its_maximum_is_refused_in_neutral_words(paspoort, settings):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 1
    anna = Visitor()
    anna.book("paspoort")
    other = Visitor("198.51.100.1")
    other.book("paspoort", naam="Iemand Anders")
    assert other.page.status_code == 409
    assert "Met deze gegevens kunt u nu geen afspraak maken" in other.text
    assert "Iemand Anders" in other.text
