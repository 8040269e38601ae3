"""A link and a one-time code for somebody without an account."""

import re
from datetime import timedelta

import pytest

from afspraken.models import Logregel
from mobiel import zitting
from mobiel.models import Zittingtoegang
from mobiel.zitting import toegang as links
from notificaties.models import Bericht
from tests.cast import at
from tests.mobiel.zitting.huis import CARLA, LATER
from tests.notificaties.post import Kantoor

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def carla(huis):
    """The access of the contact person."""
    return Zittingtoegang.objects.get(zitting=huis.zitting(bewoners=2))


def code_of(toegang, *, now=LATER) -> str:
    """The code that was mailed to a link just now."""
    zitting.ask_code(toegang, now=now)
    last = Bericht.objects.filter(soort="ZITTING_CODE").order_by("pk").last()
    assert last.aan == toegang.email
    return last.gegevens["code"]


def other(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_link_goes_to_the_registered_address_and_shows_no_name(carla):
    [bericht] = Bericht.objects.filter(soort="ZITTING_LINK")
    assert (bericht.aan, bericht.klant) == (CARLA.email, None)
    assert links.token_for(carla) in bericht.gegevens["aanmelden"]
    assert zitting.open_link(links.token_for(carla)) == carla
    assert not {"Ida", "Jan"} & set(re.findall(r"\w+", str(bericht.gegevens)))


def test_asked_again_it_is_the_same_link(carla):
    assert zitting.send_link(carla.zitting, now=LATER) == carla
    assert Bericht.objects.filter(soort="ZITTING_LINK").count() == 2


def test_no_other_token_opens_anything(carla):
    assert zitting.open_link("") is None
    assert zitting.open_link(links.token_for(carla)[:-1] + "é") is None
    assert zitting.open_link(carla.code) is None


def test_a_revoked_link_opens_nothing_and_a_new_one_is_another(carla):
    token = links.token_for(carla)
    zitting.revoke(carla, now=LATER)
    assert zitting.open_link(token) is None
    with pytest.raises(zitting.CodeLocked):
        zitting.ask_code(carla, now=LATER)
    assert links.token_for(zitting.send_link(carla.zitting, now=LATER)) != token


def test_with_another_contact_person_the_link_of_the_one_before_is_dead(carla):
    klant = carla.zitting.klant
    klant.email = "nieuw@theresia.example"
    klant.save()
    assert zitting.open_link(links.token_for(carla)) is None


def test_the_right_code_opens_the_page_for_half_an_hour_and_works_once(carla):
    code = code_of(carla)
    assert re.fullmatch(r"\d{6}", code)
    assert zitting.check_code(carla, f" {code[:3]} {code[3:]}", now=LATER) == LATER + 30 * MINUTE
    with pytest.raises(zitting.CodeLocked):
        zitting.check_code(carla, code, now=LATER)


def test_of_the_code_and_the_link_the_table_holds_only_hashes(carla):
    code = code_of(carla)
    row = Zittingtoegang.objects.values().get(pk=carla.pk)
    assert links.token_for(carla) not in row.values()
    assert code not in row.values()


def test_a_code_lives_for_a_quarter_of_an_hour(carla):
    code = code_of(carla)
    with pytest.raises(zitting.CodeLocked):
        zitting.check_code(carla, code, now=LATER + 15 * MINUTE)


def test_who_guesses_has_five_guesses_and_then_the_right_code_does_not_work_either(carla):
    code = code_of(carla)
    for _guess in range(4):
        with pytest.raises(zitting.WrongCode):
            zitting.check_code(carla, other(code), now=LATER)
    for guess in (other(code), code):
        with pytest.raises(zitting.CodeLocked):
            zitting.check_code(carla, guess, now=LATER)


@pytest.mark.parametrize("given", ["", "abc", "12345678901234567890", "é\ud800"])
def test_nonsense_is_a_wrong_code(carla, given):
    code_of(carla)
    with pytest.raises(zitting.WrongCode):
        zitting.check_code(carla, given, now=LATER)


def test_a_new_code_makes_the_one_before_worthless(carla):
    first, second = code_of(carla), code_of(carla, now=LATER + MINUTE)
    assert first != second
    with pytest.raises(zitting.WrongCode):
        zitting.check_code(carla, first, now=LATER + MINUTE)
    zitting.check_code(carla, second, now=LATER + MINUTE)


def test_five_codes_an_hour_are_sent(carla):
    for number in range(5):
        zitting.ask_code(carla, now=LATER + number * MINUTE)
    with pytest.raises(zitting.TooManyCodes):
        zitting.ask_code(carla, now=LATER + 59 * MINUTE)
    zitting.ask_code(carla, now=LATER + 60 * MINUTE)
    assert Bericht.objects.filter(soort="ZITTING_CODE").count() == 6


def test_one_code_a_minute_is_sent_and_the_one_on_its_way_still_works(carla):
    code = code_of(carla)
    with pytest.raises(zitting.TooManyCodes) as refused:
        zitting.ask_code(carla, now=LATER + timedelta(seconds=59))
    assert refused.value.weer == LATER + MINUTE
    zitting.check_code(carla, code, now=LATER + timedelta(seconds=59))
    zitting.ask_code(carla, now=LATER + MINUTE)


def test_the_link_goes_to_one_address_once_a_minute_and_five_times_an_hour(carla):
    sent = Bericht.objects.filter(soort="ZITTING_LINK")
    for number in range(5):
        zitting.send_link(carla.zitting, now=LATER + number * MINUTE)
        with pytest.raises(zitting.LinkSentAlready):
            zitting.send_link(carla.zitting, now=LATER + number * MINUTE)
    with pytest.raises(zitting.LinkSentAlready) as refused:
        zitting.send_link(carla.zitting, now=LATER + 5 * MINUTE)
    assert refused.value.weer == LATER + 60 * MINUTE
    assert sent.count() == 6, "with that of the planning, a day before"
    zitting.send_link(carla.zitting, now=LATER + 60 * MINUTE)


def test_each_family_has_a_limit_of_its_own(carla):
    for email in ("dochter@example.nl", "zoon@example.nl"):
        zitting.invite(carla.zitting, email, now=LATER)
        with pytest.raises(zitting.LinkSentAlready):
            zitting.invite(carla.zitting, email, now=LATER)
    assert Logregel.objects.filter(gegevens__wat="familie_uitgenodigd").count() == 2
    assert Bericht.objects.filter(soort="ZITTING_LINK", aan__endswith="@example.nl").count() == 2


def test_the_sentence_names_a_whole_minute_at_which_it_really_can_be_sent():
    weer = at("9:04") + timedelta(seconds=20)
    assert "vanaf 9.05 uur" in str(zitting.TooManyCodes(weer))
    assert "vanaf 9.05 uur" in zitting.LinkSentAlready(at("9:05")).for_desk


def test_the_code_of_one_link_does_not_open_another(huis, carla):
    family = zitting.invite(carla.zitting, "dochter@example.nl", now=LATER)
    code = code_of(carla)
    code_of(family)
    with pytest.raises(zitting.WrongCode):
        zitting.check_code(family, code, now=LATER)


def test_families_get_no_more_links_than_could_ever_be_of_use(huis):
    made = huis.zitting(plaatsen=1)
    for name in ("een", "twee"):
        zitting.invite(made, f"{name}@example.nl", now=LATER)
    zitting.invite(made, "twee@example.nl", now=LATER + MINUTE)
    with pytest.raises(zitting.TooManyLinks):
        zitting.invite(made, "drie@example.nl", now=LATER)


def test_after_the_closing_no_family_gets_a_link(carla):
    made = carla.zitting
    with pytest.raises(zitting.Closed):
        zitting.invite(made, "dochter@example.nl", now=made.sluit_op)
    made = zitting.cancel(made, now=LATER)
    with pytest.raises(zitting.Cancelled):
        zitting.invite(made, "dochter@example.nl", now=LATER)
    assert not Zittingtoegang.objects.filter(soort="FAMILIE").exists()


def test_the_log_knows_who_sent_and_who_revoked_a_link(carla):
    zitting.send_link(carla.zitting, door="7", now=LATER)
    zitting.invite(carla.zitting, "dochter@example.nl", now=LATER)
    for _twice in range(2):
        zitting.revoke(carla, door="8", now=LATER)
    rows = Logregel.objects.filter(onderwerp=f"zitting:{carla.zitting_id}", op=LATER)
    told = [(one.gegevens["wat"], one.door) for one in rows.order_by("pk")]
    assert told[-3:] == [
        ("link_gestuurd", "7"),
        ("familie_uitgenodigd", ""),
        ("link_ingetrokken", "8"),
    ]


def test_what_leaves_is_the_code_and_the_link_and_goes_nowhere_else(carla):
    code = code_of(carla)
    sent = {post.titel: post for post in Kantoor(LATER).send()}
    assert code in sent["Uw code voor de zitting"].tekst
    assert links.address(carla) in sent["Meld bewoners aan voor maandag 7 december 2026"].tekst
    assert {post.aan for post in sent.values()} == {CARLA.email}


def test_a_code_that_lapsed_before_it_could_leave_does_not_leave(carla):
    code_of(carla)
    late = Kantoor(LATER + 15 * MINUTE).send()
    assert "Uw code voor de zitting" not in {post.titel for post in late}
