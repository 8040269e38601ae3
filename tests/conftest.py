"""What every test may use: the database of this run, and the cast."""

import gc
import os
import shutil
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from afspraken.conf.settings import IS_SQLITE
from tests import asked, chromium, letters
from tests.fakes.running import Remote, fake_providers

if TYPE_CHECKING:
    from tests.cast import Town

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "town"}


def pytest_configure(config: pytest.Config) -> None:
    """Note what each test asks the database, where `make test` wants to know."""
    asked.note(config)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long proofs; on PostgreSQL keep what touches the database and is new to it."""
    kept: Sequence[pytest.Item] = items
    if "prove" not in config.option.markexpr:
        kept = [item for item in kept if "prove" not in item.keywords]
    if not IS_SQLITE:
        kept = [item for item in kept if _touches_database(item)]
        needed = asked.needed([item.nodeid for item in kept], asked.read())
        kept = [item for item in kept if item.nodeid in needed]
    chosen = set(kept)
    left_out = [item for item in items if item not in chosen]
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.flaky(reruns=1))  # a busy machine is not a fault of ours
    for marker, name in _missing().items():
        for item in items:
            if marker in item.keywords:
                item.add_marker(pytest.mark.skip(reason=f"no {name} on this machine"))


def pytest_collection_finish() -> None:
    """All tests and modules stay until the end: look for garbage among them less often.

    A look at everything took a tenth of the time of the tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(700, 10, 100)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it loudly: skipped is not passed."""
    for marker, name in _missing().items():
        terminalreporter.write_line(
            f"*** GEEN {name.upper()} GEVONDEN: alle tests met '{marker}' zijn OVERGESLAGEN. ***",
            red=True,
            bold=True,
        )


def _missing() -> dict[str, str]:
    """Programs of others that this machine lacks, by the marker of the tests that need them."""
    found = {
        "browser": ("Chromium", chromium.path()),
        "letters": ("Pango", letters.can_be_made()),
        "redis": ("redis-server", shutil.which("redis-server")),
    }
    return {marker: name for marker, (name, is_here) in found.items() if not is_here}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """On SQLite every process gets a file of its own, also one that tries a mutant.

    Each test chooses the moments of its messages itself: a new database begins with none.
    """
    messages = apps.get_app_config("notificaties")
    post_migrate.disconnect(dispatch_uid="notificaties.gebruikelijk", sender=messages)
    if IS_SQLITE:
        test_settings = connection.settings_dict["TEST"]
        test_settings["NAME"] = f"{test_settings['NAME']}-{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Tables come straight from the models: migrating takes a few times as long.

    That the migrations make the same is shown by `tests/afspraken/test_migraties.py`.
    """
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """And what is no model: the trigger that guards the log."""
    guard = import_module("afspraken.migrations.0002_logboek_alleen_erbij").guard
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        guard(apps, editor)


@pytest.fixture(scope="session", autouse=True)
def _empty_at_once() -> Iterator[None]:
    """What a test committed goes the short way, and the next goes on with the same connection.

    A new one costs a server more than most tests; see `tests/emptying.py` for the short way.
    """
    from tests.emptying import empty  # not before Django is set up

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: empty())
        patch.setattr(TransactionTestCase, "_should_reload_connections", lambda _test: False)
        yield


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES)


@pytest.fixture(autouse=True)
def _dutch_again() -> Iterator[None]:
    """A page seen in English leaves that language on in this thread: not for the next test."""
    yield
    translation.deactivate()


@pytest.fixture
def town(db: None) -> "Town":
    """The cast; see `tests/cast.py`."""
    from tests.cast import Town  # not before Django is set up

    return Town()


@pytest.fixture
def clock() -> "Iterator[time_machine.Traveller]":
    """Doors see NOW of the cast; `clock.shift(seconds)` lets time pass."""
    from tests.cast import NOW  # not before Django is set up

    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def _fake_providers() -> Iterator[Remote]:
    with fake_providers() as remote:
        yield remote


@pytest.fixture
def fake_sms(_fake_providers: Remote, monkeypatch: pytest.MonkeyPatch) -> Remote:
    """Twilio and NotifyNL in a process of their own, empty and well; see `tests/fakes/`."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    _fake_providers.new()
    return _fake_providers
