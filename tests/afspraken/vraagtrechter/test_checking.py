"""What keeps a funnel from being published."""

import pytest

from afspraken.models import Soort
from afspraken.vraagtrechter import check, outcomes
from afspraken.vraagtrechter.checking import MOST_OUTCOMES, Fault
from afspraken.vraagtrechter.walking import Funnel
from tests.afspraken.kennis.artikelen import article
from tests.afspraken.vraagtrechter.funnels import funnel, question
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def stad(town):
    """A counter at which one gets A and B together."""
    town.loket()
    a, b = town.product("A", max_personen=2), town.product("B")
    a.combineerbaar_met.add(b)
    return town


def faults(*questions):
    return [(one.where, one.sentence) for one in check(funnel(*questions), now=NOW)]


def test_a_good_funnel_has_no_faults(stad):
    article("Lees dit", is_intern=False)
    assert (
        faults(question("q", ja="r + a × 2", nee="= lees-dit"), question("r", ja="+ b", nee=""))
        == []
    )


def test_a_funnel_without_questions():
    assert check(Funnel(()), now=NOW) == [Fault("", "Er zijn nog geen vragen.")]


def test_a_question_without_answers():
    assert faults(question("q")) == [("q?", "Deze vraag heeft geen antwoorden.")]


def test_an_end_without_product_or_article():
    found = faults(question("q", ja="r", nee="+ a"), question("r", ja="+ a", nee=""))
    assert ("r? → nee", "Hier loopt het dood: er is geen product en geen artikel.") in found


def test_an_end_is_no_dead_end_when_an_earlier_answer_added_something(stad):
    assert faults(question("q", ja="r + a"), question("r", ja="+ b", nee="")) == []


def test_a_loop_is_named_by_each_question_in_it(stad):
    found = faults(question("q", x="r"), question("r", x="q", y="s"), question("s", x="+ a"))
    assert [where for where, _sentence in found] == ["q?", "r?"]


def test_a_question_that_nobody_gets(stad):
    found = faults(question("q", x="+ a"), question("r", x="s"), question("s", x="+ a"))
    sentence = "Geen antwoord leidt naar deze vraag."
    assert found == [("r?", sentence), ("s?", sentence)]


def test_a_next_question_that_does_not_exist(stad):
    assert faults(question("q", x="weg")) == [("q? → x", "De volgende vraag bestaat niet.")]


def test_products_that_do_not_go_together(stad):
    stad.product("C")
    assert faults(question("q", x="+ a + c")) == [
        ("q? → x", "Dit past niet in één afspraak: A, C.")
    ]


@pytest.mark.parametrize(
    "change", [{"is_actief": False}, {"kanalen": ["BALIE"]}, {"max_personen": 1}]
)
def test_products_that_residents_cannot_book(stad, change):
    stad.product("D", **({"max_personen": 2} | change))
    assert faults(question("q", x="+ d × 2")) == [("q? → x", "Dit kan een inwoner niet boeken: D.")]


def test_a_product_that_is_gone(stad):
    assert faults(question("q", x="+ weg")) == [("q? → x", "Dit kan een inwoner niet boeken: weg.")]


def test_products_that_no_place_gives_together(town):
    town.loket(kan=["reizen"])
    town.loket(kan=["trouwen"], locatie=town.locatie("Wijkhuis"))
    pas = town.product("Pas", vraagt=[(Soort.LOKET, 1, "reizen")])
    akte = town.product("Akte", vraagt=[(Soort.LOKET, 1, "huizen")])
    pas.combineerbaar_met.add(akte)
    assert faults(question("q", x="+ pas + akte", y="+ pas")) == [
        ("q? → x", "Op geen enkele plek kan dit samen: Akte, Pas.")
    ]


@pytest.mark.parametrize("fields", [{"is_intern": True}, {"is_intern": False, "publiceer": False}])
def test_an_article_that_residents_cannot_read(fields):
    article("Lees dit", **fields)
    assert faults(question("q", x="= lees-dit")) == [
        ("q? → x", "Inwoners kunnen dit artikel niet lezen.")
    ]


def test_missing_english_is_told_and_blocks_nothing(stad):
    good = question("q", x="+ a")
    dutch = type(good)(good.code, type(good.text)("Wat?"), good.hint, good.answers)
    assert check(Funnel((dutch,)), now=NOW) == [
        Fault("Wat?", "Niet alles staat er ook in het Engels.", blocks=False)
    ]


def test_many_paths_with_the_same_products_are_one_outcome():
    steps = [question(f"q{n}", x=f"q{n + 1}", y=f"q{n + 1}") for n in range(60)]
    assert len(outcomes(funnel(*steps, question("q60", x="+ a")))) == 1


def test_a_funnel_that_is_too_large_says_so():
    steps = [question(f"q{n}", x=f"q{n + 1} + p{n}", y=f"q{n + 1}") for n in range(20)]
    large = funnel(*steps, question("q20", x="+ a"))
    assert len(outcomes(large)) <= MOST_OUTCOMES + 1
    assert faults(*large.questions) == [("", "Er zijn te veel uitkomsten. Maak het kleiner.")]


def test_every_different_set_costs_a_fixed_number_of_statements(
    stad, django_assert_max_num_queries
):
    answers = {f"x{n}": "+ a" for n in range(30)}
    with django_assert_max_num_queries(6):
        assert faults(question("q", **answers)) == []
