"""A queue of acts in one request."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken.models import Afspraak
from mobiel import planning
from mobiel.models import Bezoek, Veldactie
from mobiel.telefoon import melden
from mobiel.telefoon.melden import Melder
from tests.cast import MAANDAG, at
from tests.mobiel.dorp import cancelled, route
from tests.mobiel.telefoon.sanne import act, sent

pytestmark = pytest.mark.django_db


def outcomes(answer):
    return [one["uitkomst"] for one in answer.json()["antwoorden"]]


def test_each_act_is_answered_for_and_sending_it_again_is_harmless(sanne):
    anna, bram = sanne.visits(2)
    queue = [
        sent("AANGEKOMEN", anna, at("8:35")),
        sent("KLAAR", anna, at("9:05")),
        sent("NIET_THUIS", bram, at("9:20")),
    ]
    now = sanne.at("10:00")
    assert outcomes(sanne.syncs(queue, nu=now)) == ["toegepast"] * 3
    assert outcomes(sanne.syncs(queue, nu=now)) == ["dubbel"] * 3
    assert Veldactie.objects.count() == 3
    found = dict(Afspraak.objects.values_list("pk", "status"))
    assert found == {anna.pk: "AFGEROND", bram.pk: "NIET_VERSCHENEN"}


def test_the_server_puts_a_queue_in_order(sanne):
    [anna] = sanne.visits(1)
    queue = [sent("KLAAR", anna, at("9:05")), sent("ONDERWEG", anna, at("8:31"))]
    assert outcomes(sanne.syncs(queue, nu=sanne.at("10:00"))) == ["toegepast"] * 2
    found = Veldactie.objects.order_by("gedaan_op").values_list("soort", flat=True)
    assert list(found) == ["ONDERWEG", "KLAAR"]


@pytest.mark.parametrize("ahead", [pytest.param(2, id="fast"), pytest.param(-2, id="slow")])
def test_a_clock_that_is_two_hours_wrong_is_said_and_put_right(sanne, ahead):
    [anna] = sanne.visits(1)
    wrong, now = timedelta(hours=ahead), sanne.at("9:10")
    answer = sanne.syncs([sent("KLAAR", anna, at("9:05") + wrong)], nu=now + wrong)
    assert answer.json()["klok"] == -3600 * ahead
    assert Veldactie.objects.get().gedaan_op == at("9:05")


def test_what_was_done_without_reception_after_a_planner_gave_it_away_is_told(dorp, sanne):
    """She saw it on her copy; the colleague who has it now reports it as usual."""
    anna, bram = sanne.visits(2)
    joris = dorp.veldwerker("Joris")
    mine, theirs = (Bezoek.objects.get(afspraak=one).pk for one in (anna, bram))
    planning.rearrange(
        MAANDAG,
        {sanne.middel.pk: [mine], joris.pk: [theirs]},
        gezien={sanne.middel.pk: route(sanne.middel).versie, joris.pk: 0},
        wat="verplaatst",
        door="7",
        now=at("8:30"),
    )
    queue = [sent("KLAAR", anna, at("8:55")), sent("KLAAR", bram, at("9:20"))]
    answer = sanne.syncs(queue, nu=sanne.at("10:00"))
    assert outcomes(answer) == ["toegepast", "conflict"]
    assert "niet meer op uw route" in answer.json()["antwoorden"][1]["zin"]
    [told] = melden.report([act("KLAAR", bram)], Melder(joris, sanne.user), now=at("10:05"))
    assert told.uitkomst == "TOEGEPAST"
    assert set(Afspraak.objects.values_list("status", flat=True)) == {"AFGEROND"}


def test_a_queue_that_comes_in_two_halves_in_the_wrong_order_ends_the_same(sanne):
    [anna] = sanne.visits(1)
    now = sanne.at("10:00")
    late = [sent("ONDERWEG", anna, at("8:31")), sent("AANGEKOMEN", anna, at("8:36"))]
    assert outcomes(sanne.syncs([sent("KLAAR", anna, at("9:05"))], nu=now)) == ["toegepast"]
    assert outcomes(sanne.syncs(late, nu=now)) == ["toegepast"] * 2
    assert Afspraak.objects.get().status == "AFGEROND"


def test_a_conflict_comes_with_a_sentence(sanne):
    anna, _bram = sanne.visits(2)
    cancelled(anna, now=at("8:30"))
    [found] = sanne.syncs([sent("KLAAR", anna)]).json()["antwoorden"]
    assert (found["uitkomst"], found["zin"][:29]) == ("conflict", "Deze afspraak was al afgezegd")
    [again] = sanne.syncs([sent("KLAAR", anna) | {"uuid": found["uuid"]}]).json()["antwoorden"]
    assert again == found


def test_fifty_acts_cost_no_more_statements_than_five(sanne):
    visits = sanne.visits(10)
    sanne.client.get("/route/")
    sanne.at("14:00")
    five = [sent("KLAAR", one, at("9:00")) for one in visits[:5]]
    fifty = [sent("KLAAR", one, at("9:00")) for one in visits[5:]]
    steps = ("ONDERWEG", "AANGEKOMEN", "NOG_BEZIG")
    fifty += [sent(step, one, at("8:45")) for step in steps * 3 for one in visits[5:]]
    sanne.syncs([])
    costs = []
    for queue in (five, fifty):
        with CaptureQueriesContext(connection) as seen:
            assert set(outcomes(sanne.syncs(queue))) <= {"toegepast", "dubbel"}
        costs.append(len(seen))
    assert (len(fifty), costs[0]) == (50, costs[1])


def test_steps_without_a_status_cost_the_same_for_any_number_of_visits(sanne):
    visits = sanne.visits(8)
    sanne.client.get("/route/")
    sanne.at("14:00")
    sanne.syncs([])  # the phone was seen just now
    costs = []
    for some in (visits[:2], visits[2:]):
        queue = [sent("ONDERWEG", one, at("9:00")) for one in some]
        with CaptureQueriesContext(connection) as seen:
            assert set(outcomes(sanne.syncs(queue))) == {"toegepast"}
        costs.append(len(seen))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '{"acties": 3}', '{"acties": [], "nu": "straks"}', '{"acties": [], "nu": 1e99}']
    + [json.dumps({"acties": [{}] * 51}), b"\xff\xfe", '{"acties": [], "nu": -1}'],
)
def test_what_is_no_queue_is_refused_whole(sanne, body):
    sanne.visits(1)
    answer = sanne.client.post("/route/sync/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["zin"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"uuid": "x"},
        {"soort": "VLIEGEN"},
        {"bezoek": "x"},
        {"bezoek": -1},
        {"bezoek": 10**30},
        {"versie": []},
        {"op": "gisteren"},
        {"op": 10**20},
        {"resultaat": "PRIMA"},
    ],
)
def test_what_is_no_act_is_answered_for_and_the_others_do_not_wait(sanne, wrong):
    [anna] = sanne.visits(1)
    good, bad = sent("ONDERWEG", anna), sent("KLAAR", anna) | wrong
    answer = sanne.syncs([bad, "x", good])
    assert outcomes(answer) == ["toegepast", "onleesbaar", "onleesbaar"]


def test_a_visit_that_does_not_exist_is_a_conflict(sanne):
    [anna] = sanne.visits(1)
    assert outcomes(sanne.syncs([sent("KLAAR", anna) | {"bezoek": 2**31 - 1}])) == ["conflict"]
