"""Starts the process that fetches and reads a calendar, and understands how it ended.

The address goes in by standard input: what stands on a command line can be read by everyone on the
machine. Of what went wrong only a code is kept, because a sentence of a library would repeat the
address, or what is in the calendar.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from notificaties.buitenagenda.fetching import Kenmerk
from notificaties.buitenagenda.fouten import Fout, Refused
from notificaties.buitenagenda.spans import Gelezen, Span, Window

TOTAL = 25
"""Seconds on the wall for everything, the look-up of the name included."""

GRACE = 5
"""Seconds after which a child that does not end itself is ended."""

_PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "SSL_CERT_FILE", "SSL_CERT_DIR")
"""All that the child knows of our surroundings: no key, no database."""

_ENDED_BY = {
    -signal.SIGALRM: Fout.TIJD,
    -signal.SIGXCPU: Fout.TE_VEEL,
    -signal.SIGKILL: Fout.TE_VEEL,
}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opgehaald:
    """A calendar that was read, and by what its server knows this version."""

    gelezen: Gelezen
    kenmerk: Kenmerk


def ask(url: str, bekend: Kenmerk, window: Window) -> Opgehaald | None:
    """The busy times at an address; None if it still is the version we know. Raises: Refused.

    Takes half a minute at most, and no transaction should be open meanwhile.
    """
    question = {
        "url": url,
        "van": int(window.start.timestamp()),
        "tot": int(window.end.timestamp()),
        "intern": list(settings.BUITENAGENDA_INTERN),
        "seconden": TOTAL,
        **vars(bekend),
    }
    answer = _answer(json.dumps(question))
    if "soort" in answer:
        log.error("the reader of outside calendars failed: %s", answer["soort"])
    if "fout" in answer:
        raise Refused(Fout(answer["fout"]))
    if "ongewijzigd" in answer:
        return None
    own = {uid: _spans(pairs) for uid, pairs in answer["misschien_eigen"].items()}
    gelezen = Gelezen(_spans(answer["bezet"]), own, answer["onleesbaar"])
    return Opgehaald(gelezen, Kenmerk(answer["etag"], answer["last_modified"]))


def _answer(question: str) -> Mapping[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-m", "notificaties.buitenagenda.child"],
            input=question,
            capture_output=True,
            text=True,
            timeout=TOTAL + GRACE,
            cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(Fout.TIJD) from None
    if done.returncode:
        if done.returncode not in _ENDED_BY:
            log.error("the reader of outside calendars ended with %s", done.returncode)
        raise Refused(_ENDED_BY.get(done.returncode, Fout.BESCHADIGD))
    answer: Mapping[str, Any] = json.loads(done.stdout)
    return answer


def _spans(pairs: list[tuple[int, int]]) -> list[Span]:
    return [(_moment(start), _moment(end)) for start, end in pairs]


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
