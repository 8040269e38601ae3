"""Five programmes that read calendars, each made by other people: three here, two in Node.

`Readers().read(ics)` gives what each of them saw; a test asks whether they agree.
"""

from __future__ import annotations

import json
import os
import subprocess
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import icalendar
import ics
import vobject

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


class Seen(NamedTuple):
    """One event as a reader saw it; begin and end in seconds since 1970."""

    uid: str
    begin: int
    einde: int
    is_cancelled: bool


def _epoch(moment: datetime) -> int:
    assert moment.tzinfo is not None, "a reader did not understand the zone"
    return int(moment.astimezone(UTC).timestamp())


def _icalendar(content: str) -> list[Seen]:
    return [
        Seen(
            str(event["UID"]),
            _epoch(event.decoded("DTSTART")),
            _epoch(event.decoded("DTEND")),
            event.get("STATUS") == "CANCELLED",
        )
        for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    ]


def _vobject(content: str) -> list[Seen]:
    return [
        Seen(
            event.uid.value,
            _epoch(event.dtstart.value),
            _epoch(event.dtend.value),
            event.status.value == "CANCELLED",
        )
        for file in vobject.readComponents(content)
        for event in file.contents.get("vevent", [])
    ]


def _ics_py(content: str) -> list[Seen]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of its own next version
        events = ics.Calendar(content).events
    return [
        Seen(
            event.uid,
            _epoch(event.begin.datetime),
            _epoch(event.end.datetime),
            event.status == "CANCELLED",
        )
        for event in events
    ]


HERE_IN_PYTHON: dict[str, Callable[[str], list[Seen]]] = {
    "icalendar": _icalendar,
    "vobject": _vobject,
    "ics.py": _ics_py,
}


class Readers:
    """The five. Those of Node run in one process, for as long as the `with` block lasts."""

    def __enter__(self) -> Readers:
        assert (HERE / "node_modules").is_dir(), "run `make test`: it installs these readers"
        self._node = subprocess.Popen(
            [ROOT / "tooling" / "npm.sh", "run", "--silent", "read"],
            env={**os.environ, "IN": str(HERE)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        return self

    def __exit__(self, *_error: object) -> None:
        self._node.communicate(timeout=30)  # the end of its input ends it

    def read(self, content: bytes) -> dict[str, list[Seen]]:
        """What each reader sees, ordered by UID. Fails if one of them refuses."""
        text = content.decode()
        seen = {name: read(text) for name, read in HERE_IN_PYTHON.items()} | self._in_node(text)
        return {name: sorted(events) for name, events in seen.items()}

    def _in_node(self, text: str) -> dict[str, list[Seen]]:
        assert self._node.stdin, self._node.stdout
        self._node.stdin.write(json.dumps({"ics": text}) + "\n")
        self._node.stdin.flush()
        answer = json.loads(self._node.stdout.readline())
        assert "error" not in answer, answer["error"]
        return {
            name: [
                Seen(uid, int(begin), int(end), status == "CANCELLED")
                for uid, begin, end, status in events
            ]
            for name, events in answer.items()
        }
