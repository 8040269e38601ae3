"""Twenty thousand random towns: the engine and the brute force find the same starts.

The same check as in tests/afspraken/engine/test_brute_force.py, on seeds that are not used there.
"""

import pytest

from tests.afspraken.engine.brute_force import every_start
from tests.afspraken.engine.towns import engine_starts, random_question

BLOCK = 500


@pytest.mark.prove
@pytest.mark.parametrize("first", range(1_500, 21_500, BLOCK))
def test_the_engine_finds_every_start_that_exists_and_no_other(first):
    for seed in range(first, first + BLOCK):
        question = random_question(seed)
        assert engine_starts(question) == every_start(question), f"seed {seed}: {question}"
