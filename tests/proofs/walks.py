"""Sequences of acts that depend on nothing but a seed; run as a program it prints their traces.

`TEST_DATABASE` says on which database, as in the tests. Two databases must print the same.
"""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import django
from django.apps import apps
from django.db import connection, transaction

if TYPE_CHECKING:
    from tests.proofs.model import Model

SEEDS = range(40)
ROSTERED_SEEDS = range(100, 106)
STEPS = 40


@contextmanager
def thrown_away() -> Iterator[None]:
    """A piece of a test whose rows vanish, and in which booking may open its transactions."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


@contextmanager
def counted_codes() -> Iterator[None]:
    """Codes are counted instead of drawn, so that ties between resources fall the same way."""
    field = apps.get_model("afspraken", "Afspraak")._meta.get_field("code")
    codes = (f"afspraak-{number}" for number in itertools.count())
    field._get_default = lambda: next(codes)
    try:
        yield
    finally:
        del field.__dict__["_get_default"]


def walk(seed: int, *, rostered: bool = False, steps: int = STEPS) -> list[str]:
    """What happens in a town of its own; ends with everyone forgotten.

    Of four walks two have few starts, and two happen on the day itself.
    """
    from tests.cast import NOW  # not before Django is set up
    from tests.proofs.model import Model
    from tests.proofs.oracle import LATE
    from tests.proofs.rostered import Rostered

    kind = Rostered if rostered else Model
    with counted_codes(), thrown_away():
        model = kind(now=LATE if seed & 2 else NOW)
        take_steps(model, random.Random(seed), steps, narrow=bool(seed & 1))
        model.forget()
        model.check()
        return model.trace


def take_steps(model: Model, dice: random.Random, steps: int, *, narrow: bool) -> None:
    """Random acts, each followed by a look at everything."""
    from tests.proofs.oracle import CHANNELS, FIRST, LAST, NARROW, SESSIONS

    starts = NARROW if narrow else range(FIRST, LAST, 5)
    for _step in range(steps):
        start, other = dice.choice(starts), dice.choice(starts)
        number, minutes = dice.randrange(20), dice.randrange(5, 45, 5)
        product, sessie = dice.choice(model.producten), dice.choice(SESSIONS)
        kanaal = dice.choice(CHANNELS)
        match dice.choices(ACTS, weights=WEIGHTS)[0]:
            case "book":
                model.book(product, kanaal, start)
            case "hold":
                model.hold(sessie, product, start)
            case "confirm":
                model.confirm(sessie)
            case "move":
                model.move(number, start)
            case "cancel":
                model.cancel(number)
            case "block":
                model.block(number, start, minutes)
            case "import":
                model.import_(number, [start, other])
            case "open":
                model.change_opening(number, start, min(start + 60, LAST))
            case "erase":
                model.erase(number)
            case "wait":
                model.wait(dice.choice((1, 9, 10, 11, minutes)))
            case "sweep":
                model.sweep()
        model.check()


ACTS = ("book", "hold", "confirm", "move", "cancel", "block") + (
    "import",
    "open",
    "erase",
    "wait",
    "sweep",
)
WEIGHTS = (4, 7, 5, 4, 2, 2, 2, 1, 2, 5, 1)


def main() -> None:
    """Print every trace, each on a line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        for seed in SEEDS:
            print(seed, walk(seed))
        for seed in ROSTERED_SEEDS:
            print(seed, walk(seed, rostered=True))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
