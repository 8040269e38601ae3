"""Changes the code in many small ways and counts how often a test notices.

What is changed, and which tests run, is in `[tool.mutmut]` of pyproject.toml. Not for finding out
which lines are run: a line that is run may still be checked by nothing.
"""

import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable

PARTS = {
    "engine": ("afspraken.engine.",),
    "booking": ("afspraken.booking.",),
    "occupying": (
        "afspraken.attempts.",
        "afspraken.balie.",
        "afspraken.bezetting.",
        "afspraken.contactlimiet.",
    ),
    "outbox": ("notificaties.outbox.",),
    "retention": ("afspraken.privacy.retention.",),
}
APPS = ("afspraken", "notificaties")
"""Each is changed by itself and judged by its own tests: those of the other take long."""

LEAST = 0.85
NOTICED = {"killed", "timeout", "suspicious"}


def run() -> None:
    """Test every mutant; the outcome is kept in `mutants/`."""
    workers = str(os.cpu_count() or 1)
    for app in APPS:
        others = " ".join(f"--deselect=tests/{other}" for other in APPS if other != app)
        command = ["mutmut", "run", "--max-children", workers, f"{app}.*"]
        subprocess.run(command, check=True, env=os.environ | {"PYTEST_ADDOPTS": others})


def results() -> list[tuple[str, str]]:
    """Name and fate of every mutant."""
    command = ["mutmut", "results", "--all", "true"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = (line.strip().partition(": ") for line in output.splitlines())
    return [(name, fate) for name, colon, fate in lines if colon]


def fates_by_part(fates: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    """How many of each fate, per part of the code."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, fate in fates:
        part = next((part for part, begins in PARTS.items() if name.startswith(begins)), "other")
        counts[part][fate] += 1
    return counts


def main() -> int:
    run()
    fates = results()
    for name, fate in fates:
        if fate not in NOTICED:
            print(f"{fate}: {name}")
    counts = fates_by_part(fates)
    shares = []
    for part in PARTS:
        noticed = sum(counts[part][fate] for fate in NOTICED)
        total = sum(counts[part].values())
        shares.append(noticed / total if total else 0.0)
        verdict = "ok" if shares[-1] >= LEAST else "short"
        never_ended = counts[part]["timeout"]
        print(
            f"{part} | {noticed} of {total} noticed, {never_ended} because they never ended"
            f" | {shares[-1]:.1%} | ≥ {LEAST:.0%} | {verdict}"
        )
    return 0 if min(shares) >= LEAST else 1


if __name__ == "__main__":
    os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
    sys.exit(main())
