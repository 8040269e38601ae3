"""Finds out which changes of the code a test notices, all in one process of pytest.

Starting pytest and making a database takes far longer than the few tests of one function. So every
test runs once, to see which functions it calls. After that each change is tried in a copy of the
process (`fork`) with a copy of that database (SQLite): it runs the tests that call the changed
function, and ends at the first that fails. Tests that noticed many changes of the same function
come first, then the quick ones.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import shutil
import signal
import time
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import accumulate, zip_longest
from typing import Any, NoReturn

import pytest
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.utils.format_utils import mangled_name_from_mutant_name

SURVIVED, KILLED, UNTESTED, BROKEN, NEVER_ENDED = 0, 1, 33, 35, 36
"""What became of a mutant, in the numbers that mutmut keeps and shows."""

CPU_TIMES, CPU_SECONDS = 3, 5
"""Who takes 3 × the usual + 5 s of the processor never ends. A busy machine makes no difference."""

WALL_SECONDS = 300
"""Who does nothing for this long waits for ever."""

PATIENCE = 15
"""Tests that take this many seconds of the processor are enough for one mutant: the first ones."""


class Judge:
    """A plugin of pytest that tries each of these mutants and tells what became of it."""

    def __init__(
        self, mutants: Sequence[str], workers: int, tell: Callable[[str, int], None]
    ) -> None:
        self._mutants = mutants
        self._workers = workers
        self._tell = tell
        self._running: dict[int, int] = {}
        self._items: list[pytest.Item] = []
        self._tests: dict[str, list[pytest.Item]] = defaultdict(list)
        self._seconds: dict[str, float] = {}
        self._noticed: dict[str, Counter[str]] = defaultdict(Counter)
        self._failed = multiprocessing.RawArray("i", [-1] * len(mutants))
        """Of each mutant the test that failed, by its place among those collected."""
        self._is_copy = False
        self._mine: int | None = None
        """The mutant that this copy of the process tries, by its place."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of running each test once."""
        self._items = session.items
        self._look_which_test_calls_what(session)
        _share_database()
        gc.freeze()  # what is here by now stays, and no copy has to look through it
        self._try_without_a_mutant(session)
        for place, mutant in enumerate(self._mutants):
            if not self._tests[mangled_name_from_mutant_name(mutant)]:
                self._tell(mutant, UNTESTED)
                continue
            while len(self._running) == self._workers:
                self._wait_for_one()
            self._start(place)
        while self._running:
            self._wait_for_one()
        return True

    def _look_which_test_calls_what(self, session: pytest.Session) -> None:
        """Run every test once. All must pass before anything is changed."""
        set_mutant_under_test("stats")
        for item, following in _with_next(session.items):
            state()._stats.clear()
            began = time.process_time()
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
            self._seconds[item.nodeid] = time.process_time() - began
            for function in state()._stats:
                self._tests[function].append(item)
        set_mutant_under_test("")
        if session.testsfailed:
            raise session.Failed("without any change every test must pass")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """One failure is enough, and nobody will read what it says."""
        skipped = pytest.skip.Exception
        if self._is_copy and call.excinfo and not call.excinfo.errisinstance(skipped):
            if self._mine is not None:
                self._failed[self._mine] = self._items.index(item)
            os._exit(KILLED)

    def _try_without_a_mutant(self, session: pytest.Session) -> None:
        """In a copy every test must pass too, else one that fails there says nothing."""
        pid = os.fork()
        if not pid:
            self._try(None, self._items, sum(self._seconds.values()))
        if os.waitpid(pid, 0)[1]:
            raise session.Failed("in a copy of the process every test must pass too")
        _remove_database(pid)

    def _start(self, place: int) -> None:
        """Try a mutant in a copy of this process."""
        function = mangled_name_from_mutant_name(self._mutants[place])
        noticed = self._noticed[function]
        tests = sorted(
            self._tests[function],
            key=lambda test: (-noticed[test.nodeid], self._seconds[test.nodeid]),
        )
        usual = list(accumulate(self._seconds[test.nodeid] for test in tests))
        enough = bisect(usual, PATIENCE) + 1
        pid = os.fork()
        if not pid:
            self._try(place, tests[:enough], min(usual[-1], PATIENCE))
        self._running[pid] = place

    def _try(self, place: int | None, tests: Sequence[pytest.Item], usual: float) -> NoReturn:
        """Run tests with a mutant turned on; place None turns none on."""
        try:
            self._is_copy, self._mine = True, place
            limit = int(usual * CPU_TIMES + CPU_SECONDS)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
            signal.alarm(WALL_SECONDS)
            silence = os.open(os.devnull, os.O_WRONLY)
            for output in (1, 2):
                os.dup2(silence, output)
            set_mutant_under_test("" if place is None else self._mutants[place])
            for test, following in _with_next(tests):
                test.ihook.pytest_runtest_protocol(item=test, nextitem=following)
            os._exit(SURVIVED)
        except BaseException:
            os._exit(KILLED)  # what breaks pytest itself is noticed too

    def _wait_for_one(self) -> None:
        pid, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        place = self._running.pop(pid)
        mutant, failed = self._mutants[place], self._failed[place]
        if failed >= 0:
            function = mangled_name_from_mutant_name(mutant)
            self._noticed[function][self._items[failed].nodeid] += 1
        if -code in (signal.SIGXCPU, signal.SIGALRM):
            code = NEVER_ENDED
        self._tell(mutant, code if code >= 0 else BROKEN)
        _remove_database(pid)


def _with_next(tests: Sequence[pytest.Item]) -> zip_longest[tuple[pytest.Item, Any]]:
    """Each test with the one after it, for which pytest keeps what both need."""
    return zip_longest(tests, tests[1:])


def _share_database() -> None:
    """From now on Django makes a database by copying the one that was made."""
    import django.test.utils
    from django.db import connections

    connections.close_all()
    made = connections["default"].settings_dict["NAME"]

    def copy(*_: Any, **__: Any) -> list[Any]:
        database = connections["default"].settings_dict
        database["NAME"] = shutil.copy(made, database["TEST"]["NAME"])
        return []

    django.test.utils.setup_databases = copy


def _remove_database(pid: int) -> None:
    """Remove the copy of a process that has ended: each has its id in the name (tests/conftest)."""
    from django.db import connections

    made = connections["default"].settings_dict["NAME"]
    for part in ("", "-wal", "-shm"):
        name = f"{made}-{pid}{part}"
        if os.path.exists(name):
            os.remove(name)
