"""What is occupied, in which order it is claimed, and what is freed."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from afspraken import bezetting
from afspraken.bezetting import Claim
from afspraken.engine.bitmap import cell_of, moment_of
from afspraken.models import LONGEST_INZET, Afspraak, BezetteCel, Blokkade, Inzet, Soort, Status
from afspraken.offers import Overboeking, Taken
from tests.cast import NOW, at, booked, clock, held

pytestmark = pytest.mark.django_db

NINE = cell_of(at("9:00"))
A_MOMENT = timedelta(microseconds=1)


def claim(middel, first, last, plek=0, **fields):
    """Cells counted from nine o'clock."""
    return Claim(getattr(middel, "pk", middel), plek, NINE + first, NINE + last, **fields)


@pytest.mark.parametrize(
    ("other", "do_overlap"),
    [
        (claim(1, 2, 4), True),
        (claim(1, 3, 9), True),
        (claim(1, 0, 3), True),
        (claim(1, 4, 6), False),
        (claim(1, 0, 2), False),
        (claim(2, 2, 4), False),
        (claim(1, 2, 4, plek=1), False),
    ],
    ids=["same", "its end", "its begin", "after", "before", "other resource", "other lane"],
)
def test_claims_overlap_where_they_share_a_cell_of_a_lane(other, do_overlap):
    one = claim(1, 2, 4)
    assert one.overlaps(other) is do_overlap
    assert other.overlaps(one) is do_overlap
    assert bool(one.keys & other.keys) is do_overlap


def test_claims_are_sorted_by_resource_lane_and_time_and_not_by_who_overbooks():
    late = claim(1, 6, 8, overboeking=Overboeking("7", "Reist morgen"))
    ordered = [claim(1, 2, 4), late, claim(1, 0, 2, plek=1), claim(2, 0, 2)]
    assert sorted({*ordered}) == ordered
    assert late == claim(1, 6, 8)


@pytest.fixture
def loket(town):
    return town.loket()


def blokkade():
    return Blokkade.objects.create(omschrijving="Onderhoud")


def occupied(owner=None):
    """Lane and cells from nine of each span."""
    rows = Inzet.objects.filter(blokkade=owner) if owner else Inzet.objects.all()
    return [
        (row.middel_id, row.plek, cell_of(row.begin) - NINE, cell_of(row.einde) - NINE)
        for row in rows.order_by("middel", "plek", "begin")
    ]


def cells():
    """Lane and cell from nine of every cell."""
    rows = BezetteCel.objects.order_by("middel", "plek", "cel").values_list("middel", "plek", "cel")
    return [(middel, plek, cel - NINE) for middel, plek, cel in rows]


def inserted_cells(sent):
    """The keys of the cells in the order in which they were inserted, of each statement."""
    table = BezetteCel._meta.db_table
    return [
        [tuple(values[n : n + 3]) for n in range(0, len(values), 4)]
        for sql, values in sent
        if sql.startswith("INSERT") and f'"{table}"' in sql
    ]


def statements_of(act):
    """Every statement that `act` sends, with its values."""
    sent = []

    def note(execute, sql, values, many, context):
        sent.append((sql, tuple(values or ())))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        act()
    return sent


# --- claiming -------------------------------------------------------------------------------------


def test_whatever_is_asked_first_cells_are_inserted_in_the_lock_order(town):
    """By resource, lane and time: who waits for a cell holds only lower ones."""
    one, two = town.loket(), town.loket()
    wanted = [claim(two, 0, 2), claim(one, 2, 4, plek=1), claim(one, 4, 6), claim(one, 0, 2)]
    sent = statements_of(lambda: bezetting.occupy(blokkade(), wanted))
    (keys,) = inserted_cells(sent)
    assert keys == sorted(key for one in wanted for key in one.keys)
    assert len(keys) == 8
    spans = [(row.middel_id, row.plek, row.begin) for row in Inzet.objects.order_by("pk")]
    assert spans == sorted(spans)


def test_each_cell_belongs_to_the_span_that_covers_it(loket):
    owner = blokkade()
    bezetting.occupy(owner, [claim(loket, 6, 8), claim(loket, 0, 2)])
    for inzet in Inzet.objects.all():
        first, last = cell_of(inzet.begin), cell_of(inzet.einde)
        assert list(inzet.cellen.values_list("cel", flat=True)) == list(range(first, last))
        assert (inzet.blokkade, inzet.afspraak) == (owner, None)


def test_many_owners_claim_at_once_and_each_has_its_own(loket):
    morning, evening = blokkade(), blokkade()
    bezetting.occupy_all([(evening, claim(loket, 6, 8)), (morning, claim(loket, 0, 2))])
    assert occupied(morning) == [(loket.pk, 0, 0, 2)]
    assert occupied(evening) == [(loket.pk, 0, 6, 8)]


def test_one_cell_in_common_is_enough_to_be_refused(loket):
    bezetting.occupy(blokkade(), [claim(loket, 0, 3)])
    with pytest.raises(Taken), transaction.atomic():
        bezetting.occupy(blokkade(), [claim(loket, 2, 4)])
    bezetting.occupy(blokkade(), [claim(loket, 3, 5), claim(loket, 2, 4, plek=1)])
    assert len(cells()) == 3 + 2 + 2


def test_only_a_lane_too_many_says_who_and_why(loket):
    spoed = Overboeking("7", "Reist morgen")
    bezetting.occupy(
        blokkade(), [claim(loket, 0, 2), claim(loket, 0, 2, plek=1, overboeking=spoed)]
    )
    told = Inzet.objects.order_by("plek").values_list("overboekt_door", "overboekt_reden")
    assert list(told) == [("", ""), ("7", "Reist morgen")]


def test_what_an_appointment_occupies_is_what_it_claimed(town):
    loket = town.loket()
    afspraak = booked(town.product(duur=20, uitloop=5), "9:00")
    assert bezetting.claims_of(afspraak) == [claim(loket, 0, 5)]


# --- exchanging -----------------------------------------------------------------------------------


def exchanged(town, *claims):
    """An appointment from 9:10 to 9:30 that goes to other claims; what was sent."""
    afspraak = booked(town.product(duur=20), "9:10")
    return afspraak, statements_of(lambda: bezetting.reoccupy(afspraak, claims))


def is_whole(afspraak):
    """Every cell lies in its span, and every span has its cells."""
    spans = {row.pk: {*bezetting._claim(row).keys} for row in afspraak.inzetten.all()}
    kept = {pk: {cel.pk for cel in BezetteCel.objects.filter(inzet=pk)} for pk in spans}
    return spans == kept and len(cells()) == sum(map(len, spans.values()))


@pytest.mark.parametrize(
    ("first", "last", "added", "gone"),
    [
        (2, 6, [], []),
        (4, 8, [6, 7], [2, 3]),
        (0, 4, [0, 1], [4, 5]),
        (2, 8, [6, 7], []),
        (3, 5, [], [2, 5]),
        (0, 9, [0, 1, 6, 7, 8], []),
        (12, 14, [12, 13], [2, 3, 4, 5]),
    ],
    ids=["stays", "later", "earlier", "longer", "shorter", "both ways", "elsewhere"],
)
def test_an_exchange_touches_only_the_cells_that_differ(town, first, last, added, gone):
    loket = town.loket()
    afspraak, sent = exchanged(town, claim(loket, first, last))
    assert occupied() == [(loket.pk, 0, first, last)]
    assert is_whole(afspraak)
    inserted = [key[2] - NINE for keys in inserted_cells(sent) for key in keys]
    assert inserted == added
    deleted = [
        value - NINE
        for sql, values in sent
        if sql.startswith("DELETE")
        for value in values
        if isinstance(value, int) and value > loket.pk + 1000
    ]
    assert sorted(deleted) == gone


def test_what_is_new_is_claimed_in_the_lock_order_before_anything_is_given_up(town):
    """Giving up first would let neighbours who swap wait for each other."""
    here = town.loket()
    later, last = town.loket(), town.loket()
    town.open(later, "13:00-14:00"), town.open(last, "13:00-14:00")
    afspraak, sent = exchanged(town, claim(last, 4, 8), claim(later, 4, 8), claim(here, 4, 8))
    (keys,) = inserted_cells(sent)
    assert keys == sorted(keys)
    assert len(keys) == 2 + 4 + 4
    acts = [sql.split()[0] for sql, _values in sent if sql.startswith(("INSERT", "DELETE"))]
    assert acts == sorted(acts, reverse=True)
    assert is_whole(afspraak)
    added = Inzet.objects.exclude(middel=here).order_by("pk").values_list("middel", flat=True)
    assert list(added) == [later.pk, last.pk]


def test_who_goes_to_another_counter_leaves_the_first_whole(town):
    here = town.loket()
    there = town.loket(open="13:00-14:00")
    afspraak, _sent = exchanged(town, claim(there, 2, 6))
    assert occupied() == [(there.pk, 0, 2, 6)]
    assert not BezetteCel.objects.filter(middel=here).exists()
    assert is_whole(afspraak)


def test_who_leaves_takes_nothing_from_the_lane_beside(town):
    ruimte = town.ruimte(plekken=2)
    les = town.product(duur=20, vraagt=[(Soort.RUIMTE, 1, None)])
    afspraak = booked(les, "9:10")
    bezetting.occupy(blokkade(), [claim(ruimte, 2, 6, plek=1)])
    bezetting.reoccupy(afspraak, [claim(ruimte, 12, 16)])
    assert [cel for _middel, plek, cel in cells() if plek == 1] == [2, 3, 4, 5]


def test_an_exchange_for_what_another_has_is_refused(town):
    loket = town.loket()
    bezetting.occupy(blokkade(), [claim(loket, 8, 10)])
    afspraak = booked(town.product(duur=20), "9:10")
    with pytest.raises(Taken), transaction.atomic():
        bezetting.reoccupy(afspraak, [claim(loket, 6, 9)])
    assert occupied() == [(loket.pk, 0, 2, 6), (loket.pk, 0, 8, 10)]


def test_the_cells_of_one_span_are_made_anew_and_no_others(loket):
    bezetting.occupy(blokkade(), [claim(loket, 0, 3), claim(loket, 6, 8)])
    inzet = Inzet.objects.order_by("begin")[0]
    BezetteCel.objects.filter(cel=NINE + 1).delete()
    BezetteCel.objects.create(middel=loket, plek=0, cel=NINE + 4, inzet=inzet)
    sent = statements_of(lambda: bezetting.rewrite_cells(inzet))
    assert cells() == [(loket.pk, 0, cel) for cel in (0, 1, 2, 6, 7)]
    assert [[key[2] - NINE for key in keys] for keys in inserted_cells(sent)] == [[0, 1, 2]]


# --- reading --------------------------------------------------------------------------------------


def seen(plekken, *, first=0, last=12, now=NOW, behalve=None):
    """What is busy from nine to ten, by lane."""
    rows = bezetting.busy(plekken, van=NINE + first, tot=NINE + last, now=now, behalve=behalve)
    return {(middel, plek): sorted(spans) for middel, plek, spans in rows}


def test_without_a_resource_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert seen({}) == {}


def test_busy_spans_are_counted_from_the_begin_of_what_was_asked(town):
    one, two = town.loket(), town.loket()
    bezetting.occupy(blokkade(), [claim(one, 2, 4), claim(one, 7, 9), claim(two, 3, 5)])
    plekken = {one.pk: 1, two.pk: 1}
    assert seen(plekken) == {(one.pk, 0): [(2, 4), (7, 9)], (two.pk, 0): [(3, 5)]}
    assert seen(plekken, first=1)[one.pk, 0] == [(1, 3), (6, 8)]
    assert seen({two.pk: 1}) == {(two.pk, 0): [(3, 5)]}


def test_what_began_before_and_lasts_is_busy_and_what_begins_at_the_end_is_not(loket):
    day = LONGEST_INZET // timedelta(minutes=5)
    bezetting.occupy(blokkade(), [claim(loket, 1 - day, 1), claim(loket, 11, 13)])
    bezetting.occupy(blokkade(), [claim(loket, 13, 14)])
    assert seen({loket.pk: 1}, last=12)[loket.pk, 0] == [(1 - day, 1), (11, 13)]
    assert seen({loket.pk: 1}, last=13)[loket.pk, 0] == [(1 - day, 1), (11, 13)]
    assert (13, 14) in seen({loket.pk: 1}, last=14)[loket.pk, 0]


def test_lanes_that_a_resource_does_not_have_are_not_read(town):
    loket, ruimte = town.loket(), town.ruimte(plekken=2)
    bezetting.occupy(blokkade(), [claim(loket, 0, 1), claim(loket, 0, 1, plek=1)])
    bezetting.occupy(blokkade(), [claim(ruimte, 0, 1, plek=plek) for plek in (0, 1, 2)])
    assert {*seen({loket.pk: 1})} == {(loket.pk, 0)}
    assert {*seen({ruimte.pk: 2})} == {(ruimte.pk, 0), (ruimte.pk, 1)}


def test_an_expired_hold_and_the_appointment_that_moves_count_as_free(town):
    loket = town.loket()
    paspoort = town.product(duur=20)
    hold, afspraak = held(paspoort, "9:00"), booked(paspoort, "9:30")
    plekken = {loket.pk: 1}
    just_before = hold.houdbaar_tot - A_MOMENT
    assert seen(plekken, now=just_before)[loket.pk, 0] == [(0, 4), (6, 10)]
    assert seen(plekken, now=hold.houdbaar_tot)[loket.pk, 0] == [(6, 10)]
    assert seen(plekken, behalve=afspraak)[loket.pk, 0] == [(0, 4)]


# --- freeing --------------------------------------------------------------------------------------


def test_freeing_leaves_what_others_occupy(town):
    town.loket()
    paspoort = town.product(duur=20)
    first, second = booked(paspoort, "9:00"), booked(paspoort, "9:30")
    bezetting.free([first.pk])
    assert not first.inzetten.exists()
    assert [cel for _middel, _plek, cel in cells()] == [6, 7, 8, 9]
    assert second.inzetten.count() == 1


def test_a_hold_is_let_go_exactly_at_its_end_and_says_so(town):
    town.loket()
    hold = held(town.product(), "9:00")
    end = hold.houdbaar_tot
    with transaction.atomic():
        assert bezetting.free_expired(now=end - A_MOMENT) == 0
        assert hold.inzetten.exists()
        assert bezetting.free_expired(now=end) == 1
        assert bezetting.free_expired(now=end) == 0
    hold.refresh_from_db()
    assert (hold.status, hold.houdbaar_tot) == (Status.VERLOPEN, None)
    assert (hold.status_op, hold.gewijzigd_op) == (end, end)
    assert cells() == []


def test_what_was_promised_is_never_let_go(town):
    town.loket()
    afspraak = booked(town.product(), "9:00")
    with transaction.atomic():
        assert bezetting.free_expired(now=afspraak.einde) == 0
    assert afspraak.inzetten.exists()


def let_go(town, van, tot):
    """The holds of half past nine that a search for holds in the way lets go."""
    town.loket()
    hold = held(town.product(duur=20), "9:30")
    with transaction.atomic():
        return bezetting.free_expired(now=hold.houdbaar_tot, van=van, tot=tot)


@pytest.mark.parametrize(
    ("van", "tot", "number"),
    [
        (at("9:30"), at("9:50"), 1),
        (at("9:00"), at("9:30"), 0),
        (at("9:00"), at("9:30") + A_MOMENT, 1),
        (at("9:40"), at("10:40"), 1),
        (at("9:30") + LONGEST_INZET - A_MOMENT, at("23:00") + LONGEST_INZET, 1),
        (at("9:30") + LONGEST_INZET, at("23:00") + LONGEST_INZET, 0),
        (None, None, 1),
    ],
    ids=["there", "it begins at the end", "just", "began before", "a day", "longer", "all"],
)
def test_only_holds_in_the_way_are_let_go(town, van, tot, number):
    assert let_go(town, van, tot) == number


def test_holds_are_locked_in_one_order_and_those_in_use_are_passed_over(town):
    town.loket()
    paspoort = town.product()
    for sessie, clock_time in (("a", "10:00"), ("b", "9:00")):
        held(paspoort, clock_time, sessie=sessie)
    later = NOW + timedelta(hours=1)
    with transaction.atomic(), CaptureQueriesContext(connection) as sent:
        assert bezetting.free_expired(now=later) == 2
    looked = sent.captured_queries[0]["sql"]
    assert " ORDER BY " in looked
    if connection.vendor == "postgresql":
        assert looked.endswith("FOR UPDATE SKIP LOCKED")
    assert set(Afspraak.objects.values_list("status", flat=True)) == {Status.VERLOPEN}


def test_the_database_counts_cells_as_we_do(loket):
    bezetting.occupy(blokkade(), [claim(loket, 3, 5)])
    row = Inzet.objects.annotate(
        cel=bezetting.cell_number("begin"), rest=bezetting.remainder("begin")
    ).get()
    assert (row.cel, row.rest) == (NINE + 3, 0)
    Inzet.objects.update(begin=moment_of(NINE + 3) + timedelta(seconds=7))
    row = Inzet.objects.annotate(
        cel=bezetting.cell_number("begin"), rest=bezetting.remainder("begin")
    ).get()
    assert (row.cel, row.rest, clock(row.begin)) == (NINE + 3, 7, "9:15")
