"""PostgreSQL is asked each statement, but not once more by each page."""

from __future__ import annotations

import pytest

from tests.asked import Asked, commits, is_strange, needed, number_of

BOOKING = Asked(pages=False, statements=frozenset({1, 2}))
PAGE = Asked(pages=True, statements=frozenset({1, 2, 3}))


def test_a_page_that_asks_nothing_new_is_left_out():
    assert needed(["page", "same"], {"page": PAGE, "same": PAGE}) == {"page"}


def test_what_is_no_page_always_runs_and_a_page_adds_to_what_it_asks():
    noted = {"booking": BOOKING, "again": BOOKING, "page": PAGE}
    assert needed(["page", "booking", "again"], noted) == {"page", "booking", "again"}
    page_of_two = Asked(pages=True, statements=frozenset({1, 2}))
    assert needed(["page", "booking"], noted | {"page": page_of_two}) == {"booking"}


def test_one_more_case_of_a_test_is_left_out_too_if_it_asks_the_same():
    other = Asked(pages=False, statements=frozenset({4}))
    noted = {"f[one]": BOOKING, "f[two]": BOOKING, "f[three]": other, "g": BOOKING}
    assert needed(noted, noted) == {"f[one]", "f[three]", "g"}


def test_what_was_not_noted_runs():
    assert needed(["new", "page"], {"page": PAGE}) == {"new", "page"}
    assert needed(["page", "same"], {}) == {"page", "same"}


def test_only_pages_among_these_tests_count():
    assert needed(["same"], {"page": PAGE, "same": PAGE}) == {"same"}


def test_a_statement_is_the_same_with_other_values():
    one = number_of("SELECT id FROM t WHERE id IN (%s)")
    assert number_of("SELECT id FROM t WHERE id IN (%s, %s, %s)") == one
    assert number_of("SELECT id FROM t WHERE id = %s") != one
    assert number_of("INSERT INTO t VALUES (%s, %s)") == number_of(
        "INSERT INTO t VALUES (%s, %s), (%s, %s)"
    )
    assert number_of('SAVEPOINT "s139_x1"') == number_of('SAVEPOINT "s140_x22"')


def test_a_value_that_postgresql_might_refuse_makes_it_another_one():
    assert number_of("SELECT %s") != number_of("SELECT %s", is_strange=True)
    assert all(map(is_strange, ["a\0b", "a" * 101, 32_768, -(10**20)]))
    assert not any(map(is_strange, ["Zoë", 32_767, None, b"a", 1.5]))


def test_what_a_test_writes_is_seen_by_others_only_if_it_commits(request, db):
    assert not commits(request.node)


@pytest.mark.django_db(transaction=True)
def test_a_test_commits_by_its_mark(request):
    assert commits(request.node)


def test_a_test_commits_by_its_fixture(request, transactional_db):
    assert commits(request.node)
