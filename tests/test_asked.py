"""PostgreSQL is asked each statement, but not once more by each test."""

from __future__ import annotations

import pytest

from tests.asked import SHORT, commits, is_strange, needed, number_of


def asks(first: int, last: int) -> frozenset[int]:
    """A test that sends the statements of these numbers."""
    return frozenset(range(first, last + 1))


PAGE = SAME = asks(1, 30)


def test_a_test_that_asks_nothing_new_is_left_out():
    assert needed(["page", "same"], {"page": PAGE, "same": SAME}) == {"page"}


def test_the_next_is_the_one_of_whose_statements_most_are_new():
    noted = {"begin": asks(1, 40), "little new": asks(1, 50), "much new": asks(31, 60)}
    assert needed(noted, noted) == {"begin", "much new"}


def test_whatever_is_chosen_asks_all_that_all_of_them_ask():
    noted = {str(n): asks(n, n + 21 + n % 7) for n in range(1, 200, 3)}
    chosen = needed(noted, noted)
    assert len(chosen) < len(noted) / 4
    assert frozenset().union(*map(noted.get, chosen)) == frozenset().union(*noted.values())


def test_a_short_test_always_runs():
    noted = {"page": PAGE, "short": asks(1, SHORT), "less short": asks(1, SHORT + 1)}
    assert needed(noted, noted) == {"page", "short"}


def test_what_was_not_noted_runs():
    assert needed(["new", "page"], {"page": PAGE}) == {"new", "page"}
    assert needed(["page", "same"], {}) == {"page", "same"}


def test_only_these_tests_count():
    assert needed(["same"], {"page": PAGE, "same": SAME}) == {"same"}


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
