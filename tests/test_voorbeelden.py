"""What the examples in docstrings say is so."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
WITH_EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for app in ("afspraken", "mobiel", "notificaties")
    for path in sorted((ROOT / app).rglob("*.py"))
    if ">>> " in path.read_text()
]


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_of_a_module_hold(module):
    failed, tried = doctest.testmod(import_module(module))
    assert tried > 0
    assert failed == 0
