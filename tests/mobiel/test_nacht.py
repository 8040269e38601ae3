"""At night VROOM may look for a better order: believed only if it keeps every promise."""

import json
import sys
import time
from functools import partial

import pytest

from mobiel import planning, routing, tasks
from mobiel.models import Bezoek, Stop
from mobiel.routing import vroom
from tests.cast import MAANDAG, NOW
from tests.mobiel.dorp import booked, route

pytestmark = pytest.mark.django_db


@pytest.fixture
def slordig(dorp):
    """A route to and fro between two places: the second visit is far, the others near."""
    sanne = dorp.veldwerker("Sanne")
    product = dorp.product()
    visits = [booked(product, spot) for spot in ((1000, 0), (1100, 0), (9000, 0))]
    near, other, far = (Bezoek.objects.get(afspraak=one).pk for one in visits)
    planning.rearrange(
        MAANDAG,
        {sanne.pk: [near, far, other]},
        gezien={sanne.pk: route(sanne).versie},
        wat="verplaatst",
        door="7",
        now=NOW,
    )
    return sanne


def saying(answer):
    """A child that answers this whatever it is asked."""
    return (sys.executable, "-c", f"import sys; sys.stdin.read(); print({json.dumps(answer)!r})")


def night(child, *, steps=0):
    """The search of one night with this child; our own search gets so many steps."""
    search = partial(vroom.improve, seconds=1, child=child)
    return planning.reoptimise(MAANDAG, budget=routing.iterations(steps), search=search, now=NOW)


def places():
    """Where the visits are, in the order of the day: kilometres east of the town hall."""
    rows = Stop.objects.order_by("volgorde").select_related("bezoek")
    return [round((row.bezoek.lengtegraad - 4.9106) * 68.0) for row in rows]


def test_a_better_order_of_vroom_is_stored(slordig):
    assert places() == [1, 9, 1]
    assert night(saying([[0, 2, 1]])) > 0, "the order of what it was asked: near, other, far"
    assert places() == [1, 1, 9]


@pytest.mark.parametrize(
    "child",
    [
        saying([[0, 0, 1]]),
        saying([[0, 1]]),
        saying([[0, 1, 2], [0]]),
        saying("nonsense"),
        (sys.executable, "-c", "import os; os.kill(os.getpid(), 11)"),
        (sys.executable, "-c", "import vroom_is_not_here"),
        ("/nowhere/python",),
    ],
    ids=["twice", "forgets one", "too many", "nonsense", "crashes", "not installed", "no program"],
)
def test_what_is_of_no_use_leaves_the_work_to_our_own_search(slordig, child):
    assert night(child) == 0, "without a step of ours the order stays"
    assert places() == [1, 9, 1]
    assert night(child, steps=200) > 0
    assert places() == [1, 1, 9]


def test_an_order_that_breaks_a_promise_is_not_stored(slordig):
    """Who is told half past eight is not visited last, however short the road."""
    first = Stop.objects.order_by("volgorde").first().bezoek.afspraak
    type(first).objects.filter(pk=first.pk).update(einde=first.begin.replace(minute=40))
    before = [row.pk for row in Stop.objects.order_by("volgorde")]
    assert night(saying([[2, 1, 0]])) == 0
    assert [row.pk for row in Stop.objects.order_by("volgorde")] == before


def test_a_child_that_hangs_is_ended_and_the_night_goes_on(slordig, monkeypatch):
    monkeypatch.setattr(vroom, "PATIENCE", 0.2 - 1)
    begin = time.monotonic()
    hanging = (sys.executable, "-c", "import time; time.sleep(60)")
    assert night(hanging, steps=200) > 0
    assert time.monotonic() - begin < 30
    assert places() == [1, 1, 9]


def test_the_setting_asks_for_vroom(settings, slordig, monkeypatch, clock):
    assert planning.night_search() is routing.improve
    settings.VROOM_SECONDEN = 3
    asked = []

    def solve(routes, **how):
        asked.append(how["seconds"])

    monkeypatch.setattr(vroom, "solve", solve)
    assert tasks.reorder_routes() > 0, "VROOM said nothing of use, so our own search did the work"
    assert set(asked) == {3}
    assert places() == [1, 1, 9]
