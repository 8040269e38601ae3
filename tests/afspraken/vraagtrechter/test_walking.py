"""Walking through questions, in memory."""

import pytest

from afspraken.vraagtrechter.walking import (
    LONGEST_PATH,
    Funnel,
    Outcome,
    codes,
    position,
    query,
    walk,
)
from tests.afspraken.vraagtrechter.funnels import funnel, question

VERHUIZEN = funnel(
    question("heen", hier="wie", weg="= emigreren"),
    question("wie", een="bewijs + verhuizing", twee="bewijs + verhuizing × 2"),
    question("bewijs", ja=" + uittreksel", nee=""),
)


def test_a_path_unravels_into_products_and_persons():
    end = walk(VERHUIZEN, ["heenhier", "wietwee", "bewijsja"]).outcome
    assert end.products == {"verhuizing": 2, "uittreksel": 1}
    assert end.reasons["uittreksel"].nl == "Daarom uittreksel"
    assert list(end.products) == ["verhuizing", "uittreksel"]


def test_a_path_may_end_at_an_article():
    assert walk(VERHUIZEN, ["heenweg"]).outcome == Outcome({}, {}, "emigreren")


def test_as_long_as_there_is_a_question_there_is_no_outcome():
    here = walk(VERHUIZEN, ["heenhier"])
    assert here.question.code == "wie"
    assert here.outcome is None
    assert walk(VERHUIZEN, []).question.code == "heen"


def test_a_product_added_twice_counts_for_the_most_persons():
    twice = funnel(question("a", x="b + pas × 3"), question("b", y="+ pas × 2"))
    assert walk(twice, ["ax", "by"]).outcome.products == {"pas": 3}


@pytest.mark.parametrize(
    ("path", "stops_at"),
    [
        (["weg is weg"], "heen"),
        (["heenhier", "heenhier"], "wie"),
        (["heenhier", "wieeen", "bewijsja", "nog een"], None),
    ],
)
def test_what_does_not_fit_any_more_is_asked_again(path, stops_at):
    here = walk(VERHUIZEN, path)
    assert not here.is_whole
    assert (here.question.code if here.question else None) == stops_at


def test_a_funnel_that_goes_round_is_walked_no_longer_than_anyone_would():
    round_and_round = funnel(question("a", x="b"), question("b", y="a"))
    here = walk(round_and_round, ["ax", "by"] * 1000)
    assert len(here.steps) == LONGEST_PATH
    assert not here.is_whole


def test_a_funnel_without_questions_leads_nowhere():
    here = walk(Funnel(()), ["x"])
    assert (here.question, here.outcome, here.is_whole) == (None, None, False)


def test_going_back_keeps_the_answers():
    here = position(VERHUIZEN, "heenhier.wietwee")
    assert here.back == {"pad": "heenhier", "eerder": "wietwee"}
    before = position(VERHUIZEN, **{"pad": "heenhier", "later": "wietwee"})
    assert before.chosen == "wietwee"
    assert before.back == {"eerder": "heenhier.wietwee"}
    first = position(VERHUIZEN, "", "heenhier.wietwee")
    assert (first.chosen, first.back) == ("heenhier", None)


def test_the_same_answer_again_keeps_what_came_after_it_and_another_does_not():
    before = position(VERHUIZEN, "", "heenhier.wietwee")
    assert before.after("heenhier") == {"pad": "heenhier", "eerder": "wietwee"}
    assert before.after("heenweg") == {"pad": "heenweg"}
    assert before.after("wietwee") is None
    assert before.after("") is None


def test_at_the_end_there_is_nothing_to_answer():
    end = position(VERHUIZEN, "heenweg")
    assert (end.chosen, end.after("heenhier"), end.walk.outcome.article) == ("", None, "emigreren")


@pytest.mark.parametrize("text", ["", "...", "<x>.1", "1" * 5000, "1.2\x00", "é.ü", "A.B", "1 2"])
def test_any_text_can_be_read_as_a_path(text):
    assert all(code.isalnum() for code in codes(text))
    assert query(codes(text)).keys() <= {"pad"}
    assert walk(VERHUIZEN, codes(text)).question.code == "heen"
