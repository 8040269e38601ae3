"""One example town for all tests of this folder; what a test adds to it goes again."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from afspraken.demo import build
from tests.demo.stad.dag import NOW


@pytest.fixture(scope="package")
def stad(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[build.Town]:
    """The town of `build`, never committed: each test works in it behind a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        town = build.build(now=NOW)
        _settle()
        yield town
        transaction.set_rollback(True)


def _settle() -> None:
    """What PostgreSQL does by a commit, else it checks all foreign keys again in each test."""
    connection.check_constraints()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
