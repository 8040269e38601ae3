"""One example town for all tests of this folder; what a test adds to it goes again."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from afspraken.demo import build
from tests.demo.stad.dag import NOW


@pytest.fixture(scope="package")
def stad(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[build.Town]:
    """The town of `build`, never committed: each test works in it behind a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build.build(now=NOW)
        transaction.set_rollback(True)
