"""A time for each, together: beside a brute force that tries everything. Pure."""

from itertools import product as choices

from hypothesis import given, settings
from hypothesis import strategies as st

from afspraken.engine.availability import Lane, Need
from afspraken.engine.bitmap import span
from afspraken.storing.assigning import Board, Request, Seat, assign, clash, free_options
from afspraken.storing.weighing import Days, cost, options

DAYS = Days((0, 288, 576, 864))
HERE, THERE = 1, 2
MORNING, AFTERNOON = 9 * 12, 13 * 12


def lane(resource, first=MORNING, last=MORNING + 12, busy=()):
    return Lane(resource, 0, span(first, last), sum(span(*one) for one in busy))


def request(key, needs, *, start=MORNING, rank=0, length=4, buffer=0, grid=4, own=()):
    allowed = sum(1 << cell for cell in range(0, 864, grid))
    return Request(
        key=key,
        rank=rank,
        old=(HERE, start),
        needs=needs if isinstance(needs, dict) else {HERE: needs},
        length=length,
        buffer=buffer,
        allowed=allowed,
        own=own,
    )


def one(*lanes):
    return [Need(1, lanes)]


def seats_of(found):
    return [(key, seat) for key, proposal in found.items() for seat in proposal.seats]


def collide(found):
    pairs = seats_of(found)
    return any(clash(mine, theirs) for key, mine in pairs for other, theirs in pairs if key < other)


# --- what asks least ------------------------------------------------------------------------------


def test_a_colleague_at_the_same_time_asks_nothing():
    found = assign([request(1, one(lane(7)))], DAYS)
    assert (found[1].start, found[1].cost) == (MORNING, 0)


def test_later_the_same_day_asks_less_than_the_same_time_elsewhere_or_tomorrow():
    later = lane(7, MORNING + 8, MORNING + 12)
    tomorrow = lane(8, 288 + MORNING, 288 + MORNING + 12)
    elsewhere = {HERE: one(later, tomorrow), THERE: one(lane(9))}
    found = assign([request(1, elsewhere)], DAYS)
    assert (found[1].place, found[1].start) == (HERE, MORNING + 8)


def test_the_order_of_what_is_asked_is_that_of_the_page():
    old = HERE, MORNING
    ladder = [
        (HERE, MORNING),
        (HERE, MORNING + 6),
        (HERE, MORNING - 6),
        (HERE, 288 + MORNING),
        (THERE, MORNING),
        (HERE, 288 + AFTERNOON),
        (HERE, 576 + MORNING),
        (THERE, 288 + MORNING),
    ]
    asked = [cost(DAYS, old, new) for new in ladder]
    assert asked == sorted(asked)
    assert len(set(asked)) == len(asked)


@given(st.integers(0, 863), st.sets(st.integers(0, 863), max_size=40), st.booleans())
def test_options_come_in_order_and_all_of_them(old, starts, both):
    mask = sum(1 << cell for cell in starts)
    places = {HERE: mask, THERE: mask} if both else {HERE: mask}
    found = list(options(DAYS, (HERE, old), places))
    assert [option.cost for option in found] == sorted(option.cost for option in found)
    assert {(option.place, option.start) for option in found} == {
        (place, cell) for place in places for cell in starts
    }


def test_who_goes_first_gets_what_asks_least():
    only = one(lane(7, MORNING, MORNING + 8))
    found = assign([request(1, only, rank=1), request(2, only, rank=0)], DAYS)
    assert found[2].start == MORNING
    assert found[1].start == MORNING + 4


def test_what_is_promised_to_others_and_what_is_busy_is_left_alone():
    busy = lane(7, busy=[(MORNING, MORNING + 4)])
    found = assign([request(1, one(busy))], DAYS, taken=[Seat(7, 0, MORNING + 4, MORNING + 8)])
    assert found[1].start == MORNING + 8


def test_ones_own_time_is_free_for_oneself_only():
    room = lane(7, busy=[(MORNING, MORNING + 4)])
    mine = request(1, one(room), own=(Seat(7, 0, MORNING, MORNING + 4),))
    found = assign([mine, request(2, one(room), rank=-1)], DAYS)
    assert found[1].start == MORNING
    assert found[2].start == MORNING + 4


def test_official_and_room_are_found_together_and_the_own_room_is_kept():
    officials, rooms = one(lane(1), lane(2)), one(lane(8), lane(9))
    mine = request(1, officials + rooms, own=(Seat(9, 0, MORNING, MORNING + 4),))
    assert {seat.resource for seat in assign([mine], DAYS)[1].seats} == {1, 9}


def test_the_buffer_after_an_appointment_is_kept_free():
    both = one(lane(7))
    found = assign([request(n, both, buffer=2, grid=1) for n in (1, 2)], DAYS)
    assert abs(found[1].start - found[2].start) == 6


def test_a_resource_that_can_do_more_is_left_to_who_needs_it():
    allround, simple = lane(1), lane(2)
    anyone = request(1, one(allround, simple), rank=0)
    special = request(2, one(allround), rank=1)
    found = assign([anyone, special], DAYS)
    assert found[1].seats[0].resource == 2
    assert found[2].cost == 0


def test_who_finds_nothing_makes_room_and_nobody_is_left_without():
    first, second = lane(1, last=MORNING + 4), lane(2, last=MORNING + 4)
    third = lane(3, last=MORNING + 4)
    requests = [
        request(1, one(first, second), rank=0),
        request(2, one(first, third), rank=1),
        request(3, one(first), rank=2),
    ]
    found = assign(requests, DAYS)
    assert set(found) == {1, 2, 3}
    assert not collide(found)


def test_a_full_day_leaves_someone_without_and_the_others_as_they_were():
    only = one(lane(7, last=MORNING + 8))
    found = assign([request(n, only, rank=n) for n in (1, 2, 3)], DAYS)
    assert set(found) == {1, 2}


def test_making_room_that_fails_changes_nothing():
    board = Board(DAYS)
    only = one(lane(7, last=MORNING + 4))
    assert board.place(request(1, only))
    before = dict(board.given)
    assert not board.make_room(request(2, only))
    assert board.given == before


def test_other_times_for_one_by_hand_come_with_lanes():
    found = list(free_options(request(1, one(lane(7))), DAYS, taken=[Seat(7, 0, 0, MORNING + 4)]))
    assert [option.start for option, _seats in found] == [MORNING + 4, MORNING + 8]
    assert all(seats == (Seat(7, 0, option.start, option.start + 4),) for option, seats in found)


# --- beside a brute force -------------------------------------------------------------------------

LENGTH = 4
SLOTS = [MORNING + LENGTH * n for n in range(3)]


@st.composite
def rounds(draw, lengths=(LENGTH,), grid=LENGTH, kinds=1):
    """Up to five appointments at up to three counters and rooms with three slots each."""
    resources = {
        kind: [
            lane(kind * 10 + number, busy=draw(_busy(lengths)))
            for number in range(draw(st.integers(1, 3)))
        ]
        for kind in range(kinds)
    }

    def needs():
        return [
            Need(1, tuple(draw(st.lists(st.sampled_from(lanes), min_size=1, unique_by=_number))))
            for lanes in resources.values()
        ]

    return [
        request(
            key,
            needs(),
            start=draw(st.sampled_from(SLOTS)),
            rank=draw(st.integers(0, 1)),
            length=draw(st.sampled_from(lengths)),
            grid=grid,
        )
        for key in range(draw(st.integers(1, 5)))
    ]


def _busy(lengths):
    spans = [(slot, slot + LENGTH) for slot in SLOTS]
    return st.lists(st.sampled_from(spans), max_size=1)


def _number(lane):
    return lane.resource


def most(requests):
    """How many can be helped at once, by trying everything."""
    if not requests:
        return 0
    per_request = [list(ways(each)) for each in requests]

    def best(index, taken):
        if index == len(requests):
            return 0
        without = best(index + 1, taken)
        for seats in per_request[index]:
            if not any(clash(mine, theirs) for mine in seats for theirs in taken):
                helped = 1 + best(index + 1, [*taken, *seats])
                if helped == len(requests) - index:
                    return helped
                without = max(without, helped)
        return without

    return best(0, [])


def ways(each):
    """Every start and lanes of one appointment, cell by cell."""
    cells = each.length
    for place, needs in each.needs.items():
        for start in range(864):
            if each.allowed >> start & 1 and place == HERE:
                want = span(start, start + cells)
                able = [
                    [one for one in need.lanes if not want & ~one.open and not want & one.busy]
                    for need in needs
                ]
                for lanes in choices(*able):
                    yield tuple(Seat(one.resource, 0, start, start + cells) for one in lanes)


@given(rounds())
def test_as_many_are_helped_as_can_be_where_lengths_are_equal(requests):
    found = assign(requests, DAYS)
    assert not collide(found)
    assert len(found) == most(requests)


@settings(max_examples=60)
@given(rounds(lengths=(2, 4, 6), grid=2, kinds=2))
def test_of_several_lengths_and_needs_none_collide_and_of_five_at_most_one_is_missed(requests):
    found, possible = assign(requests, DAYS), most(requests)
    assert not collide(found)
    assert len(found) >= possible - (1 if possible == len(requests) else 2)
    for key, proposal in found.items():
        [mine] = [one for one in requests if one.key == key]
        assert tuple(sorted(proposal.seats)) in {tuple(sorted(way)) for way in ways(mine)}
