"""What every test may use: the database of this run, and the cast."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from afspraken.conf.settings import IS_SQLITE

if TYPE_CHECKING:
    from tests.cast import Town

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "town"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long proofs; on PostgreSQL keep only tests that touch the database."""
    kept: Sequence[pytest.Item] = items
    if "prove" not in config.option.markexpr:
        kept = [item for item in kept if "prove" not in item.keywords]
    if not IS_SQLITE:
        kept = [item for item in kept if _touches_database(item)]
    left_out = [item for item in items if item not in set(kept)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES)


@pytest.fixture
def town(db: None) -> "Town":
    """The cast; see `tests/cast.py`."""
    from tests.cast import Town  # not before Django is set up

    return Town()
