"""Behind the link: a code before names, and what a contact person and a family can do."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from afspraken.templatetags.datums import tijd
from mobiel import zitting
from mobiel.models import Bewoner, Zittingtoegang
from mobiel.zitting.toegang import token_for
from notificaties.models import Bericht
from tests.cast import NOW
from tests.mobiel.zitting.huis import volgorde

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def made(huis):
    return huis.zitting(bewoners=3)


@pytest.fixture
def browser():
    return Client()


def link(made, email="carla@theresia.example"):
    return f"/zitting/{token_for(Zittingtoegang.objects.get(zitting=made, email=email))}/"


def mailed_code():
    """The last code in the outbox."""
    row = Bericht.objects.filter(soort="ZITTING_CODE").latest("pk")
    return row.gegevens["code"]


def let_in(browser, address):
    """Ask for a code and type it."""
    browser.post(f"{address}code/vragen/")
    return browser.post(f"{address}code/", {"code": mailed_code()}, follow=True)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


# --- the code -------------------------------------------------------------------------------------


def test_the_link_alone_tells_where_and_when_and_no_name(browser, made):
    answer = browser.get(link(made))
    assert answer.status_code == 200
    assert "Zonnehuis Theresia" in text(answer)
    assert "c•••@theresia.example" in text(answer)
    assert "Ida Post" not in text(answer)
    assert not Bericht.objects.filter(soort="ZITTING_CODE").exists(), "a look sends nothing"


def test_the_mailed_code_opens_the_list_for_half_an_hour(browser, made, clock):
    answer = let_in(browser, link(made))
    assert answer.status_code == 200
    for name in ("Ida Post", "Jan Kok", "Truus Mol"):
        assert name in text(answer)
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]
    clock.shift(timedelta(minutes=31))
    assert "Ida Post" not in text(browser.get(link(made)))


def test_a_wrong_code_says_so_and_after_five_another_must_be_asked(browser, made):
    browser.post(f"{link(made)}code/vragen/")
    wrong = f"{(int(mailed_code()) + 1) % 1_000_000:06}"
    answers = [browser.post(f"{link(made)}code/", {"code": wrong}) for _time in range(5)]
    assert [one.status_code for one in answers] == [400, 400, 400, 400, 403]
    assert "Deze code klopt niet" in text(answers[0])
    assert "Vraag een nieuwe code aan" in text(answers[4])
    right = browser.post(f"{link(made)}code/", {"code": mailed_code()})
    assert right.status_code == 403
    assert "Ida Post" not in text(browser.get(link(made)))


def test_a_code_that_is_no_code_is_told_what_it_looks_like(browser, made):
    for typed in ("", "12", "abcdef", "1234567", "¹²³⁴⁵⁶"):
        answer = browser.post(f"{link(made)}code/", {"code": typed})
        assert answer.status_code == 400, typed
        assert "code" in text(answer)


def test_a_code_asked_twice_in_a_minute_is_mailed_once_and_what_was_typed_stays(browser, made):
    browser.post(f"{link(made)}code/vragen/")
    answer = browser.post(f"{link(made)}code/vragen/", {"naam": "Bep As", "kamer": "9"})
    assert answer.status_code == 429
    assert "Een nieuwe code kan vanaf" in text(answer)
    assert 'name="naam" value="Bep As"' in text(answer)
    typed = {"naam": "Bep As", "kamer": "9", "code": mailed_code()}
    assert 'value="Bep As"' in text(browser.post(f"{link(made)}code/", typed))


def test_of_five_codes_an_hour_the_next_says_when_it_can_be_asked(browser, made, clock):
    answers = []
    for _time in range(6):
        answers.append(browser.post(f"{link(made)}code/vragen/"))
        clock.shift(timedelta(minutes=1))
    assert [one.status_code for one in answers] == [302] * 5 + [429]
    assert f"kan vanaf {tijd(NOW + timedelta(hours=1))}" in text(answers[5])


def test_a_family_is_not_mailed_twice_in_a_minute_and_the_address_stays(browser, made, clock):
    let_in(browser, link(made))
    browser.post(f"{link(made)}familie/", {"email": ELS})
    answer = browser.post(f"{link(made)}familie/", {"email": ELS})
    assert answer.status_code == 429
    assert "Opnieuw sturen kan vanaf" in text(answer)
    assert f'value="{ELS}"' in text(answer)
    clock.shift(timedelta(minutes=1))
    assert browser.post(f"{link(made)}familie/", {"email": ELS}).status_code == 302


def test_a_link_that_was_revoked_says_where_the_new_one_is(browser, made):
    let_in(browser, link(made))
    zitting.revoke(Zittingtoegang.objects.get(), now=NOW)
    answer = browser.get(link(made))
    assert answer.status_code == 410
    assert "Deze link werkt niet meer" in text(answer)
    assert "Ida Post" not in text(answer)


def test_a_link_of_a_day_that_is_off_says_so(browser, made):
    address = link(made)
    zitting.cancel(made, now=NOW, reden="Ziek", door="7")
    assert "Deze dag gaat niet door" in text(browser.get(address))


def test_a_link_that_never_was_is_not_found_and_counted(browser, made):
    for _time in range(10):
        assert browser.get("/zitting/verzonnen/").status_code == 404
    assert browser.get("/zitting/verzonnen/").status_code == 429


def test_whoever_closes_off_needs_a_new_code(browser, made):
    let_in(browser, link(made))
    browser.post(f"{link(made)}klaar/")
    assert "Ida Post" not in text(browser.get(link(made)))


# --- the contact person ---------------------------------------------------------------------------


WIM = {"naam": "Wim Dam", "kamer": "12", "bijzonderheden": "Slechthorend"}


def test_a_resident_is_announced_and_can_be_told_as_well(browser, made):
    let_in(browser, link(made))
    family = {"vertegenwoordiger": "Els Dam", "email": "els@example.nl", "telefoon": "0612345678"}
    answer = browser.post(f"{link(made)}aanmelden/", WIM | family, follow=True)
    assert "Wim Dam is aangemeld." in text(answer)
    row = Bewoner.objects.get(naam="Wim Dam")
    assert (row.kamer, row.door, str(row.telefoon)) == ("12", "CONTACT", "+31612345678")
    assert (row.vertegenwoordiger, row.email) == ("Els Dam", "els@example.nl")


def test_with_the_other_button_the_next_one_is_entered(browser, made):
    let_in(browser, link(made))
    answer = browser.post(f"{link(made)}aanmelden/", WIM | {"nog": "1"}, follow=True)
    assert "Wim Dam is aangemeld." in text(answer)
    assert 'name="kamer"' in text(answer)


def test_what_is_wrong_is_said_and_what_was_typed_stays(browser, made):
    let_in(browser, link(made))
    answer = browser.post(f"{link(made)}aanmelden/", {"naam": "", "bijzonderheden": "Doof"})
    assert answer.status_code == 400
    assert "Vul de naam van de bewoner in." in text(answer)
    assert 'value="Doof"' in text(answer)


def test_a_resident_who_is_announced_twice_is_told(browser, made):
    let_in(browser, link(made))
    browser.post(f"{link(made)}aanmelden/", WIM)
    answer = browser.post(f"{link(made)}aanmelden/", WIM | {"naam": "wim  dam"})
    assert answer.status_code == 409
    assert "Deze bewoner staat al op de lijst." in text(answer)
    assert 'value="wim dam"' in text(answer) or 'value="wim  dam"' in text(answer)
    assert Bewoner.objects.filter(kamer="12").count() == 1


def test_a_full_list_says_whom_to_call(browser, huis):
    made = huis.zitting(bewoners=2, plaatsen=2)
    let_in(browser, link(made))
    assert "Meld een bewoner aan</a>" not in text(browser.get(link(made)))
    assert browser.get(f"{link(made)}aanmelden/").status_code == 200, "looking is not refused"
    answer = browser.post(f"{link(made)}aanmelden/", WIM)
    assert answer.status_code == 409
    assert "Alle plaatsen zijn bezet." in text(answer)
    assert "Wim Dam" in text(answer), "what was typed can be read out on the telephone"


def test_after_the_closing_one_sees_times_and_whom_to_call(browser, made, clock):
    clock.move_to(made.sluit_op + timedelta(minutes=5))
    zitting.close_due(now=made.sluit_op + timedelta(minutes=1))
    answer = let_in(browser, link(made))
    assert "8.50–9.05" in text(answer)
    assert "De tijden staan vast." in text(answer)
    answer = browser.post(f"{link(made)}aanmelden/", WIM)
    assert answer.status_code == 409
    assert "gesloten" in text(answer)
    assert not Bewoner.objects.filter(naam="Wim Dam").exists()


def test_a_resident_is_taken_off_after_a_question(browser, made):
    let_in(browser, link(made))
    ida = Bewoner.objects.get(naam="Ida Post")
    assert "Ida Post afmelden?" in text(browser.get(f"{link(made)}afmelden/{ida.pk}/"))
    assert volgorde(made) == ["Ida", "Jan", "Truus"]
    browser.post(f"{link(made)}afmelden/{ida.pk}/")
    assert volgorde(made) == ["Jan", "Truus"]


def test_a_resident_of_another_list_is_not_found(browser, made, huis):
    let_in(browser, link(made))
    other = huis.zitting(bewoners=1, window="12:30-16:30")
    theirs = Bewoner.objects.get(zitting=other)
    assert browser.post(f"{link(made)}afmelden/{theirs.pk}/").status_code == 404


def test_buttons_and_dragging_put_the_list_in_order(browser, made):
    let_in(browser, link(made))
    ida, jan, truus = (Bewoner.objects.get(naam__startswith=one).pk for one in "IJT")
    answer = browser.post(
        f"{link(made)}volgorde/",
        {"bewoner": [ida, jan, truus], "omhoog": truus, "versie": made_version(made)},
    )
    assert answer["Location"].endswith(f"#bewoner-{truus}")
    assert volgorde(made) == ["Ida", "Truus", "Jan"]
    browser.post(
        f"{link(made)}volgorde/",
        {"bewoner": [jan, ida, truus], "versie": made_version(made)},
    )
    assert volgorde(made) == ["Jan", "Ida", "Truus"]


def made_version(made):
    return type(made).objects.get(pk=made.pk).versie


def test_an_order_of_a_list_that_changed_is_refused(browser, made):
    let_in(browser, link(made))
    ids = list(Bewoner.objects.values_list("pk", flat=True))
    answer = browser.post(f"{link(made)}volgorde/", {"bewoner": ids[::-1], "versie": 1})
    assert answer.status_code == 409
    assert "intussen veranderd" in text(answer)
    for nonsense in ([], ["x"], [ids[0], ids[0]]):
        answer = browser.post(f"{link(made)}volgorde/", {"bewoner": nonsense, "versie": 1})
        assert answer.status_code == 400, nonsense


def test_what_was_typed_when_the_half_hour_ended_comes_back_after_a_code(browser, made, clock):
    let_in(browser, link(made))
    clock.shift(timedelta(minutes=31))
    answer = browser.post(f"{link(made)}aanmelden/", WIM)
    assert answer.status_code == 403
    assert "is bewaard" in text(answer)
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text(answer)))
    kept.pop("csrfmiddlewaretoken", None)
    assert "Wim Dam" in text(browser.post(f"{link(made)}code/vragen/", kept))
    answer = browser.post(f"{link(made)}code/", kept | {"code": mailed_code()})
    assert 'value="Wim Dam"' in text(answer)
    assert 'value="Slechthorend"' in text(answer)
    assert not Bewoner.objects.filter(naam="Wim Dam").exists(), "only a button announces"


# --- a family -------------------------------------------------------------------------------------


ELS = "els@example.nl"


def test_a_family_announces_one_resident_and_sees_no_other(browser, made):
    let_in(browser, link(made))
    browser.post(f"{link(made)}familie/", {"email": ELS})
    assert ELS in text(browser.get(link(made)))
    family = Client()
    answer = let_in(family, link(made, ELS))
    assert "Ida Post" not in text(answer)
    answer = family.post(
        f"{link(made, ELS)}aanmelden/", {**WIM, "vertegenwoordiger": "Els Dam"}, follow=True
    )
    assert "Wim Dam is aangemeld" in text(answer)
    assert "Ida Post" not in text(answer)
    row = Bewoner.objects.get(naam="Wim Dam")
    assert (row.door, row.email) == ("FAMILIE", ELS)
    again = family.post(
        f"{link(made, ELS)}aanmelden/", {"naam": "Nog Een", "vertegenwoordiger": "Els Dam"}
    )
    assert again.status_code == 409


def test_a_family_touches_nobody_else(browser, made):
    zitting.invite(made, ELS, now=NOW)
    let_in(browser, link(made, ELS))
    ida = Bewoner.objects.get(naam="Ida Post")
    assert browser.post(f"{link(made, ELS)}afmelden/{ida.pk}/").status_code == 404
    assert browser.post(f"{link(made, ELS)}volgorde/", {"bewoner": ida.pk}).status_code == 404
    assert browser.get(f"{link(made, ELS)}familie/").status_code == 404


def test_looks_change_nothing(browser, made):
    let_in(browser, link(made))
    for page in ("code/vragen/", "volgorde/", "klaar/"):
        assert browser.get(f"{link(made)}{page}").status_code == 405, page
    ida = Bewoner.objects.get(naam="Ida Post")
    for page in ("", "aanmelden/", f"afmelden/{ida.pk}/", "familie/", "code/"):
        assert browser.get(f"{link(made)}{page}").status_code == 200, page
    assert volgorde(made) == ["Ida", "Jan", "Truus"]


def test_in_english_too(browser, made):
    let_in(browser, link(made))
    browser.post("/taal/", {"language": "en", "next": link(made)})
    assert "Residents" in text(browser.get(link(made)))
