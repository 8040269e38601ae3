"""The days on which routes are measured are real days."""

from benchmarks.routedays import day
from benchmarks.routestream import DAY, OFFICIALS, REQUESTS, first_fit, joined, play, stream
from mobiel.routing import feasible


def test_a_day_has_sixty_visits_and_every_promise_is_kept():
    routes = day(7)
    assert [feasible(route) for route in routes] == [[]] * 8
    assert sorted(stop.key for route in routes for stop in route.stops) == list(range(60))


def test_nobody_is_taken_on_a_day_on_which_nobody_is_at_home():
    empty, requests = stream(1)
    assert len(requests) == REQUESTS
    week = play(empty, requests[:40], first_fit)
    for at, route in enumerate(week):
        assert feasible(route) == []
        for stop in route.stops:
            assert stop.earliest // DAY == at // OFFICIALS
            assert (stop.earliest, stop.latest) in requests[stop.key].windows


def test_half_days_that_touch_are_one_window_for_who_sees_all():
    assert joined([(0, 4), (4, 8), (10, 12)]) == [(0, 8), (10, 12)]
