"""What each test asks the database, so that PostgreSQL is not asked the same by page after page.

`make test` names a file in STATEMENTS. On SQLite, where every test runs, the file tells afterwards
which statements each test sent, and which tests opened pages. On PostgreSQL a test of pages, or one
more case of the same test, is then left out if other tests send all that it sends; the rest runs,
and so does every test that commits: locks and races are not in the text of a statement. A statement
with a value that PostgreSQL might refuse counts as another one. Without STATEMENTS, as in
`make prove`, every test runs.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import pytest
from django.core.signals import request_started
from django.db.backends.signals import connection_created

from afspraken.conf.settings import IS_SQLITE

PATH = Path(os.environ["STATEMENTS"]) if "STATEMENTS" in os.environ else None

LONG, LARGE = 100, 32_767
"""Most texts are shorter, and most numbers fit into two bytes."""


class Asked(NamedTuple):
    """What one test did: whether it opened a page, and its statements without their values."""

    pages: bool
    statements: frozenset[int]


# --- on PostgreSQL --------------------------------------------------------------------------------


def read() -> dict[str, Asked]:
    """By the name of a test what was noted; nothing where no file is asked for or was made."""
    if PATH is None or not PATH.exists():
        return {}
    noted = json.loads(PATH.read_text())
    return {name: Asked(pages, frozenset(asked)) for name, (pages, asked) in noted.items()}


def needed(names: Iterable[str], noted: Mapping[str, Asked]) -> set[str]:
    """The tests that ask all that these tests ask, without pages and cases that add nothing to it.

    What was not noted is needed anyway.
    """
    found, spare, asked, tests = set(), [], set[int](), set()
    for name in names:
        test, did = name.partition("[")[0], noted.get(name)
        if did and (did.pages or test in tests):
            spare.append((name, did.statements))
        else:
            found.add(name)
            asked |= did.statements if did else frozenset()
        tests.add(test)
    for name, statements in spare:
        if not statements <= asked:
            found.add(name)
            asked |= statements
    return found


# --- on SQLite ------------------------------------------------------------------------------------


class Notes:
    """The plugin that notes what each test asks, and writes the file when all have run."""

    def __init__(self, path: Path, *, is_worker: bool) -> None:
        self.path, self.is_worker = path, is_worker
        self.noted: dict[str, tuple[bool, list[int]]] = {}
        self.skipped = set[str]()
        self.pages, self.statements = False, set[int]()
        request_started.connect(self._page, weak=False)
        connection_created.connect(self._connection, weak=False)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """What was asked from here on is of the next test."""
        self.pages, self.statements = False, set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        """Give what was asked to the report, which reaches the process that writes the file."""
        yield
        if not commits(item):
            item.user_properties.append(("asked", [self.pages, sorted(self.statements)]))

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

    def _page(self, **_signal: object) -> None:
        self.pages = True

    def _connection(self, connection: Any, **_signal: object) -> None:
        if self._statement not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._statement)

    def _statement(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.statements.add(number_of(sql, is_strange=any(map(is_strange, params or ()))))
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
