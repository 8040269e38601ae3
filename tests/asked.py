"""What each test asks the database, so that PostgreSQL is not asked the same by test after test.

`make test` names a file in STATEMENTS. On SQLite, where every test runs, the file tells afterwards
which statements each test sent. On PostgreSQL a long test is then left out if the others send all
that it sends; the rest runs, and so does every test that commits: locks and races are not in the
text of a statement. A statement with a value that PostgreSQL might refuse counts as another one.
Without STATEMENTS, as in `make prove`, every test runs.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from heapq import heapify, heappop, heappush
from itertools import chain
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from django.db.backends.signals import connection_created

from afspraken.conf.settings import IS_SQLITE

PATH = Path(os.environ["STATEMENTS"]) if "STATEMENTS" in os.environ else None

SHORT = 20
"""A test of so many statements, each counted once, is not worth leaving out."""

LONG, LARGE = 100, 32_767
"""Most texts are shorter, and most numbers fit into two bytes."""


# --- on PostgreSQL --------------------------------------------------------------------------------


def read() -> dict[str, frozenset[int]]:
    """The statements, without their values, by the name of a test that was noted.

    Nothing where no file is asked for or was made.
    """
    if PATH is None or not PATH.exists():
        return {}
    return {name: frozenset(asked) for name, asked in json.loads(PATH.read_text()).items()}


def needed(names: Iterable[str], noted: Mapping[str, frozenset[int]]) -> set[str]:
    """The tests that ask all that these tests ask: the short ones, and few of the others.

    The next is always the one of whose statements most are new. What was not noted is needed.
    """
    found, rest, asked = set(), [], set[int]()
    for name in names:
        statements = noted.get(name, frozenset())
        if len(statements) > SHORT:
            rest.append((-1.0, name))
        else:
            found.add(name)
            asked |= statements
    heapify(rest)
    while rest:
        was, name = heappop(rest)
        share = -len(noted[name] - asked) / len(noted[name])
        if share > was:  # others asked some of it since
            heappush(rest, (share, name))
        elif share:
            found.add(name)
            asked |= noted[name]
    return found


# --- on SQLite ------------------------------------------------------------------------------------


class Notes:
    """The plugin that notes what each test asks, and writes the file when all have run."""

    def __init__(self, path: Path, *, is_worker: bool) -> None:
        self.path, self.is_worker = path, is_worker
        self.noted: dict[str, list[int]] = {}
        self.skipped, self.statements = set[str](), set[int]()
        connection_created.connect(self._connection, weak=False)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """What was asked from here on is of the next test."""
        self.statements = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        """Give what was asked to the report, which reaches the process that writes the file."""
        yield
        if not commits(item):
            item.user_properties.append(("asked", sorted(self.statements)))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a test asked; of one that was tried twice, the second time.

        One that is skipped here may be for PostgreSQL: nothing is known of it.
        """
        found: Any = dict(report.user_properties).get("asked")
        if report.skipped:
            self.skipped.add(report.nodeid)
        elif report.when == "teardown" and found and report.nodeid not in self.skipped:
            self.noted[report.nodeid] = found

    def pytest_sessionfinish(self) -> None:
        """Write the file."""
        if not self.is_worker:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.noted))

    def _connection(self, connection: Any, **_signal: object) -> None:
        if self._statement not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._statement)

    def _statement(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        values = chain.from_iterable(params) if many else params or ()
        self.statements.add(number_of(sql, is_strange=any(map(is_strange, values))))
        return execute(sql, params, many, context)


def commits(item: pytest.Item) -> bool:
    """Whether what a test writes is seen by others, such as a thread that races with it."""
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    return is_marked or "transactional_db" in getattr(item, "fixturenames", ())


@cache
def number_of(sql: str, *, is_strange: bool = False) -> int:
    """The same number for a statement with other values, or with more of them."""
    text = re.sub(r"\(%s(?:, %s)*\)(?:, \(%s(?:, %s)*\))*|\d+", "?", sql)
    return crc32(text.encode(), int(is_strange))


def is_strange(value: object) -> bool:
    """Whether this could be too much for PostgreSQL where SQLite takes anything."""
    if isinstance(value, str):
        return len(value) > LONG or "\0" in value
    return isinstance(value, int) and abs(value) > LARGE


def note(config: pytest.Config) -> None:
    """On SQLite, where every test runs: note what they ask, if a file is asked for."""
    if PATH and IS_SQLITE:
        is_worker = hasattr(config, "workerinput")
        config.pluginmanager.register(Notes(PATH, is_worker=is_worker), "asked")
