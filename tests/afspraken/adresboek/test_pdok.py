"""The public register of addresses: asked once, kept for a term, and never in the way."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from afspraken.adresboek import Unreachable, find, pdok
from afspraken.adresboek.finding import TERM
from afspraken.models import Adrespunt
from tests.cast import KERKSTRAAT, NOW
from tests.fakes.pdok import door, fake_pdok

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(settings):
    """A register that knows Kerkstraat 12."""
    cache.clear()
    with fake_pdok() as fake:
        fake.doors = [door(12)]
        settings.PDOK_URL = fake.address
        yield fake
    cache.clear()


def found(number: str = "12", now=NOW) -> list[str]:
    return [one.huisnummer for one in find("1191 JB", number, now=now)]


def test_the_register_knows_street_town_and_point(register):
    assert find("1191 JB", "12", now=NOW) == [KERKSTRAAT]


def test_an_answer_is_kept_for_a_term_and_then_asked_again(register):
    assert found() == found() == ["12"]
    assert register.asked == 1
    assert found(now=NOW + TERM - timedelta(seconds=1)) == ["12"]
    assert register.asked == 1
    register.doors = [door(12, "A")]
    assert found(now=NOW + TERM) == ["12A"]
    assert register.asked == 2
    assert Adrespunt.objects.count() == 1


def test_what_the_municipality_stored_itself_is_not_asked(register):
    Adrespunt.objects.create(**KERKSTRAAT.as_dict(), nummer=12)
    assert found() == ["12"]
    assert register.asked == 0


def test_doors_of_one_number_are_told_apart(register):
    register.doors = [door(12, "A"), door(12, "A", "2"), door(12, "", "3")]
    assert found("12") == ["12A", "12A-2", "12-3"]
    assert found("12a2") == ["12A-2"]
    assert found("12-3") == ["12-3"]
    assert register.asked == 1


def test_what_the_register_does_not_have_does_not_exist(register):
    register.doors = []
    assert found() == []


def test_without_a_number_nothing_is_asked(register):
    assert found("geen") == []
    assert register.asked == 0


WRONG = ("down", "busy", "elsewhere", "html", "large", "other", "without a point", "nowhere")


@pytest.mark.parametrize("how", WRONG)
def test_a_register_that_misbehaves_is_no_answer_and_is_left_alone(register, how):
    register.misbehave = how
    with pytest.raises(Unreachable):
        found()
    with pytest.raises(Unreachable):
        found()
    assert register.asked == 1


def test_a_slow_register_is_not_waited_for(register, monkeypatch):
    monkeypatch.setattr(pdok, "SECONDS", 0.2)
    register.misbehave = "slow"
    with pytest.raises(Unreachable):
        found()


def test_another_door_than_was_asked_is_passed_over(register):
    register.misbehave = "another door"
    assert found() == []


def test_what_was_known_stays_known_while_the_register_is_down(register):
    assert found() == ["12"]
    register.misbehave = "down"
    assert found(now=NOW + TERM) == ["12"]


def test_where_nothing_listens_there_is_no_answer(settings):
    cache.clear()
    settings.PDOK_URL = "http://127.0.0.1:9"
    with pytest.raises(Unreachable):
        found()
    cache.clear()


def test_without_a_register_only_the_table_knows(settings):
    settings.PDOK_URL = ""
    assert found() == []
